"""What can be wrong in an author's files: the nouns of every report, and the one registry of codes.

A mistake is data. A `Problem` says which code, where, what is wrong and what to write instead;
the registry (`codes.toml`) says why the code exists. This module imports nothing of ours.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib import resources

Path = tuple[str | int, ...]
"""A symbolic place in a document: ``("steps", 2, "say")``. Lines are looked up for the report only."""


class Severity(StrEnum):
    """An error stops the build. A warning is printed and does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Where:
    """A place in an author's file, by name or by number, whichever is known.

    A rule knows the path (and perhaps the offending `phrase` inside the text there); the YAML
    reader knows the line and column. Neither needs the other: `source.locate` brings them together.
    Lines and columns count from 1; 0 means that the whole file is meant.
    """

    file: str
    path: Path = ()
    phrase: str = ""
    on_key: bool = False
    line: int = 0
    column: int = 0
    length: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in an author's file. `help` is the remedy, in words that can be followed.

    `once` names what it comes of, where one slip in a settings file shows in many places, such as a role that was
    renamed. Of those that come of the same, one is told (`told_once`).
    """

    code: str
    where: Where
    message: str
    help: str
    once: str = ""

    @property
    def severity(self) -> Severity:
        return codes()[self.code].severity


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of the registry: what the reference page and ``handbook explain`` print."""

    id: str
    severity: Severity
    title: str
    why: str
    remedy: str
    bad: str
    good: str


@cache
def codes() -> dict[str, Code]:
    """Every problem code by its id, in the order of `codes.toml`."""
    text = resources.files("generator").joinpath("codes.toml").read_text(encoding="utf-8")
    return {
        id_: Code(id=id_, **{**entry, "severity": Severity(entry["severity"])})
        for id_, entry in tomllib.loads(text).items()
    }


def told_once(problems: list[Problem]) -> list[Problem]:
    """Of the Problems that come of the same slip one, with how many more there are. The order stays.

    It is the one nearest to the slip: in a settings file, or else about a whole folder, or else the first.
    """
    alike: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.once:
            alike.setdefault(problem.once, []).append(problem)
    told = {}
    for once, places in alike.items():
        first, *others = sorted(places, key=lambda problem: ("/" in problem.where.file, problem.where.line > 0))
        told[once] = (first, _with_more(first, others))
    return [
        told[problem.once][1] if problem.once else problem
        for problem in problems
        if not problem.once or told[problem.once][0] is problem
    ]


def _with_more(first: Problem, others: list[Problem]) -> Problem:
    if not others:
        return first
    count = "1 more place is" if len(others) == 1 else f"{len(others)} more places are"
    following = others[0].where
    place = f"{following.file}:{following.line}" if following.line else following.file
    return replace(first, message=f"{first.message}; {count} like it, the next is {place}")


def has_errors(problems: list[Problem]) -> bool:
    """Whether any of the problems stops a build."""
    return any(problem.severity is Severity.ERROR for problem in problems)
