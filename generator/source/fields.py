"""What the model says about a place in a document: which fields it has, and what each of them is for."""

from __future__ import annotations

from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from generator.problems import Path


def field_names(model: type[BaseModel] | None) -> list[str]:
    """The names of a model's fields as an author writes them."""
    return [info.alias or name for name, info in model.model_fields.items()] if model else []


def required_fields(model: type[BaseModel] | None) -> list[str]:
    """The fields that must be written, in the order of the format."""
    return [info.alias or name for name, info in model.model_fields.items() if info.is_required()] if model else []


def owner(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The model that describes the place `path`, found by walking the annotations. A list counts as its entries."""
    return _model_in(_annotation(model, path))


def is_list(model: type[BaseModel], path: Path) -> bool:
    """Whether the place `path` holds a list."""
    return any(get_origin(candidate) is tuple for candidate in _options(_annotation(model, path)))


def is_entry(model: type[BaseModel], path: Path) -> bool:
    """Whether `path` is an entry under a name of the author's own, such as one role, and not a field of the format."""
    values = _values(_annotation(model, path[:-1]))
    return values is not None and _values(values) is None


def places_of(model: type[BaseModel], field: str) -> list[str]:
    """The fields of `model`, at any depth, that hold a field of the name `field`."""
    found: dict[str, None] = {}
    seen: set[type[BaseModel]] = set()
    waiting = [model]
    while waiting:
        current = waiting.pop(0)
        for name, info in current.model_fields.items():
            inner = _model_in(_values(info.annotation) or info.annotation)
            if inner is not None and field in field_names(inner):
                found[info.alias or name] = None
            if inner is not None and inner not in seen:
                seen.add(inner)
                waiting.append(inner)
    return list(found)


def description(model: type[BaseModel], path: Path) -> str:
    """What the field at `path` is for, as editors show it."""
    parent = owner(model, path[:-1])
    for name, info in parent.model_fields.items() if parent else ():
        if path[-1] in (name, info.alias):
            return info.description or ""
    return ""


def _annotation(model: type[BaseModel], path: Path) -> Any:
    current: Any = model
    for part in path:
        current = _step_into(current, part)
    return current


def _step_into(annotation: Any, part: str | int) -> Any:
    if isinstance(part, int):
        entries = (get_args(candidate)[0] for candidate in _options(annotation) if get_origin(candidate) is tuple)
        return next(entries, None)
    if (values := _values(annotation)) is not None:
        return values
    model = _model_in(annotation)
    for name, info in model.model_fields.items() if model else ():
        if part in (name, info.alias):
            return info.annotation
    return None


def _values(annotation: Any) -> Any:
    """What a mapping holds; None for anything else."""
    return next((get_args(candidate)[1] for candidate in _options(annotation) if get_origin(candidate) is dict), None)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if get_origin(annotation) is tuple:
        annotation = get_args(annotation)[0]
    return next((one for one in _options(annotation) if isinstance(one, type) and issubclass(one, BaseModel)), None)


def _options(annotation: Any) -> tuple[Any, ...]:
    """The annotation, or what it may be where it is optional."""
    return get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)
