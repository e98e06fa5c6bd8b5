"""YAML text in, a tree of nodes out, with every syntax mistake as a Problem in plain words.

Values stay text: YAML's own ideas about what `no` or `1:30` mean are not asked. Anchors, aliases
and tags are refused, because a person who is no programmer cannot see what they do.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.problems import Path, Problem, Where

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

MAX_BYTES = 1_000_000
"""A playbook is some 15 KB. A file a hundred times that is not one, and would only make the author wait."""
MAX_DEPTH = 12

_ANCHOR_LIKE = re.compile(r"(?:^|[\s\[{,])[&*!][^\s,\]}]", re.MULTILINE)
_STRANGE_BREAK = re.compile("[\x85\u2028\u2029]")
"""Line breaks that only YAML knows, and no editor shows: every line after one would be miscounted."""
_INDENT_LIKE_DEPTH = re.compile(r"^[ ?:-]{100}", re.MULTILINE)
MANY_BRACKETS = 200
"""Composing a tree takes C stack by its depth, and a text of brackets alone would end the program without
a word. Whoever has that many is looked at, at half the speed, before it is composed."""

_SYNTAX = (
    ("mapping values are not allowed", "a colon inside the text reads like the end of a field name",
     'put the whole text between quotes: "like this: see?"'),
    ("could not find expected ':'", "this line is neither a field nor the continuation of a text",
     "write `field: text`, or indent the line so that it belongs to the text above"),
    ("did not find expected key", "this line does not line up with the fields around it, or a quote was closed too early",
     "indent it exactly like the line it belongs with; put text that holds quotes between the other kind of quotes"),
    ("did not find expected '-' indicator", "this line stands inside a list and does not begin with '- '",
     "begin it with '- ', or move it out to where the list's field begins"),
    ("block sequence entries are not allowed", "a list cannot begin here",
     "put the first '- ' on a line of its own, under its field"),
    ("found unexpected end of stream", "a quote is opened and never closed",
     "close the quote; inside double quotes write \\\" for a quote"),
    ("found unknown escape character", "a backslash inside double quotes has a meaning of its own",
     "use single quotes, or write the backslash twice"),
    ("did not find expected ',' or", "a list or mapping in brackets is not closed",
     "close the bracket, or put text that begins with [ or { between quotes"),
    ("found character that cannot start any token", "a text cannot begin with this character",
     "put the whole text between quotes"),
    ("found a tab character", "a tab stands where only spaces may", "replace the tab by two spaces"),
    ("control characters are not allowed", "the file holds a character that nobody can see",
     "delete it and type the text again"),
    ("special characters are not allowed", "the file holds a character that nobody can see",
     "delete it and type the text again"),
    ("did not find expected <document start>", "something stands here that belongs to no field",
     "give it a field name, or delete it"),
)  # fmt: skip
"""What libyaml says, what it means to an author, and what to do. Its own words are the fallback."""


class _NamedText(io.StringIO):
    """Text that tells libyaml which file it is, so that every mark knows where it comes from."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.name = name


@dataclass
class Document:
    """One YAML file: its text, and the tree that was read from it (None where it could not be read).

    `spoiled` holds places that were reported and left out, `borrowed` those that were filled in from
    wording.yml: what is missing there is no second mistake.
    """

    file: str
    text: str
    root: yaml.MappingNode | None = None
    spoiled: set[Path] = field(default_factory=set)
    borrowed: set[Path] = field(default_factory=set)


def read_yaml(file: str, text: str) -> tuple[Document, list[Problem]]:
    """Read one file into a tree. Stops at a syntax error; goes on after any other mistake."""
    document = Document(file, text)
    root: yaml.Node | None = None
    if match := _STRANGE_BREAK.search(text):
        return document, [_strange_break(file, text, match)]
    try:
        if _may_be_deep(text) and (where := _first_too_deep(document)):
            return document, [_too_deep(where)]
        if _ANCHOR_LIKE.search(text) and (found := _anchors_and_tags(document)):
            return document, found
        loader = _Loader(_NamedText(text, file))
        try:
            root = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.composer.ComposerError as error:
        return document, [_several_documents(document, error)]
    except yaml.YAMLError as error:
        return document, [_syntax_problem(document, error)]
    if root is None or (isinstance(root, yaml.ScalarNode) and not root.value.strip()):
        return document, [_problem("empty-file", Where(file), "the file is empty", "write it, or delete the file")]
    if not isinstance(root, yaml.MappingNode):
        where = Where(file, line=root.start_mark.line + 1, column=root.start_mark.column + 1)
        return document, [_problem("wrong-type", where, "the file does not begin with a field",
                                   "begin with a line such as `kind: recovery`")]  # fmt: skip
    problems = list(_tree_problems(document, root, 1))
    if not any(problem.code == "too-deep" for problem in problems):
        document.root = root
    return document, problems


def _may_be_deep(text: str) -> bool:
    return text.count("[") + text.count("{") > MANY_BRACKETS or _INDENT_LIKE_DEPTH.search(text) is not None


