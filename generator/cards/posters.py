"""Posters for the staff room: the journey with its plans and gaps, and what each role may do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from generator.cards.press import NO_DATE, Imprint
from generator.model.handbook import Handbook
from generator.model.settings import fill
from generator.rendering.cache import Cache, key_of
from generator.rendering.joined import dated
from generator.rendering.output import Output
from generator.rendering.paper import PAPERS, PaperName
from generator.rendering.typeset import FAMILIES, measured, typeset
from generator.rendering.typography import typographic
from generator.rendering.words import amount

LEAST = {"a4": 8.0, "letter": 8.0, "a3": 10.0}
MOST = {"a4": 12.0, "letter": 12.0, "a3": 16.0}
"""Type in pt. What does not fit on one sheet in the smallest type goes on over a second."""
STEP = 0.5


@cache
def _template() -> str:
    return (Path(__file__).parent / "templates" / "posters.typ").read_text(encoding="utf-8")


def render_posters(handbook: Handbook, imprint: Imprint, store: Cache) -> Iterator[Output]:
    """Both posters, each on the practice's paper and on A3."""
    for paper in (handbook.practice.paper, "a3"):
        for name, content in POSTERS.items():
            yield Output(
                f"posters/{name}-{paper}.pdf", poster(content(handbook), paper, imprint, store), "handbook.yml"
            )


def poster(content: dict[str, Any], paper: PaperName, imprint: Imprint, store: Cache) -> bytes:
    """One poster as a PDF, in the largest type at which it is one sheet."""
    short, long = PAPERS[paper]
    # Columns of stages want width, a long table wants height.
    width, height = (long, short) if content["kind"] == "journey" else (short, long)
    shared = {
        **content,
        "w": width,
        "h": height,
        "fonts": list(FAMILIES),
        "lang": imprint.language.lower().split("-")[0],
        "author": imprint.author,
        "date": [NO_DATE.year, NO_DATE.month, NO_DATE.day],
    }
    key = f"pdf-{key_of(_template(), shared, LEAST[paper], MOST[paper])}"
    made = store.read(key)
    if made is None:
        made = typeset(_template(), shared | {"pt": _largest(shared, LEAST[paper], MOST[paper])}, NO_DATE)
        store.write(key, made)
    # Dated afterwards: the day on which some card was edited changes nothing else of it.
    return dated(made, imprint.on)


def _largest(shared: dict[str, Any], least: float, most: float) -> float:
    low, high = 0, round((most - least) / STEP)
    while low < high:
        middle = (low + high + 1) // 2
        if max(measured(_template(), shared | {"pt": least + middle * STEP}, "pages")) <= 1:
            low = middle
        else:
            high = middle - 1
    return least + low * STEP


def _journey(handbook: Handbook) -> dict[str, Any]:
    stages = [
        {
            "name": f"{number}. {_words(handbook, stage.name)}",
            "promise": _words(handbook, stage.promise),
            "planned": [
                {"title": _words(handbook, playbook.title), "stop": playbook.kind == "stop-card"}
                for playbook in handbook.at_stage(stage.id)
            ],
            "gaps": [
                _words(handbook, gap.title)
                for id_, gap in handbook.gaps.get(stage.id, {}).items()
                if id_ not in handbook.by_id
            ],
        }
        for number, stage in enumerate(handbook.journey, 1)
    ]
    return {
        "kind": "journey",
        "title": f"The journey of our {_words(handbook, handbook.practice.customers)}",
        "stages": stages,
    }


def _authority(handbook: Handbook) -> dict[str, Any]:
    roles = [
        {
            "name": _words(handbook, role.name),
            "spend": _words(handbook, amount(role.may_spend, handbook.practice.currency)),
            "may": [action in handbook.authority(id_) for action in handbook.actions],
            "stops": _words(handbook, role.stops_at or ""),
        }
        for id_, role in handbook.roles.items()
    ]
    actions = [_words(handbook, action.name) for action in handbook.actions.values()]
    return {"kind": "authority", "title": "What I may do without asking", "roles": roles, "actions": actions}


POSTERS: dict[str, Callable[[Handbook], dict[str, Any]]] = {"journey": _journey, "authority": _authority}
"""What each poster shows, by its name."""


def _words(handbook: Handbook, text: str) -> str:
    english = handbook.practice.language.lower().split("-")[0] == "en"
    return typographic(" ".join(fill(text, handbook.settings()).split()), english=english)


def poster_texts(handbook: Handbook) -> Iterator[tuple[str, tuple[str | int, ...], str]]:
    """Every text that stands on a poster and on no card, with its file and place: for the check of characters."""
    for number, stage in enumerate(handbook.journey):
        yield "handbook.yml", ("journey", number, "promise"), _words(handbook, stage.promise)
    for id_, action in handbook.actions.items():
        yield "handbook.yml", ("actions", id_, "name"), _words(handbook, action.name)
    for id_, role in handbook.roles.items():
        yield "handbook.yml", ("roles", id_, "stops_at"), _words(handbook, role.stops_at or "")
    for stage_id, gaps in handbook.gaps.items():
        for id_, gap in gaps.items():
            yield "gaps.yml", ("gaps", stage_id, id_, "title"), _words(handbook, gap.title)
    yield "handbook.yml", ("practice", "customers"), handbook.practice.customers
    yield "handbook.yml", ("practice", "currency"), handbook.practice.currency
