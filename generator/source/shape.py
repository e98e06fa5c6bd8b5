"""From the tree to the model: plain data for pydantic, and pydantic's findings in an author's words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.model.text import WITHIN_EXAMPLES
from generator.near import MAX_LISTED, did_you_mean, nearest
from generator.problems import Path, Problem, Where, codes
from generator.source.fields import description, field_names, is_entry, is_list, owner, places_of, required_fields
from generator.source.yaml_reader import Document

M = TypeVar("M", bound=BaseModel)

_HELP = {
    "bad-id": "use lower-case letters, digits and single hyphens, such as card-in-hand",
    "bad-time": f"write one of: {WITHIN_EXAMPLES}",
    "bad-amount": "write the number alone, such as 10 or 12.50; the currency is a setting",
    "bad-date": "write year-month-day, such as 2027-03-31",
    "bad-minutes": "write whole minutes in digits, such as 8 or 8 min",
    "bad-number": "write one number in digits, such as 6",
    "bad-clock": "write hours and minutes of the 24-hour clock, such as 12:30",
    "bad-reference": "write the defect, a slash, and the id there, such as running-late/minutes-left",
    "hidden-character": "delete it and type the text again",
    "too-long": "keep what the reader needs; the rest belongs on a page under content/",
    "missing-field": "write the text, or delete the line if it is not needed",
}

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


def shape(document: Document, model: type[M]) -> tuple[M | None, list[Problem]]:
    """Validate one document against its model. Nothing is returned that did not validate."""
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
        found += [_problem(document.file, model, blanks, detail) for detail in error.errors(include_url=False)]
    if found:
        strays = _strays(model, found, blanks)
        echoes = _echoes(document, model, found, blanks) | {path for group in strays.values() for path in group}
        problems += [
            problem for problem in found if problem.where.path not in echoes and problem.where.path not in strays
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


def _problem(file: str, model: type[BaseModel], blanks: list[Path], detail: ErrorDetails) -> Problem:
    path, on_key = tuple(detail["loc"]), False
    if path and path[-1] == "[key]":
        path, on_key = path[:-1], True
    kind, value, context = detail["type"], detail.get("input"), detail.get("ctx", {})
    where = Where(file, path, on_key=on_key)
    prefix = f"{_name(path)}: " if path and not on_key else ""
    if kind == "hidden-character":
        where = replace(where, phrase=chr(int(context["char"].removeprefix("U+"), 16)))
    if kind in codes():
        return Problem(kind, where, prefix + _shortened(detail["msg"], context), _HELP[kind])
    if kind == "missing":
        message = f"nothing is written after `{path[-1]}:`" if path in blanks else f"`{path[-1]}` is missing"
        help_ = f"{'write' if path in blanks else 'add'} it. {description(model, path)}".strip()
        return Problem("missing-field", Where(file, path, on_key=True), message, help_)
    if kind == "extra_forbidden":
        return _unknown_field(file, model, path)
    if kind == "literal_error":
        choices = [word or digit for word, digit in re.findall(r"'([^']*)'|(\d+)", str(context.get("expected", "")))]
        if not isinstance(value, str):
            return Problem(
                "wrong-type",
                where,
                f"{prefix}{_found(value)} stands here",
                "write " + " or ".join(f"`{one}`" for one in choices),
            )
        return Problem(
            "unknown-choice", where, f"{prefix}{_short(value)} is not a choice here", did_you_mean(value, choices)
        )
    if kind == "too_short":
        return Problem("missing-field", where, f"`{_name(path)}` is empty", "write at least one entry")
    if kind == "too_long":
        most = context.get("max_length", "")
        return Problem(
            "too-long", where, f"`{_name(path)}` has more than {most} entries", "keep the most important ones"
        )
    return Problem(
        "wrong-type", where, f"{prefix}{_found(value)} stands here", _wanted(kind, value, owner(model, path))
    )


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
        "unknown-field", Where(file, path, on_key=True), f"there is no field {_short(field, '`')} here", help_
    )


def _name(path: Path) -> str:
    """The field's name as an author sees it: the last word of the path, and which entry of a list."""
    if isinstance(path[-1], int):
        field = next((part for part in reversed(path) if isinstance(part, str)), "list")
        return f"{field}, entry {path[-1] + 1}"
    return path[-1]


def _shortened(message: str, context: dict[str, Any]) -> str:
    """`message` without the whole of a long text that stands where a word belongs."""
    for value in context.values():
        if isinstance(value, str) and len(value) > _SHORT:
            message = message.replace(value, value[: _SHORT - 3] + "...")
    return message


_SHORT = 40


def _short(text: str, quote: str = "'") -> str:
    return f"{quote}{text if len(text) <= _SHORT else text[: _SHORT - 3] + '...'}{quote}"


def _found(value: object) -> str:
    if isinstance(value, str):
        return f"the text {_short(value)}" if value.strip() else "nothing"
    return "a list" if isinstance(value, list) else "a group of fields"


def _wanted(kind: str, value: object, model: type[BaseModel] | None) -> str:
    """What belongs where something of another shape stands."""
    if kind == "tuple_type" and isinstance(value, str) and value.startswith("-"):
        return "put a space after the '-'"
    if kind == "tuple_type":
        return "a list belongs here: one entry a line, each beginning with '- '"
    if kind == "dict_type":
        return "each entry stands under a name of its own, such as `front-desk:`, with its fields indented below"
    if kind == "model_type":
        names = ", ".join(f"`{name}:`" for name in required_fields(model))
        return "fields belong here, indented, one a line" + (f", and at least {names}" if names else "")
    if kind == "string_type":
        sign = "begins with [ or '- '" if isinstance(value, list) else "begins with { or holds ': '"
        return f"one text belongs here; put it between quotes if it {sign}"
    if kind.startswith("bool"):
        return "write yes or no"
    if kind.startswith("decimal"):
        return "write a number"
    return "one word belongs here; compare it with the same field in another playbook"
