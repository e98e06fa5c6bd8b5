"""What to write instead: guessed from what stands there, where a person would see at once what was meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from generator.model.text import ID_PATTERN, WITHIN_EXAMPLES, WITHIN_PATTERN
from generator.source.fields import required_fields

HELP = {
    "bad-id": "use lower-case letters, digits and single hyphens, such as card-in-hand",
    "bad-time": f"write one of: {WITHIN_EXAMPLES}",
    "bad-amount": "write the number alone, such as 10 or 12.50; the currency is a setting",
    "bad-date": "write year-month-day, such as 2027-03-31",
    "bad-language": "write its code, such as en, en-GB, de or fr",
    "bad-minutes": "write whole minutes in digits, such as 8 or 8 min",
    "bad-number": "write one number in digits, such as 6",
    "bad-clock": "write hours and minutes of the 24-hour clock, such as 12:30",
    "bad-reference": "write the defect, a slash, and the id there, such as running-late/minutes-left",
    "hidden-character": "delete it and type the text again",
    "too-long": "keep what the reader needs; the rest belongs on a page under content/",
    "missing-field": "write the text, or delete the line if it is not needed",
}
"""What to do about a value that is not of its kind, where nothing better can be guessed."""

_UNITS = {
    "sec": ("s", "sec", "secs", "second", "seconds"),
    "min": ("m", "min", "mins", "minute", "minutes"),
    "h": ("h", "hr", "hrs", "hour", "hours"),
}
_UNIT_OF = {written: unit for unit, all_ in _UNITS.items() for written in all_}
_COUNTED = re.compile(r"(?:within |in )?([0-9]+) ?([a-z]+)\.?")
_RANGE = re.compile(r"[0-9]+ ?(?:-|\u2013|to) ?([0-9]+ ?[a-z]+)")
_CLOCK = re.compile(r"(?P<day>.*?\b)(?:at |by )?(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2}))? ?(?P<half>am|pm)?")


def instead_of_id(value: str, names: Mapping[str, str]) -> str | None:
    """What to write where an id belongs: the id of what goes by this name, or the parts of a list."""
    if "," in value:
        parts = [part.strip() for part in value.split(",") if part.strip()]
        return f"write a list: [{', '.join(_as_id(part) for part in parts)}]"
    if id_ := names.get(value.lower()):
        return f"write `{id_}`"
    id_ = _as_id(value)
    fitting = re.fullmatch(ID_PATTERN, id_) and len(id_) <= 80
    return f"use lower-case letters, digits and single hyphens: `{id_}`" if fitting else None


def instead_of_time(value: str) -> str | None:
    """A time that people understand, as it has to be written: `2 minutes` as `2 min`, `3pm` as `15:00`."""
    text = " ".join(value.lower().split())
    if re.fullmatch(WITHIN_PATTERN, text):
        return None  # it is well written; what is wrong with it is said
    if (match := _COUNTED.fullmatch(text)) and match[2] in _UNIT_OF:
        return f"write `{match[1]} {_UNIT_OF[match[2]]}`"
    if match := _RANGE.fullmatch(text):
        return instead_of_time(match[1]) or f"write the longest: `{match[1]}`"
    if (match := _CLOCK.fullmatch(text)) and (match["minute"] or match["half"]):
        hour = int(match["hour"]) + (12 if match["half"] == "pm" and int(match["hour"]) < 12 else 0)
        day = match["day"].strip() or "same day"
        day = day.replace("today", "same day").replace("tomorrow", "next working day")
        moment = f"{day} {hour}:{match['minute'] or '00'}"
        if hour < 24 and re.fullmatch(WITHIN_PATTERN, moment):
            return f"write `{moment}`"
    return None


def invisible_in(value: str) -> str | None:
    """The first sign of a word, an id or a number that cannot be told from a space, or cannot be seen at all."""
    return next((sign for sign in value if sign != " " and (sign.isspace() or not sign.isprintable())), None)


def _as_id(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def shortened(message: str, context: dict[str, Any]) -> str:
    """`message` without the whole of a long text that stands where a word belongs."""
    for value in context.values():
        if isinstance(value, str) and len(value) > SHORT:
            message = message.replace(value, value[: SHORT - 3] + "...")
    return message


SHORT = 40


def short(text: str, quote: str = "'") -> str:
    return f"{quote}{text if len(text) <= SHORT else text[: SHORT - 3] + '...'}{quote}"


def found_here(value: object) -> str:
    if isinstance(value, str):
        return f"the text {short(value)}" if value.strip() else "nothing"
    return "a list" if isinstance(value, list) else "a group of fields"


def wanted(kind: str, value: object, model: type[BaseModel] | None) -> str:
    """What belongs where something of another shape stands."""
    if kind == "tuple_type" and isinstance(value, str) and value.startswith("-"):
        return "put a space after the '-'"
    if kind == "tuple_type":
        return "a list belongs here: one entry a line, each beginning with '- '"
    if kind == "dict_type":
        return "each entry stands under a name of its own, such as `front-desk:`, with its fields indented below"
    if kind == "model_type":
        names = ", ".join(f"`{name}:`" for name in required_fields(model))
        return "fields belong here, indented, one a line" + (f", and at least {names}" if names else "")
    if kind == "string_type":
        sign = "begins with [ or '- '" if isinstance(value, list) else "begins with { or holds ': '"
        return f"one text belongs here; put it between quotes if it {sign}"
    if kind.startswith("bool"):
        return "write yes or no"
    if kind.startswith("decimal"):
        return "write a number"
    return "one word belongs here; compare it with the same field in another playbook"
