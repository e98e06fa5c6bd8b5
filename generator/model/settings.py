"""Names between braces: ``Ring us on {phone}.`` The only thing in a text that is not itself.

A brace that does not hold a name of the form ``{lower_case}`` is a brace and stays one. To write
such a name itself, double the braces: ``{{phone}}`` reads as {phone}.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_NAME = re.compile(r"\{\{([a-z][a-z0-9_-]*)\}\}|\{([a-z][a-z0-9_-]*)\}")


def names_in(text: str) -> list[str]:
    """The names that `text` asks for, in order."""
    return [match[2] for match in _NAME.finditer(text) if match[2]]


_MISTYPED = re.compile(r"\{(?<!\{\{)(?=[A-Z\s])\s*([A-Za-z][\w-]*)\s*\}")
"""A name with a capital or a space between its braces: it is a brace and stays one, which nobody may have meant."""


def mistyped_in(text: str) -> list[tuple[str, str]]:
    """What stands between braces like a name and is not filled in, as (what is written, the name in small letters)."""
    return [(match[0], match[1].lower()) for match in _MISTYPED.finditer(text)]


def fill(text: str, settings: Mapping[str, str]) -> str:
    """`text` with its names filled in. A name that is not known stays as it was written."""

    def value(match: re.Match[str]) -> str:
        if match[1]:
            return "{" + match[1] + "}"
        return settings.get(match[2], match[0])

    return _NAME.sub(value, text) if "{" in text else text
