"""How a text becomes the tokens that are searched: assets/words.js once more, for when the handbook is built.

A page that read all texts each time it is opened would keep the desk waiting, and a practice manager's
computer has no Node to do it there. So the texts are read here and what is typed is read in words.js;
tests/finder/test_words.py holds that both read alike. Only the reading is here: what a word means to a
query, and all ranking, is in the page's engine alone.

A token is a stem ("book"), a small word ("~my"), a group of words that mean the same ("#12"), or a danger ("!3").
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from generator.finder.stems import fold, strip

GAP = 2
"""Words that may stand between the two parts of "ring ... back"."""

SMALL = "~"
"""How the token of a small word begins: it says nothing by itself, but beside the others it tells who and whose."""

NUMBER = SMALL + "0"
"""The token of any number: that there is one, and between which words, says more than which one it is."""

CALM = "!"
"""The token of a phrase that sounds like a danger and is none."""

# What JavaScript takes for a space.
_SPACE = "[\\t-\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]"
_ACCENTS = re.compile("[\u0300-\u036f]")
_APOSTROPHES = re.compile("[\u2018\u2019\u02bc]")
_CAPITALS = re.compile("[A-Z]+")
_AND = re.compile(rf"\b(\w){_SPACE}?&{_SPACE}?(\w)\b", re.ASCII)
_NOT = re.compile(r"n't\b", re.ASCII)
_SHORTENED = re.compile(r"'(s|re|ve|ll|d|m)\b", re.ASCII)
_PLAIN_WORD = re.compile(r"[a-z0-9]+")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Phrase:
    """A row of stems, and the token that a text gets where they stand in it."""

    row: tuple[str, ...]
    token: str


@dataclass(frozen=True)
class Line:
    """What is searched of a line (its words in their order, then the groups), and the dangers that it names."""

    tokens: tuple[str, ...]
    dangers: tuple[str, ...]


def _covers(other: tuple[int, int, str], start: int, end: int) -> bool:
    return other[0] <= start and other[1] >= end and other[1] - other[0] > end - start


class Language:
    """Reads texts by what `generator.finder.index.language` knows. Every word read is kept in `vocabulary`."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._english = data["code"] == "en"
        self._empty = frozenset(data["empty"].split())
        self._curses = frozenset(data["curses"].split())
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
        self._alone = {f"!{number}" for number, danger in enumerate(data["danger"]) if isinstance(danger, str)}
        for number, danger in enumerate(data["danger"]):
            for text in [danger] if isinstance(danger, str) else danger:
                self._add_phrase(text, f"!{number}")
        for text in data["calm"]:
            self._add_phrase(text, CALM)

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
            plain = _CAPITALS.sub(lambda letters: letters[0].lower(), plain)  # of a trade mark's sign
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
        if row and (phrase := Phrase(row, token)) not in self.phrases[row[0]]:
            self.phrases[row[0]].append(phrase)

    def _end(self, wanted: tuple[str, ...], row: list[str], start: int) -> int:
        """Where a phrase ends that begins at `start` in a row of stems; 0 where it does not stand there."""
        end = start + len(wanted)
        if len(wanted) == 1 or tuple(row[start:end]) == wanted:
            return end
        # "ring back" also in "ring Mrs Bell back": the thing stands between the two parts of the verb.
        gap = row[end : end + GAP] if len(wanted) == 2 and wanted[1] in self._particles else []
        return end + 1 + gap.index(wanted[1]) if wanted[1] in gap else 0

    def find_phrases(self, row: list[str]) -> list[str]:
        """The groups and dangers that stand in a row of stems. A danger is not one inside a longer phrase of danger:
        "tongue swelling" is not any swelling, and "blood pressure" no blood."""
        found = [
            (start, end, phrase.token)
            for start, stem in enumerate(row)
            for phrase in self.phrases.get(stem, ())
            if (end := self._end(phrase.row, row, start))
        ]
        dangers = [one for one in found if one[2][0] == "!"]
        return [
            token
            for start, end, token in found
            if token[0] == "#" or (token != CALM and not any(_covers(other, start, end) for other in dangers))
        ]

    def read_line(self, text: str) -> Line:
        """A line of a playbook as tokens."""
        known = self._lines.get(text)
        if known is None:
            words = [word for word in self.split(text) if word not in self._thin]
            self.vocabulary.update(word for word in words if not self.is_number(word))
            row = [self.stem(word) for word in words]
            phrases = self.find_phrases(row)
            pairs = zip(words, row, strict=True)
            tokens = [self._token(word, stem) for word, stem in pairs if word not in self._curses]
            tokens += [token for token in phrases if token[0] == "#"]
            known = Line(tuple(tokens), tuple(token for token in phrases if token[0] == "!"))
            self._lines[text] = known
        return known

    def is_number(self, word: str) -> bool:
        """Whether a word is a number, and not one that stands for something, as 999 does."""
        return word.isascii() and word.isdigit() and word not in self.phrases

    def _token(self, word: str, stem: str) -> str:
        if self.is_number(word):
            return NUMBER
        return SMALL + stem if word in self._empty else stem

    def row(self, text: str) -> str:
        """A text as a row of stems, without what is passed over where phrases are looked for."""
        return " ".join(self.stem(word) for word in self.split(text) if word not in self._thin)

    def groups(self) -> dict[str, list[str]]:
        """All phrases as rows of stems: those of one token as one text, at the place of its number, by what the tokens
        begin with."""
        rows: dict[str, list[str]] = defaultdict(list)
        for known in self.phrases.values():
            for phrase in known:
                rows[phrase.token].append(" ".join(phrase.row))
        texts = {token: "|".join(written) for token, written in rows.items()}
        many = {
            mark: 1 + max((int(token[1:]) for token in texts if token[:1] == mark != token), default=-1)
            for mark in "#!"
        }
        found = {mark: [texts.get(f"{mark}{number}", "") for number in range(many[mark])] for mark in many}
        return found | {"calm": [texts.get(CALM, "")]}

    def implied(self) -> dict[str, list[str]]:
        """The groups that a stem belongs to by itself: wherever it stands in a line, they do."""
        alone = {
            first: [phrase.token for phrase in known if len(phrase.row) == 1 and phrase.token[0] == "#"]
            for first, known in self.phrases.items()
        }
        return {first: groups for first, groups in alone.items() if groups}

    def kin(self) -> dict[str, list[str]]:
        """Dangers that stand in one group are one danger: "passed out" also raises a card that says "collapsed".

        Other members of the group do not count: "heart attack" is no reason to raise the card on violence.
        """
        by_group: dict[str, list[str]] = defaultdict(list)
        kin: dict[str, list[str]] = {}
        for known in self.phrases.values():
            for danger in (phrase for phrase in known if phrase.token in self._alone):
                kin[danger.token] = [danger.token]
                for other in known:
                    if other.token[0] == "#" and other.row == danger.row:
                        by_group[other.token].append(danger.token)
        for dangers in by_group.values():
            for token in dangers:
                kin[token] = list(dict.fromkeys([*kin[token], *dangers]))
        return kin
