"""The words of a handbook and what each is searched by, as one text that the page unfolds (assets/vocabulary.js).

Terms stand in the order of the alphabet, each by what it has not in common with the one before, its words behind it:
"Acall/ed/ing" is "call", which "called" and "calling" are searched by too. Written out, with the number of its term
beside each word, that took more than twice the room: a fifth of the whole index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from generator.finder.words import Language

SHARED = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""How many letters a term shares with the one before, and where it begins. No word has a capital letter."""

SHORTENED = "/-+"
"""A word is its term without its last none, one or two letters, and what follows."""

WHOLE = "="
"""A word that is written out."""


def by_frequency(counts: Mapping[str, int]) -> list[str]:
    """All terms, the commonest first, so that they have the shortest numbers; of two as common, by the alphabet."""
    return sorted(counts, key=lambda term: (-counts[term], _as_javascript(term)))


def write_vocabulary(language: Language, counts: Mapping[str, int]) -> tuple[str, list[int]]:
    """The text, and how often each of its terms stands in the handbook: not at all where only groups of words that
    mean the same have it. `counts` are the terms of the handbook."""
    words: dict[str, list[str]] = defaultdict(list)
    for word in sorted(language.vocabulary, key=_as_javascript):
        words[language.stem(word)].append(word)
    terms = sorted({*words, *counts}, key=_as_javascript)
    return "".join(_written(terms, words)), [counts.get(term, 0) for term in terms]


def _as_javascript(text: str) -> bytes:
    """JavaScript compares texts by their halves of two bytes."""
    return text.encode("utf-16-be")


def _written(terms: list[str], words: Mapping[str, Collection[str]]) -> Iterator[str]:
    before = ""
    for term in terms:
        shared = min(_shared(before, term), len(SHARED) - 1)
        yield SHARED[shared] + term[shared:]
        for word in words.get(term, ()):
            same = _shared(term, word)
            cut = len(term) - same
            short = word.isascii() and cut < len(SHORTENED)
            yield SHORTENED[cut] + word[same:] if short else WHOLE + word
        before = term


def _shared(one: str, other: str) -> int:
    """How many letters two texts begin with alike, up to the first that JavaScript does not count as one."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b or a > "\uffff":
            break
        count += 1
    return count
