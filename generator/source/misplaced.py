"""A whole file in the place of another: one report, and not one for every field that does not belong there."""

from __future__ import annotations

from pydantic import BaseModel

from generator.model.handbook import GapsFile, HandbookFile, WordingFile
from generator.model.jurisdiction import JurisdictionsFile
from generator.model.playbook import PlaybookFile
from generator.model.workshop import WorkshopFile
from generator.problems import Problem, Where
from generator.source.fields import field_names
from generator.source.yaml_reader import Document

_PLACES: dict[type[BaseModel], tuple[str, str]] = {
    PlaybookFile: ("a playbook", "move it into the folder of its stage"),
    WorkshopFile: ("a workshop", "move it into the folder workshops/"),
    HandbookFile: ("the settings of a handbook", "name it handbook.yml and put it at the top of the folder"),
    WordingFile: ("a phrasebook", "name it wording.yml and put it beside handbook.yml"),
    JurisdictionsFile: ("the law of places", "name it jurisdictions.yml and put it beside handbook.yml"),
    GapsFile: ("a list of gaps", "name it gaps.yml and put it beside handbook.yml"),
}
_SURE, _FEW = 0.8, 0.5
"""The share of a file's fields that another kind of file has, and the most that the kind meant here has of them."""


def misplaced(document: Document, model: type[BaseModel]) -> Problem | None:
    """The report of a file that is none of the kind that is meant here, and plainly is one of another kind."""
    written = {key.value for key, _ in document.root.value} if document.root else set()
    if not written or _share(written, model) >= _FEW:
        return None
    best = max(_PLACES, key=lambda other: _share(written, other))
    if _share(written, best) < _SURE:
        return None
    noun, help_ = _PLACES[best]
    return Problem("misplaced-file", Where(document.file), f"what stands in this file is {noun}", help_)


def _share(written: set[str], model: type[BaseModel]) -> float:
    return len(written.intersection(field_names(model))) / len(written)
