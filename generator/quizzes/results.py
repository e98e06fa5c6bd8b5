"""Results: progress files of several learners, merged into what a coach needs, with no server.

Two questions are answered: where is each learner, and which question or page has to be mended. For the
second, only first tries at the present wording count: a second try follows the reason, and a try at an
older wording says nothing about this one.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any

from generator.model.handbook import Handbook
from generator.model.revision import page_stamp, same_page
from generator.quizzes.course import Course, Unit, course_of
from generator.quizzes.items import Item

HARD = 0.6
"""Share of right first answers below which a question or its page is looked at (chance among three is 0.33)."""
ENOUGH = 3
"""Learners. With fewer, a share is an anecdote."""
SLOW = 60
"""Seconds. A question that takes longer is read, not answered."""


@dataclass(slots=True)
class Learner:
    """One person, by name and by the id that the browser gave. Tries by question, oldest first.

    `pages` has for each page whose quiz was passed the stamp of the page as it was read then, and when.
    """

    id: str
    name: str
    tries: dict[str, list[Try]] = field(default_factory=dict)
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Try:
    """One answer: when, whether right, what was chosen, how long, at which wording, and whether it was a retry."""

    at: str
    right: bool
    chose: tuple[str, ...]
    seconds: float
    hash: str
    retry: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one learner is. `changed` are quizzes, `reread` pages: they are other ones than when they were passed."""

    learner: Learner
    passed: list[Unit]
    weak: list[Unit]
    changed: list[Unit]
    reread: list[Unit]
    answered: int
    right: int
    last: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One question over all learners. `draws` is the wrong option chosen most, and by how many."""

    unit: Unit
    item: Item
    learners: int
    right: int
    seconds: float
    draws: str
    drawn: int

    @property
    def share(self) -> float:
        return self.right / self.learners if self.learners else 0.0

    @property
    def advice(self) -> str:
        """What to mend, or nothing."""
        if self.learners < ENOUGH:
            return ""
        if self.share < HARD and self.draws and self.drawn * 2 >= self.learners:
            return "One wrong option draws half of them: let the page say why it is wrong, or ask whether it is."
        if self.share < HARD:
            return "Most miss it: read the page as they do, and mend the page before the question."
        if self.seconds > SLOW:
            return "It takes long: shorten the situation."
        return ""


@dataclass(frozen=True, slots=True)
class Results:
    """Everything that was merged. `unread` names each file that is no progress file of this handbook, and why."""

    course: Course
    standings: list[Standing]
    rows: list[ItemRow]
    unread: list[tuple[str, str]]


def load_results(handbook: Handbook, files: list[Path]) -> Results:
    """Read and merge. A file that is no progress file is named and left out, never guessed at."""
    course = course_of(handbook)
    learners: dict[str, Learner] = {}
    unread = []
    for file in files:
        data, why = _read(file, course)
        if data is None:
            unread.append((str(file), why))
            continue
        known = learners.setdefault(
            data["learner"]["name"].strip().lower(),
            Learner(str(data["learner"].get("id", "")), data["learner"]["name"].strip()),
        )
        for key, entry in data["questions"].items():
            mine = {one.at: one for one in known.tries.get(key, [])}
            mine |= {one.at: one for one in map(_try, entry["tries"]) if one is not None}
            known.tries[key] = [mine[at] for at in sorted(mine)]
        for id_, page in _pages(data).items():
            known.pages[id_] = max(known.pages.get(id_, ("", "")), page)
    ordered = [learners[name] for name in sorted(learners)]
    stamps = {playbook.id: page_stamp(handbook, playbook) for playbook in handbook.playbooks}
    return Results(course, [_standing(course, one, stamps) for one in ordered], _rows(course, ordered), unread)


def _read(file: Path, course: Course) -> tuple[dict[str, Any] | None, str]:
    try:
        data = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        return None, f"cannot be read ({error.strerror})"
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        return None, "is damaged, or no progress file"
    good = isinstance(data, dict) and data.get("format") == "handbook-progress" and data.get("version") == 1
    good = (
        good
        and isinstance(data.get("learner"), dict)
        and isinstance(data["learner"].get("name"), str)
        and isinstance(data.get("questions"), dict)
    )
    if not good or not all(
        isinstance(entry, dict) and isinstance(entry.get("tries"), list) for entry in data["questions"].values()
    ):
        return None, "is no progress file of a handbook"
    if data.get("book") != course.id:
        return None, f"is from another handbook ({data.get('bookName') or data.get('book')})"
    return data, ""


def _pages(data: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """When each page was read and its stamp then. Files from before pages had revisions have none."""
    pages = data.get("pages")
    return {
        id_: (str(page.get("at", "")), page["r"])
        for id_, page in (pages.items() if isinstance(pages, dict) else ())
        if isinstance(page, dict) and isinstance(page.get("r"), str)
    }


def _try(row: Any) -> Try | None:
    """One answer as the browser wrote it: [when, right, chosen, seconds, wording, retry]. None where it is not one."""
    if not (isinstance(row, list) and len(row) >= 6 and isinstance(row[0], str) and isinstance(row[2], list)):
        return None
    try:
        datetime.fromisoformat(row[0])
        seconds = float(row[3])
    except (TypeError, ValueError):
        return None
    return Try(row[0], row[1] == 1, tuple(map(str, row[2])), seconds, str(row[4]), row[5] == 1)


def _standing(course: Course, learner: Learner, stamps: dict[str, str]) -> Standing:
    passed, weak, changed = [], [], []
    for unit in course.units:
        last = [(item, learner.tries[item.key][-1]) for item in unit.items if learner.tries.get(item.key)]
        current = [one.right for item, one in last if one.hash == item.hash]
        if len(current) == len(unit.items) and all(current):
            passed.append(unit)
        if not all(current):
            weak.append(unit)
        if len(current) < len(last):
            changed.append(unit)
    read = {id_: stamp for id_, (_, stamp) in learner.pages.items()}
    reread = [unit for unit in course.units if unit.id in read and not same_page(read[unit.id], stamps[unit.id])]
    tries = [one for found in learner.tries.values() for one in found if not one.retry]
    return Standing(
        learner,
        passed,
        weak,
        changed,
        reread,
        len(tries),
        sum(one.right for one in tries),
        max((one.at for one in tries), default="")[:10],
    )


def _rows(course: Course, learners: list[Learner]) -> list[ItemRow]:
    """The questions that somebody answered, the worst first."""
    rows = []
    for unit in course.units:
        for item in unit.items:
            firsts = [first for learner in learners if (first := _first(learner, item)) is not None]
            if not firsts:
                continue
            wrong = {choice.id: choice.text for choice in item.wrongs}
            drawn = Counter(id_ for one in firsts for id_ in one.chose if id_ in wrong)
            # The most often chosen; of two chosen alike, the one that stands first.
            draws, count = max(drawn.items(), key=lambda pair: pair[1], default=("", 0))
            seconds = median(one.seconds for one in firsts)
            rows.append(
                ItemRow(unit, item, len(firsts), sum(one.right for one in firsts), seconds, wrong.get(draws, ""), count)
            )
    return sorted(rows, key=lambda row: (row.share, -row.learners, row.item.key))


def _first(learner: Learner, item: Item) -> Try | None:
    return next((one for one in learner.tries.get(item.key, []) if one.hash == item.hash and not one.retry), None)
