"""The manager's brief: on one page why, for whom, how long, what it costs in hours, and what is asked for."""

from __future__ import annotations

from typing import Any

from generator.workshops.content import Content, how_many
from generator.workshops.sheets.blocks import LEAST, Block, bullets, head, para, row, section, title
from generator.workshops.sheets.runsheet import length


def managers_brief(content: Content) -> dict[str, Any]:
    """Everything from the workshop's file; the hours are worked out."""
    workshop, words, session = content.session.workshop, content.words, content.session
    minutes = sum(day.minutes for day in session.days)
    people = f"{how_many(session.people)} and a coach"
    facts = {
        "Who": f"{words(workshop.audience)} Planned for {people}.",
        "How long": f"{length(minutes)}: {_when(content)}",
        "It costs": f"{hours((session.people + 1) * minutes)} of working time in all.",
        "Kept by": words.role(workshop.owner),
    }
    blocks: list[Block] = [
        title(content.title, "For the manager, on one page"),
        head("What it changes"),
        para(words(workshop.aim), bold=True),
        *(row(label, [para(fact)]) for label, fact in facts.items()),
        head("What comes out"),
        bullets(words.all(workshop.outcomes)),
    ]
    if workshop.brief:
        blocks += [head("Why, and what we need from you"), bullets(words.all(workshop.brief))]
    if workshop.after:
        blocks += [head("Afterwards"), bullets(words.all(workshop.after))]
    pages = [words.title(one) for one in session.playbooks]
    if pages:
        blocks += [head("The pages that are trained"), para("; ".join(pages) + ".")]
    return {"pt": 11, "sections": [section(blocks, (LEAST, 12.0))]}


def _when(content: Content) -> str:
    days = content.session.days
    if len(days) == 1:
        return f"{days[0].starts} to {days[0].ends}."
    return "; ".join(f"{content.words(day.title)}, {day.starts} to {day.ends}" for day in days) + "."


def hours(minutes: int) -> str:
    """Minutes of several people as hours, to the nearest half."""
    halves = max(1, round(minutes / 30))
    number = f"{halves // 2}{'.5' if halves % 2 else ''}"
    return f"{number} {'hour' if halves == 2 else 'hours'}"
