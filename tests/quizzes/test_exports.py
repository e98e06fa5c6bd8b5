"""Exports, read by the programs they are for: Anki's own package, a GIFT parser, what Moodle's importer reads."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import zipfile
from datetime import date, time
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from generator.model.handbook import Handbook
from generator.quizzes.course import course_of
from generator.quizzes.exports import EXPORTS
from generator.quizzes.exports.anki import export_anki
from generator.quizzes.exports.gift import export_gift
from generator.quizzes.exports.moodle import LONGEST_IDNUMBER, export_moodle, idnumber
from generator.quizzes.exports.reminders import DAYS, export_reminders
from generator.quizzes.exports.table import COLUMNS, export_csv, safe_cell
from tests.quizzes.conftest import read_every_type

ROOT = Path(__file__).parents[2]
MOMENT = 1_800_000_000.0
NO_GIFT = "GIFT TESTS SKIPPED: no node or no gift-pegjs found; `npm ci` installs it"


@pytest.fixture
def collection(tmp_path: Path) -> Any:
    from anki.collection import Collection

    found = Collection(str(tmp_path / "collection.anki2"))
    yield found
    found.close()


def _import(collection: Any, package: bytes, file: Path) -> Any:
    from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

    file.write_bytes(package)
    return collection.import_anki_package(
        ImportAnkiPackageRequest(package_path=str(file), options=ImportAnkiPackageOptions())
    ).log


def test_anki_takes_every_question_with_fields_tags_and_decks(
    collection: Any, handbook: Handbook, tmp_path: Path
) -> None:
    course = course_of(handbook)
    log = _import(collection, export_anki(course, MOMENT), tmp_path / "a.apkg")
    notes = [collection.get_note(id_) for id_ in collection.find_notes("")]
    # A conversation becomes its two turns that ask.
    assert len(notes) == len(log.new) == len(course.items) + 1
    asked = next(note for note in notes if note["Key"] == "not-ready/four-oclock")
    assert asked["Prompt"].startswith("It is four. Mr Brandt")
    assert "I told you four o&#x27;clock" in asked["Answer"]
    assert "It makes him prove what his ticket says." in asked["Reasons"]
    assert set(asked.tags) == {"stage::ready", "defect::not-ready", "tests::first-words", "type::one"}
    assert "stop-card" in next(note for note in notes if note["Key"].startswith("brakes-failed/")).tags
    decks = {deck.name for deck in collection.decks.all_names_and_ids()}
    assert {"Kettle Lane Cycles::Collecting the bike", "Kettle Lane Cycles::On the road again"} <= decks


def test_anki_updates_a_changed_wording_in_place_and_keeps_its_schedule(
    collection: Any, handbook: Handbook, tmp_path: Path
) -> None:
    _import(collection, export_anki(course_of(handbook), MOMENT), tmp_path / "a.apkg")
    before = collection.note_count()
    card = collection.get_card(collection.find_cards('"Key:not-ready/four-oclock"')[0])
    card.ivl, card.due, card.type, card.queue, card.reps = 14, 30, 2, 2, 3
    collection.update_card(card)
    changed = read_every_type(
        tmp_path / "playbooks", "It makes him prove what his ticket says.", "He has the proof in his hand."
    )
    log = _import(collection, export_anki(course_of(changed), MOMENT + 60), tmp_path / "b.apkg")
    assert collection.note_count() == before
    assert not log.new
    now = collection.get_card(card.id)
    assert "He has the proof in his hand." in now.note()["Reasons"]
    assert (now.ivl, now.due, now.reps) == (14, 30, 3)


def test_a_stage_and_the_whole_share_their_notes(collection: Any, handbook: Handbook, tmp_path: Path) -> None:
    _import(collection, export_anki(course_of(handbook), MOMENT), tmp_path / "a.apkg")
    before = collection.note_count()
    _import(collection, export_anki(course_of(handbook, "ready"), MOMENT + 60), tmp_path / "b.apkg")
    assert collection.note_count() == before


# Moodle

FRACTIONS = {100 / n for n in range(1, 21)} | {0.0}


def _read_like_moodle(xml: bytes) -> list[dict[str, Any]]:
    """What `qformat_xml` of Moodle reads, by the same paths: anything else in the file would be lost in silence."""
    found = []
    category = ""
    for question in ET.fromstring(xml):
        assert question.tag == "question"
        type_ = question.attrib["type"]
        if type_ == "category":
            category = question.findtext("category/text") or ""
            continue
        read = {
            "type": type_,
            "category": category,
            "name": question.findtext("name/text"),
            "questiontext": question.findtext("questiontext/text"),
            "format": question.find("questiontext").attrib["format"],  # type: ignore[union-attr]
            "generalfeedback": question.findtext("generalfeedback/text"),
            "idnumber": question.findtext("idnumber"),
            "tags": [tag.findtext("text") for tag in question.findall("tags/tag")],
            "single": question.findtext("single"),
            "answers": [
                (float(answer.attrib["fraction"]), answer.findtext("text"), answer.findtext("feedback/text"))
                for answer in question.findall("answer")
            ],
            "pairs": [(sub.findtext("text"), sub.findtext("answer/text")) for sub in question.findall("subquestion")],
            "graderinfo": question.findtext("graderinfo/text"),
        }
        found.append(read)
    return found


def test_moodle_reads_ids_tags_and_a_reason_for_every_answer(handbook: Handbook) -> None:
    course = course_of(handbook)
    read = _read_like_moodle(export_moodle(course))
    assert len(read) == len(course.items) + 1
    assert len({question["idnumber"] for question in read}) == len(read)
    for question in read:
        assert question["questiontext"]
        assert question["format"] == "html"
        assert question["generalfeedback"]
        assert question["category"].startswith("$course$/top/Kettle Lane Cycles/")
        assert len(question["tags"]) >= 3
        if question["type"] == "multichoice":
            assert all(feedback for _, _, feedback in question["answers"])
            assert sum(share for share, _, _ in question["answers"] if share > 0) == pytest.approx(100, abs=0.01)
            assert all(
                min(abs(abs(share) - known) for known in FRACTIONS) < 0.00001 for share, _, _ in question["answers"]
            )
        elif question["type"] == "matching":
            assert len(question["pairs"]) >= 2
        else:
            assert question["type"] == "essay"
            assert "It must hold" in question["graderinfo"]
    asked = next(question for question in read if question["idnumber"] == "not-ready/at-the-counter")
    assert asked["single"] == "false"
    # Ticking everything earns nothing.
    assert sum(share for share, _, _ in asked["answers"]) == pytest.approx(0)


def test_a_long_id_keeps_its_own_number_in_moodle() -> None:
    one, other = "a" * 80 + "/" + "b" * 60, "a" * 80 + "/" + "b" * 59 + "c"
    assert len(idnumber(one)) <= LONGEST_IDNUMBER
    assert idnumber(one) != idnumber(other)


# GIFT

GIFT_PARSER = """
const { parse } = require("gift-pegjs");
const text = require("fs").readFileSync(0, "utf8");
process.stdout.write(JSON.stringify(parse(text)));
"""


def _parsed(gift: bytes) -> list[dict[str, Any]]:
    if shutil.which("node") is None or not (ROOT / "node_modules" / "gift-pegjs").is_dir():
        pytest.skip(NO_GIFT)
    done = subprocess.run(["node", "-e", GIFT_PARSER], input=gift, capture_output=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    parsed: list[dict[str, Any]] = json.loads(done.stdout)
    return parsed


def test_a_foreign_parser_reads_the_gift_file(handbook: Handbook) -> None:
    course = course_of(handbook)
    read = [question for question in _parsed(export_gift(course)) if question["type"] != "Category"]
    assert len(read) == len(course.items) + 1
    by_title = {question["title"]: question for question in read}
    assert len(by_title) == len(read)
    one = by_title["not-ready/four-oclock"]
    assert one["type"] == "MC"
    right = next(choice for choice in one["choices"] if choice["isCorrect"])
    assert right["text"]["text"] == "I told you four o'clock and I'm not done. Thank you for coming in."
    assert right["feedback"]["text"] == "It owns the promise before he has to ask."
    assert all(choice["feedback"] for choice in one["choices"])
    match = by_title["not-ready/who-does-what"]
    assert match["type"] == "Matching"
    assert {pair["subquestion"]["text"]: pair["subanswer"] for pair in match["matchPairs"]}[
        "The mechanic"
    ] == "finishes that bike first"
    assert by_title["not-ready/your-own-words"]["type"] == "Essay"


def test_characters_that_gift_obeys_are_only_characters(tmp_path: Path) -> None:
    nasty = "Is ~10% = {half} #1 -> a:b \\\\ c?"
    book = read_every_type(
        tmp_path / "playbooks", "text: Are you sure it was today?", "text: 'Is ~10% = {{half}} #1 -> a:b \\\\ c?'"
    )
    read = [question for question in _parsed(export_gift(course_of(book))) if question["type"] != "Category"]
    asked = next(question for question in read if question["title"] == "not-ready/four-oclock")
    # GIFT has no escape for the arrow that parts the sides of a match.
    assert nasty.replace("->", "\u2192") in [choice["text"]["text"] for choice in asked["choices"]]
    assert len(asked["choices"]) == 3


# SCORM's package (its run time is driven in tests/browser), CSV, reminders


def test_the_scorm_package_lists_every_file_it_holds(handbook: Handbook) -> None:
    package = zipfile.ZipFile(io.BytesIO(EXPORTS["scorm"](course_of(handbook), MOMENT)))
    manifest = ET.fromstring(package.read("imsmanifest.xml"))
    space = {"c": "http://www.imsproject.org/xsd/imscp_rootv1p1p2", "a": "http://www.adlnet.org/xsd/adlcp_rootv1p2"}
    listed = {file.attrib["href"] for file in manifest.iterfind(".//c:file", space)}
    assert listed == set(package.namelist()) - {"imsmanifest.xml"}
    resource = manifest.find(".//c:resource", space)
    assert resource is not None
    assert resource.attrib[f"{{{space['a']}}}scormtype"] == "sco"
    page = package.read("index.html").decode()
    assert all(f'src="{name}"' in page or f'href="{name}"' in page for name in listed - {"index.html"})


def test_csv_has_a_row_for_each_question_and_no_formula(handbook: Handbook) -> None:
    course = course_of(handbook)
    rows = list(csv.DictReader(io.StringIO(export_csv(course).decode("utf-8-sig"))))
    assert len(rows) == len(course.items) + 1
    assert tuple(rows[0]) == COLUMNS
    assert all(row["right"] and row["reasons"] for row in rows)
    assert safe_cell("=1+1") == "'=1+1"
    assert safe_cell("I ring you.") == "I ring you."


def test_reminders_come_on_later_and_later_days(handbook: Handbook) -> None:
    text = export_reminders(course_of(handbook), date(2027, 1, 4), time(8, 30)).decode()
    starts = [line.removeprefix("DTSTART:") for line in text.split("\r\n") if line.startswith("DTSTART:")]
    assert starts == [
        "20270105T083000",
        "20270107T083000",
        "20270111T083000",
        "20270118T083000",
        "20270203T083000",
        "20270404T083000",
    ]
    assert len(starts) == len(DAYS)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    uids = [line for line in text.split("\r\n") if line.startswith("UID:")]
    assert len(set(uids)) == len(DAYS)


@pytest.mark.parametrize("format_", [name for name in EXPORTS if name != "anki"])
def test_same_quizzes_same_bytes(handbook: Handbook, format_: str) -> None:
    assert EXPORTS[format_](course_of(handbook), 1.0) == EXPORTS[format_](course_of(handbook), 2.0)


def test_an_export_can_be_one_stage_or_one_playbook(handbook: Handbook) -> None:
    assert {unit.stage_id for unit in course_of(handbook, stage="road").units} == {"road"}
    one = course_of(handbook, only=["not-ready"])
    assert [unit.id for unit in one.units] == ["not-ready"]
    assert one.title == "Kettle Lane Cycles: The bike is not ready"
