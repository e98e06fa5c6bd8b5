"""A handbook with every field of the format filled, made from the model itself.

A field that joins the format tomorrow is in it the same day. Every name that stands for something is
`one`: the one role, action, gesture, stage and so on. The stop card is `two`, its gap is `three`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from generator.model.handbook import GapsFile, HandbookFile, WordingFile
from generator.model.jurisdiction import JurisdictionsFile
from generator.model.playbook import PlaybookFile
from generator.model.rubric import Rubric
from generator.model.text import Id, Language, Text, Within
from generator.model.workshop import Clock, Ref, SegmentKind, WorkshopFile

Make = Callable[[str], str]
"""The text for a field, by the place of the field: ``playbook.steps.do``."""

FILES: dict[str, type[BaseModel]] = {
    "handbook.yml": HandbookFile,
    "wording.yml": WordingFile,
    "jurisdictions.yml": JurisdictionsFile,
    "gaps.yml": GapsFile,
    "one/one.yml": PlaybookFile,
    "one/two.yml": PlaybookFile,
    "rubric.yml": Rubric,
    "workshops/session.yml": WorkshopFile,
    "workshops/course.yml": WorkshopFile,
}


def everything(make: Make) -> dict[str, dict[str, Any]]:
    """The data of every file, as an author would have written it, with the texts that `make` gives."""
    data = {file: _filled(model, Path(file).stem, make) for file, model in FILES.items()}
    for flag in ("off", "no_cash"):
        _drop(data, flag)
    data["gaps.yml"]["gaps"]["one"] = {"three": data["gaps.yml"]["gaps"]["one"]["one"]}
    data["one/two.yml"]["kind"] = "stop-card"
    for name, playbook in (("one", data["one/one.yml"]), ("two", data["one/two.yml"])):
        playbook["payer_rules"] = {"private": make(f"{name}.payer_rules")}
        playbook["quiz"] = [question | {"payers": ["private"]} for question in playbook["quiz"]]
        playbook["confused_with"].append({"defect": "three", "difference": make(f"{name}.confused_with.difference")})
    data["jurisdictions.yml"]["payers"]["one"]["kind"] = "private"
    gestures = data["handbook.yml"]["gestures"]
    gestures["two"] = dict(gestures["one"])  # not given at this place
    del gestures["one"]["not_in"]
    del gestures["two"]["words"]  # or every sentence that names it would be left out
    del data["jurisdictions.yml"]["jurisdictions"]["one"]["within"]
    _arrange(data["workshops/session.yml"], data["workshops/course.yml"])
    return data


def _arrange(session: dict[str, Any], course: dict[str, Any]) -> None:
    """One session with a segment of every kind, and one course of two days."""
    del session["days"], course["segments"], course["starts"], course["length"]
    day = course["days"][0]
    session["segments"] = [session["segments"][0] | {"id": kind, "kind": kind} for kind in get_args(SegmentKind)]
    day["segments"] = [day["segments"][0] | {"id": kind, "kind": kind} for kind in ("role-play", "break", "quiz")]
    course["days"] = [day, day]
    for one in (*session["segments"], *day["segments"]):
        one["minutes"] = "5"
        one["rounds"] = {"count": "1", "play": "2", "feedback": "2", "reset": "1"}
        if one["kind"] != "role-play":
            del one["rounds"]
    session["length"], day["length"] = "60", "15"


def write_handbook(folder: Path, data: dict[str, dict[str, Any]]) -> None:
    """Write the files as YAML. JSON is YAML in which no character of a text has a meaning."""
    for file, content in data.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8", newline="\n")


def _drop(node: Any, name: str) -> None:
    if isinstance(node, dict):
        node.pop(name, None)
        for value in node.values():
            _drop(value, name)
    elif isinstance(node, list):
        for value in node:
            _drop(value, name)


def _filled(model: type[BaseModel], place: str, make: Make) -> dict[str, Any]:
    hints = get_type_hints(model, include_extras=True)
    return {
        info.alias or name: _value(hints[name], f"{place}.{name.rstrip('_')}", make)
        for name, info in model.model_fields.items()
        if not (name == "use" or (name == "same_as"))  # nothing is borrowed, so that every field is written
    }


def _value(annotation: Any, place: str, make: Make) -> Any:
    if annotation == Text:
        return make(place)
    if annotation == Id:
        return "one"
    if annotation == Within:
        return "5 min"
    if annotation == Language:
        return "en"
    if annotation == Clock:
        return "09:00"
    if annotation == Ref:
        return "one/one"
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _value(arguments[0], place, make)
    if origin in (Union, UnionType):
        return _value(next(one for one in arguments if one is not type(None)), place, make)
    if origin is tuple:
        return [_value(arguments[0], place, make)]
    if origin is dict:
        key = "one" if arguments[0] == Id else get_args(arguments[0])[0]
        return {key: _value(arguments[1], place, make)}
    if origin is Literal:
        return str(arguments[0])
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _filled(annotation, place, make)
    return {bool: "yes", Decimal: "12", date: "2030-01-01", int: "2"}[annotation]
