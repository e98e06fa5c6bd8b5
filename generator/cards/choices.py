"""Which words of a playbook stand on its card, few enough to be read while somebody waits.

What an author chose under `card:` is printed as it is. What is left out there is chosen here, and
only that is shortened to keep within the words a card may have. Red flags are never shortened and
never counted: safety is not traded for length.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import chain

from generator.cards.content import MAX_WORDS, PLACES, CardFlag, CardStep, DeskCard, Line, revision_of
from generator.model.handbook import Handbook
from generator.model.learning import Card
from generator.model.playbook import Playbook
from generator.model.settings import fill
from generator.model.steps import RedFlag, Step
from generator.rendering.typography import typographic
from generator.rendering.words import amount, by_when

SHORT_FLAG = 16
"""Words that red flags may have together to stand on the front in full, where the author gave no short form."""


def desk_cards(handbook: Handbook) -> list[DeskCard]:
    """A card for every playbook: those of one place together, in the order of the journey."""
    order = list(PLACES)
    cards = [desk_card(handbook, playbook) for playbook in handbook.playbooks]
    return sorted(cards, key=lambda card: order.index(card.places[0]))


def desk_card(handbook: Handbook, playbook: Playbook) -> DeskCard:
    """The card of one playbook."""
    choices = _Choices(handbook, playbook)
    card = choices.full()
    for shorter in choices.ladder():
        if card.words <= MAX_WORDS[card.kind]:
            break
        card = shorter(card)
    return replace(card, revision=revision_of(card.printed()))


_Shorter = Callable[[DeskCard], DeskCard]


class _Choices:
    """The choices for one card. It keeps what every choice needs at hand, and nothing else."""

    def __init__(self, handbook: Handbook, playbook: Playbook) -> None:
        self.handbook = handbook
        self.playbook = playbook
        self.chosen = playbook.card or Card()
        self._settings = handbook.settings()
        self._english = handbook.practice.language.lower().split("-")[0] == "en"

    def line(self, text: str, *path: str | int) -> Line:
        return Line(self.print_words(text), path)

    def print_words(self, text: str) -> str:
        # Letters with their accents in one piece: a font may have the whole and not the parts.
        text = unicodedata.normalize("NFC", fill(text, self._settings))
        return typographic(" ".join(text.split()), english=self._english)

    def role(self, id_: str) -> str:
        # A role that does not exist has a Problem of its own; the card must not fail because of it.
        role = self.handbook.roles.get(id_)
        return self.print_words(role.name if role else id_)

    def full(self) -> DeskCard:
        """The card before anything is shortened."""
        playbook, practice = self.playbook, self.handbook.practice
        stop = playbook.kind == "stop-card"
        flagged = ((flag.hand_over_to, flag.within) for flag in playbook.red_flags)
        stepped = ((step.hand_over_to, step.within) for step in playbook.steps if step.hand_over_to)
        handed, within = next(chain(flagged, stepped), (practice.approver, "now"))
        approved, approval = self.approval()
        base = (practice.handbook_url or "").rstrip("/")
        return DeskCard(
            id=playbook.id,
            file=playbook.file,
            kind=playbook.kind,
            stage=self.print_words(
                next((stage.name for stage in self.handbook.journey if stage.id == playbook.stage), playbook.stage)
            ),
            places=self.chosen.place or ("desk",),
            title=self.line(playbook.title.rstrip("."), "title"),
            when=self.when(),
            say=self.say(),
            speaker=self.role(who) if (who := playbook.first_line.who) and who != practice.desk_role else "",
            verbatim=playbook.first_line.verbatim and not self.chosen.say,
            steps=self.steps(),
            stop_if=self.stop_if(),
            flags=tuple(self.flag(number, flag) for number, flag in enumerate(playbook.red_flags)),
            not_say=self.not_say(),
            stay=self.stay() if stop else None,
            limit=None if stop else self.limit(),
            promise=None if stop else self.promise(),
            promise_by="" if stop or playbook.promise is None else self.by(playbook.promise.who, playbook.promise.by),
            check_back="" if playbook.follow_up is None else self.by(playbook.follow_up.who, playbook.follow_up.within),
            to=self.by(handed, within),
            emergency=self.print_words(practice.emergency_number),
            owner=self.role(playbook.owner),
            review_by=playbook.review_by.isoformat(),
            approval=approval,
            approved=approved,
            address=f"{base}/defects/{playbook.id}.html" if base else f"defects/{playbook.id}.html",
        )

    def by(self, role: str, within: str) -> str:
        return f"{self.role(role)}, {by_when(within)}"

    def approval(self) -> tuple[bool, str]:
        playbook = self.playbook
        if playbook.approval is not None:
            return True, self.print_words(f"Approved by {playbook.approval.by} on {playbook.approval.on}")
        if playbook.kind == "stop-card" or playbook.red_flags:
            return False, f"Not yet approved by {self.role(self.handbook.practice.approver)}"
        return True, ""

    def when(self) -> Line:
        if self.chosen.when:
            return self.line(self.chosen.when, "card", "when")
        return self.line(self.playbook.triggers[0], "triggers", 0)

    def say(self) -> Line:
        if self.chosen.say:
            return self.line(self.chosen.say, "card", "say")
        return self.line(self.playbook.first_line.say, "first_line", "say")

    def stop_if(self) -> Line | None:
        """The red flags on the front of a recovery card: in full where they are short."""
        if self.chosen.stop_if:
            return self.line(self.chosen.stop_if, "card", "stop_if")
        flags = self.playbook.red_flags if self.playbook.kind == "recovery" else ()
        line = self.line(" ".join(flag.looks_like for flag in flags), "red_flags")
        return line if flags and line.words <= SHORT_FLAG else None

    def flag(self, number: int, flag: RedFlag) -> CardFlag:
        look = self.line(flag.looks_like, "red_flags", number, "looks_like")
        return CardFlag(look, self.role(flag.hand_over_to), by_when(flag.within), "{emergency_number}" in flag.do)

    def steps(self) -> tuple[CardStep, ...]:
        """The author's short steps; or else the first sentences of the playbook's, with who and by when."""
        if self.chosen.steps:
            return tuple(
                CardStep(self.line(given, "card", "steps", number))
                for number, text in enumerate(self.chosen.steps)
                if (given := self.handbook.said_here(text))
            )
        desk = self.handbook.practice.desk_role
        return tuple(
            CardStep(
                self.line(first_sentence(step.do), "steps", number, "do"),
                "" if step.who == desk else self.role(step.who),
                by_when(step.within),
            )
            for number, step in self.steps_here()[:5]
        )

    def steps_here(self) -> list[tuple[int, Step]]:
        """The playbook's steps that are taken here, each with its number in the playbook."""
        # A gesture that does not exist has a Problem of its own; the card must not fail because of it.
        return [
            (number, step)
            for number, step in enumerate(self.playbook.steps)
            if step.give not in self.handbook.gestures or self.handbook.steps_here((step,))
        ]

    def not_say(self) -> Line | None:
        if self.chosen.not_say:
            return self.line(self.chosen.not_say, "card", "not_say")
        first = self.playbook.first_line.instead_of
        return self.line(first, "first_line", "instead_of") if first else None

    def stay(self) -> Line | None:
        if self.chosen.stay:
            return self.line(self.chosen.stay, "card", "stay")
        return self.line(self.playbook.stay, "stay") if self.playbook.stay else None

    def limit(self) -> Line | None:
        if limit := self.handbook.said_here(self.chosen.limit or ""):
            return self.line(limit, "card", "limit")
        role = self.handbook.roles.get(self.handbook.practice.desk_role)
        # A limit of nothing but gestures that are not given here leaves no money to offer.
        spend = role.may_spend if role and not self.chosen.limit else Decimal(0)
        money = self.print_words(amount(spend, self.handbook.practice.currency))
        return Line(f"Up to {money}, without asking." if spend else "No money without asking.", ("card",))

    def promise(self) -> Line | None:
        if self.chosen.promise:
            return self.line(self.chosen.promise, "card", "promise")
        promise = self.playbook.promise
        return self.line(promise.even_if, "promise", "even_if") if promise else None

    def ladder(self) -> Iterator[_Shorter]:
        """Ways to say less, the least loss first. What the author chose for the card is never touched."""
        chosen = self.chosen
        if self.playbook.kind == "stop-card":
            if not chosen.stay:
                yield lambda card: replace(card, stay=_shortened(card.stay, first_sentence))
        elif not chosen.promise:
            yield lambda card: replace(card, promise=_shortened(card.promise, first_sentence))
            yield lambda card: replace(card, promise=_shortened(card.promise, first_clause))
            yield lambda card: replace(card, promise=None)
        if not chosen.steps:
            yield lambda card: replace(card, steps=card.steps[:4])
            yield lambda card: replace(card, steps=card.steps[:3])
            if self.playbook.kind == "stop-card":  # What others do is on the page. The line is why the card is held.
                yield lambda card: replace(card, steps=tuple(s for s in card.steps if not s.who) or card.steps)
        if not chosen.say:
            yield _say_less


