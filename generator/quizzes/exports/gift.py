"""GIFT, Moodle's plain-text format: what it can hold, with a reason for every answer.

GIFT knows choices, matching and essays. An order becomes a match of steps and places; say-or-not becomes
a match of lines and verdicts; a typed line becomes an essay whose model answer stands in its feedback.
GIFT has no reasons in a match, so those go into the feedback for the whole question.
"""

from __future__ import annotations

import re

from generator.quizzes.course import Course, Unit
from generator.quizzes.exports.flat import flattened, verdict
from generator.quizzes.items import Choice, Item


def export_gift(course: Course) -> bytes:
    """The course as one file of the GIFT format."""
    parts = []
    for unit in course.units:
        parts.append(f"$CATEGORY: {_category(course, unit)}\n")
        parts.extend(map(_question, flattened(list(unit.items))))
    return "\n".join(parts).encode()


def _question(item: Item) -> str:
    head = f"// [id:{item.key}] [tag:{item.tests}]\n::{_text(item.key)}::"
    return f"{head}{_text(item.prompt)} {{\n{_body(item)}}}\n"


def _category(course: Course, unit: Unit) -> str:
    """Slashes part the levels of a category; one in a name is doubled."""
    names = (course.title, unit.stage, unit.title)
    return "/".join(["$course$", "top", *(" ".join(name.split()).replace("/", "//") for name in names)])


def _body(item: Item) -> str:
    if item.type == "one":
        return "".join(_choice("=" if choice.right else "~", choice) for choice in item.choices)
    if item.type == "several":
        good, bad = _share(len(item.rights)), _share(len(item.wrongs))
        return "".join(_choice(f"~%{good}%" if choice.right else f"~%-{bad}%", choice) for choice in item.choices)
    if item.type == "type-line":
        return f"####{_text(whole_feedback(item))}\n"
    return (
        "".join(f"={_text(left)} -> {_text(right)}\n" for left, right in matched(item))
        + f"####{_text(whole_feedback(item))}\n"
    )


def matched(item: Item) -> list[tuple[str, str]]:
    """The item as pairs, for formats that know a match and nothing like it."""
    if item.type == "order":
        return [(choice.text, f"Step {choice.place}") for choice in item.choices]
    if item.type == "match":
        return [(choice.text, choice.partner) for choice in item.choices]
    return [(choice.text, verdict(item, choice)) for choice in item.choices]


def whole_feedback(item: Item) -> str:
    """Every answer with its reason, in one text."""
    choices = item.in_order if item.type == "order" else (*item.rights, *item.wrongs)
    lines = [f"It must hold: {' '.join(fact.text for fact in item.facts)}"] if item.facts else []
    for choice in choices:
        head = (
            f"{choice.place}. "
            if item.type == "order"
            else ""
            if item.type == "match"
            else f"{verdict(item, choice)}: "
        )
        tail = f" - {choice.partner}" if item.type == "match" else ""
        lines.append(f"{head}{choice.text}{tail} ({choice.because})")
    return "\n".join(lines)


def _choice(sign: str, choice: Choice) -> str:
    return f"{sign}{_text(choice.text)}#{_text(choice.because)}\n"


def _share(count: int) -> str:
    """A share that Moodle accepts: whole percents, or five decimals of them."""
    return f"{100 / max(1, count):.5f}".rstrip("0").rstrip(".")


def _text(text: str) -> str:
    """The characters that mean something to GIFT, escaped; a line break is written as one.

    Two characters together part the sides of a match, and GIFT has no escape for them: they become an arrow.
    """
    return re.sub(r"([\\~=#{}:])", r"\\\1", text.replace("->", "\u2192")).replace("\n", "\\n")
