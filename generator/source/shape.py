"""From the tree to the model: plain data for pydantic, and pydantic's findings in an author's words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.near import MAX_LISTED, did_you_mean, nearest
from generator.problems import Path, Problem, Where, codes
from generator.source.fields import description, field_names, is_entry, is_list, owner, places_of
from generator.source.remedies import (
    HELP,
    found_here,
    instead_of_id,
    instead_of_time,
    invisible_in,
    short,
    shortened,
    wanted,
)
from generator.source.yaml_reader import Document

M = TypeVar("M", bound=BaseModel)

_ONE_WORD = frozenset(
    {"bad-id", "bad-time", "bad-amount", "bad-date", "bad-minutes", "bad-number", "bad-clock", "literal_error"}
)
"""Findings about a word or a figure, in which no other space than a plain one is meant."""

_MOVED = {
    "id": "the id of a playbook is the name of its file: delete this line",
    "stage": "the stage of a playbook is its folder: delete this line",
}


def plain(node: yaml.Node, path: Path, blanks: list[Path]) -> Any:
    """The node as dicts, lists and text. A field with nothing behind it counts as not written, and is noted."""
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [plain(item, (*path, number), blanks) for number, item in enumerate(node.value)]
    fields = {}
    for key, value in node.value:
        inner = (*path, key.value)
        if isinstance(value, yaml.ScalarNode) and value.value == "" and not value.style:
            blanks.append(inner)
        else:
            fields[key.value] = plain(value, inner, blanks)
    return fields


def shape(document: Document, model: type[M], names: Mapping[str, str] | None = None) -> tuple[M | None, list[Problem]]:
    """Validate one document against its model. Nothing is returned that did not validate.

    `names` are ids by what people call them, for those who write a role's name where its id belongs.
    """
    if document.root is None:
        return None, []
    blanks: list[Path] = []
    data = plain(document.root, (), blanks)
    problems = [_nothing_written(document.file, path) for path in blanks if is_entry(model, path)]
    found = [_unknown_field(document.file, model, path) for path in blanks if _is_unknown(model, path)]
    value = None
    try:
        value = model.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False)
        found += [_problem(document.file, model, blanks, names or {}, detail) for detail in details]
    if found:
        strays = _strays(model, found, blanks)
        misnamed = _misnamed(data, model, found)
        echoes = _echoes(document, model, found, blanks) | {path for group in strays.values() for path in group}
        echoes |= {path for _, lacking in misnamed.values() for path in lacking}
        problems += [
            replace(problem, help=misnamed[problem.where.path][0]) if problem.where.path in misnamed else problem
            for problem in found
            if problem.where.path not in echoes and problem.where.path not in strays
        ]
        problems += [_not_indented(document.file, model, blank, group) for blank, group in strays.items()]
    return (None if problems or document.spoiled else value), problems


def _is_unknown(model: type[BaseModel], path: Path) -> bool:
    """Whether a blank field is none of the format. pydantic never sees it, because it counts as not written."""
    if is_list(model, path[:-1]):
        return False  # fields stand where a list belongs, which is told as that
    names = field_names(owner(model, path[:-1]))
    return bool(names) and path[-1] not in names


def _echoes(document: Document, model: type[BaseModel], found: list[Problem], blanks: list[Path]) -> set[Path]:
    """Places that are missing or empty only because of a mistake that has been reported already."""
    missing = {problem.where.path for problem in found if problem.code == "missing-field"}
    echoes = {path for path in missing if path in document.spoiled or path[:-1] in document.borrowed}
    # pydantic leaves out an entry that is wrong, and then finds the list too short.
    places = [problem.where.path for problem in found] + [path for path in blanks if is_entry(model, path)]
    echoes |= {path[:length] for path in places for length in range(len(path))}
    for problem in found:
        if problem.code == "unknown-field":
            path = problem.where.path
            meant = nearest(str(path[-1]), field_names(owner(model, path[:-1])))
            echoes.add((*path[:-1], meant or ""))
    return echoes & missing


def _misnamed(data: Any, model: type[BaseModel], found: list[Problem]) -> dict[Path, tuple[str, list[Path]]]:
    """Fields under another name than theirs: what to write, and the missing fields that are told with it.

    One field is unknown and one is missing beside it; or an entry has none of the fields that belong to it.
    """
    told: dict[Path, tuple[str, list[Path]]] = {}
    unknown = [problem.where.path for problem in found if problem.code == "unknown-field"]
    for parent in dict.fromkeys(path[:-1] for path in unknown):
        names = field_names(owner(model, parent))
        strange = [path for path in unknown if path[:-1] == parent]
        lacking = [one.where.path for one in found if one.code == "missing-field" and one.where.path[:-1] == parent]
        if not lacking or any(nearest(str(path[-1]), names) for path in strange):
            continue
        if len(strange) == len(lacking) == 1:
            told[strange[0]] = f"did you mean `{lacking[0][-1]}`? It is missing here", lacking
        elif parent and names and not set(_at(data, parent)) & set(names):
            wanted_here = ", ".join(f"`{path[-1]}: ...`" for path in lacking)
            told[strange[0]] = f"write {wanted_here}", lacking + strange[1:]
    return told


def _at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


def _strays(model: type[BaseModel], found: list[Problem], blanks: list[Path]) -> dict[Path, list[Path]]:
    """Fields that stand beside the blank field they belong to, because they are not indented."""
    unknown = [problem.where.path for problem in found if problem.code == "unknown-field"]
    strays: dict[Path, list[Path]] = {}
    for blank in blanks:
        names = field_names(owner(model, blank))
        group = [path for path in unknown if path[:-1] == blank[:-1] and path[-1] in names]
        if group:
            strays[blank] = group
            unknown = [path for path in unknown if path not in group]
    return strays


def _not_indented(file: str, model: type[BaseModel], blank: Path, group: list[Path]) -> Problem:
    names = " and ".join(f"`{path[-1]}`" for path in group)
    first = ", the first with '- ' before it" if is_list(model, blank) else ""
    message = f"{names} should stand under `{blank[-1]}`, not beside it"
    help_ = f"begin each of these lines two spaces further to the right{first}"
    return Problem("unknown-field", Where(file, group[0], on_key=True), message, help_)


def _nothing_written(file: str, path: Path) -> Problem:
    return Problem(
        "missing-field",
        Where(file, path, on_key=True),
        f"nothing is written under `{path[-1]}`",
        "write it, or delete the line",
    )


def _problem(
    file: str, model: type[BaseModel], blanks: list[Path], names: Mapping[str, str], detail: ErrorDetails
) -> Problem:
    path, on_key = tuple(detail["loc"]), False
    if path and path[-1] == "[key]":
        path, on_key = path[:-1], True
    kind, value, context = detail["type"], detail.get("input"), detail.get("ctx", {})
    where = Where(file, path, on_key=on_key)
    prefix = f"{_name(path)}: " if path and not on_key else ""
    if kind == "hidden-character":
        where = replace(where, phrase=chr(int(context["char"].removeprefix("U+"), 16)))
    sign = invisible_in(value) if isinstance(value, str) and kind in _ONE_WORD else None
    if sign is not None:
        message = f"{prefix}U+{ord(sign):04X} stands here, which looks like a space or like nothing"
        return Problem("hidden-character", replace(where, phrase=sign), message, HELP["hidden-character"])
    if kind in codes():
        return Problem(kind, where, prefix + shortened(detail["msg"], context), _remedy(kind, value, names))
    if kind == "missing":
        message = f"nothing is written after `{path[-1]}:`" if path in blanks else f"`{path[-1]}` is missing"
        help_ = f"{'write' if path in blanks else 'add'} it. {description(model, path)}".strip()
        return Problem("missing-field", Where(file, path, on_key=True), message, help_)
    if kind == "extra_forbidden":
        return _unknown_field(file, model, path)
    if kind == "literal_error":
        return _no_choice(where, prefix, value, str(context.get("expected", "")))
    if kind == "too_short":
        return Problem("missing-field", where, f"`{_name(path)}` is empty", "write at least one entry")
    if kind == "too_long":
        most = context.get("max_length", "")
        return Problem(
            "too-long", where, f"`{_name(path)}` has more than {most} entries", "keep the most important ones"
        )
    return Problem(
        "wrong-type", where, f"{prefix}{found_here(value)} stands here", wanted(kind, value, owner(model, path))
    )


def _no_choice(where: Where, prefix: str, value: object, expected: str) -> Problem:
    choices = [word or digit for word, digit in re.findall(r"'([^']*)'|(\d+)", expected)]
    if isinstance(value, str):
        message = f"{prefix}{short(value)} is not a choice here"
        return Problem("unknown-choice", where, message, did_you_mean(value, choices))
    help_ = "write " + " or ".join(f"`{one}`" for one in choices)
    return Problem("wrong-type", where, f"{prefix}{found_here(value)} stands here", help_)


def _remedy(kind: str, value: object, names: Mapping[str, str]) -> str:
    guess = None
    if isinstance(value, str):
        guess = {"bad-id": lambda: instead_of_id(value, names), "bad-time": lambda: instead_of_time(value)}.get(kind)
    return (guess() if guess else None) or HELP[kind]


def _unknown_field(file: str, model: type[BaseModel], path: Path) -> Problem:
    field = str(path[-1])
    names = field_names(owner(model, path[:-1]))
    if len(path) == 1 and field in _MOVED and "kind" in names:
        help_ = _MOVED[field]
    elif elsewhere := places_of(model, field):
        help_ = "it belongs under " + " or ".join(f"`{name}`" for name in elsewhere)
    elif nearest(field, names) or len(names) <= MAX_LISTED:
        help_ = did_you_mean(field, names)
    else:
        help_ = "delete it, or compare it with another file: nothing like it is known here"
    return Problem(
        "unknown-field", Where(file, path, on_key=True), f"there is no field {short(field, '`')} here", help_
    )


def _name(path: Path) -> str:
    """The field's name as an author sees it: the last word of the path, and which entry of a list."""
    if isinstance(path[-1], int):
        field = next((part for part in reversed(path) if isinstance(part, str)), "list")
        return f"{field}, entry {path[-1] + 1}"
    return path[-1]
