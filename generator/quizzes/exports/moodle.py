"""Moodle XML: ids, tags, a reason for every answer, and a category for each stage and page.

Written for what Moodle's importer reads (question/format/xml/format.php): `idnumber` of at most 100
characters, shares of 100 with five decimals at most, `matching` for orders and for say-or-not (the
type for orders is not in every Moodle), `essay` for typed lines, with the model line for the grader.
"""

from __future__ import annotations

from html import escape
from xml.etree import ElementTree as ET

from generator.quizzes.course import Course, Unit
from generator.quizzes.exports.flat import flattened
from generator.quizzes.exports.gift import matched, whole_feedback
from generator.quizzes.items import Choice, Item, digest

LONGEST_IDNUMBER = 100


def export_moodle(course: Course) -> bytes:
    """The course as one file of Moodle's own XML."""
    root = ET.Element("quiz")
    for unit in course.units:
        _category(root, course, unit)
        for item in flattened(list(unit.items)):
            _question(root, unit, item)
    ET.indent(root)
    text: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _category(root: ET.Element, course: Course, unit: Unit) -> None:
    """Slashes part the levels of a category; one in a name is doubled."""
    names = (course.title, unit.stage, unit.title)
    path = "/".join(["$course$", "top", *(" ".join(name.split()).replace("/", "//") for name in names)])
    question = ET.SubElement(root, "question", type="category")
    _text(question, "category", path)


def _question(root: ET.Element, unit: Unit, item: Item) -> None:
    types = {"one": "multichoice", "several": "multichoice", "type-line": "essay"}
    question = ET.SubElement(root, "question", type=types.get(item.type, "matching"))
    _text(question, "name", item.key)
    _html(question, "questiontext", f"<p>{escape(item.prompt)}</p>")
    whole = "".join(f"<p>{escape(line)}</p>" for line in whole_feedback(item).split("\n"))
    _html(question, "generalfeedback", whole)
    ET.SubElement(question, "defaultgrade").text = "1"
    ET.SubElement(question, "penalty").text = "0.3333333"
    ET.SubElement(question, "hidden").text = "0"
    ET.SubElement(question, "idnumber").text = idnumber(item.key)
    if item.type in ("one", "several"):
        _multichoice(question, item)
    elif item.type == "type-line":
        ET.SubElement(question, "responseformat").text = "plain"
        ET.SubElement(question, "responserequired").text = "1"
        ET.SubElement(question, "responsefieldlines").text = "3"
        _html(question, "graderinfo", whole)
    else:
        ET.SubElement(question, "shuffleanswers").text = "true"
        for left, right in matched(item):
            sub = ET.SubElement(question, "subquestion", format="html")
            ET.SubElement(sub, "text").text = f"<p>{escape(left)}</p>"
            _text(sub, "answer", right)
    tags = ET.SubElement(question, "tags")
    stop = ["stop-card"] if unit.kind == "stop-card" else []
    for tag in (unit.stage_id, unit.id, item.tests, *stop):
        _text(tags, "tag", tag)


def _multichoice(question: ET.Element, item: Item) -> None:
    ET.SubElement(question, "single").text = "true" if item.type == "one" else "false"
    ET.SubElement(question, "shuffleanswers").text = "true"
    ET.SubElement(question, "answernumbering").text = "none"
    for choice in item.choices:
        answer = ET.SubElement(question, "answer", fraction=_fraction(item, choice), format="html")
        ET.SubElement(answer, "text").text = f"<p>{escape(choice.text)}</p>"
        _html(answer, "feedback", f"<p>{escape(choice.because)}</p>")


def _fraction(item: Item, choice: Choice) -> str:
    """The share of the mark. Wrong ones cost as much together as the right ones earn, so ticking all earns nothing."""
    if item.type == "one":
        return "100" if choice.right else "0"
    share = 100 / len(item.rights) if choice.right else -100 / max(1, len(item.wrongs))
    return f"{share:.5f}".rstrip("0").rstrip(".")


def idnumber(key: str) -> str:
    """The question's key, cut to what Moodle keeps, and then still its own."""
    return key if len(key) <= LONGEST_IDNUMBER else f"{key[: LONGEST_IDNUMBER - 9]}-{digest(key)}"


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(ET.SubElement(parent, name), "text").text = text


def _html(parent: ET.Element, name: str, html: str) -> None:
    ET.SubElement(ET.SubElement(parent, name, format="html"), "text").text = html
