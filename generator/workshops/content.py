"""What the sheets of one pack draw on: the session, its words in print, and the pages' own parts as blocks.

Nothing is worded here that a playbook, the phrasebook, the rubric or the workshop's file does not say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.model.handbook import Handbook
from generator.model.playbook import Playbook
from generator.model.steps import Step
from generator.model.wording import Wording
from generator.model.workshop import SegmentKind
from generator.rendering.words import amount, by_when, sentence
from generator.workshops.session import COACH, Scene, Session, Slot
from generator.workshops.sheets.blocks import Block, bullets, head, para, say
from generator.workshops.words import Words

NO_DATE = date(2020, 1, 1)
"""Of a handbook in which nothing has changed yet."""

STANDING = 15
"""Minutes. A session no longer than this is held standing, without handouts and signatures."""

KINDS: dict[SegmentKind, str] = {
    "story": "A real event",
    "talk": "Talk",
    "page-walk": "Walk the page",
    "words-clinic": "Better words",
    "group-work": "Group work",
    "role-play": "Role play",
    "stop-card-drill": "Stop-card drill",
    "quiz": "Quiz",
    "debrief": "Debrief",
    "sign-off": "Sign-off",
    "break": "Break",
    "commitment": "Commitment",
}
"""What each kind of segment is called on paper."""


@dataclass(frozen=True)
class Content:
    """One session of a handbook, ready to be written on sheets."""

    handbook: Handbook
    session: Session
    words: Words

    @cached_property
    def title(self) -> str:
        return self.words(self.session.workshop.title)

    @cached_property
    def on_paper(self) -> bool:
        """Whether people sit and write. In a huddle they stand, every day anew: nobody wants sheets of it."""
        return any(day.minutes > STANDING for day in self.session.days)

    @cached_property
    def changed(self) -> date:
        """The newest change of any page that the session uses: the date that its sheets carry."""
        return max((change.on for one in self.session.playbooks for change in one.changes), default=NO_DATE)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """What each scene is called on cards and in the guide, by its reference."""
        return {scene.ref: number for number, scene in enumerate(self.session.scenes, 1)}

    def scene_name(self, scene: Scene) -> str:
        return f"Scene {self.numbers[scene.ref]}"

    def seat(self, number: int) -> str:
        return "coach" if number == COACH else str(number)

    def revision(self, playbook: Playbook) -> str:
        """How a sheet names the version of a page that it was made from."""
        newest = max(change.on for change in playbook.changes)
        return f"page {self.words.revision(playbook)}, {newest.isoformat()}"

    @cached_property
    def roles(self) -> dict[str, str]:
        return {"customer": self.words.customer, "staff": "Staff", "observer": "Observer", "facts": "Facts"}

    def steps(self, steps: tuple[Step, ...]) -> Block:
        """The steps that are taken here, with who and by when."""
        items = []
        for step in self.handbook.steps_here(steps):
            handed = f" Hand over to {self.words.role(step.hand_over_to)}." if step.hand_over_to else ""
            items.append(
                {
                    "who": self.words.role(step.who),
                    "by": by_when(step.within),
                    "text": self.words(step.do) + handed,
                    "say": self.words(step.say) if step.say else "",
                }
            )
        return {"kind": "steps", "items": items}

    def flags(self, playbook: Playbook) -> list[Block]:
        items = [
            {
                "look": self.words(flag.looks_like),
                "to": f"{self.words(flag.do)} {self.words.by(flag.hand_over_to, flag.within)}",
            }
            for flag in playbook.red_flags
        ]
        label = "At once" if playbook.kind == "stop-card" else "Red flags: stop, and hand over"
        return [{"kind": "flags", "label": label, "items": items}] if items else []

    def first_line(self, playbook: Playbook) -> Block:
        exactly = playbook.first_line.verbatim
        return say(
            [self.words.quoted(playbook.first_line.say)],
            "Say exactly this" if exactly else "Say first, in your own words",
        )

    def limits(self, playbook: Playbook) -> list[Block]:
        """What the desk may spend, and the actions that these steps take without asking."""
        desk = self.handbook.roles.get(self.handbook.practice.desk_role)
        name = self.words.role(self.handbook.practice.desk_role)
        spend = self.words(amount(desk.may_spend, self.handbook.practice.currency)) if desk and desk.may_spend else ""
        taken = dict.fromkeys(need for step in playbook.steps for need in step.needs)
        may = [self.words(self.handbook.actions[id_].name) for id_ in taken if id_ in self.handbook.actions]
        limit = f"{name}: {f'up to {spend}' if spend else 'no money'} for one event."
        return [para(limit, "Without asking"), *([bullets(may)] if may else [])]

    def page(self, playbook: Playbook, level: int = 3) -> list[Block]:
        """A page as people walk through it: when, red flags, the first line, the steps, the limits, the promise."""
        stop = playbook.kind == "stop-card"
        blocks = [
            head(self.words.title(playbook), level, sub=self.revision(playbook), stop=stop),
            para(self.words(playbook.triggers[0]), "When"),
            *([] if stop else self.flags(playbook)),
            self.first_line(playbook),
            self.steps(playbook.steps),
            *([para(self.words(playbook.stay), "Until they are there")] if playbook.stay else []),
            *(self.flags(playbook) if stop else self.limits(playbook)),
        ]
        if playbook.promise is not None:
            by = self.words.by(playbook.promise.who, playbook.promise.by)
            blocks.append(para(f"{self.words(playbook.promise.what)} {by}.", "Promise"))
            blocks.append(say([self.words.quoted(playbook.promise.even_if)], "Even if"))
        return blocks

    def pair(self, wording: Wording, label: str = "Say", *, answer: bool = True, room: int = 0) -> Block:
        """A line to say and the one that people say instead; without `answer` only the latter, with lines to write."""
        return {
            "kind": "pair",
            "label": label,
            "when": self.words(sentence(wording.when)) if wording.when else "",
            "say": self.words(wording.say) if answer else "",
            "instead": self.words(wording.instead_of) if wording.instead_of else "",
            "because": self.words(wording.because) if answer else "",
            "lines": room,
        }

    def what(self, slot: Slot) -> str:
        """A segment in a few words, worked out from what it uses."""
        kind = KINDS[slot.segment.kind]
        each = f", {slot.minutes_each} min each" if slot.minutes_each else ""
        if slot.rounds:
            first = slot.rounds[0]
            return f"{kind}: {_count(len(slot.rounds), 'round')}, {_count(len(first.groups), 'group')}"
        if slot.segment.kind == "quiz" and not slot.asked:
            return f"{kind}: none of its questions is asked here"
        if slot.asked:
            return f"{kind}: {_count(len(slot.asked), 'question')}{each}"
        if slot.pairs:
            return f"{kind}: {_count(len(slot.pairs), 'line')}{each}"
        if slot.segment.kind in ("page-walk", "stop-card-drill"):
            return f"{kind}: {_count(len(slot.playbooks), 'page')}{each}"
        return kind

    def sheets(self, slot: Slot) -> list[str]:
        """The sheets of the pack that a segment needs, by what it shows."""
        found = []
        if self.on_paper and slot.segment.kind in ("page-walk", "words-clinic"):
            found.append("Handout")
        if slot.scenes:
            found.append("Role cards")
        if slot.rounds and self.handbook.rubric is not None:
            found.append("Observer\u2019s sheet")
        if slot.asked:
            found += ["Quiz", "Quiz key"]
        if slot.segment.kind in ("sign-off", "stop-card-drill") and slot.playbooks:
            found.append("Sign-off sheet" if slot.segment.kind == "sign-off" else "Desk cards")
        return found


def how_many(people: int) -> str:
    return "1 person" if people == 1 else f"{people} people"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
