"""YAML text in, a tree of nodes out, with every syntax mistake as a Problem in plain words.

Values stay text: YAML's own ideas about what `no` or `1:30` mean are not asked. Anchors, aliases
and tags are refused, because a person who is no programmer cannot see what they do.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from generator.problems import Path, Problem, Where
from generator.source.yaml_comments import may_be_cut, texts_cut
from generator.source.yaml_slips import second_entry, syntax_problem

_Base: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Loader(_Base):  # type: ignore[misc]  # the C loader has no types
    """libyaml's loader without the resolver: what kind a value is, is not YAML's to say, and asking takes long."""

    def resolve(self, kind: type[yaml.Node], _value: object, _implicit: object) -> str:
        return _TAGS[kind]

    def descend_resolver(self, _node: object, _index: object) -> None: ...

    def ascend_resolver(self) -> None: ...


_TAGS = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}

MAX_BYTES = 1_000_000
"""A playbook is some 15 KB. A file a hundred times that is not one, and would only make the author wait."""
MAX_DEPTH = 12

_ANCHOR_LIKE = re.compile(r"[&*!](?<![^\s\[{,:].)[^\s,\]}]")
"""A sign of YAML's at the beginning of a word. It is looked for by the sign itself, which is rare."""
_STRANGE_BREAK = re.compile("[\x85\u2028\u2029]")
"""Line breaks that only YAML knows, and no editor shows: every line after one would be miscounted."""
_INDENT_LIKE_DEPTH = re.compile(r"\n[ ?:-]{100}")
MANY_BRACKETS = 200
"""Composing a tree takes C stack by its depth, and a text of brackets alone would end the program without
a word. Whoever has that many is looked at, at half the speed, before it is composed."""


