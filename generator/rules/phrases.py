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
from generator.rules.texts import texts_of
from generator.rules.walk import all_lines, steps_of


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of phrase, where it is looked for, and what to say about it."""

    code: str
    pattern: re.Pattern[str]
    places: frozenset[str]
    unless_hand_over: bool
    says: str
    help: str


@cache
def families() -> tuple[Family, ...]:
    """The families of `phrases.toml`."""
    text = resources.files("generator.rules").joinpath("phrases.toml").read_text(encoding="utf-8")
    return tuple(
        Family(code, whole_words(entry["patterns"]), frozenset(entry["in"]), entry.get("unless_hand_over", False),
               entry["says"], entry["help"])  # fmt: skip
        for code, entry in tomllib.loads(text).items()
    )


def whole_words(patterns: Iterable[str]) -> re.Pattern[str]:
    """One expression for all patterns, as whole words, in any case, spaces of any width between them."""
    joined = "|".join(pattern.replace(" ", r"\s+").replace("'", "['\u2019]") for pattern in patterns)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)


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
    if not speaks_english(handbook):
        return
    said = [family for family in families() if "say" in family.places]
    done = [family for family in families() if "do" in family.places]
    noted = [family for family in families() if "note" in family.places]
    anywhere = [family for family in families() if "any" in family.places]
    for line in all_lines(handbook):
        yield from _found(said, line.file, line.path, line.text, line.hand_over)
        if line.part == "note":
            yield from _found(noted, line.file, line.path, line.text, False)
    for playbook in handbook.playbooks:
        for path, step in steps_of(playbook):
            yield from _found(done, playbook.file, (*path, "do"), step.do, step.hand_over_to is not None)
        for path, text in texts_of(playbook):
            if path[0] != "jurisdiction_notes":
                yield from _found(anywhere, playbook.file, path, text, False)


def _found(families: list[Family], file: str, path: Path, text: str, hand_over: bool) -> Iterator[Problem]:
    for family in families:
        if hand_over and family.unless_hand_over:
            continue
        if match := family.pattern.search(text):
            yield Problem(family.code, Where(file, path, match[0]), f"'{_one_line(match[0])}' {family.says}", family.help)


def check_banned(handbook: Handbook) -> Iterator[Problem]:
    """The practice's own banned phrases, in every line that is said."""
    banned = [(entry, whole_words([literal(entry.phrase)])) for entry in handbook.banned]
    for line in all_lines(handbook) if banned else ():
        for entry, pattern in banned:
            if match := pattern.search(line.text):
                yield Problem("banned-phrase", Where(line.file, line.path, match[0]),
                              f"'{_one_line(match[0])}' is banned here: {entry.because}", entry.instead)  # fmt: skip


def check_reserved(handbook: Handbook) -> Iterator[Problem]:
    """Words that only some roles may say, and words that some channels must not carry."""
    groups = [(group, whole_words(literal(word) for word in group.words)) for group in handbook.reserved]
    for line in all_lines(handbook) if groups else ():
        for group, pattern in groups:
            if (match := pattern.search(line.text)) is None:
                continue
            word = _one_line(match[0])
            if group.only_from and line.who not in group.only_from:
                names = ", ".join(_role_name(handbook, role) for role in group.only_from)
                yield Problem("reserved-word", Where(line.file, line.path, match[0]),
                              f"'{word}' is for {names} to say, not for {_role_name(handbook, line.who)}", group.instead)  # fmt: skip
            elif line.channel in group.not_on:
                yield Problem("word-on-open-channel", Where(line.file, line.path, match[0]),
                              f"'{word}' must not stand in a {_CHANNEL[line.channel]}: others hear or read it", group.instead)  # fmt: skip


_CHANNEL = {"text": "text message", "card": "card", "review": "public reply", "voicemail": "voicemail", "email": "email",
            "letter": "letter", "phone": "call", "face": "talk at the desk"}  # fmt: skip


def _role_name(handbook: Handbook, role: str) -> str:
    return handbook.roles[role].name if role in handbook.roles else role


def _one_line(text: str) -> str:
    return " ".join(text.split())