def _first_too_deep(document: Document) -> Where | None:
    depth = 0
    for event in yaml.parse(_NamedText(document.text, document.file), Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                return Where(document.file, line=event.start_mark.line + 1, column=event.start_mark.column + 1)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None


def _tree_problems(document: Document, node: yaml.Node, depth: int) -> Iterator[Problem]:
    if depth > MAX_DEPTH:
        yield _too_deep(mark_of(node))
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            if not isinstance(item, yaml.ScalarNode):
                yield from _tree_problems(document, item, depth + 1)
    elif isinstance(node, yaml.MappingNode):
        first: dict[str, yaml.Node] = {}
        kept = []
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                yield _problem("yaml-syntax", mark_of(key), "a field name must be a plain word",
                               "put text that begins with { or [ between quotes")  # fmt: skip
                continue
            if key.value in first:
                line = first[key.value].start_mark.line + 1
                yield _problem("duplicate-key", mark_of(key), f"`{key.value}` is written twice; line {line} has it too",
                               "keep one of the two; for several entries write one list under one field")  # fmt: skip
                continue
            first[key.value] = key
            kept.append((key, value))
            if not isinstance(value, yaml.ScalarNode):
                yield from _tree_problems(document, value, depth + 1)
        node.value = kept


def _strange_break(file: str, text: str, match: re.Match[str]) -> Problem:
    before = text[: match.start()]
    where = Where(file, line=before.count("\n") + 1, column=len(before) - before.rfind("\n"))
    return _problem("hidden-character", where, f"the text holds U+{ord(match[0]):04X}, a line break that nobody can see",
                    "delete it and press Enter or the space bar instead")  # fmt: skip


def _too_deep(where: Where) -> Problem:
    return _problem("too-deep", where, f"more than {MAX_DEPTH} levels are nested here",
                    "a playbook never needs as many; look for brackets or spaces that are not meant")  # fmt: skip


def _anchors_and_tags(document: Document) -> list[Problem]:
    problems = []
    for event in yaml.parse(_NamedText(document.text, document.file), Loader=_Loader):
        where = Where(document.file, line=event.start_mark.line + 1, column=event.start_mark.column + 1)
        if isinstance(event, yaml.AliasEvent):
            problems.append(_problem("anchor", where, f"`*{event.anchor}` points at another place of the file",
                                     'to use a sentence twice, put it into wording.yml and write `use:`; '
                                     'for a text that begins with *, use quotes'))  # fmt: skip
        elif getattr(event, "anchor", None):
            problems.append(_problem("anchor", where, f"`&{event.anchor}` gives this place a hidden name",
                                     'to use a sentence twice, put it into wording.yml and write `use:`; '
                                     'for a text that begins with &, use quotes'))  # fmt: skip
        elif getattr(event, "tag", None):
            problems.append(_problem("tag", where, f"`{event.tag}` is a YAML tag, an instruction to a program",
                                     "delete it; for a text that begins with !, use quotes"))  # fmt: skip
    return problems


def _several_documents(document: Document, error: yaml.composer.ComposerError) -> Problem:
    mark = error.problem_mark
    where = Where(document.file, line=mark.line + 1 if mark else 1, column=1, length=3)
    if "alias" in (error.problem or ""):
        return _problem("anchor", where, "`*` points at a name that this file does not have",
                        "for a text that begins with *, use quotes")  # fmt: skip
    return _problem("yaml-syntax", where, "a second document begins here", "one file holds one playbook: delete the ---")


def _syntax_problem(document: Document, error: yaml.YAMLError) -> Problem:
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    mark = getattr(error, "problem_mark", None)
    position = getattr(error, "position", None)
    if mark is not None:
        line, column = mark.line + 1, mark.column + 1
    elif isinstance(position, int):
        # libyaml counts what it could not decode in bytes.
        before = document.text.encode()[:position].decode(errors="ignore")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    else:
        line, column = 1, 1
    lines = document.text.split("\n")
    line = min(line, len(lines))
    here = lines[line - 1][column - 1 : column] if line <= len(lines) else ""
    where = Where(document.file, line=line, column=column)
    if here == "\t":
        return _problem("yaml-syntax", where, "a tab stands where only spaces may", "replace the tab by two spaces")
    if "while scanning a quoted scalar" in (getattr(error, "context", None) or "") and error.context_mark:
        start = error.context_mark
        where = Where(document.file, line=start.line + 1, column=start.column + 1)
    for sign, message, help_ in _SYNTAX:
        if sign in said:
            return _problem("yaml-syntax", where, message, help_)
    return _problem("yaml-syntax", where, f"this is not valid YAML: {said}",
                    "compare the line with the same field in another playbook")  # fmt: skip


def mark_of(node: yaml.Node) -> Where:
    """The place of a node, as long as its text where that stands on one line."""
    start, end = node.start_mark, node.end_mark
    length = end.column - start.column if end.line == start.line else 0
    return Where(start.name, line=start.line + 1, column=start.column + 1, length=max(1, length))


def _problem(code: str, where: Where, message: str, help_: str) -> Problem:
    return Problem(code, where, message, help_)
