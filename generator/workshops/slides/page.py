"""Slides as a page: it presents in the browser from a disk, and without a script it is a document to read."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from generator.rendering.escape import escape
from generator.rendering.output import Output
from generator.workshops.session import Session
from generator.workshops.slides.fit import LABEL_SIZE, LEVELS, label_column, title_size
from generator.workshops.slides.nouns import Block, Slide
from generator.workshops.words import Words


def render_slides(env: Environment, words: Words, session: Session, slides: Iterable[Slide], pptx: str) -> Output:
    """``workshops/<id>/slides.html``. `pptx` is the name of the PowerPoint file beside it, empty where there is none.

    Words of slides are finished: they are escaped, and no name of a setting in them is filled in again.
    """
    workshop = session.workshop
    content = env.get_template("slides.html.jinja").render(
        workshop=workshop,
        title=_finished(words(workshop.title)),
        slides=[_slide(number, slide) for number, slide in enumerate(slides, start=1)],
        label_size=LABEL_SIZE,
        pptx=pptx,
    )
    return Output(f"workshops/{workshop.id}/slides.html", content, workshop.file)


def _slide(number: int, slide: Slide) -> dict[str, Any]:
    column = round(label_column(slide.blocks, slide.level))
    runs = [
        {
            "column": column,
            "style": style,
            "size": LEVELS[slide.level][style],
            "blocks": [_block(block) for block in blocks],
        }
        for style, blocks in groupby(slide.blocks, key=lambda block: block.style)
    ]
    notes = [(note.label, [_finished(line) for line in note.lines]) for note in slide.notes]
    return {
        "number": number,
        "title": _finished(slide.title),
        "size": title_size(slide.title, slide.tone) or 26,
        "tone": slide.tone,
        "clock": slide.clock,
        "minutes": slide.minutes,
        "segment": slide.segment,
        "runs": runs,
        "notes": notes,
    }


def _block(block: Block) -> dict[str, Markup]:
    return {"text": _finished(block.text), "label": _finished(block.label)}


def _finished(text: str) -> Markup:
    return escape(text)
