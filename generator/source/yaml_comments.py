"""Comments that an author did not mean: YAML reads a text up to the first # behind a space, and says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from generator.problems import Problem, Where

_BEHIND = re.compile(r"[ \t]+#")
_COMMENT_BEHIND = re.compile(r"\S[ \t]+#")
_PROSE = 2
"""Words from which on a comment behind a text is rather a part of it. Behind a word or a figure it is a comment."""


def may_be_cut(text: str) -> bool:
    """Whether something in `text` may be read as a comment behind a text."""
    return " #" in text and _COMMENT_BEHIND.search(text) is not None


def texts_cut(text: str, root: yaml.Node) -> Iterator[Problem]:
    """Texts of which YAML reads the first part only, because it takes the rest for a comment: ``shelf #3 last``."""
    for node in _plain_texts(root) if may_be_cut(text) else ():
        match = _BEHIND.match(text, node.end_mark.index)
        if match and (not text[match.end() : match.end() + 1].isspace() or len(node.value.split()) >= _PROSE):
            end = node.end_mark
            where = Where(end.name, line=end.line + 1, column=end.column + len(match[0]))
            help_ = "put the whole text between quotes; a note to yourself stands on a line of its own"
            yield Problem("text-cut", where, "from this # on nothing is read: YAML takes it for a comment", help_)


def _plain_texts(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _plain_texts(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _plain_texts(item)
    elif isinstance(node, yaml.ScalarNode) and not node.style:
        yield node
