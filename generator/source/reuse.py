"""`use:` - a step or a pair of wording that is written once, in wording.yml, and used in many places.

The shared entry is put in at the place of `use` before anything is checked, and whatever else stands
there wins over it. Every value keeps the mark of the file it came from, so a mistake in a shared
sentence is reported where it is written, and once.
"""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from generator.model.handbook import WordingFile
from generator.near import did_you_mean
from generator.problems import Path, Problem
from generator.source.fields import field_names
from generator.source.yaml_reader import Document, mark_of

USED_IN = {"steps": "steps", "wording": "pairs", "first_line": "pairs"}
"""Where `use` may stand, and the part of wording.yml that it draws on there."""
ONLY_IN_PHRASEBOOK = frozenset({"group"})
"""Fields of a shared entry that are not put in with it."""

Shared = dict[str, dict[str, yaml.Node]]
"""The entries by part and id. A part that could not be read is not there, and nobody who uses it is blamed."""


def shared_entries(wording: Document | None) -> Shared:
    """What can be used: the pairs and steps of wording.yml, where there is such a file."""
    if wording is None or wording.root is None:
        return {}
    shared: Shared = {"pairs": {}, "steps": {}}
    written = {key.value: value for key, value in wording.root.value}
    misspelt = not written.keys() <= set(field_names(WordingFile))
    for part in tuple(shared):
        value = written.get(part)
        if isinstance(value, yaml.MappingNode):
            shared[part] = {key.value: entry for key, entry in value.value}
        elif value.value if value else misspelt:
            del shared[part]
    return shared


def expand_uses(document: Document, shared: Shared) -> list[Problem]:
    """Replace every `use` in the document's tree. An entry that does not exist is reported and left out."""
    problems: list[Problem] = []
    if document.root is not None and "use" in document.text:
        _expand(document, document.root, (), "", shared, problems)
    return problems


def _expand(
    document: Document, node: yaml.Node, path: Path, part: str, shared: Shared, problems: list[Problem]
) -> None:
    if isinstance(node, yaml.SequenceNode):
        items: list[yaml.Node] = []
        for item in node.value:
            if _expanded(document, item, (*path, len(items)), part, shared, problems):
                items.append(item)
            else:
                document.spoiled.add(path)
        node.value = items
    elif isinstance(node, yaml.MappingNode):
        fields = []
        for key, value in node.value:
            inner = (*path, key.value)
            if _expanded(document, value, inner, key.value, shared, problems):
                fields.append((key, value))
            else:
                document.spoiled.add(inner)
        node.value = fields


def _expanded(
    document: Document, node: yaml.Node, path: Path, part: str, shared: Shared, problems: list[Problem]
) -> bool:
    """Expand `node` in place. False if it uses something that does not exist or could not be read."""
    wanted = _wanted(node) if part in USED_IN else None
    if wanted is None:
        _expand(document, node, path, part, shared, problems)
        return True
    entries = shared.get(USED_IN[part])
    if entries is None:
        document.unmet.append(wanted)
        return False
    entry = entries.get(wanted.value) if isinstance(wanted, yaml.ScalarNode) else None
    if entry is None:
        problems.append(_no_such_entry(wanted, USED_IN[part], entries))
    if not isinstance(entry, yaml.MappingNode):
        return False
    # What has been put in is not looked through again: a shared entry that uses itself would never end.
    names = {key.value for key, _ in node.value} | ONLY_IN_PHRASEBOOK
    node.value = [(key, value) for key, value in entry.value if key.value not in names] + node.value
    document.borrowed.add(path)
    return True


def nothing_to_use(documents: Mapping[str, Document]) -> list[Problem]:
    """One report, at the first place that uses something, where there is no wording.yml at all."""
    places = [mark_of(node) for file in documents for node in documents[file].unmet]
    if not places:
        return []
    more = f", and {len(places) - 1} more places use it" if len(places) > 1 else ""
    help_ = "put wording.yml beside handbook.yml again; or write the words out where they are used"
    return [Problem("unknown-name", places[0], f"there is no wording.yml to take this from{more}", help_)]


def refuse_uses(wording: Document) -> list[Problem]:
    """`use` inside wording.yml: an entry that is shared is written out, so that nobody has to look in two places."""
    problems = []
    for part, entries in shared_entries(wording).items():
        for id_, entry in entries.items():
            for key, _ in entry.value if isinstance(entry, yaml.MappingNode) else ():
                if key.value == "use":
                    problems.append(
                        Problem(
                            "unknown-field",
                            mark_of(key),
                            "an entry of wording.yml cannot use another one",
                            "write its fields out here",
                        )
                    )
                    entry.value = [(name, value) for name, value in entry.value if name is not key]
                    wording.borrowed.add((part, id_))
    return problems


def _wanted(node: yaml.Node) -> yaml.Node | None:
    fields = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for key, value in fields if key.value == "use"), None)


def _no_such_entry(wanted: yaml.Node, source: str, entries: dict[str, yaml.Node]) -> Problem:
    if isinstance(wanted, yaml.ScalarNode) and wanted.value.strip():
        message = f"wording.yml has no `{wanted.value}` under `{source}`"
    else:
        message = f"`use` takes one name from `{source}` in wording.yml"
    name = wanted.value if isinstance(wanted, yaml.ScalarNode) else ""
    once = f"{source} {name}" if name.strip() else ""
    return Problem("unknown-name", mark_of(wanted), message, did_you_mean(name, entries), once)
