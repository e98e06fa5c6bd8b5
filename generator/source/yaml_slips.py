"""What libyaml says of a text that it cannot read, in an author's words and at the author's slip."""

from __future__ import annotations

import re
from dataclasses import replace

import yaml

from generator.problems import Problem, Where

_QUOTE_IT = "put the whole text between quotes"

_SIGNS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("mapping values are not allowed", "found unexpected ':'"),
        "a colon inside the text reads like the end of a field name",
        f'{_QUOTE_IT}: "like this: see?"',
    ),
    (
        ("could not find expected ':'",),
        "this line is neither a field nor an entry of a list",
        "write `field: text`; in a list begin with '- '; indent it further if it goes on with the text above",
    ),
    (
        ("did not find expected key",),
        "this line does not line up with the fields around it, or a quote was closed too early",
        "indent it exactly like the line it belongs with; put text that holds quotes between the other kind of quotes",
    ),
    (
        ("did not find expected '-' indicator",),
        "this line stands in a list and belongs to none of its entries",
        "indent it like the other fields of its entry, or begin it with '- '; if it is no list, delete the '- ' above",
    ),
    (
        ("block sequence entries are not allowed",),
        "a list cannot begin here",
        "put the first '- ' on a line of its own, under its field",
    ),
    (
        ("found unexpected end of stream", "found unexpected document indicator"),
        "a quote is opened and never closed",
        'close the quote; inside double quotes write \\" for a quote',
    ),
    (
        ("found unknown escape", "found invalid Unicode character escape", "did not find expected hexdecimal number"),
        "a backslash inside double quotes has a meaning of its own",
        "use single quotes, or write the backslash twice",
    ),
    (
        ("did not find expected comment or line break",),
        "a text cannot begin with | or > and go on in the same line",
        f"{_QUOTE_IT}, or begin it on the next line, indented",
    ),
    (
        ("did not find expected ',' or", "did not find expected node content"),
        "this bracket is never closed",
        "close it; put text that begins with [ or { between quotes",
    ),
    (
        (
            "found character that cannot start any token",
            "did not find expected alphabetic or numeric character",
            "mapping keys are not allowed",
            "directive",
            "found unexpected non-alphabetical character",
        ),
        "a text cannot begin with this character",
        _QUOTE_IT,
    ),
    (("found a tab character",), "a tab stands where only spaces may", "replace the tab by two spaces"),
    (
        ("control characters are not allowed", "special characters are not allowed"),
        "the file holds a character that nobody can see",
        "delete it and type the text again",
    ),
    (
        ("did not find expected <document start>",),
        "something stands here that belongs to no field",
        "give it a field name, or delete it",
    ),
)
"""What libyaml says, what it means to an author, and what to do. Its own words are the fallback."""


def syntax_problem(file: str, text: str, error: yaml.YAMLError) -> Problem:
    """The one Problem of a text that libyaml gave up on."""
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    where = _place_of(file, text, error)
    lines = text.split("\n")
    line = lines[where.line - 1]
    if found := _begun_before(file, lines, where):
        return found
    if line[where.column - 1 : where.column] == "\t":
        return Problem("yaml-syntax", where, "a tab stands where only spaces may", "replace the tab by two spaces")
    if found := _slip_in(line, where, said):
        return found
    for signs, message, help_ in _SIGNS:
        if any(sign in said for sign in signs):
            return Problem("yaml-syntax", where, message, help_)
    return Problem(
        "yaml-syntax",
        where,
        f"this is not valid YAML: {said}",
        "compare the line with the same field in another playbook",
    )


_BEGUN_EARLIER = ("a simple key", "a flow", "an anchor", "an alias")
"""What libyaml notices only where it ends: the author's slip is where it begins."""


def _place_of(file: str, text: str, error: yaml.YAMLError) -> Where:
    """Where the slip is, which is not always where libyaml gave up."""
    context = getattr(error, "context", None) or ""
    mark = getattr(error, "problem_mark", None)
    unclosed = re.search("end of stream|document indicator", getattr(error, "problem", None) or "")
    if unclosed or any(sign in context for sign in _BEGUN_EARLIER):
        mark = getattr(error, "context_mark", None) or mark
    position = getattr(error, "position", None)
    if mark is not None:
        line, column = mark.line + 1, mark.column + 1
    elif isinstance(position, int):
        # libyaml counts what it could not decode in bytes.
        before = text.encode()[:position].decode(errors="ignore")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    else:
        line, column = 1, 1
    return Where(file, line=min(line, text.count("\n") + 1), column=column)


_OPENS = re.compile(r"""\s*(?:- +)*(?:[\w-]+: +)?(?=["'])""")
_LOOKS_NEW = re.compile(r"\s*(?:- |(?:- +)*[A-Za-z_][\w-]*:(?: |$))")
_QUOTED = {'"': re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL), "'": re.compile(r"'(?:[^']|'')*'")}
_SIGN_FIRST = re.compile(r"\s*(?:- +)*(?:[\w-]+: +)?(?=[*&!%@`])")
_STRANGE_SPACE = re.compile(r"(?:^[ \t]*|: ?|- ?)(?=[\u00a0\u2000-\u200b\u202f\u205f\u3000])")


