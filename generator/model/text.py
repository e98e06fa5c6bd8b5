"""The kinds of text an author writes: plain text, ids, moments, dates and money.

YAML hands every value over as text; these types give it its meaning. A value that does not fit
raises a `PydanticCustomError` whose type is the code of the Problem that the author will read.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, WithJsonSchema
from pydantic_core import PydanticCustomError

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LANGUAGE_PATTERN = r"^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?$"
WITHIN_PATTERN = (
    r"^(now"
    r"|before they leave"
    r"|[0-9]+ (sec|min|h|days?|working days?|weeks?)"
    r"|same day( [0-9]{1,2}:[0-9]{2})?"
    r"|next working day( [0-9]{1,2}:[0-9]{2})?)$"
)
WITHIN_EXAMPLES = "now, 5 min, 1 h, before they leave, same day 17:00, next working day 12:00, 3 working days"

_MOST = {"sec": 600, "min": 600, "h": 100, "day": 400, "working day": 300, "week": 60}
"""The longest times that are believed: ten minutes in seconds, ten hours in minutes, some four days in hours, a little
more than a year in days and weeks. The figures are ours; beyond them a digit too many was typed."""

_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls but tab and newline, signs that turn the reading direction, lone surrogates."""
MAX_TEXT = 20_000
"""Characters in one field. A book is not written in a field, and every reader pays for its length."""


_ID = re.compile(ID_PATTERN)


class Model(BaseModel):
    """Base of all nouns: frozen, and a field that is not part of the format is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def hidden_character(text: str) -> str | None:
    """The first character of `text` that a reader cannot see but a page obeys, by its code point.

    Controls other than tab and newline, characters that reverse the reading direction, and lone
    surrogates (which no file can hold) are refused; letters of any script are not.
    """
    # All of them are unprintable, and so is a new line: a text without any is told at once.
    match = None if text.isprintable() else _HIDDEN.search(text)
    return f"U+{ord(match[0]):04X}" if match else None


def _text(value: str) -> str:
    value = value.strip()
    if 0 < len(value) <= MAX_TEXT and value.isprintable():
        return value  # as nearly all are
    if not value:
        raise PydanticCustomError("missing-field", "nothing is written here")
    if len(value) > MAX_TEXT:
        raise PydanticCustomError("too-long", "{n} characters stand in one field", {"n": len(value)})
    if found := hidden_character(value):
        raise PydanticCustomError("hidden-character", "the text holds {char}", {"char": found})
    return value


@lru_cache(maxsize=4_096)  # the same few roles and actions stand in every playbook
def _id(value: str) -> str:
    if len(value) > 80 or not _ID.fullmatch(value):
        raise PydanticCustomError("bad-id", "'{id}' is not an id", {"id": value})
    return value


@lru_cache(maxsize=4_096)  # and so do the same few times
def _within(value: str) -> str:
    value = " ".join(value.split())
    if not re.fullmatch(WITHIN_PATTERN, value):
        raise PydanticCustomError("bad-time", "'{text}' is not a time that can be kept", {"text": value})
    if value[0].isdigit():
        _countable(value)
    clock = re.search(r"(\d{1,2}):(\d{2})$", value)
    if clock and (int(clock[1]) > 23 or int(clock[2]) > 59):
        raise PydanticCustomError("bad-time", "'{text}' names no hour of the day", {"text": value})
    return value


def _countable(value: str) -> None:
    """An amount of time that people count in this unit: at least 1, at most what the next larger one says better."""
    digits, unit = value.split(" ", 1)
    most = _MOST[unit.removesuffix("s")]
    number = int(digits.lstrip("0")[:9] or 0)  # Python refuses to read thousands of digits
    if number == 0:
        raise PydanticCustomError("bad-time", "'{text}' leaves no time; at once is written `now`", {"text": value})
    if number > most:
        message = "'{text}' is too long to be kept; the most is {most} {unit}"
        raise PydanticCustomError("bad-time", message, {"text": value, "most": most, "unit": unit})


def _language(value: str) -> str:
    if not re.fullmatch(LANGUAGE_PATTERN, value):
        raise PydanticCustomError("bad-language", "'{text}' is not the code of a language", {"text": value})
    return value


def _money(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        amount = Decimal(value) if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,2})?", value) else None
    except InvalidOperation:
        amount = None
    if amount is None:
        raise PydanticCustomError("bad-amount", "'{text}' is not an amount of money", {"text": value})
    return amount


def _day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) else _no_day(value)
    except ValueError:
        return _no_day(value)


def _no_day(value: str) -> date:
    raise PydanticCustomError("bad-date", "'{text}' is not a date", {"text": value})


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _as_lines(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    lines = (line.strip().removeprefix("- ").strip() for line in value.split("\n"))
    return [line for line in lines if line]


_TEXT_SCHEMA = {"type": ["string", "number", "boolean"]}

Text = Annotated[str, AfterValidator(_text), WithJsonSchema(_TEXT_SCHEMA)]
"""Words for people. They reach every page as they were written; no character has a meaning.

An editor takes `86` and `yes` for something else than text; the check does not, so the schema allows them."""

Lines = Annotated[
    tuple[Text, ...],
    BeforeValidator(_as_lines),
    WithJsonSchema({"anyOf": [{"type": "array", "items": _TEXT_SCHEMA}, {"type": "string"}]}),
]
"""Many short texts: a list of them, or one block of text (``|``) with one to a line. In a block no hyphens and no
quotes are needed, and a long one is read in no time; a hyphen that was written all the same is taken off."""

Id = Annotated[str, AfterValidator(_id), WithJsonSchema({"type": "string", "pattern": ID_PATTERN})]
"""Lower-case words joined by hyphens. It becomes a file name and an address."""

_ID_SCHEMA = {"type": "string", "pattern": ID_PATTERN}

Ids = Annotated[
    tuple[Id, ...],
    BeforeValidator(_as_list),
    WithJsonSchema({"anyOf": [_ID_SCHEMA, {"type": "array", "items": _ID_SCHEMA}]}),
]
"""One id, or a list of them."""

Within = Annotated[
    str,
    AfterValidator(_within),
    WithJsonSchema({"type": "string", "pattern": WITHIN_PATTERN, "examples": WITHIN_EXAMPLES.split(", ")}),
]
"""A moment that can be kept, as people say it: ``5 min``, ``next working day 12:00``."""

Language = Annotated[
    str,
    AfterValidator(_language),
    WithJsonSchema({"type": "string", "pattern": LANGUAGE_PATTERN, "examples": ["en", "en-GB", "de"]}),
]
"""The code of a language as web pages and PDFs name it (BCP 47): its letters, and perhaps those of a country."""

Money = Annotated[
    Decimal,
    BeforeValidator(_money),
    WithJsonSchema({"type": ["number", "string"], "pattern": r"^\d{1,9}(\.\d{1,2})?$"}),
]
"""An amount in the practice's currency, without its sign."""

Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "format": "date"}),
]
"""A date written 2027-03-31."""
