"""From a symbolic place to a line and a column: looked up for the report, and only then."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import yaml

from generator.problems import Path, Problem, Where
from generator.source.yaml_reader import Document, mark_of


def locate(problem: Problem, documents: Mapping[str, Document]) -> Problem:
    """The same Problem with its line and column, as far as the document has the place."""
    where = problem.where
    document = None if where.line else documents.get(where.file)
    if document is None or document.root is None:
        return problem
    found, node = _place(document.root, where.path, where.on_key)
    if found.line and not found.column:  # a line of a block, which does not know how far it is indented
        line = document.text.split("\n")[found.line - 1]
        found = replace(found, column=len(line) - len(line.lstrip()) + 1)
    if where.phrase and found.file in documents:
        found = _phrase_in(documents[found.file].text, node, where.phrase) or found
    return replace(problem, where=replace(found, path=where.path, phrase=where.phrase, on_key=where.on_key))


def _place(root: yaml.Node, path: Path, on_key: bool) -> tuple[Where, yaml.Node]:
    """The node at `path`, or the nearest one above it that exists; and the node that a phrase is looked for in."""
    node, key = root, None
    for part in path:
        if isinstance(part, int) and isinstance(node, yaml.ScalarNode) and node.style == "|":
            return _line_of(node, part), node
        inner_key, inner = _inside(node, part)
        if inner is None:
            break
        node, key = inner, inner_key
    else:
        if on_key and key is not None:
            return mark_of(key), key
    if node is root:
        return (replace(mark_of(node.value[0][0]), length=1) if node.value else mark_of(node)), node
    if key is not None and not isinstance(node, yaml.ScalarNode):
        return mark_of(key), node
    return mark_of(node), node


def _line_of(block: yaml.ScalarNode, number: int) -> Where:
    """One of the lines of a block of text, those that are empty not counted; its column is still to be looked up."""
    written = [(at, line) for at, line in enumerate(block.value.split("\n"), start=1) if line.strip()]
    at, line = written[number] if number < len(written) else (0, "")
    return replace(mark_of(block), line=block.start_mark.line + 1 + at, column=0, length=max(1, len(line.strip())))


def _inside(node: yaml.Node, part: str | int) -> tuple[yaml.Node | None, yaml.Node | None]:
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        item = node.value[part]
        # A list's entry is named by its first field, which stands on the line of its hyphen.
        first = item.value[0][0] if isinstance(item, yaml.MappingNode) and item.value else None
        return first, item
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == part:
                return key, value
    return None, None


def _phrase_in(text: str, node: yaml.Node, phrase: str) -> Where | None:
    """The phrase inside its node, which the author may have broken over lines or written with escaped quotes.

    The search ends with the node: the same words further down are somebody else's.
    """
    words = [re.escape(word).replace("'", "''?").replace('"', r'\\?"') for word in phrase.split()]
    if not words:
        return None
    pattern = r"\s+".join(words)
    start, end = node.start_mark.index, node.end_mark.index
    for shape in (rf"(?<![\w-])(?:{pattern})(?![\w-])", pattern):
        if match := re.compile(shape, re.IGNORECASE).search(text, start, end):
            line_start = text.rfind("\n", 0, match.start()) + 1
            line = text.count("\n", 0, match.start()) + 1
            length = len(match[0].split("\n")[0])
            return Where(node.start_mark.name, line=line, column=match.start() - line_start + 1, length=length)
    return None
