"""Expressions for whole words, made so that a text which holds none of them is told quickly.

Nearly every text holds none. Python tries the alternatives of an expression one after the other at every word,
so they are put together by their first letter, and looked for in text that is in lower case already:
a comparison that ignores case takes three times as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain, pairwise


class WholeWords:
    """One expression for all patterns, as whole words, in any case, spaces of any width between them."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self.forms = [pattern.replace(" ", r"\s+").replace("'", "['\u2019]") for pattern in patterns]

    @cached_property
    def _any_case(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{'|'.join(self.forms)})(?!\w)", re.IGNORECASE)

    @cached_property
    def _lower(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{by_first_letter(self.forms)})(?!\w)")

    def may_be_in(self, lower: str) -> bool:
        """Whether one of them stands in a text in lower case. False is certain, True is to be looked at."""
        return self._lower.search(lower) is not None

    def search(self, text: str) -> re.Match[str] | None:
        return self._any_case.search(text) if self.may_be_in(text.lower()) else None

    def finditer(self, text: str) -> Iterable[re.Match[str]]:
        return self._any_case.finditer(text) if self.may_be_in(text.lower()) else ()


def whole_words(patterns: Iterable[str]) -> WholeWords:
    """The patterns as whole words; see `WholeWords`."""
    return WholeWords(patterns)


def by_first_letter(forms: Iterable[str]) -> str:
    """An expression that matches wherever one of `forms` does. Which of them it was is not kept."""
    groups: dict[str, list[str]] = {}
    for form in chain.from_iterable(map(_opened, forms)):
        first = re.match(r"[a-z](?![?*+{|])", form)
        groups.setdefault(first[0] if first else "", []).append(form[1:] if first else form)
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in groups.items())


def _opened(form: str) -> Iterator[str]:
    """A form that begins with alternatives, as one form for each of them."""
    end = _end_of_group(form) if form.startswith("(?:") else 0
    tail = form[end:]
    if not end or tail.startswith(("*", "+", "{", "??", "?+")):
        yield form
        return
    for alternative in _alternatives(form[3 : end - 1]):
        yield from _opened(alternative + tail.removeprefix("?"))
    if tail.startswith("?"):
        yield from _opened(tail[1:])


def _depths(form: str) -> Iterator[tuple[int, str, int]]:
    """Every sign of a form that stands for itself as syntax, with the depth of brackets behind it."""
    depth = 0
    for match in re.finditer(r"\\.|\[[^\]]*\]|[()|]", form):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        yield match.start(), match[0], depth


def _end_of_group(form: str) -> int:
    return next(place + 1 for place, sign, depth in _depths(form) if sign == ")" and depth == 0)


def _alternatives(inner: str) -> list[str]:
    cuts = [-1, *(place for place, sign, depth in _depths(inner) if sign == "|" and depth == 0), len(inner)]
    return [inner[start + 1 : end] for start, end in pairwise(cuts)]
