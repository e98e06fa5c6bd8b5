"""The author's folder: which files there are, where they belong, and their text.

Everything that can be wrong with a file before it is YAML is found here: that it is missing, in the
wrong place, badly named, too large, not UTF-8, or not really inside the folder.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path as FilePath

from generator.model.text import ID_PATTERN
from generator.near import nearest
from generator.problems import Problem, Where
from generator.source.yaml_reader import MAX_BYTES

SETTINGS_FILES = ("handbook.yml", "wording.yml", "jurisdictions.yml", "gaps.yml", "synonyms.yml", "rubric.yml")
WORKSHOPS = "workshops"
"""The folder beside the stages that holds no playbooks but workshops."""
_YAML_NAME = re.compile(r"(.+)\.(?:yml|yaml)(?:\.txt)?", re.IGNORECASE)
"""A name that was meant for a YAML file. Editors that hide endings make `late.yml.txt` of `late.yml`."""


@dataclass
class Folder:
    """What was found: the settings files by name, the playbooks as (stage, id, file), the workshops as (id, file).

    `refused` are files that are there and cannot be used where they are or as they are named, by the
    name they should have. They have their Problem; whoever refers to them has made no mistake.
    """

    root: FilePath
    settings: dict[str, str] = field(default_factory=dict)
    playbooks: list[tuple[str, str, str]] = field(default_factory=list)
    workshops: list[tuple[str, str]] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def list_folder(root: FilePath) -> Folder:
    """Look through `root` two levels deep, in the order of names. Hidden files are not ours."""
    folder = Folder(root)
    if not root.is_dir():
        folder.problems.append(
            Problem(
                "no-folder",
                Where(""),
                "there is no such folder",
                "name the folder that holds handbook.yml, or make one with `handbook init`",
            )
        )
        return folder
    for name in _names_in(folder, ""):
        if not _stays_inside(folder, name):
            continue
        if os.path.isdir(root / name):  # noqa: PTH112 - Path.is_dir raises where it may not look
            if _YAML_NAME.fullmatch(name):
                _refuse(
                    folder, f"{name}/", name, "this is a folder with the name of a file", "give the folder another name"
                )
            elif name == WORKSHOPS:
                _list_workshops(folder)
            else:
                _list_inner(folder, name)
        elif name in SETTINGS_FILES:
            folder.settings[name] = name
        elif match := _YAML_NAME.fullmatch(name):
            _refuse_at_top(folder, name, match[1])
    if "handbook.yml" not in folder.settings and "handbook" not in folder.refused:
        folder.problems.append(
            Problem(
                "no-handbook",
                Where("handbook.yml"),
                "the folder has no handbook.yml",
                "`handbook init` makes one; or name the folder that holds it",
            )
        )
    return folder


def _list_workshops(folder: Folder) -> None:
    """Nobody refers to a workshop, so those that cannot be used are not remembered: a playbook may have their name."""
    refused = set(folder.refused)
    _list_inner(folder, WORKSHOPS)
    folder.refused = refused


def _list_inner(folder: Folder, inner: str) -> None:
    """What lies in the folder of a stage, or in that of the workshops."""
    noun = "workshop" if inner == WORKSHOPS else "playbook"
    for name in _names_in(folder, inner):
        file = f"{inner}/{name}"
        match = _YAML_NAME.fullmatch(name)
        if not _stays_inside(folder, file):
            continue
        if os.path.isdir(folder.root / file):  # noqa: PTH112 - as above
            _list_too_deep(folder, file)
        elif match is None:
            continue
        elif not name.endswith(".yml"):
            _refuse(folder, file, name, f"no {noun} is looked for under this name", f"name it {_as_id(match[1])}.yml")
        elif len(match[1]) > 80 or not re.fullmatch(ID_PATTERN, match[1]):
            folder.refused.add(_as_id(match[1]))
            folder.problems.append(
                Problem(
                    "bad-id",
                    Where(file),
                    f"'{name}' cannot be the name of a {noun}",
                    "use lower-case letters, digits and single hyphens" + _suggestion(match[1]),
                )
            )
        elif inner == WORKSHOPS:
            folder.workshops.append((match[1], file))
        else:
            folder.playbooks.append((inner, match[1], file))


def _list_too_deep(folder: Folder, inner: str) -> None:
    """A folder inside a stage or the workshops: what it holds is one level too deep."""
    is_stage = not inner.startswith(f"{WORKSHOPS}/")
    found = [match[1] for name in _names_in(folder, inner) if (match := _YAML_NAME.fullmatch(name))]
    if found or _YAML_NAME.fullmatch(inner):
        help_, message = "give the folder another name", "this is a folder with the name of a file"
        if found and is_stage:
            help_ = "move its playbooks one level up, into the stage's folder"
            message = "a playbook stands directly in the folder of its stage"
        elif found:
            help_, message = "move its files one level up", f"a workshop stands directly in the folder {WORKSHOPS}"
        folder.problems.append(Problem("misplaced-file", Where(f"{inner}/"), message, help_))
        folder.refused.update(_as_id(stem) for stem in (*found, inner.split("/")[1]))


def _refuse_at_top(folder: Folder, name: str, stem: str) -> None:
    """A YAML file beside handbook.yml that is none of the settings: misspelt, or a playbook without a stage."""
    meant = nearest(stem, (known.removesuffix(".yml") for known in SETTINGS_FILES))
    help_ = f"name it {meant}.yml" if meant else "move it into the folder of its stage, beside the other playbooks"
    _refuse(folder, name, meant or name, "no file is looked for under this name here", help_)


def _refuse(folder: Folder, file: str, name: str, message: str, help_: str) -> None:
    folder.refused.add(_as_id(name.partition(".")[0]))
    folder.problems.append(Problem("misplaced-file", Where(file), message, help_))


def _as_id(stem: str) -> str:
    """The id that an author meant by the name of a file."""
    return re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")


def _suggestion(stem: str) -> str:
    id_ = _as_id(stem)
    return f": {id_}.yml" if re.fullmatch(ID_PATTERN, id_) and len(id_) <= 80 else ", such as wait-not-explained.yml"


def _names_in(folder: Folder, inner: str) -> list[str]:
    try:
        names = os.listdir(folder.root / inner)
    except OSError as error:
        folder.problems.append(
            Problem(
                "unreadable-file",
                Where(f"{inner}/" if inner else ""),
                f"the folder cannot be opened: {error.strerror}",
                "mend its permissions",
            )
        )
        return []
    return sorted(name for name in names if not name.startswith("."))


def _stays_inside(folder: Folder, file: str) -> bool:
    path = folder.root / file
    # os.path.realpath and not Path.resolve: a link that points at itself is an exception for the latter.
    if not path.is_symlink() or FilePath(os.path.realpath(path)).is_relative_to(os.path.realpath(folder.root)):
        return True
    folder.refused.add(_as_id(path.stem))
    folder.problems.append(
        Problem(
            "outside-folder",
            Where(file),
            "this is a link to something outside the playbooks",
            "put the file itself in this place",
        )
    )
    return False


def read_text(root: FilePath, file: str) -> tuple[str | None, Problem | None]:
    """The text of one file, or the Problem that keeps it from being read."""
    path = root / file
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            return None, Problem(
                "unreadable-file",
                Where(file),
                "this is a pipe or a device, and no file",
                "delete it, and save the playbook here",
            )
        if found.st_size > MAX_BYTES:
            message = f"the file has {found.st_size / 1_000_000:.1f} MB; {MAX_BYTES // 1_000_000} MB is the most"
            return None, Problem(
                "file-too-large",
                Where(file),
                message,
                "a playbook has some 15 KB; look for something pasted by mistake",
            )
        raw = path.read_bytes()
    except OSError as error:
        return None, Problem(
            "unreadable-file",
            Where(file),
            f"the file cannot be opened: {error.strerror}",
            "close the program that holds it, mend its permissions, or save it again",
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig", errors="replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return None, Problem(
            "not-utf8",
            Where(file, line=line, column=column),
            f"the text is not UTF-8: byte 0x{raw[error.start]:02x} on line {line}",
            "save the file as UTF-8; in most editors: Save as, Encoding, UTF-8",
        )
    return text.replace("\r\n", "\n").replace("\r", "\n"), None


def legible(root: FilePath, file: str) -> dict[str, str]:
    """The text of a file that is not UTF-8, for a report that shows the line: what cannot be read is a sign. Nothing
    where hardly a sign of it can be read, as of UTF-16."""
    text = (root / file).read_bytes().decode("utf-8-sig", errors="replace")
    return {} if "\0" in text else {file: text}
