"""The ladder: on which rung each person stands with each page, from the coach's table and the progress files.

A rung holds for the page as it was signed. When what a person learns from the page changes, all its rungs
lapse and the page is to be read again; the table and the progress file say which revision they are of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Literal

from generator.model.handbook import Handbook
from generator.model.playbook import Playbook
from generator.model.revision import page_stamp, parts_that_differ, same_page
from generator.model.settings import fill
from generator.quizzes.items import Item, digest, quizzes_of
from generator.quizzes.pages import DRILL_SECONDS, drills_of
from generator.quizzes.results import Learner, Try
from generator.quizzes.sign_offs import RUNGS, Signature, SignOff, person_key

Rung = Literal["", "reread", "read", "say", "play", "observed", "solo"]
"""Where somebody stands with a page. Empty: not begun. `reread`: stood higher, until the page changed."""
ORDER: tuple[Rung, ...] = ("", "reread", "read", "say", "play", "observed", "solo")
RETESTED = 6
STOPS = "Stop cards"
"""The group of all stop cards, beside one for each stage: they are signed on the first day (research 5.4)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one person stands with one page. `again` are the rungs to sign anew, `changed` says why."""

    playbook: Playbook
    stamp: str
    rung: Rung
    next: str
    again: tuple[str, ...] = ()
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of pages, and where one person stands with them."""

    name: str
    places: tuple[Place, ...]

    @property
    def rung(self) -> Rung:
        """The lowest of its pages: a group is on a rung when all of it is."""
        return min((place.rung for place in self.places), key=ORDER.index)

    @property
    def begun(self) -> bool:
        return any(place.rung for place in self.places)

    @property
    def counts(self) -> dict[str, int]:
        """How many pages stand on each rung or above it, and how many are to be read again."""
        at = [ORDER.index(place.rung) for place in self.places]
        reached = {str(rung): sum(one >= ORDER.index(rung) for one in at) for rung in ORDER[2:]}
        return reached | {"reread": sum(place.rung == "reread" for place in self.places)}


@dataclass(frozen=True, slots=True)
class Person:
    """One person, the places page by page in the order of the journey, and the groups of them."""

    name: str
    places: tuple[Place, ...]
    groups: tuple[Group, ...]


def ladder_of(handbook: Handbook, learners: Iterable[Learner], sign_offs: Iterable[SignOff]) -> list[Person]:
    """Everybody who is in a progress file or in the table, by name."""
    progress = {person_key(one.name): one for one in learners}
    signed: dict[str, list[SignOff]] = {}
    names = {key: one.name for key, one in progress.items()}
    for row in sign_offs:
        signed.setdefault(person_key(row.person), []).append(row)
        names.setdefault(person_key(row.person), row.person)
    pages = _pages(handbook)
    people = []
    for key in sorted(names):
        rows: dict[str, list[SignOff]] = {}
        for row in signed.get(key, []):
            rows.setdefault(row.defect, []).append(row)
        places = tuple(_place(page, progress.get(key), rows.get(page.playbook.id, [])) for page in pages)
        people.append(Person(names[key], places, _groups(handbook, places)))
    return people


def retest(person: Person, day: date) -> list[Place]:
    """Six pages to try again, the stop cards among them first, out of those that the person stands on.

    Chosen by the person and the month: whoever asks twice gets the same ones, and nobody can prepare for
    them (domain research 5.4: skill decays by the third month, and a retest interrupts that).
    """
    stood = [place for place in person.places if place.rung not in ("", "reread")]
    drawn = sorted(stood, key=lambda place: digest(person_key(person.name), f"{day:%Y-%m}", place.playbook.id))
    return sorted(drawn[:RETESTED], key=lambda place: place.playbook.kind != "stop-card")


def _groups(handbook: Handbook, places: tuple[Place, ...]) -> tuple[Group, ...]:
    found = [(STOPS, tuple(place for place in places if place.playbook.kind == "stop-card"))]
    found += [
        (fill(stage.name, handbook.settings()), tuple(place for place in places if place.playbook.stage == stage.id))
        for stage in handbook.journey
    ]
    return tuple(Group(name, members) for name, members in found if members)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page with what is asked about it."""

    playbook: Playbook
    stamp: str
    items: tuple[Item, ...]
    drills: list[Item]


def _pages(handbook: Handbook) -> list[_Page]:
    drills: dict[str, list[Item]] = {}
    for drill in drills_of(handbook):
        drills.setdefault(drill.defect, []).append(drill)
    return [
        _Page(quiz.playbook, page_stamp(handbook, quiz.playbook), quiz.items, drills.get(quiz.playbook.id, []))
        for quiz in quizzes_of(handbook)
    ]


def _place(page: _Page, learner: Learner | None, rows: list[SignOff]) -> Place:
    now: dict[str, Signature] = {}
    old: dict[str, Signature] = {}
    for row in rows:
        (now if same_page(row.revision, page.stamp) else old).update(row.signed)
    read = learner.pages.get(page.playbook.id) if learner else None
    stale = read is not None and not same_page(read[1], page.stamp) and "read" not in now
    again = tuple(rung for rung in RUNGS if rung in old and rung not in now)
    needs = _needs(now, _before_read(page, learner, now, stale=stale))
    done = list(takewhile(lambda rung: not needs[rung], needs))
    rung: Rung = done[-1] if done else "reread" if again or stale else ""
    stamps = [row.revision for row in rows if row.signed and not same_page(row.revision, page.stamp)]
    days = [one.on.isoformat() for one in old.values()]
    if read is not None and stale:
        stamps.append(read[1])
        days.append(read[0][:10])
    changed = _what_changed(page, stamps[-1], max(days)) if stamps else ""
    return Place(page.playbook, page.stamp, rung, next((need for need in needs.values() if need), ""), again, changed)


def _needs(now: Mapping[str, Signature], before_read: str) -> dict[Rung, str]:
    """For each rung what is missing; empty where it is reached."""
    played = [rung for rung in ("play", "play again") if rung not in now]
    return {
        "read": before_read,
        "say": "" if "say" in now else "say",
        "play": played[0] if played else "",
        "observed": "" if "observed" in now else "observed",
        "solo": "" if "solo" in now else "solo",
    }


def _before_read(page: _Page, learner: Learner | None, now: Mapping[str, Signature], *, stale: bool) -> str:
    """What is missing for the first rung: where there is a progress file the quiz decides, else the coach."""
    if learner is None or not page.items:
        return "" if "read" in now else "read"
    if not all(_good(item, learner.tries.get(item.key, [])[-1:]) for item in page.items):
        return "quiz"
    if stale:
        return "reread"
    # A drill may be run aloud: then the coach's signature for Read stands for it.
    drilled = any(
        _good(drill, [one]) and one.seconds <= DRILL_SECONDS
        for drill in page.drills
        for one in learner.tries.get(drill.key, [])
    )
    return "drill" if page.drills and not drilled and "read" not in now else ""


def _good(item: Item, tries: list[Try]) -> bool:
    """Whether the last of these answers is right, and to the question as it is now."""
    return bool(tries) and tries[-1].right and tries[-1].hash == item.hash


def _what_changed(page: _Page, old: str, since: str) -> str:
    """The parts that differ, and what the page's own history says about it."""
    parts = ", ".join(parts_that_differ(old, page.stamp))
    told = [f"{one.on}: {one.what}" for one in page.playbook.changes if one.on.isoformat() >= since]
    return ". ".join(filter(None, (parts, *told)))
