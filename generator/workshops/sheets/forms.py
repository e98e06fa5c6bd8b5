"""Sheets that are written on: attendance, sign-off, and what the observer of a play fills in."""

from __future__ import annotations

from typing import Any

from generator.workshops.content import Content
from generator.workshops.sheets.blocks import (
    LEAST,
    Cell,
    fields,
    head,
    lines,
    numbered,
    para,
    section,
    table,
    ticks,
    title,
)

RUNGS = ("Read", "Say", "Play", "Play again", "Observed", "Solo")
"""The ladder (domain research 5.4), in the columns of the table that `handbook results` reads."""

SPARE = 2
"""Rows for people who come unannounced."""

ROOMY = 12
"""People whose rows have room for a large signature each on one page of A4 or Letter."""


def attendance(content: Content) -> dict[str, Any]:
    """Who was there, on each day, by seat: the numbers by which groups are formed."""
    days = content.session.days
    top = ("Seat", "Name", "Role", *(content.words(day.title) if len(days) > 1 else "Signature" for day in days))
    people = content.session.people
    # Two lines to sign on. Of more people than a page has room for, one line each.
    room = {"room": 6 if people <= ROOMY else 2}
    rows: list[list[Cell]] = [
        [str(seat) if seat <= people else "", room, "", *([""] * len(days))] for seat in range(1, people + SPARE + 1)
    ]
    clock = " \u00b7 ".join(
        f"{content.words(day.title) + ' ' if len(days) > 1 else ''}{day.starts} to {day.ends}" for day in days
    )
    blocks = [
        title("Attendance", clock),
        fields([("Date", 1), ("Coach", 2)]),
        table([13, -1.5, -1, *([-1.2] * len(days))], rows, top, grid=True),
        para("The seat is the number by which the guide makes groups.", quiet=True),
    ]
    return {"pt": 11, "sections": [section(blocks, (LEAST, 11))]}


def sign_off(content: Content) -> dict[str, Any]:
    """The ladder for one person: each page of the session with the revision that is signed."""
    words = content.words
    rows: list[list[Cell]] = [
        [
            {
                "text": words.title(one),
                "bold": True,
                "sub": one.id,
                **({"icon": "stop"} if one.kind == "stop-card" else {}),
            },
            words.revision(one),
            *([""] * len(RUNGS)),
        ]
        for one in content.session.playbooks
    ]
    blocks = [
        title("Sign-off"),
        fields([("Name", 3), ("Role", 2)]),
        para("In each box: the date, and who saw it. Play and play again are signed by two different observers."),
        table([-1, 19, *([14.5] * 4), 17, 14.5], rows, ("Page", "Revision", *RUNGS), grid=True),
        para("A signature is for the page as it was then. When its revision changes, the page is to be read again."),
    ]
    return {"pt": 10, "sections": [section(blocks, (LEAST, 10))]}


def observer_sheet(content: Content) -> dict[str, Any]:
    """The rubric on one page: behaviours to score, fouls that fail at once, room for evidence, how to talk."""
    rubric, words = content.handbook.rubric, content.words
    assert rubric is not None, "without a rubric there is no sheet"
    rows: list[list[Cell]] = [
        [
            str(number),
            {"text": words(one.title), "bold": True, "sub": words(one.clear)},
            {"score": ["0", "1", "2"]},
        ]
        for number, one in enumerate(rubric.behaviours, 1)
    ]
    most = 2 * len(rubric.behaviours)
    blocks = [
        title("Observer\u2019s sheet"),
        fields([("Staff", 3), ("Observer", 3), ("Date", 2)], [("Scene", 2), ("Group", 1), ("Round", 1), ("Page", 3)]),
        table([8, -1, 42], rows, ("", "What you see or hear, and what a clear 2 is", "Not seen, partly, clear")),
        fields([(f"Total of {most}", 1), (f"Pass: {rubric.pass_mark} and nothing ticked below", 2)]),
    ]
    if rubric.fatals:
        blocks += [head("This fails at once"), ticks(words(one.what) for one in rubric.fatals)]
    blocks += [head("Evidence: two lines, what was said or done"), lines(2)]
    if rubric.feedback:
        blocks += [head("Then you talk, in this order"), numbered(words.all(rubric.feedback))]
    return {"pt": 10, "sections": [section(blocks, (LEAST, 11))]}
