"""The run sheet: the segments of each day by the clock, on as few pages as can be read at a glance."""

from __future__ import annotations

from generator.workshops.content import Content, how_many
from generator.workshops.session import Sitting
from generator.workshops.sheets.blocks import Block, Cell, head, para, table, title

SHORT = 18
"""Segments of several days whose run sheets have room on one page."""


def run_sheets(content: Content) -> list[list[Block]]:
    """A page for each day; several short days stand on one, to be seen together."""
    workshop, words, days = content.session.workshop, content.words, content.session.days
    people, aim = how_many(content.session.people), para(words(workshop.aim), "Aim")
    about = [f"{day.starts} to {day.ends} \u00b7 {length(day.minutes)}" for day in days]
    if len(days) == 1:
        return [[title(content.title, f"Run sheet for {people} \u00b7 {about[0]}"), aim, _agenda(content, days[0])]]
    if sum(len(day.slots) for day in days) > SHORT:
        return [
            [
                title(content.title, f"{words(day.title)} \u00b7 Run sheet for {people} \u00b7 {times}"),
                aim,
                _agenda(content, day),
            ]
            for day, times in zip(days, about, strict=True)
        ]
    blocks = [title(content.title, f"Run sheets for {people}"), aim]
    for day, times in zip(days, about, strict=True):
        blocks += [head(words(day.title), sub=times), _agenda(content, day, end=False)]
    return [blocks]


def _agenda(content: Content, day: Sitting, *, end: bool = True) -> Block:
    """The segments of a day by the clock."""
    words = content.words
    rows: list[list[Cell]] = [
        [
            {"text": slot.starts, "bold": True},
            str(slot.segment.minutes),
            {"text": words(slot.segment.title), "bold": True},
            content.what(slot),
            ", ".join(content.sheets(slot)),
        ]
        for slot in day.slots
    ]
    if end:
        rows.append([{"text": day.ends, "bold": True}, "", {"text": "End", "bold": True}, "", ""])
    breaks = [number for number, slot in enumerate(day.slots) if slot.segment.kind == "break"]
    return table([17, 11, -1.25, -1.0, -0.85], rows, ("Clock", "Min", "Segment", "What", "Sheets"), shaded=breaks)


def length(minutes: int) -> str:
    """Minutes as people say them: ``3 h 30 min``."""
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, (f"{hours} h" if hours else "", f"{rest} min" if rest else "")))