def _begun_before(file: str, lines: list[str], where: Where) -> Problem | None:
    """A slip that spoils what comes after it: libyaml gives up further down, where nothing is wrong."""
    if (opened := _never_closed(lines[: where.line], "\n".join(lines))) is not None:
        help_ = 'close the quote; inside double quotes write \\" for a quote, inside single ones two of them'
        begin = Where(file, line=opened[0] + 1, column=opened[1] + 1)
        return Problem("yaml-syntax", begin, "this quote is never closed", help_)
    for number in (where.line, where.line - 1):
        line = lines[number - 1] if number else ""
        if match := _STRANGE_SPACE.search(line):
            place = Where(file, line=number, column=match.end() + 1)
            message = f"this is no plain space but U+{ord(line[match.end()]):04X}, pasted from a page or a letter"
            return Problem("hidden-character", place, message, "delete it and press the space bar instead")
        if match := _SIGN_FIRST.match(line):
            place = Where(file, line=number, column=match.end() + 1)
            return Problem("yaml-syntax", place, f"a text cannot begin with {line[match.end()]}", _QUOTE_IT)
    return None


def _never_closed(before: list[str], text: str) -> tuple[int, int] | None:
    """Line and column, from 0, of the first quote that runs on over what looks like new fields or entries."""
    starts, at = [], 0
    for line in before:
        starts.append(at)
        at += len(line) + 1
    behind = 0
    for number, line in enumerate(before):
        match = _OPENS.match(line) if starts[number] >= behind else None
        if match is None:
            continue
        begin = starts[number] + match.end()
        closed = _QUOTED[text[begin]].match(text, begin)
        behind = closed.end() if closed else len(text)
        if any(map(_LOOKS_NEW.match, text[begin:behind].split("\n")[1:])):
            return number, match.end()
    return None


_FIELD_WITHOUT_SPACE = re.compile(r"[A-Za-z_][\w-]*:(?=\S)")
_OPENED = re.compile(r"""\s*(?:- +)*(?:[\w-]+: +)?(["'\[{])""")
_BARE_FIELD = re.compile(r"\s*(?:- +)*[\w-]+$")


def _slip_in(line: str, where: Where, said: str) -> Problem | None:
    """The slips that libyaml has one sentence for, and authors make for different reasons."""
    before = line[: where.column - 1]
    if "could not find expected ':'" in said and (match := _FIELD_WITHOUT_SPACE.match(line, where.column - 1)):
        name, text = line[where.column - 1 : match.end() - 1], line[match.end() :].split()[0]
        return Problem(
            "yaml-syntax",
            replace(where, column=match.end()),
            "a space is missing after the colon",
            f"write `{name}: {text} ...`",
        )
    if "mapping values are not allowed" in said and _BARE_FIELD.match(before):
        start = replace(where, column=len(before) - len(before.lstrip()) + 1, length=len(before.strip()))
        help_ = "begin it exactly under the field it belongs with, or put the text it goes on with between quotes"
        return Problem("yaml-syntax", start, "this field is indented further than the one above it", help_)
    if "did not find expected key" in said and before.strip() and (match := _OPENED.match(line)):
        return _closed_early(match[1], replace(where, column=match.start(1) + 1), where)
    return None


def _closed_early(sign: str, opened: Where, closed: Where) -> Problem:
    """A text that begins with a sign which YAML reads as the beginning of something else."""
    if sign in "[{":
        return Problem("yaml-syntax", opened, f"a text cannot begin with {sign} as it stands", _QUOTE_IT)
    other, inside = ("'", '\\"') if sign == '"' else ('"', "''")
    message = f"the {sign} at column {opened.column} is closed before the text ends here"
    help_ = f"put the whole text between {other} instead, or write {inside} for a {sign} inside it"
    return Problem("yaml-syntax", closed, message, help_)


def second_entry(node: yaml.MappingNode) -> Problem | None:
    """An entry of a list that begins anew in its middle: the hyphen of the next one is forgotten. What follows is
    left out, so that it is told once. One field alone that is written twice is told by its own Problem."""
    seen: set[str] = set()
    again = []
    for number, (key, _) in enumerate(node.value):
        again += [number] if key.value in seen else []
        seen.add(key.value)
    if len(again) < 2 or again != list(range(again[0], again[0] + len(again))):
        return None
    begin = node.value[again[0]][0].start_mark
    del node.value[again[0] :]
    where = Where(begin.name, line=begin.line + 1, column=begin.column + 1)
    message = "this entry has these fields already: a second one begins here without its hyphen"
    return Problem("duplicate-key", where, message, "begin the line with '- ', under the '- ' of the entry above")
