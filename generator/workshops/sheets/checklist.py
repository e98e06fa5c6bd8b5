"""The checklist: how many copies of each sheet, on which paper, what to cut, bring, set up and do afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.workshops.content import Content, how_many
from generator.workshops.sheets.blocks import LEAST, Block, Cell, head, section, table, ticks, title


@dataclass(frozen=True, slots=True)
class Copies:
    """A sheet as it is printed: its file, how often, on how many pages each, on which paper, and what is done then.

    What is not printed has no copies and no pages.
    """

    file: str
    title: str
    count: int
    pages: int
    paper: str
    then: str


def checklist(content: Content, copies: Sequence[Copies]) -> dict[str, Any]:
    """What to print, worked out for the people of the session, and what to bring and do."""
    workshop, words = content.session.workshop, content.words
    people = f"For {how_many(content.session.people)}"
    rows: list[list[Cell]] = [
        [
            {"icon": "box"},
            {"text": one.title, "bold": True},
            one.file,
            {"text": str(one.count or ""), "bold": True},
            f"{one.pages} \u00d7 {one.paper}" if one.pages else "",
            one.then,
        ]
        for one in copies
    ]
    blocks: list[Block] = [
        title("Checklist", people),
        head("Print, in this order"),
        table([9, -1, -1.2, 17, 20, -1.25], rows, ("", "Sheet", "File", "Copies", "Pages", "And then")),
    ]
    bring = list(dict.fromkeys(words.all(workshop.materials) + _materials(content)))
    if bring:
        blocks += [head("Bring"), ticks(bring)]
    if workshop.before:
        blocks += [head("Before"), ticks(words.all(workshop.before))]
    if workshop.after:
        blocks += [head("After"), ticks(words.all(workshop.after))]
    return {"pt": 11, "sections": [section(blocks, (LEAST, 11))]}


def _materials(content: Content) -> list[str]:
    """What single segments need, with the segments that need it. What all need is not said again."""
    words = content.words
    needed: dict[str, list[str]] = {}
    for slot in content.session.slots:
        for text in slot.segment.materials:
            if text not in content.session.workshop.materials:
                needed.setdefault(words(text), []).append(words(slot.segment.title))
    return [f"{text} ({', '.join(dict.fromkeys(titles))})" for text, titles in needed.items()]