_SENTENCE = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\u201d\u2019\"']))\s+")
_OPENING = re.compile(
    r"(?:after|as|before|even|if|on|once|should|until|when|where|while|with|without)\b", re.IGNORECASE
)
"""How an English clause begins that cannot stand alone."""


def first_sentence(text: str) -> str:
    """The text up to the end of its first sentence."""
    return _SENTENCE.split(text, maxsplit=1)[0]


def _say_less(card: DeskCard) -> DeskCard:
    """The first line without the sentences that make the card too long. It is said first then, not exactly."""
    sentences = _SENTENCE.split(card.say.text) if card.say else []
    for count in range(len(sentences) - 1, 0, -1):
        shorter = replace(
            card, say=Line(" ".join(sentences[:count]), card.say.path if card.say else ()), verbatim=False
        )
        if shorter.words <= MAX_WORDS[card.kind]:
            return shorter
    return card


def first_clause(text: str) -> str:
    """The text up to its first comma, as a sentence; all of it where a comma only ends how it begins ("If ..., ")."""
    head, comma, _ = text.partition(",")
    return text if not comma or _OPENING.match(head) else f"{head.rstrip()}."


def _shortened(line: Line | None, how: Callable[[str], str]) -> Line | None:
    return None if line is None else Line(how(line.text), line.path)
