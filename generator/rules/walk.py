"""Ways through a handbook that many rules share: every step, every branch, every line that is said.

A line knows who says it, on which channel, and whether it belongs to a hand-over. What must not be
said (`instead_of`, the wrong answers of a quiz) is not a line, so quoting it never trips a rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.handbook import Handbook
from generator.model.playbook import Playbook
from generator.model.steps import Branch, Circumstance, Step
from generator.model.wording import WRITTEN, Channel, Wording
from generator.problems import Path

CIRCUMSTANCES = ("second_time", "first_visit", "minor_or_vulnerable")
PAIRS_FILE = "wording.yml"
HANDBOOK_FILE = "handbook.yml"


@dataclass(frozen=True, slots=True)
class Line:
    """Words that reach the customer, and where they stand.

    `part` is first-line, step, wording, note, promise, follow-up or card.
    """

    file: str
    path: Path
    text: str
    who: str
    channel: Channel
    part: str
    hand_over: bool = False

    @property
    def written(self) -> bool:
        return self.channel in WRITTEN


def steps_of(playbook: Playbook) -> Iterator[tuple[Path, Step]]:
    """Every step of a playbook with its place, those of branches included."""
    yield from _steps(("steps",), playbook.steps)
    for path, branch in branches_of(playbook):
        yield from _steps((*path, "steps"), branch.steps)


def branches_of(playbook: Playbook) -> Iterator[tuple[Path, Branch | Circumstance]]:
    """Every branch with its place: the hard cases, then second time, first visit, minor or vulnerable."""
    for number, branch in enumerate(playbook.branches):
        yield ("branches", number), branch
    for name in CIRCUMSTANCES:
        circumstance = getattr(playbook, name)
        if circumstance is not None:
            yield (name,), circumstance


def _steps(path: Path, steps: tuple[Step, ...]) -> Iterator[tuple[Path, Step]]:
    for number, step in enumerate(steps):
        yield (*path, number), step


def lines_of(playbook: Playbook, handbook: Handbook) -> Iterator[Line]:
    """Every line that a playbook has somebody say or write."""
    desk = handbook.practice.desk_role
    yield _wording_line(playbook.file, ("first_line",), playbook.first_line, desk, "first-line")
    for path, step in steps_of(playbook):
        if step.say is not None:
            yield Line(playbook.file, (*path, "say"), step.say, step.who, step.channel, "step", step.hand_over_to is not None)
        for number, choice in enumerate(step.offer):
            yield Line(playbook.file, (*path, "offer", number), choice, step.who, step.channel, "step", bool(step.hand_over_to))
    for number, wording in enumerate(playbook.wording):
        yield _wording_line(playbook.file, ("wording", number), wording, desk, "wording")
    if playbook.note is not None:
        yield Line(playbook.file, ("note", "words"), playbook.note.words, desk, playbook.note.channel, "note")
    if playbook.promise is not None:
        yield Line(playbook.file, ("promise", "even_if"), playbook.promise.even_if, playbook.promise.who, "face", "promise")
    if playbook.follow_up is not None:
        yield Line(playbook.file, ("follow_up", "ask"), playbook.follow_up.ask, playbook.follow_up.who, "face", "follow-up")


def shared_lines(handbook: Handbook) -> Iterator[Line]:
    """The lines that belong to no playbook: the phrasebook, and the words on gesture cards."""
    desk = handbook.practice.desk_role
    for id_, pair in handbook.pairs.items():
        yield _wording_line(PAIRS_FILE, ("pairs", id_), pair, desk, "wording")
    for id_, gesture in handbook.gestures.items():
        if gesture.card_words is not None:
            yield Line(HANDBOOK_FILE, ("gestures", id_, "card_words"), gesture.card_words, desk, "card", "card")


def all_lines(handbook: Handbook) -> Iterator[Line]:
    for playbook in handbook.playbooks:
        yield from lines_of(playbook, handbook)
    yield from shared_lines(handbook)


def _wording_line(file: str, path: Path, wording: Wording, desk: str, part: str) -> Line:
    return Line(file, (*path, "say"), wording.say, wording.who or desk, wording.channel, part)
