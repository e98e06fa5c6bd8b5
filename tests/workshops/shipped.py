"""The handbooks that are shipped, and a session of each of their workshops."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from generator.model.handbook import Handbook
from generator.source.load import load_handbook
from generator.workshops.plan import plan_session
from generator.workshops.session import Session

ROOT = Path(__file__).parents[2]
FOLDERS = ("playbooks", "examples/restaurant/playbooks", "generator/starter/playbooks")
WORKSHOPS = [(folder, file.stem) for folder in FOLDERS for file in sorted((ROOT / folder / "workshops").glob("*.yml"))]
"""Every shipped workshop: the folder of its playbooks, and its id."""


@cache
def shipped(folder: str = "playbooks") -> Handbook:
    handbook = load_handbook(ROOT / folder).handbook
    assert handbook is not None
    return handbook


@cache
def session_of(folder: str, id_: str) -> Session:
    handbook = shipped(folder)
    return plan_session(handbook, next(workshop for workshop in handbook.workshops if workshop.id == id_))


def texts_in(value: Any) -> Iterator[str]:
    """Every text that a part of the model holds, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts_in(getattr(value, name))
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts_in(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts_in(one)
