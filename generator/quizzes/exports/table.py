"""CSV: one row a question, for a spreadsheet. A cell that a spreadsheet would take for a formula is quoted."""

from __future__ import annotations

import csv
import io

from generator.quizzes.course import Course
from generator.quizzes.exports.flat import flattened
from generator.quizzes.exports.gift import whole_feedback
from generator.quizzes.items import Item

COLUMNS = ("id", "stage", "page", "kind", "type", "tests", "prompt", "right", "wrong", "reasons")


def export_csv(course: Course) -> bytes:
    """UTF-8 with a byte order mark, which the usual spreadsheet needs to read more than ASCII."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for unit in course.units:
        for item in flattened(list(unit.items)):
            cells = (
                item.key,
                unit.stage,
                unit.title,
                unit.kind,
                item.type,
                item.tests,
                item.prompt,
                _right(item),
                "\n".join(choice.text for choice in item.wrongs),
                whole_feedback(item),
            )
            writer.writerow([safe_cell(cell) for cell in cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _right(item: Item) -> str:
    if item.type == "match":
        return "\n".join(f"{choice.text} - {choice.partner}" for choice in item.choices)
    choices = item.in_order if item.type == "order" else item.rights
    return "\n".join(choice.text for choice in choices)


def safe_cell(text: str) -> str:
    """A text that begins like a formula gets an apostrophe, so that no spreadsheet runs it."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