class _NamedText(io.StringIO):
    """Text that tells libyaml which file it is, so that every mark knows where it comes from."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.name = name


@dataclass
class Document:
    """One YAML file: its text, and the tree that was read from it (None where it could not be read).

    `spoiled` holds places that were reported and left out, `borrowed` those that were filled in from
    wording.yml: what is missing there is no second mistake. `unmet` are the uses that nothing was there for.
    """

    file: str
    text: str
    root: yaml.MappingNode | None = None
    spoiled: set[Path] = field(default_factory=set)
    borrowed: set[Path] = field(default_factory=set)
    unmet: list[yaml.Node] = field(default_factory=list)


def read_yaml(file: str, text: str) -> tuple[Document, list[Problem]]:
    """Read one file into a tree. Stops at a syntax error; goes on after any other mistake."""
    document = Document(file, text)
    root: yaml.Node | None = None
    if not text.isascii() and (match := _STRANGE_BREAK.search(text)):
        return document, [_strange_break(file, text, match)]
    try:
        if _may_be_deep(text) and (where := _first_too_deep(document)):
            return document, [_too_deep(where)]
        if _ANCHOR_LIKE.search(text) and (found := _anchors_and_tags(document)):
            return document, found
        root = composed(file, text)
    except yaml.composer.ComposerError as error:
        return document, [_several_documents(document, error)]
    except yaml.YAMLError as error:
        return document, [syntax_problem(document.file, document.text, error)]
    if root is None or (isinstance(root, yaml.ScalarNode) and not root.value.strip()):
        message = "the file holds nothing but comments" if "#" in text else "the file is empty"
        return document, [_problem("empty-file", Where(file), message, "write it, or delete the file")]
    if not isinstance(root, yaml.MappingNode):
        where = _at(document, root.start_mark)
        return document, [
            _problem(
                "wrong-type",
                where,
                "the file does not begin with a field",
                "begin with a line such as `kind: recovery`",
            )
        ]
    problems = [*_tree_problems(document, root, 1), *texts_cut(document.text, root)]
    if not any(problem.code == "too-deep" for problem in problems):
        document.root = root
    return document, problems


def composed(file: str, text: str) -> yaml.Node | None:
    """The tree of a text, every mark of which knows its file. Raises YAMLError where libyaml gives up."""
    loader = _Loader(_NamedText(text, file))
    try:
        root: yaml.Node | None = loader.get_single_node()
        return root
    finally:
        loader.dispose()


def may_be_odd(text: str) -> bool:
    """Whether `text` must be looked at before it is composed, or may hold what an author cannot see."""
    strange = not text.isascii() and _STRANGE_BREAK.search(text) is not None
    signs = any(sign in text for sign in "&*!") and _ANCHOR_LIKE.search(text) is not None
    return strange or signs or _may_be_deep(text) or may_be_cut(text)


def _may_be_deep(text: str) -> bool:
    return text.count("[") + text.count("{") > MANY_BRACKETS or _INDENT_LIKE_DEPTH.search("\n" + text) is not None


def _first_too_deep(document: Document) -> Where | None:
    depth = 0
    for event in yaml.parse(_NamedText(document.text, document.file), Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                return _at(document, event.start_mark)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None


def _tree_problems(document: Document, node: yaml.Node, depth: int, *, entry: bool = False) -> Iterator[Problem]:
    if depth > MAX_DEPTH:
        yield _too_deep(mark_of(node))
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            if not isinstance(item, yaml.ScalarNode):
                yield from _tree_problems(document, item, depth + 1, entry=True)
    elif isinstance(node, yaml.MappingNode):
        if entry and (problem := second_entry(node)):
            yield problem
            return
        first: dict[str, yaml.Node] = {}
        kept = []
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                yield _problem(
                    "yaml-syntax",
                    mark_of(key),
                    "a field name must be a plain word",
                    "put text that begins with { or [ between quotes",
                )
                continue
            if key.value in first:
                line = first[key.value].start_mark.line + 1
                yield _problem(
                    "duplicate-key",
                    mark_of(key),
                    f"`{key.value}` is written twice; line {line} has it too",
                    "keep one of the two; for several entries write one list under one field",
                )
                continue
            first[key.value] = key
            kept.append((key, value))
            if not isinstance(value, yaml.ScalarNode):
                yield from _tree_problems(document, value, depth + 1)
        node.value = kept


def _strange_break(file: str, text: str, match: re.Match[str]) -> Problem:
    before = text[: match.start()]
    where = Where(file, line=before.count("\n") + 1, column=len(before) - before.rfind("\n"))
    message = f"the text holds U+{ord(match[0]):04X}, a line break that nobody can see"
    return _problem("hidden-character", where, message, "delete it and press Enter or the space bar instead")


def _too_deep(where: Where) -> Problem:
    return _problem(
        "too-deep",
        where,
        f"more than {MAX_DEPTH} levels are nested here",
        "a playbook never needs as many; look for brackets or spaces that are not meant",
    )


_SHARE = "to use a sentence twice, put it into wording.yml and write `use:`; for a text that begins with {}, use quotes"


def _anchors_and_tags(document: Document) -> list[Problem]:
    problems = []
    for event in yaml.parse(_NamedText(document.text, document.file), Loader=_Loader):
        where = _at(document, event.start_mark)
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            message = f"`*{anchor}` points at another place of the file"
            problems.append(_problem("anchor", where, message, _SHARE.format("*")))
        elif anchor:
            message = f"`&{anchor}` gives this place a hidden name"
            problems.append(_problem("anchor", where, message, _SHARE.format("&")))
        elif tag:
            message = f"`{tag}` is a YAML tag, an instruction to a program"
            problems.append(_problem("tag", where, message, "delete it; for a text that begins with !, use quotes"))
    return problems


def _several_documents(document: Document, error: yaml.composer.ComposerError) -> Problem:
    where = replace(_at(document, error.problem_mark), length=3)
    return _problem(
        "yaml-syntax", where, "a second document begins here", "one file holds one playbook: delete the ---"
    )


def _at(document: Document, mark: Any) -> Where:
    """Where a mark of libyaml is. There is one wherever text was read; a stream's own events begin the file."""
    return (
        Where(document.file, line=mark.line + 1, column=mark.column + 1)
        if mark
        else Where(document.file, line=1, column=1)
    )


def mark_of(node: yaml.Node) -> Where:
    """The place of a node, as long as its text where that stands on one line."""
    start, end = node.start_mark, node.end_mark
    length = end.column - start.column if end.line == start.line else 0
    return Where(start.name, line=start.line + 1, column=start.column + 1, length=max(1, length))


def _problem(code: str, where: Where, message: str, help_: str) -> Problem:
    return Problem(code, where, message, help_)
