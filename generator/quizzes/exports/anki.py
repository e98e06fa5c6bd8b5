"""Anki: one note a question, one deck a stage. A second import updates what changed and keeps the schedule.

A note is known by its GUID, made of the handbook and the question's key, so a changed wording finds
its note. Anki takes over a change only where the note's time is later than the one it has (an equal or
older one is dropped in silence), so the moment of the export goes in: this is the one export that needs
a clock, and its bytes differ from run to run unless SOURCE_DATE_EPOCH is set.
"""

from __future__ import annotations

import hashlib
import tempfile
from html import escape
from pathlib import Path

import genanki

from generator.quizzes.course import Course, Unit
from generator.quizzes.exports.flat import flattened, verdict
from generator.quizzes.items import Item

_MODEL_ID = 1_748_290_511
"""Never change it: Anki would make a second kind of note beside the first, and nothing would be updated."""

_CSS = """
.card { font-family: sans-serif; font-size: 19px; line-height: 1.45; text-align: left; }
.card { max-width: 40em; margin: 0 auto; padding: .5em; }
.where { color: #666; font-size: .8em; } .nightMode .where { color: #bbb; }
li { margin: .35em 0; } .because { display: block; }
.right { border-left: .25em solid #1d5c2f; padding-left: .6em; }
.wrong { border-left: .25em dashed #a51212; padding-left: .6em; }
"""

_MODEL = genanki.Model(
    _MODEL_ID,
    "Handbook question",
    fields=[{"name": name} for name in ("Key", "Where", "Prompt", "Choices", "Answer", "Reasons")],
    templates=[
        {
            "name": "Question",
            "qfmt": '<p class="where">{{Where}}</p><p><b>{{Prompt}}</b></p>{{Choices}}',
            "afmt": '{{FrontSide}}<hr id="answer"><div>{{Answer}}</div>{{Reasons}}',
        }
    ],
    css=_CSS,
)


def export_anki(course: Course, moment: float) -> bytes:
    """An .apkg with every question. `moment` (seconds since 1970) must rise from one export to the next."""
    decks: dict[str, genanki.Deck] = {}
    for unit in course.units:
        deck = decks.setdefault(
            unit.stage_id, genanki.Deck(_number(course.id, unit.stage_id), f"{_book(course)}::{unit.stage}")
        )
        for item in flattened(list(unit.items)):
            deck.add_note(_note(course, unit, item))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "handbook.apkg"
        genanki.Package(list(decks.values())).write_to_file(str(file), timestamp=moment)
        return file.read_bytes()


def _book(course: Course) -> str:
    return course.title.partition(": ")[0].replace("::", ":")


def _number(*parts: str) -> int:
    """A stable id for a deck, in the range Anki uses for ids (31 bits are enough to keep apart, and safe)."""
    return int.from_bytes(hashlib.sha256("/".join(parts).encode()).digest()[:4], "big") % (1 << 30) + (1 << 30)


def _note(course: Course, unit: Unit, item: Item) -> genanki.Note:
    tags = [f"stage::{unit.stage_id}", f"defect::{unit.id}", f"tests::{item.tests}", f"type::{item.type}"]
    if unit.kind == "stop-card":
        tags.append("stop-card")
    fields = [
        item.key,
        escape(f"{unit.stage} / {unit.title}"),
        escape(item.prompt),
        _choices(item),
        _answer(item),
        _reasons(item),
    ]
    return genanki.Note(model=_MODEL, fields=fields, tags=tags, guid=genanki.guid_for(course.id, item.key))


def _choices(item: Item) -> str:
    if item.type == "type-line":
        return "<p>Say it aloud, or type it.</p>"
    rows = "".join(f"<li>{escape(choice.text)}</li>" for choice in item.choices)
    if item.type == "match":
        return f"<ul>{rows}</ul><ol type='A'>{''.join(f'<li>{escape(text)}</li>' for text in item.partners)}</ol>"
    asked = {"order": "Put them in order.", "say-or-not": "Say it, or not?", "several": "Choose all that are right."}
    return f"<p>{asked.get(item.type, 'Choose one.')}</p><ol type='a'>{rows}</ol>"


def _answer(item: Item) -> str:
    if item.type == "order":
        return f"<ol>{''.join(f'<li>{escape(choice.text)}</li>' for choice in item.in_order)}</ol>"
    if item.type == "match":
        rows = (f"<li>{escape(choice.text)} <b>{escape(choice.partner)}</b></li>" for choice in item.choices)
        return f"<ul>{''.join(rows)}</ul>"
    facts = (
        f"<p>It must hold:</p><ul>{''.join(f'<li>{escape(fact.text)}</li>' for fact in item.facts)}</ul>"
        if item.facts
        else ""
    )
    return "".join(f"<p><b>{escape(choice.text)}</b></p>" for choice in item.rights) + facts


def _reasons(item: Item) -> str:
    choices = item.in_order if item.type == "order" else (*item.rights, *item.wrongs)
    rows = (
        f'<li class="{"right" if choice.right else "wrong"}"><b>{verdict(item, choice)}:</b> {escape(choice.text)}'
        f'<span class="because">{escape(choice.because)}</span></li>'
        for choice in choices
    )
    return f"<ul>{''.join(rows)}</ul>"
