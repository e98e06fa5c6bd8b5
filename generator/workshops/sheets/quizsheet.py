"""The quiz on paper, and its key: the same pages with the right bubbles filled in, and every because after them."""

from __future__ import annotations

from typing import Any

from generator.workshops.content import Content
from generator.workshops.session import Asked
from generator.workshops.sheets.questions import Printed, key_blocks, printed

LONG = 1_400
"""Letters beyond which a question may go on over the next page; others stay in one piece."""


def quiz(content: Content) -> dict[str, Any]:
    return _sheet(content, key=False)


def quiz_key(content: Content) -> dict[str, Any]:
    return _sheet(content, key=True)


def _sheet(content: Content, *, key: bool) -> dict[str, Any]:
    return {
        "key": key,
        "heading": "Quiz: the key" if key else "Quiz",
        "note": "Lay the right edge of this page beside the strip of a sheet: black here is filled in there."
        if key
        else "",
        "strip_note": "" if key else "Fill in one bubble in each row.",
        "fields": ["Name", "Date"],
        "why": "And why",
        "questions": [_question(content, asked, number) for number, asked in enumerate(content.session.asked, 1)],
    }


def _question(content: Content, asked: Asked, number: int) -> dict[str, Any]:
    return {
        "number": str(number),
        "page": content.words.title(asked.playbook),
        "pieces": [_piece(content, piece) for piece in printed(asked)],
        "reasons": key_blocks(content, asked),
    }


def _piece(content: Content, piece: Printed) -> dict[str, Any]:
    words = content.words
    # A line of one's own has its model in the key alone, which is set with the same breaks: on neither sheet.
    options = [] if piece.room else [{"letter": one.letter, "text": words(one.text)} for one in piece.options]
    texts = [piece.prompt, piece.heard, *(option["text"] for option in options), *piece.partners]
    return {
        "prompt": words(piece.prompt),
        "heard": words(piece.heard),
        "hint": piece.hint,
        "options": options,
        "partners": [words(text) for text in piece.partners],
        "rows": [{"label": row.label, "letters": list(row.letters), "right": list(row.right)} for row in piece.rows],
        "room": piece.room,
        "long": sum(map(len, texts)) > LONG,
    }
