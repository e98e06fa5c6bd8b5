"""What the finder knows of a handbook: the texts that are searched, and what a result shows at once.

Quiz answers, role plays and what is for coaches are not in it: whoever searches is at the desk.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Collection
from functools import cache
from importlib import resources
from typing import Any

from generator.model.handbook import Gap, Handbook
from generator.model.playbook import Frequency, Playbook
from generator.model.settings import fill
from generator.model.steps import RedFlag
from generator.rendering.words import by_when

_OFTEN: dict[Frequency, int] = {"daily": 3, "weekly": 2, "monthly": 1, "yearly": 0}


def finder_index(handbook: Handbook, pages: Collection[str]) -> dict[str, Any]:
    """The index as plain data. Texts have their settings filled in; the page puts them in as text."""
    settings = handbook.settings()
    apart = _told_apart(handbook)
    synonyms = handbook.synonyms
    index = {
        "language": language(handbook),
        "weights": weights(),
        "playbooks": [_playbook(handbook, playbook, apart[playbook.id], pages) for playbook in handbook.playbooks],
        "gaps": [
            _gap(handbook, stage, id_, gap, apart[id_])
            for stage, gaps in handbook.gaps.items()
            for id_, gap in gaps.items()
            if id_ not in handbook.by_id
        ],
        "elsewhere": [{"words": list(one.words), "look": one.look} for one in synonyms.elsewhere],
    }
    filled: dict[str, Any] = _filled(index, settings)
    return filled


@cache
def weights() -> dict[str, Any]:
    """What counts how much. See weights.toml."""
    return tomllib.loads(_text("weights.toml"))


def language(handbook: Handbook) -> dict[str, Any]:
    """What is known of the practice's language, with the practice's own words added to it.

    A language without a file of its own is searched by plain words, with the practice's groups only.
    """
    code = handbook.practice.language.lower().partition("-")[0].partition("_")[0]
    known = load_language(code)
    return {
        "code": code,
        "empty": " ".join(known.get("empty", "").split()),
        "curses": known.get("curses", ""),
        "light": " ".join(known.get("light", "").split()),
        "thin": known.get("thin", ""),
        "titles": known.get("titles", ""),
        "surnames": known.get("surnames", ""),
        "named": known.get("named", ""),
        "asks": known.get("asks", []),
        "joins": known.get("joins", ""),
        "particles": known.get("particles", ""),
        "short": {words: meant.lower() for words, meant in known.get("short", {}).items()},
        "forms": known.get("forms", {}).get("words", "").strip(),
        "same": [*known.get("same", {}).get("groups", []), *(list(group) for group in handbook.synonyms.same)],
        "danger": [*known.get("danger", {}).get("words", []), *handbook.synonyms.danger],
        "calm": known.get("danger", {}).get("calm", []),
    }


@cache
def load_language(code: str) -> dict[str, Any]:
    """What languages/ knows of a language, by its code; nothing where there is no file for it."""
    path = f"languages/{code}.toml"
    there = code.isalpha() and resources.files("generator.finder").joinpath(path).is_file()
    return tomllib.loads(_text(path)) if there else {}


def _text(path: str) -> str:
    return resources.files("generator.finder").joinpath(path).read_text(encoding="utf-8")


def _playbook(handbook: Handbook, playbook: Playbook, apart: list[str], pages: Collection[str]) -> dict[str, Any]:
    step = playbook.steps[0]
    # The first line is in `say`, which is both shown and searched.
    first = (playbook.first_line.instead_of, playbook.first_line.when)
    words = [text for text in first if text]
    words += [text for entry in playbook.wording for text in (entry.say, entry.instead_of, entry.when) if text]
    entry: dict[str, Any] = {
        "id": playbook.id,
        "title": playbook.title,
        "kind": playbook.kind,
        "severity": playbook.severity,
        "stage": _stage_name(handbook, playbook.stage),
        "prior": _OFTEN[playbook.frequency] + playbook.severity,
        "definition": playbook.definition,
        "say": playbook.first_line.say,
        "exact": playbook.first_line.verbatim,
        "act": {"who": handbook.roles[step.who].name, "do": step.do, "by": by_when(step.within)},
        "called": list(playbook.also_called),
        "triggers": list(playbook.triggers),
        "wording": list(dict.fromkeys(words)),
        "flags": [_flag(handbook, flag) for flag in playbook.red_flags],
        "apart": apart,
        "card": f"cards/{playbook.id}.md" in pages,
        "quiz": f"quizzes/{playbook.id}.md" in pages,
    }
    return {name: value for name, value in entry.items() if value not in ([], "", False)}


def _flag(handbook: Handbook, flag: RedFlag) -> dict[str, Any]:
    data = {
        "looks": flag.looks_like,
        "words": list(flag.words),
        "do": flag.do,
        "who": handbook.roles[flag.who].name,
        "to": handbook.roles[flag.hand_over_to].name,
        "by": by_when(flag.within),
        "card": flag.stop_card if flag.stop_card in handbook.by_id else None,
    }
    return {name: value for name, value in data.items() if value}


def _gap(handbook: Handbook, stage: str, id_: str, gap: Gap, apart: list[str]) -> dict[str, Any]:
    entry = {
        "id": id_,
        "title": gap.title,
        "definition": gap.definition,
        "kind": gap.kind,
        "severity": gap.severity,
        "stage": _stage_name(handbook, stage),
        "at": stage,
        "apart": apart,
    }
    return {name: value for name, value in entry.items() if value}


def _told_apart(handbook: Handbook) -> dict[str, list[str]]:
    """What playbooks say of their neighbours. "There is a booking, on another day" describes the neighbour,
    so it is a text of the neighbour's."""
    texts: dict[str, list[str]] = defaultdict(list)
    for playbook in handbook.playbooks:
        for other in playbook.confused_with:
            texts[other.defect].append(other.difference)
    return texts


def _stage_name(handbook: Handbook, stage: str) -> str:
    return next((one.name for one in handbook.journey if one.id == stage), stage)


def _filled(value: Any, settings: dict[str, str]) -> Any:
    if isinstance(value, str):
        return fill(value, settings)
    if isinstance(value, list):
        return [_filled(item, settings) for item in value]
    if isinstance(value, dict):
        return {name: _filled(item, settings) for name, item in value.items()}
    return value
