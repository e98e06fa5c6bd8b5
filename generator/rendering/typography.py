"""Words as a printer sets them. Typst curls quotes in its own markup only; ours arrive as strings."""

from __future__ import annotations

import re
from functools import lru_cache

_OPENING = re.compile(r'(^|[\s(\[{\u2013\u2014/])"')
_OPENING_SINGLE = re.compile(r"(^|[\s(\[{\u2013\u2014/\u201c])'(?=\w)")


@lru_cache(maxsize=20_000)
def typographic(text: str, *, english: bool) -> str:
    """`text` with a dash where a hyphen stands alone and, in English, with curled quotes and apostrophes.

    Other languages quote in other ways; their quotes stay as they were typed.
    """
    text = text.replace(" - ", " \u2013 ")
    if not english:
        return text
    text = _OPENING.sub("\\1\u201c", text).replace('"', "\u201d")
    return _OPENING_SINGLE.sub("\\1\u2018", text).replace("'", "\u2019")


def kept_together(text: str) -> str:
    """`text` whose last two words stay on one line where they are short: no line holds one short word."""
    words = text.split(" ")
    if len(words) < 5 or len(words[-1]) + len(words[-2]) > 14:
        return text
    return " ".join(words[:-2]) + f" {words[-2]}\u00a0{words[-1]}"
