"""How a text becomes the tokens that are searched: assets/words.js once more, for when the handbook is built.

A page that read all texts each time it is opened would keep the desk waiting, and a practice manager's
computer has no Node to do it there. So the texts are read here and what is typed is read in words.js;
tests/finder/test_words.py holds that both read alike. Only the reading is here: what a word means to a
query, and all ranking, is in the page's engine alone.

A token is a stem ("book"), a group of words that mean the same ("#12"), or a danger ("!3").
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

GAP = 2
"""Words that may stand between the two parts of "ring ... back"."""

# What JavaScript takes for a space.
_SPACE = "[\\t-\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]"
_ACCENTS = re.compile("[\u0300-\u036f]")
_APOSTROPHES = re.compile("[\u2018\u2019\u02bc]")
_AND = re.compile(rf"\b(\w){_SPACE}?&{_SPACE}?(\w)\b", re.ASCII)
_NOT = re.compile(r"n't\b", re.ASCII)
_SHORTENED = re.compile(r"'(s|re|ve|ll|d|m)\b", re.ASCII)
_PLAIN_WORD = re.compile(r"[a-z0-9]+")
_WORD = re.compile(r"[^\W_]+")

_FOLDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(\w{3})our(s|ed|ing|ite|able|ful)?\Z", re.ASCII), r"\1or\2"),
    (re.compile(r"([^aeiou])tre(s?)\Z"), r"\1ter\2"),
)
_IZE = re.compile(r"i[sz](e|es|ed|ing|ation|ations)\Z")
_LATER_FOLDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"ogue(s?)\Z"), r"og\1"),
    (re.compile(r"amme(s?)\Z"), r"am\1"),
    (re.compile(r"([aeiou][^aeiou]+[aeiou])ll(ed|ing|er|ation)\Z"), r"\1l\2"),
    (re.compile(r"\Agrey"), "gray"),
    (re.compile(r"\Atyre"), "tire"),
    (re.compile(r"\Acheque"), "check"),
)
_ENDINGS: tuple[tuple[re.Pattern[str], str, int], ...] = (
    (re.compile(r"(ational|ation|ator)\Z"), "at", 1),
    (re.compile(r"(tional)\Z"), "tion", 1),
    (re.compile(r"(iveness|fulness|ousness)\Z"), "", 1),
    (re.compile(r"(iviti|ivity)\Z"), "iv", 1),
    (re.compile(r"(biliti|bility)\Z"), "bl", 1),
    (re.compile(r"(icate|iciti|ical)\Z"), "ic", 1),
    (re.compile(r"ness\Z"), "", 1),
    (re.compile(r"(ement|ment|ful|less|ance|ence|able|ible|ant|ent|ism|ist|ous|ive|ize|ly|al|er|or|ity|ic)\Z"), "", 2),
    (re.compile(r"([st])ion\Z"), r"\1", 2),
)
_PLURALS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"'s\Z"), ""),
    (re.compile(r"sses\Z"), "ss"),
    (re.compile(r"ies\Z"), "i"),
    (re.compile(r"([^su])s\Z"), r"\1"),
)
_VOWEL = re.compile(r"[aeiouy]")
_EE = re.compile(r"[aeiou][^aeiou]+eed\Z")
_PAST = re.compile(r"(ed|ing)\Z")
_TWICE = re.compile(r"([^aeioulsz])\1\Z")
_SHORT = re.compile(r"[^aeiouy][aeiouy][^aeiouywx]\Z")
_WANTS_E = re.compile(r"(at|bl|iz)\Z")
_Y = re.compile(r"([^aeiou])y\Z")


def _units(text: str) -> int:
    """The length that JavaScript gives a text."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def fold(word: str) -> str:
    """British to American, and letters that are written in two ways."""
    folded = word.replace("ae", "e")
    for pattern, put in _FOLDS:
        folded = pattern.sub(put, folded)
    if _units(word) > 6:
        folded = _IZE.sub(r"iz\1", folded)
    for pattern, put in _LATER_FOLDS:
        folded = pattern.sub(put, folded)
    return folded


def _measure(stem: str) -> int:
    return re.sub(r"[aeiouy]+", "V", re.sub(r"[^aeiouy]+", "C", stem)).count("VC")


def _without_past(stem: str) -> str:
    bare = _PAST.sub("", stem)
    if bare == stem or not _VOWEL.search(bare) or _units(bare) <= 1:
        return stem
    single = _TWICE.sub(r"\1", bare)
    short = _measure(bare) == 1 and _SHORT.search(bare)
    return bare + "e" if _WANTS_E.search(bare) or (single == bare and short) else single


def strip(word: str) -> str:
    """The stem of an English word: the endings off that words.js takes off, and in its order."""
    if _units(word) < 4:
        return word
    stem = word
    for pattern, put in _PLURALS:
        stem = pattern.sub(put, stem)
    if _EE.search(stem):
        stem = stem.removesuffix("eed") + "ee"
    elif not stem.endswith("eed"):
        stem = _without_past(stem)
    stem = stem.removesuffix("ly")
    for pattern, put, least in _ENDINGS:
        cut = pattern.sub(put, stem)
        if cut != stem and _measure(cut) >= least:
            stem = cut
            break
    if _units(stem) > 4:
        stem = stem.removesuffix("e")
    if _units(stem) > 3:
        stem = _Y.sub(r"\1i", stem)
    return stem.removesuffix("l") if stem.endswith("ll") else stem


