"""Phrases that a script must never hold, wherever they stand in words that are said.

The families are data (`phrases.toml`), each of them a problem code with its remedy. They are English;
a handbook in another language brings its own through `banned` in wording.yml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from generator.model.handbook import Handbook
from generator.problems import Path, Problem, Where
from generator.rules.walk import all_lines, is_quoted, steps_of


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of phrase, where it is looked for, and what to say about it."""

    code: str
    pattern: WholeWords
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
            whole_words(entry["patterns"]),
            frozenset(entry["in"]),
            entry.get("unless_hand_over", False),
            entry["says"],
            entry["help"],
            tuple(entry.get("hints", ())),
        )
        for code, entry in tomllib.loads(text).items()
    )


class WholeWords:
    """One expression for all patterns, as whole words, in any case, spaces of any width between them.

    Nearly every text holds none of them. That is told by looking at the text in lower case, which spares
    the comparison that ignores case: it takes three times as long.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        joined = "|".join(pattern.replace(" ", r"\s+").replace("'", "['\u2019]") for pattern in patterns)
        self.pattern = rf"(?<!\w)(?:{joined})(?!\w)"
        self._lower = re.compile(self.pattern)
        self._any_case = re.compile(self.pattern, re.IGNORECASE)

    def search(self, text: str) -> re.Match[str] | None:
        return self._any_case.search(text) if self._lower.search(text.lower()) else None

    def finditer(self, text: str) -> Iterable[re.Match[str]]:
        return self._any_case.finditer(text) if self._lower.search(text.lower()) else ()


def whole_words(patterns: Iterable[str]) -> WholeWords:
    """The patterns as whole words; see `WholeWords`."""
    return WholeWords(patterns)


def speaks_english(handbook: Handbook) -> bool:
    """Whether rules that know English words have anything to say here."""
    return handbook.practice.language.lower().startswith("en")


def literal(phrase: str) -> str:
    """A pattern for an author's own words, none of whose characters has a meaning."""
    return re.escape(plain_words(phrase)).replace(r"\ ", " ")


def plain_words(text: str) -> str:
    """Words as they are compared: in lower case, with one kind of apostrophe and single spaces."""
    return " ".join(text.lower().replace("\u2019", "'").split())


def check_phrases(handbook: Handbook) -> Iterator[Problem]:
    """No line holds a phrase of the families, where the family is looked for."""
    if not speaks_english(handbook):
        return
    said, done, noted, anywhere = (_Sieve(place) for place in ("say", "do", "note", "any"))
    for line in all_lines(handbook):
        yield from _found(said, line.file, line.path, line.text, line.hand_over)
        if line.part == "note":
            yield from _found(noted, line.file, line.path, line.text, False)
    for playbook in handbook.playbooks:
        for path, step in steps_of(playbook):
            yield from _found(done, playbook.file, (*path, "do"), step.do, step.hand_over_to is not None)
        for path, text in handbook.texts[playbook.id]:
            if path[0] != "jurisdiction_notes" and not is_quoted(path):
                yield from _found(anywhere, playbook.file, path, text, False)


class _Sieve:
    """The families of one place, with one expression that tells quickly that a text holds none of them.

    It looks at text in lower case, which spares the slow comparison that ignores case, and it is right
    for nearly every text; only then does each family look for itself.
    """

    def __init__(self, place: str) -> None:
        self.families = [family for family in families() if place in family.places]
        self._any = re.compile("|".join(family.pattern.pattern for family in self.families))
        hinted = all(family.hints for family in self.families)
        self._hints = tuple(hint for family in self.families for hint in family.hints) if hinted else ()

    def may_hold(self, text: str) -> bool:
        lower = text.lower()
        if self._hints and not any(hint in lower for hint in self._hints):
            return False
        return self._any.search(lower) is not None


def _found(sieve: _Sieve, file: str, path: Path, text: str, hand_over: bool) -> Iterator[Problem]:
    for family in sieve.families if sieve.may_hold(text) else ():
        if hand_over and family.unless_hand_over:
            continue
        if match := family.pattern.search(text):
            yield Problem(
                family.code, Where(file, path, match[0]), f"'{_one_line(match[0])}' {family.says}", family.help
            )


def check_banned(handbook: Handbook) -> Iterator[Problem]:
    """The practice's own banned phrases, in every line that is said."""
    banned = [(entry, whole_words([literal(entry.phrase)])) for entry in handbook.banned]
    for line in all_lines(handbook) if banned else ():
        for entry, pattern in banned:
            if match := pattern.search(line.text):
                yield Problem(
                    "banned-phrase",
                    Where(line.file, line.path, match[0]),
                    f"'{_one_line(match[0])}' is banned here: {entry.because}",
                    entry.instead,
                )


def check_reserved(handbook: Handbook) -> Iterator[Problem]:
    """Words that only some roles may say, and words that some channels must not carry."""
    groups = [(group, whole_words(literal(word) for word in group.words)) for group in handbook.reserved]
    for line in all_lines(handbook) if groups else ():
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
