"""Every text of a model, with its place: for rules that care about words wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel

from generator.problems import Path

_NOT_WORDS = frozenset({"use", "kind", "frequency", "fault", "loss", "who", "within", "ends", "channel", "needs", "hand_over_to", "give",
                        "stop_card", "owner", "defect", "also_felt_at", "codes", "place", "tests", "id", "stage", "file",
                        "jurisdiction", "by"})  # fmt: skip
_QUOTED = frozenset({"instead_of", "distractors", "fouls", "not_say", "also_called", "words", "escalates_if"})
"""Fields that hold what people say wrongly, or say at all: not our own words."""
_OURS = frozenset({("Note", "words")})
"""What a field of that name holds everywhere else is quoted; the note is what we write."""


def texts_of(model: BaseModel, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Our own words in `model`, in the order of its fields. Quoted wrong lines are left out."""
    return _texts(model, path, _NOT_WORDS | _QUOTED)


def all_texts_of(model: BaseModel, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text in `model` that a page may show, quoted wrong lines included."""
    return _texts(model, path, _NOT_WORDS)


def _texts(value: object, path: Path, without: frozenset[str]) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _texts(item, (*path, number), without)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*path, key), without)
    elif isinstance(value, BaseModel):
        for name, alias in _fields(type(value)):
            if name not in without or (type(value).__name__, name) in _OURS:
                yield from _texts(getattr(value, name), (*path, alias), without)


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    return tuple((name, info.alias or name) for name, info in model.model_fields.items())