@dataclass(frozen=True)
class Phrase:
    """A row of stems, and the token that a text gets where they stand in it."""

    row: tuple[str, ...]
    token: str


@dataclass(frozen=True)
class Line:
    """What is searched of a line (stems and groups), and the dangers that it names."""

    tokens: tuple[str, ...]
    dangers: tuple[str, ...]


class Language:
    """Reads texts by what `generator.finder.index.language` knows. Every word read is kept in `vocabulary`."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._english = data["code"] == "en"
        self._empty = frozenset(data["empty"].split())
        self._thin = frozenset(data["thin"].split())
        self._particles = frozenset(data["particles"].split())
        self._short: dict[str, list[str]] = {key: value.split() for key, value in data["short"].items()}
        self._two_words = {key.split()[0] for key in self._short if " " in key}
        self._forms = {word: row.split()[0] for row in data["forms"].splitlines() for word in row.split()}
        self._stems: dict[str, str] = {}
        self._lines: dict[str, Line] = {}
        self.vocabulary: set[str] = set()
        self.phrases: dict[str, list[Phrase]] = defaultdict(list)
        for number, group in enumerate(data["same"]):
            for text in group:
                self._add_phrase(text, f"#{number}")
        for number, text in enumerate(data["danger"]):
            self._add_phrase(text, f"!{number}")

    def stem(self, word: str) -> str:
        """What a word is searched by."""
        known = self._stems.get(word)
        if known is None:
            known = self._forms.get(word, word)
            known = self._stems[word] = strip(fold(known)) if self._english else known
        return known

    def split(self, text: str) -> list[str]:
        """The words of a text: folded, short forms written out."""
        plain = text.lower()
        ascii_only = re.search(r"[^\x20-\x7e]", plain) is None
        if not ascii_only:
            plain = _APOSTROPHES.sub("'", _ACCENTS.sub("", unicodedata.normalize("NFKD", plain)))
        plain = _AND.sub(r"\1and\2", plain)
        if self._english:
            plain = _SHORTENED.sub("", _NOT.sub("nt", plain))
        plain = plain.replace("'", "")
        return list(self._written_out((_PLAIN_WORD if ascii_only else _WORD).findall(plain)))

    def _written_out(self, found: list[str]) -> Iterator[str]:
        words = zip_longest(found, found[1:], fillvalue="")
        for word, after in words:
            pair = self._short.get(f"{word} {after}") if word in self._two_words else None
            if pair is not None:
                next(words)
            yield from self._short.get(word, [word]) if pair is None else pair

    def _add_phrase(self, text: str, token: str) -> None:
        parts = self.split(text)
        self.vocabulary.update(parts)
        row = tuple(self.stem(word) for word in parts if word not in self._thin)
        if row:
            self.phrases[row[0]].append(Phrase(row, token))

    def _stands(self, wanted: tuple[str, ...], row: list[str], start: int) -> bool:
        if len(wanted) == 1 or tuple(row[start : start + len(wanted)]) == wanted:
            return True
        # "ring back" also in "ring Mrs Bell back": the thing stands between the two parts of the verb.
        apart = len(wanted) == 2 and wanted[1] in self._particles
        return apart and wanted[1] in row[start + 2 : start + 2 + GAP]

    def read_line(self, text: str) -> Line:
        """A line of a playbook as tokens."""
        known = self._lines.get(text)
        if known is None:
            words = self.split(text)
            self.vocabulary.update(words)
            words = [word for word in words if word not in self._thin]
            row = [self.stem(word) for word in words]
            phrases = [
                phrase.token
                for start, stem in enumerate(row)
                for phrase in self.phrases.get(stem, ())
                if self._stands(phrase.row, row, start)
            ]
            tokens = [stem for word, stem in zip(words, row, strict=True) if word not in self._empty]
            tokens += [token for token in phrases if token[0] == "#"]
            known = Line(tuple(tokens), tuple(token for token in phrases if token[0] == "!"))
            self._lines[text] = known
        return known

    def row(self, text: str) -> str:
        """A text as a row of stems, without what is passed over where phrases are looked for."""
        return " ".join(self.stem(word) for word in self.split(text) if word not in self._thin)

    def kin(self) -> dict[str, list[str]]:
        """Dangers that stand in one group are one danger: "passed out" also raises a card that says "collapsed".

        Other members of the group do not count: "heart attack" is no reason to raise the card on violence.
        """
        by_group: dict[str, list[str]] = defaultdict(list)
        kin: dict[str, list[str]] = {}
        for known in self.phrases.values():
            for danger in (phrase for phrase in known if phrase.token[0] == "!"):
                kin[danger.token] = [danger.token]
                for other in known:
                    if other.token[0] == "#" and other.row == danger.row:
                        by_group[other.token].append(danger.token)
        for dangers in by_group.values():
            for token in dangers:
                kin[token] = list(dict.fromkeys([*kin[token], *dangers]))
        return kin
