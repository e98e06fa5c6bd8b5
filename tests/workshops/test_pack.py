"""The packs of the shipped workshops, read back from finished PDFs: nothing wrong, missing or invented."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path

import pytest
from pdfua import Validator

from generator.model.settings import fill
from generator.rendering.cache import Cache
from generator.rendering.typography import typographic
from generator.workshops import pack as pack_module
from generator.workshops.pack import pack_zip, render_pack, render_packs, sheets_of
from generator.workshops.plan import plan_session
from generator.workshops.sheets import press
from generator.workshops.sheets.registry import SHEETS
from tests.cards.pdf_checker import Cell, check_pdf, squeezed
from tests.workshops.pack_reader import Read, faults, read_pdf
from tests.workshops.shipped import WORKSHOPS, session_of, shipped, texts_in

STORE = Cache(None)
DENTAL = [id_ for folder, id_ in WORKSHOPS if folder == "playbooks"]
RICH = "sixty-minutes"
"""The workshop that has every kind of sheet."""


@cache
def pack(folder: str, id_: str) -> dict[str, bytes]:
    handbook, session = shipped(folder), session_of(folder, id_)
    sheets = [one.name for one in sheets_of(handbook, session) if one.copies]
    outputs = render_pack(handbook, session, STORE, only=sheets)
    return {Path(one.path).name: one.content for one in outputs if isinstance(one.content, bytes)}


@cache
def read(folder: str, id_: str, name: str) -> Read:
    return read_pdf(pack(folder, id_)[f"{name}.pdf"])


def printed(folder: str, text: str) -> str:
    """A text of the model as it should stand in print, without spaces."""
    handbook = shipped(folder)
    english = handbook.practice.language.startswith("en")
    return squeezed(typographic(" ".join(fill(text, handbook.settings()).split()), english=english))


ONE_PAGE = ("checklist", "managers-brief", "attendance", "observer-sheet", "poster")


@pytest.mark.parametrize("id_", DENTAL)
def test_a_pack_is_no_heap_of_paper(id_: str) -> None:
    """What is printed for everybody is short, and what is laid on the table is one page."""
    handout = pack("playbooks", id_).get("handout.pdf")
    assert handout is None or len(read_pdf(handout).pages) <= 7
    stops = [one for one in session_of("playbooks", id_).playbooks if one.kind == "stop-card"]
    for name in ONE_PAGE[: None if len(stops) < 10 else -1]:
        if f"{name}.pdf" in pack("playbooks", id_):
            assert len(read("playbooks", id_, name).pages) == 1, name


@pytest.mark.parametrize("people", [14, 16, 24])
def test_forms_of_a_large_group_are_one_page(people: int) -> None:
    handbook = shipped("playbooks")
    session = plan_session(handbook, next(one for one in handbook.workshops if one.id == "half-day"), people)
    for output in render_pack(handbook, session, STORE, only=("attendance", "checklist")):
        assert isinstance(output.content, bytes)
        assert len(read_pdf(output.content).pages) == 1, output.path


def test_a_huddle_is_held_without_paper() -> None:
    names = {path.removesuffix(".pdf") for path in pack("playbooks", "five-minute-huddle")}
    assert names == {"checklist", "managers-brief", "facilitators-guide", "poster", "poster-a3"}
    assert "Handout" not in read("playbooks", "five-minute-huddle", "facilitators-guide").text()


def test_a_short_handout_still_names_every_red_flag() -> None:
    text = read("playbooks", "half-day", "handout").text()
    for playbook in session_of("playbooks", "half-day").playbooks:
        if playbook.kind == "recovery":
            assert all(printed("playbooks", flag.looks_like) in text for flag in playbook.red_flags), playbook.id


def test_short_days_are_seen_together() -> None:
    """The first week is five half hours: their run sheets are the first page, and the second is not one."""
    letters = read("playbooks", "first-week", "facilitators-guide").letters
    first = squeezed("".join(one.char for one in letters if one.page == 0))
    assert all(printed("playbooks", day.title) in first for day in session_of("playbooks", "first-week").days)


@pytest.mark.parametrize(("folder", "id_"), WORKSHOPS)
def test_every_sheet_of_every_shipped_pack_can_be_printed(folder: str, id_: str) -> None:
    """Exact paper, fonts inside, no type below 8 pt, nothing where a printer cannot print, tagged for all."""
    paper = shipped(folder).practice.paper
    for name, content in pack(folder, id_).items():
        size = "a3" if name == "poster-a3.pdf" else paper
        assert faults(content, size, marks=name == "role-cards.pdf") == [], name


@pytest.mark.parametrize("name", ["checklist", *(sheet.name for sheet in SHEETS)])
def test_a_screen_reader_can_follow_it(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"{name}.pdf"
    file.write_bytes(pack("playbooks", RICH)[file.name])
    assert [finding for finding in Validator().validate(file).findings if finding.severity.name == "ERROR"] == []


@pytest.mark.parametrize(("folder", "id_"), WORKSHOPS)
def test_the_guide_holds_all_that_the_coach_wrote(folder: str, id_: str) -> None:
    session, text = session_of(folder, id_), read(folder, id_, "facilitators-guide").text()
    for slot in session.slots:
        segment = slot.segment
        wanted = [segment.title, segment.aim, *segment.do, *segment.say, *segment.expect, *segment.ask]
        wanted += [slot.starts, *(one.feedback_at for one in slot.rounds)]
        wanted += segment.materials
        assert [one for one in wanted if one and printed(folder, one) not in text] == []
    whole = (*session.workshop.before, *session.workshop.after, *session.workshop.outcomes)
    assert [one for one in whole if printed(folder, one) not in text] == []


@pytest.mark.parametrize(("folder", "id_"), WORKSHOPS)
def test_every_scene_question_and_line_is_in_its_sheet(folder: str, id_: str) -> None:
    session, files = session_of(folder, id_), pack(folder, id_)
    if session.scenes:
        text = read(folder, id_, "role-cards").text(whole=True)
        for scene in session.scenes:
            wanted = [one for one in texts_in(scene.scenario) if one != scene.scenario.id]
            assert [one for one in wanted if printed(folder, one) not in text] == [], scene.ref
    if session.asked:
        sheet, key = read(folder, id_, "quiz").text(), read(folder, id_, "quiz-key").text()
        for asked in session.asked:
            question = asked.question
            options = [*question.rights, *question.wrongs] if question.type in ("one", "several") else []
            assert [one.text for one in options if printed(folder, one.text) not in sheet] == [], asked.ref
            assert [one.because for one in options if printed(folder, one.because) not in key] == [], asked.ref
            assert printed(folder, question.prompt) in sheet
    for slot in session.slots:
        for _, pair in slot.pairs:
            assert printed(folder, pair.say) in read(folder, id_, "facilitators-guide").text()
    assert ("role-cards.pdf" in files) == bool(session.scenes)
    assert ("quiz.pdf" in files) == ("quiz-key.pdf" in files) == bool(session.asked)


@pytest.mark.parametrize(("folder", "id_"), WORKSHOPS)
def test_what_is_quoted_exists_in_the_handbook(folder: str, id_: str) -> None:
    """Nothing between quotes is worded by us: it is a text, or a part of one, of this very handbook."""
    handbook = shipped(folder)
    corpus = "\n".join(printed(folder, text) for text in set(texts_in(handbook)))
    for name in pack(folder, id_):
        quoted = re.findall("\u201c([^\u201c\u201d]+)\u201d", read(folder, id_, name.removesuffix(".pdf")).text())
        assert [one for one in quoted if one not in corpus] == [], name


def test_participants_are_not_given_what_is_to_be_found_out() -> None:
    session = session_of("playbooks", RICH)
    handout, quiz = (read("playbooks", RICH, name).text() for name in ("handout", "quiz"))
    hidden = [scene.scenario.customer.hidden_loss for scene in session.scenes]
    reasons = [one.because for asked in session.asked for one in (*asked.question.rights, *asked.question.wrongs)]
    assert [one for one in hidden if printed("playbooks", one) in handout + quiz] == []
    assert [one for one in reasons if printed("playbooks", one) in handout + quiz] == []
    lines = [pair for slot in session.slots for _, pair in slot.pairs if pair.instead_of]
    answers = read("playbooks", RICH, "handout-with-answers").text()
    for pair in lines:
        assert printed("playbooks", pair.instead_of or "") in handout
        assert printed("playbooks", pair.say) not in handout
        assert printed("playbooks", pair.say) in answers
        assert printed("playbooks", pair.because) in answers


def test_the_staff_card_says_only_what_life_would_show() -> None:
    session = session_of("playbooks", RICH)
    letters = read("playbooks", RICH, "role-cards").letters
    for number, scene in enumerate(session.scenes):
        card = squeezed("".join(one.char for one in letters if one.page == number and one.x > 105 and one.y < 148.5))
        assert printed("playbooks", scene.scenario.setting) in card
        kept = [scene.scenario.customer.hidden_loss, scene.scenario.curveball, *scene.scenario.facts]
        kept += [*scene.scenario.ideal_path, *scene.scenario.fouls, scene.scenario.customer.softens_if]
        assert [one for one in kept if one and printed("playbooks", one) in card] == []


def test_role_cards_are_cut_apart_without_loss() -> None:
    """Each card in its quarter, nothing in its rim, no type of the play below 10.5 pt."""
    session = session_of("playbooks", RICH)
    cells = []
    for number, scene in enumerate(session.scenes):
        played = scene.scenario.customer
        texts = [
            [played.brief, played.feels, played.says_first, played.hidden_loss, played.escalates_if, played.softens_if],
            [scene.scenario.setting],
            [*scene.scenario.ideal_path, *scene.scenario.fouls],
            [*scene.scenario.facts],
        ]
        for quarter, wanted in enumerate(texts):
            x, y = quarter % 2 * 105.0, quarter // 2 * 148.5
            words = [typographic(one, english=True) for one in wanted]
            cells.append(Cell(number, x, y, 105.0, 148.5, words, least=10.5, name=f"{scene.ref} {quarter}"))
    assert check_pdf(pack("playbooks", RICH)["role-cards.pdf"], [(210, 297)] * len(session.scenes), cells) == []


def test_the_key_can_be_laid_beside_the_sheet() -> None:
    """All that stands on the sheet beside the fields to fill in stands on the key at the same place."""
    for id_ in (id_ for id_ in DENTAL if "quiz.pdf" in pack("playbooks", id_)):
        sheet, key = (read("playbooks", id_, name) for name in ("quiz", "quiz-key"))
        count = len(sheet.pages)
        places = [
            {(one.char, one.page, round(one.x, 1), round(one.y, 1)) for one in side.letters if 60 < one.y < 270}
            for side in (sheet, key)
        ]
        on_key = {place for place in places[1] if place[1] < count}
        assert places[0] == on_key, id_


def test_same_session_same_bytes_and_a_zip_in_the_order_of_use(tmp_path: Path) -> None:
    handbook, session = shipped(), session_of("playbooks", RICH)
    outputs = render_pack(handbook, session, STORE)
    # A cache that remembers nothing yet: all of it is made anew.
    again = render_pack(handbook, session, Cache(tmp_path))
    assert outputs == again
    made = pack_zip(handbook, session, outputs)
    assert made == pack_zip(handbook, session, again)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        names = archive.namelist()
        assert names == sorted(names) == [one.file for one in sheets_of(handbook, session)]
        assert names[0] == "01-checklist.pdf"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert [archive.read(name) for name in names] == [one.content for one in outputs]


def test_nothing_is_typeset_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time everything comes from the folder; another number of people makes what depends on it anew."""
    handbook = shipped()
    monkeypatch.setattr(pack_module, "slides_pptx", lambda *_: b"")
    workshop = next(one for one in handbook.workshops if one.id == RICH)
    render_pack(handbook, plan_session(handbook, workshop, 6), Cache(tmp_path))
    typeset: list[str] = []
    real = press.typeset
    monkeypatch.setattr(
        press, "typeset", lambda template, data, on: typeset.append(data["name"]) or real(template, data, on)
    )
    render_pack(handbook, plan_session(handbook, workshop, 6), Cache(tmp_path))
    assert typeset == []
    render_pack(handbook, plan_session(handbook, workshop, 9), Cache(tmp_path))
    changed = {"Attendance", "Brief for the manager", "Checklist", "Facilitator\u2019s guide", "Role cards"}
    assert set(typeset) == changed, "cards name the rounds in which their surprise is played"


def test_the_site_has_the_pack_of_every_workshop(monkeypatch: pytest.MonkeyPatch) -> None:
    handbook = shipped()
    monkeypatch.setattr(pack_module, "Cache", type("Store", (), {"beside": staticmethod(lambda _: STORE)}))
    monkeypatch.setattr(pack_module, "slides_pptx", lambda *_: b"")
    paths = [one.path for one in render_packs(handbook)]
    assert len(paths) == len(set(paths))
    for workshop in handbook.workshops:
        assert f"workshops/{workshop.id}.zip" in paths
        listed = [one.path for one in sheets_of(handbook, plan_session(handbook, workshop))]
        assert [path for path in listed if path not in paths] == []
