"""Ways through a playbook: every step, every branch, every line that is said, every text.

A line knows who says it, on which channel, and whether it belongs to a hand-over. What must not be
said (`instead_of`, the wrong answers of a quiz) is not a line, so quoting it never trips a rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from generator.model.playbook import Playbook
from generator.model.steps import Branch, Circumstance, Step
from generator.model.wording import WRITTEN, Channel, Wording
from generator.problems import Path

CIRCUMSTANCES = ("second_time", "first_visit", "minor_or_vulnerable")


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


def lines_in(playbook: Playbook, desk: str) -> Iterator[Line]:
    """Every line that a playbook has somebody say or write; `desk` speaks where nobody is named."""
    yield wording_line(playbook.file, ("first_line",), playbook.first_line, desk, "first-line")
    for path, step in steps_of(playbook):
        if step.say is not None:
            yield Line(
                playbook.file, (*path, "say"), step.say, step.who, step.channel, "step", step.hand_over_to is not None
            )
        for number, choice in enumerate(step.offer):
            yield Line(
                playbook.file, (*path, "offer", number), choice, step.who, step.channel, "step", bool(step.hand_over_to)
            )
    for number, wording in enumerate(playbook.wording):
        yield wording_line(playbook.file, ("wording", number), wording, desk, "wording")
    if playbook.note is not None:
        yield Line(playbook.file, ("note", "words"), playbook.note.words, desk, playbook.note.channel, "note")
    if playbook.promise is not None:
        yield Line(
            playbook.file, ("promise", "even_if"), playbook.promise.even_if, playbook.promise.who, "face", "promise"
        )
    if playbook.follow_up is not None:
        yield Line(
            playbook.file, ("follow_up", "ask"), playbook.follow_up.ask, playbook.follow_up.who, "face", "follow-up"
        )


def wording_line(file: str, path: Path, wording: Wording, desk: str, part: str) -> Line:
    """The line that a pair of wording has somebody say."""
    return Line(file, (*path, "say"), wording.say, wording.who or desk, wording.channel, part)


_NOT_WORDS = frozenset(
    {
        "use",
        "kind",
        "frequency",
        "fault",
        "loss",
        "who",
        "within",
        "ends",
        "channel",
        "needs",
        "hand_over_to",
        "give",
        "stop_card",
        "owner",
        "defect",
        "also_felt_at",
        "codes",
        "place",
        "tests",
        "id",
        "stage",
        "file",
        "jurisdiction",
        "by",
        "type",
        "goes_to",
        "any_of",
        "payers",
    }
)
_QUOTED = frozenset(
    {"instead_of", "distractors", "fouls", "not_say", "also_called", "words", "escalates_if", "choices", "hears"}
)
"""Fields that hold what people say wrongly, or say at all: not our own words."""


def texts_in(model: BaseModel, path: Path = ()) -> list[tuple[Path, str]]:
    """Every text in `model` that a page may show, with its place, quoted wrong lines included."""
    found: list[tuple[Path, str]] = []
    _collect(model, path, found)
    return found


def is_quoted(path: Path) -> bool:
    """Whether a text at `path` is what people say, wrongly or at all, and not our own words."""
    return not _QUOTED.isdisjoint(path) and path[0] != "note"


def _collect(value: Any, path: Path, found: list[tuple[Path, str]]) -> None:
    kind: Any = type(value)
    if kind is str:
        found.append((path, value))
    elif kind is tuple:
        for number, item in enumerate(value):
            _collect(item, (*path, number), found)
    elif kind is dict:
        for key, item in value.items():
            _collect(item, (*path, key), found)
    else:
        for name, alias in _fields(kind):
            inner = getattr(value, name)
            if inner is not None and inner != ():
                _collect(inner, (*path, alias), found)


def strings_in(model: BaseModel) -> list[str]:
    """The texts of `texts_in` without their places: what takes longest is to say where each one stands."""
    found: list[str] = []
    _strings(model, found)
    return found


def _strings(value: Any, found: list[str]) -> None:
    kind: Any = type(value)
    if kind is str:
        found.append(value)
    elif kind is tuple:
        for item in value:
            _strings(item, found)
    elif kind is dict:
        for item in value.values():
            _strings(item, found)
    else:
        for name, _ in _fields(kind):
            inner = getattr(value, name)
            if inner is not None and inner != ():
                _strings(inner, found)


@cache
def _fields(kind: type) -> tuple[tuple[str, str], ...]:
    """The fields that hold words, with their names in the file; none for what is no model, such as a date."""
    fields = kind.model_fields if issubclass(kind, BaseModel) else {}
    return tuple((name, info.alias or name) for name, info in fields.items() if name not in _NOT_WORDS)


_PART = "\0"
"""Between texts that are looked through together. No text may hold it, and no expression goes on beyond it."""


def in_one(texts: Iterable[str]) -> str:
    """The texts in one: one look tells that none of them holds some words, as nearly always."""
    return _PART.join(texts)


def apart(text: str) -> list[str]:
    """The texts that are in one, each by itself again."""
    return text.split(_PART)
