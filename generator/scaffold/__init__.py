"""New files for authors: a small complete handbook, a playbook to fill in, a workshop to begin with."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path

import yaml

from generator.model.handbook import Gap, Handbook
from generator.model.playbook import Kind
from generator.scaffold.quoting import quoted
from generator.source.schema import SCHEMA_FOLDER, schema_texts
from generator.source.yaml_reader import read_yaml

_ROOM = Path(str(resources.files("generator")))
STARTER = _ROOM / "starter"
"""The handbook that `handbook init` writes. The tests break it in every way an author could."""


def write_starter(folder: Path) -> None:
    """Write the starter handbook into `folder`, which must not exist or be empty.

    Raises `FileExistsError` where something stands there already: nothing of an author's is written over.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(folder)
    shutil.copytree(STARTER, folder, dirs_exist_ok=True)
    write_schemas(folder / "playbooks")


def write_schemas(playbooks: Path) -> list[Path]:
    """Write the JSON Schemas that the first line of each file points editors to."""
    folder = playbooks / SCHEMA_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in schema_texts().items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    return written


@dataclass(frozen=True)
class NewPlaybook:
    """What a new playbook begins with: from the gap it fills, or from nothing."""

    stage: str
    id: str
    kind: Kind
    gap: Gap | None = None


def playbook_text(new: NewPlaybook, handbook: Handbook, today: date) -> str:
    """A playbook with every part in its place and every unwritten text marked WRITE.

    It passes the check; the marks are warnings until they are written.
    """
    template = (_ROOM / "scaffolds" / f"{new.kind}.yml").read_text(encoding="utf-8")
    gap = new.gap
    other = next((id_ for id_ in handbook.roles if id_ != handbook.practice.desk_role), handbook.practice.desk_role)
    fields = {
        "TITLE": gap.title if gap else "WRITE the moment in a few plain words",
        "DEFINITION": gap.definition if gap else "WRITE what goes wrong for the customer, in one sentence",
        "SEVERITY": str(gap.severity if gap else 2),
        "DESK": handbook.practice.desk_role,
        "OTHER": handbook.practice.approver if handbook.practice.approver != handbook.practice.desk_role else other,
        "TODAY": today.isoformat(),
        "REVIEW": today.replace(year=today.year + 1, day=min(today.day, 28)).isoformat(),
    }
    for name, value in fields.items():
        template = template.replace(f"<{name}>", value if name not in ("TITLE", "DEFINITION") else quoted(value))
    return template


def write_playbook(playbooks: Path, new: NewPlaybook, handbook: Handbook, today: date) -> bool:
    """Write the new playbook, and take the gap that it fills out of gaps.yml: whether that could be done."""
    file = playbooks / new.stage / f"{new.id}.yml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(playbook_text(new, handbook, today), encoding="utf-8", newline="\n")
    if new.gap is None:
        return False
    gaps = playbooks / "gaps.yml"
    before = gaps.read_text(encoding="utf-8")
    after = without_gap(before, new.stage, new.id)
    gaps.write_text(after, encoding="utf-8", newline="\n")
    return after != before


def without_gap(text: str, stage: str, defect: str) -> str:
    """The text of gaps.yml without the lines of one gap, nor of a stage that has no gap left.

    Everything else stays as it was written. A file that is not laid out a line a field is left alone.
    """
    document, problems = read_yaml("gaps.yml", text)
    if document.root is None or problems:
        return text
    stages = _children(document.root, "gaps")
    entries = _children(stages, stage) if stages is not None else None
    if stages is None or entries is None or entries.flow_style:
        return text
    holder, name = (stages, stage) if len(entries.value) == 1 else (entries, defect)
    lines = text.split("\n")
    keys = [key for key, _ in holder.value]
    for number, key in enumerate(keys):
        if key.value == name:
            last = (
                keys[number + 1].start_mark.line if number + 1 < len(keys) else _end_of(holder.value[number][1], lines)
            )
            return "\n".join(lines[: key.start_mark.line] + lines[last:])
    return text


def _children(node: yaml.MappingNode, name: str) -> yaml.MappingNode | None:
    found = next((value for key, value in node.value if key.value == name), None)
    return found if isinstance(found, yaml.MappingNode) else None


def _end_of(node: yaml.Node, lines: list[str]) -> int:
    """The line after the last text of a block. A block's own end mark lies where the next one begins."""
    while isinstance(node, (yaml.MappingNode, yaml.SequenceNode)) and node.value and not node.flow_style:
        node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    end: int = node.end_mark.line + (1 if node.end_mark.column else 0)
    while end > 0 and not lines[end - 1].strip():
        end -= 1
    return end
