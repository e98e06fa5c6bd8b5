"""JSON Schemas of the author's files, generated from the model, for editors that complete and check."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from generator.model.handbook import GapsFile, HandbookFile, WordingFile
from generator.model.jurisdiction import JurisdictionsFile
from generator.model.playbook import PlaybookFile
from generator.model.rubric import Rubric
from generator.model.synonyms import SynonymsFile
from generator.model.workshop import WorkshopFile

SCHEMA_FOLDER = ".schema"
FILES: dict[str, type[BaseModel]] = {
    "playbook": PlaybookFile,
    "handbook": HandbookFile,
    "wording": WordingFile,
    "jurisdictions": JurisdictionsFile,
    "gaps": GapsFile,
    "synonyms": SynonymsFile,
    "workshop": WorkshopFile,
    "rubric": Rubric,
}


def schema_texts() -> dict[str, str]:
    """Every schema by its file name. Same model, same bytes."""
    return {
        f"{name}.json": json.dumps(_schema(model), indent=1, ensure_ascii=False) + "\n" for name, model in FILES.items()
    }


def _schema(model: type[BaseModel]) -> dict[str, Any]:
    schema = model.model_json_schema(by_alias=True)
    _adapt(schema)
    for definition in schema.get("$defs", {}).values():
        _may_use(definition)
    return {"$schema": "http://json-schema.org/draft-07/schema#", **schema}


def _adapt(node: Any) -> None:
    """Bend pydantic's schema to what an author sees: no titles, yes and no for switches, text for defaults."""
    if isinstance(node, dict):
        if isinstance(node.get("title"), str):
            del node["title"]
        if node.get("type") == "boolean":
            del node["type"]
            node["enum"] = ["yes", "no", True, False]
        if "default" in node and not isinstance(node["default"], str):
            del node["default"]
        null = {"type": "null"}
        if null in node.get("anyOf", []):
            node["anyOf"].remove(null)
        for value in node.values():
            _adapt(value)
    elif isinstance(node, list):
        for value in node:
            _adapt(value)


def _may_use(definition: dict[str, Any]) -> None:
    """With `use`, the fields of the shared entry need not be written again."""
    required = definition.get("required")
    if required and "use" in definition.get("properties", {}):
        del definition["required"]
        definition["anyOf"] = [{"required": ["use"]}, {"required": required}]
