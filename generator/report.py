"""Problems as a person, a program or a code host reads them: text, JSON, GitHub annotations."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import PurePosixPath
from unicodedata import category, east_asian_width

from generator.problems import Code, Problem, Severity

WIDTH = 100
"""Longest excerpt of a line. A caret is worth nothing on a line that wraps."""
MOST_ALIKE, FOLDED_TO = 8, 3
"""Reports that say the same of more places than the first are cut to the second in a text.

One role that was renamed in handbook.yml is unknown in hundreds of steps; other mistakes must not drown in them."""


def as_text(problems: list[Problem], texts: Mapping[str, str], prefix: str = "") -> str:
    """Each problem with its place, the line itself, a caret, what is wrong and what to write.

    `texts` are the files' texts by the name that the problems use; `prefix` is the folder that the
    reader knows them under. What is the same of many places is told of the first few.
    """
    times = Counter(_same(problem) for problem in problems)
    shown: Counter[tuple[str, str, str]] = Counter()
    entries = []
    for problem in problems:
        same = _same(problem)
        shown[same] += 1
        folded = times[same] > MOST_ALIKE
        if folded and shown[same] > FOLDED_TO:
            continue
        entry = _entry(problem, texts, prefix)
        if folded and shown[same] == FOLDED_TO:
            more = times[same] - FOLDED_TO
            entry += f"  the same in {more} more places; `handbook check --format json` lists them all\n"
        entries.append(entry)
    return "\n".join(entries)


def _same(problem: Problem) -> tuple[str, str, str]:
    return (problem.code, problem.message, problem.help)


def _entry(problem: Problem, texts: Mapping[str, str], prefix: str) -> str:
    where = problem.where
    place = _visible(_shown(where.file, prefix)) + (f":{where.line}:{where.column}" if where.line else "")
    lines = [f"{place}: {problem.severity} [{problem.code}]"]
    source = texts[where.file].split("\n") if where.file in texts else []
    if 0 < where.line <= len(source) and where.length:
        lines += _excerpt(source[where.line - 1], where.line, where.column, where.length)
    lines += [f"  {_visible(problem.message)}", f"  help: {_visible(problem.help)}", ""]
    return "\n".join(lines)


def _excerpt(text: str, line: int, column: int, length: int) -> list[str]:
    """The line and a caret under the place, cut to `WIDTH` around it where it is longer."""
    start = 0
    if len(text) > WIDTH and column > WIDTH * 2 // 3:
        start = column - WIDTH // 2
    cut = _visible(text[start : start + WIDTH])
    shown = ("... " if start else "") + cut + (" ..." if start + WIDTH < len(text) else "")
    offset = column - 1 - start + (4 if start else 0)
    marked = shown[offset : offset + max(1, length)]
    carets = "^" * max(1, _width(marked))
    number = str(line)
    return [f"  {number} | {shown}", f"  {' ' * len(number)} | {' ' * _width(shown[:offset])}{carets}"]


def _width(text: str) -> int:
    """How many places `text` takes in a terminal: some signs are two wide, and accents of their own have none."""
    if text.isascii():
        return len(text)
    wide = sum(east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(category(char) in ("Mn", "Me") for char in text)


def _visible(text: str) -> str:
    """`text` on one line, every character of which a terminal shows and none of which it obeys."""
    return "".join(" " if char.isspace() else char if char.isprintable() else "\ufffd" for char in text)


def _shown(file: str, prefix: str) -> str:
    # The name of a folder may hold bytes that are no letters; no report could be printed with them.
    file = file.encode("utf-8", "replace").decode("utf-8")
    if not prefix or prefix == "." or PurePosixPath(file).is_absolute():
        return file or "."
    return f"{prefix.rstrip('/')}/{file}" if file else prefix


def as_json(problems: list[Problem], prefix: str = "") -> str:
    """A list of {code, severity, file, line, column, message, help}. Line 0 means the whole file.

    All in ASCII, so that it arrives whatever the encoding of the pipe.
    """
    rows = [
        {
            "code": problem.code,
            "severity": problem.severity.value,
            "file": _shown(problem.where.file, prefix),
            "line": problem.where.line,
            "column": problem.where.column,
            "message": problem.message,
            "help": problem.help,
        }
        for problem in problems
    ]
    return json.dumps(rows, indent=2)


def as_github(problems: list[Problem], prefix: str = "") -> str:
    """One workflow command a problem, which GitHub shows beside the line."""
    rows = []
    for problem in problems:
        place = f"file={_property(_shown(problem.where.file, prefix))}"
        if problem.where.line:
            place += f",line={problem.where.line},col={problem.where.column}"
        data = _visible(f"{problem.message}. {problem.help}").replace("%", "%25")
        rows.append(f"::{problem.severity} {place},title={_property(problem.code)}::{data}")
    return "\n".join(rows)


def _property(text: str) -> str:
    for char, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")):
        text = text.replace(char, code)
    return text


def summary(problems: list[Problem], playbooks: int) -> str:
    """One line: how many playbooks, how many errors and warnings."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    if not problems:
        return f"{_count(playbooks, 'playbook')}: no problems."
    return f"{_count(playbooks, 'playbook')}: {_count(errors, 'error')}, {_count(warnings, 'warning')}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def explanation(code: Code) -> str:
    """One entry of the registry, for a terminal."""
    parts = [f"{code.id} ({code.severity})", code.title, "", code.why, "", f"What to do: {code.remedy}"]
    for heading, excerpt in (("Bad:", code.bad), ("Good:", code.good)):
        if excerpt:
            parts += ["", heading, *_indented(excerpt)]
    return "\n".join(parts)


def _indented(text: str) -> list[str]:
    return [f"    {line}" for line in text.strip("\n").split("\n")]
