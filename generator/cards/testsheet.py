"""The test sheet: a rule of 100 mm and crosses on both sides, to be printed before any card is."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator.cards.press import NO_DATE, Imprint
from generator.cards.sheets import Plan
from generator.rendering.cache import Cache, key_of
from generator.rendering.joined import dated
from generator.rendering.paper import PAPERS
from generator.rendering.typeset import FAMILIES, typeset

OFFSET_RANGE = 4
"""mm that the scales of the back cross reach to each side."""


@cache
def _template() -> str:
    return (Path(__file__).parent / "templates" / "testsheet.typ").read_text(encoding="utf-8")


def test_sheet(plan: Plan, imprint: Imprint, store: Cache) -> bytes:
    """Two pages for one sheet of paper. The second is moved by the plan's offset, as backs of cards are."""
    width, height = PAPERS[plan.paper]
    data = {
        "w": width,
        "h": height,
        "offset": list(plan.offset),
        "reach": OFFSET_RANGE,
        "fonts": list(FAMILIES),
        "lang": "en",
        "author": imprint.author,
        "title": "Test sheet for desk cards",
        "date": [NO_DATE.year, NO_DATE.month, NO_DATE.day],
    }
    key = f"pdf-{key_of(_template(), data)}"
    made = store.read(key)
    if made is None:
        made = typeset(_template(), data, NO_DATE)
        store.write(key, made)
    # Dated afterwards: the day on which some card was edited changes nothing else of it.
    return dated(made, imprint.on)
