"""Phrases that a script must never hold, wherever they stand in words that are said.

The families are data (`phrases.toml`), each of them a problem code with its remedy. They are English;
a handbook in another language brings its own through `banned` in wording.yml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from generator.model.handbook import Handbook
from generator.problems import Path, Problem, Where
from generator.rules.expressions import WholeWords, whole_words
from generator.rules.walk import Line, Part, apart, is_quoted, lines_of, shared_lines, steps_of


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of phrase, where it is looked for, and what to say about it."""

    code: str
    patterns: tuple[str, ...]
    words: WholeWords
    places: frozenset[str]
    unless_hand_over: bool
    says: str
    help: str
    hints: tuple[str, ...] = ()


@cache
def families() -> tuple[Family, ...]:
    """The families of `phrases.toml`."""
    text = resources.files("generator.rules").joinpath("phrases.toml").read_text(encoding="utf-8")
    return tuple(
        Family(
            code,
            tuple(entry["patterns"]),
            whole_words(entry["patterns"]),
            frozenset(entry["in"]),
            entry.get("unless_hand_over", False),
            entry["says"],
            entry["help"],
            tuple(entry.get("hints", ())),
        )
        for code, entry in tomllib.loads(text).items()
    )


def speaks_english(handbook: Handbook) -> bool:
    """Whether rules that know English words have anything to say here."""
    return handbook.practice.language.lower().startswith("en")


def literal(phrase: str) -> str:
    """A pattern for an author's own words, none of whose characters has a meaning."""
    return re.escape(plain_words(phrase)).replace(r"\ ", " ")


@lru_cache(maxsize=1_024)  # an option of a question is compared many times
def plain_words(text: str) -> str:
    """Words as they are compared: in lower case, with one kind of apostrophe and single spaces."""
    return " ".join(text.lower().replace("\u2019", "'").split())


def check_phrases(part: Part) -> Iterator[Problem]:
    """No line holds a phrase of the families, where the family is looked for."""
    handbook = part.handbook
    if not speaks_english(handbook):
        return
    said, done, noted, anywhere = (_Sieve(place) for place in ("say", "do", "note", "any"))
    for playbook in part.playbooks:
        if said.may_be_in(handbook.said[playbook.id]):
            for line in lines_of(playbook, handbook):
                yield from _found(said, line.file, line.path, line.text, line.hand_over)
        if playbook.note is not None:
            yield from _found(noted, playbook.file, ("note", "words"), playbook.note.words, False)
        if done.may_be_in(handbook.done[playbook.id]):
            for path, step in steps_of(playbook):
                yield from _found(done, playbook.file, (*path, "do"), step.do, step.hand_over_to is not None)
        if anywhere.may_be_in_one_of(handbook.shown[playbook.id].lower()):
            for path, text in handbook.texts[playbook.id]:
                if _is_own(path):
                    yield from _found(anywhere, playbook.file, path, text, False)
    for line in shared_lines(part):
        yield from _found(said, line.file, line.path, line.text, line.hand_over)


def _is_own(path: Path) -> bool:
    return path[0] != "jurisdiction_notes" and not is_quoted(path)


class _Sieve:
    """The families of one place, with one expression that tells quickly that a text holds none of them."""

    def __init__(self, place: str) -> None:
        self.families = [family for family in families() if place in family.places]
        self._any = WholeWords(pattern for family in self.families for pattern in family.patterns)
        self._hints = tuple(hint for family in self.families for hint in family.hints)

    def may_be_in(self, lower: str) -> bool:
        """Whether one of the phrases may stand in a text in lower case."""
        return self._any.may_be_in(lower)

    def may_be_in_one_of(self, lower: str) -> bool:
        """The same of texts that are in one. Only those with a hint are looked through; every family needs some."""
        hints = [hint for hint in self._hints if hint in lower]
        return any(self.may_be_in(text) for hint in hints for text in apart(lower) if hint in text)


def _found(sieve: _Sieve, file: str, path: Path, text: str, hand_over: bool) -> Iterator[Problem]:
    for family in sieve.families if sieve.may_be_in(text.lower()) else ():
        if hand_over and family.unless_hand_over:
            continue
        if match := family.words.search(text):
            yield Problem(
                family.code, Where(file, path, match[0]), f"'{_one_line(match[0])}' {family.says}", family.help
            )


def check_banned(part: Part) -> Iterator[Problem]:
    """The practice's own banned phrases, in every line that is said."""
    handbook = part.handbook
    banned = [(entry, whole_words([literal(entry.phrase)])) for entry in handbook.banned]
    any_of_them = whole_words(literal(entry.phrase) for entry in handbook.banned)
    for line in _lines_with(part, any_of_them) if banned else ():
        for entry, pattern in banned:
            if match := pattern.search(line.text):
                yield Problem(
                    "banned-phrase",
                    Where(line.file, line.path, match[0]),
                    f"'{_one_line(match[0])}' is banned here: {entry.because}",
                    entry.instead,
                )


def _lines_with(part: Part, words: WholeWords) -> Iterator[Line]:
    """The lines of the playbooks that hold one of the words somewhere, and those of no playbook."""
    for playbook in part.playbooks:
        if words.may_be_in(part.handbook.said[playbook.id]):
            yield from lines_of(playbook, part.handbook)
    yield from shared_lines(part)


def check_reserved(part: Part) -> Iterator[Problem]:
    """Words that only some roles may say, and words that some channels must not carry."""
    handbook = part.handbook
    groups = [(group, whole_words(literal(word) for word in group.words)) for group in handbook.reserved]
    any_of_them = whole_words(literal(word) for group in handbook.reserved for word in group.words)
    for line in _lines_with(part, any_of_them) if groups else ():
        for group, pattern in groups:
            if (match := pattern.search(line.text)) is None:
                continue
            word = _one_line(match[0])
            if group.only_from and line.who not in group.only_from:
                names = " or ".join(_role_name(handbook, role) for role in group.only_from)
                yield Problem(
                    "reserved-word",
                    Where(line.file, line.path, match[0]),
                    f"'{word}' is for {names} to say, not for {_role_name(handbook, line.who)}",
                    group.instead,
                )
            elif line.channel in group.not_on:
                yield Problem(
                    "word-on-open-channel",
                    Where(line.file, line.path, match[0]),
                    f"'{word}' must not stand in a {_CHANNEL[line.channel]}: others hear or read it",
                    group.instead,
                )


_CHANNEL = {
    "text": "text message",
    "card": "card",
    "review": "public reply",
    "voicemail": "voicemail",
    "email": "email",
    "letter": "letter",
    "phone": "call",
    "face": "talk at the desk",
}


def _role_name(handbook: Handbook, role: str) -> str:
    return handbook.roles[role].name if role in handbook.roles else role


def _one_line(text: str) -> str:
    return " ".join(text.split())
