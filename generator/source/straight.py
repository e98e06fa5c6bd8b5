"""The straight way through a playbook in which nothing is odd: from text to plain data, and no tree is kept.

Nearly every file is in order, and nobody asks where a value stands in it. Whatever is not plainly right is
left to the careful way (`yaml_reader`, `reuse`, `shape`), which finds out what it is and tells it. So this
module has no message, and can be wrong in one direction only: it may be slow, never silent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from generator.problems import Path
from generator.source.reuse import ONLY_IN_PHRASEBOOK, USED_IN, Shared
from generator.source.shape import plain
from generator.source.yaml_reader import MAX_DEPTH, composed, may_be_odd

SharedData = Mapping[str, Mapping[str, dict[str, Any]]]
"""What `use` may take, by the field it stands under and the id of the entry."""


class _Odd(Exception):  # noqa: N818 - it never leaves this module, and is no error of anybody
    """Something that the careful way has to look at."""


def shared_data(shared: Shared) -> SharedData:
    """The shared entries as plain data, without what only the phrasebook shows, and without those that are odd."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for field, part in USED_IN.items():
        found[field] = {}
        for id_, entry in shared.get(part, {}).items():
            blanks: list[Path] = []
            if isinstance(entry, yaml.MappingNode):
                fields = plain(entry, (), blanks)
                if not blanks:
                    found[field][id_] = {name: fields[name] for name in fields if name not in ONLY_IN_PHRASEBOOK}
    return found


def data_of(file: str, text: str, shared: SharedData) -> dict[str, Any] | None:
    """The file as plain data with what it uses put in, or None where anything about it is odd."""
    if may_be_odd(text):
        return None
    try:
        root = composed(file, text)
        return _fields(root, "", shared, 1) if isinstance(root, yaml.MappingNode) else None
    except (yaml.YAMLError, _Odd):
        return None


def _data(node: yaml.Node, part: str, shared: SharedData, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise _Odd
    if type(node) is yaml.SequenceNode:
        return [
            item.value if type(item) is yaml.ScalarNode else _data(item, part, shared, depth + 1) for item in node.value
        ]
    return _fields(node, part, shared, depth)


def _fields(node: yaml.Node, part: str, shared: SharedData, depth: int) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for key, value in node.value:
        if type(key) is not yaml.ScalarNode:
            raise _Odd
        if type(value) is not yaml.ScalarNode:
            fields[key.value] = _data(value, key.value, shared, depth + 1)
        elif value.value or value.style:
            fields[key.value] = value.value
        else:
            raise _Odd  # a field with nothing behind it
    if len(fields) < len(node.value):
        raise _Odd  # a field that is written twice
    if "use" in fields and part in shared:
        wanted = fields["use"]
        if not isinstance(wanted, str) or wanted not in shared[part]:
            raise _Odd
        return {**shared[part][wanted], **fields}
    return fields
