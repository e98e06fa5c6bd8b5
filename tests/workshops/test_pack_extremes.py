"""Packs at their edges: words that mean something to a machine, words without end, many people, few scenes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.model.handbook import Handbook
from generator.model.learning import Option, PlayedCustomer, Question, Scenario
from generator.model.playbook import Playbook
from generator.model.workshop import Group, Rounds, Segment, Workshop
from generator.rendering.cache import Cache
from generator.rendering.typography import typographic
from generator.workshops.content import Content
from generator.workshops.pack import render_pack, sheets_of
from generator.workshops.plan import plan_session
from generator.workshops.rules import check_packs
from generator.workshops.sheets.registry import SHEETS
from generator.workshops.sheets.rolecards import sets_needed
from generator.workshops.words import Words
from tests.cards.pdf_checker import Cell, check_pdf, squeezed
from tests.cards.random_cards import HOSTILE
from tests.quizzes.conftest import read_every_type
from tests.workshops.pack_reader import Letter, faults, read_pdf
from tests.workshops.shipped import shipped

LONG = ("Everybody waits, and nobody says for how long it will be. " * 400)[:20_000].strip()
PAGES = LONG[:7_000]
"""More than a page of it, in any type."""
WIDE = "Overlooked" * 60
STORE = Cache(None)


def scene(number: int = 0, **fields: Any) -> Scenario:
    said = {name: f"{name} {number}." for name in PlayedCustomer.model_fields}
    data = {"id": f"scene-{number}", "setting": f"Setting {number}.", "ideal_path": ("First.", "Then.")}
    return Scenario(**(data | {"customer": PlayedCustomer(**(said | fields.pop("customer", {})))} | fields))


def with_playbook(handbook: Handbook, **fields: Any) -> Handbook:
    """The handbook with its first recovery changed. Made anew, for a copy would keep what was worked out before."""
    old = next(one for one in handbook.playbooks if one.kind == "recovery")
    new = Playbook.model_construct(**({name: getattr(old, name) for name in Playbook.model_fields} | fields))
    parts = {name: getattr(handbook, name) for name in Handbook.model_fields}
    playbooks = tuple(new if one is old else one for one in handbook.playbooks)
    return Handbook.model_construct(**(parts | {"playbooks": playbooks}))


def workshop(handbook: Handbook, **fields: Any) -> Workshop:
    """A role play, a page walk and a quiz on the first recovery."""
    play = Rounds(count=3, play=3, feedback=4, reset=1)
    segments = (
        Segment(id="walk", kind="page-walk", title="Walk", minutes=10, aim="Known."),
        Segment(id="play", kind="role-play", title="Play", minutes=24, aim="Played.", rounds=play),
        Segment(id="quiz", kind="quiz", title="Quiz", minutes=30, aim="Asked."),
    )
    data = {
        "id": "edge", "file": "workshops/edge.yml", "title": "An edge", "aim": "Nothing falls off.",
        "audience": "All.", "outcomes": ("It is printed.",), "owner": handbook.practice.approver,
        "defects": (next(one.id for one in handbook.playbooks if one.kind == "recovery"),),
        "group": Group(least=1, most=30, plan_for=6), "segments": segments, "starts": "09:00",
    }  # fmt: skip
    return Workshop(**(data | fields))


def made(handbook: Handbook, people: int = 6, only: tuple[str, ...] = (), **fields: Any) -> dict[str, bytes]:
    session = plan_session(handbook, workshop(handbook, **fields), people)
    names = only or tuple(one.name for one in sheets_of(handbook, session) if one.copies)
    outputs = render_pack(handbook, session, STORE, only=names)
    return {Path(one.path).stem: one.content for one in outputs if isinstance(one.content, bytes)}


def wrong(files: dict[str, bytes]) -> Iterator[str]:
    for name, pdf in files.items():
        paper = "a3" if name == "poster-a3" else "a4"
        yield from (f"{name}: {fault}" for fault in faults(pdf, paper, marks=name == "role-cards"))


def set_in(text: str) -> str:
    return squeezed(typographic(text, english=True))


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    return with_playbook(shipped(), scenarios=(scene(),), red_flags=())


@pytest.mark.parametrize("part", range(0, len(HOSTILE), 9))
def test_hostile_words_print_as_themselves(handbook: Handbook, part: int) -> None:
    words = HOSTILE[part : part + 9]
    scenes = tuple(
        scene(
            number, setting=text, facts=(text,), curveball=text, fouls=(text,), ideal_path=(text,), stop_when=text,
            customer=dict.fromkeys(PlayedCustomer.model_fields, text),
        )
        for number, text in enumerate(words)
    )  # fmt: skip
    hostile = with_playbook(handbook, scenarios=scenes)
    segments = tuple(
        Segment(id=f"s{number}", kind="talk", title=text, minutes=5, aim=text, do=(text,), say=(text,), expect=(text,))
        for number, text in enumerate(words)
    )
    segments += workshop(handbook).segments[1:2]
    files = made(hostile, title=words[0], before=words, after=words, brief=words, outcomes=words, segments=segments)
    assert list(wrong(files)) == []
    guide, brief, cards = (
        read_pdf(files[name]).text(whole=True) for name in ("facilitators-guide", "managers-brief", "role-cards")
    )
    for text in words:
        assert guide.count(set_in(text)) >= 5
        assert set_in(text) in brief
        assert cards.count(set_in(text)) >= 12


def test_what_does_not_fit_on_a_card_goes_on_over_another(handbook: Handbook) -> None:
    """A brief of 20,000 letters: every word is there, in order, on cards of the same role, in type of 10.5 pt."""
    files = made(with_playbook(handbook, scenarios=(scene(customer={"brief": LONG}),)), only=("role-cards",))
    read = read_pdf(files["role-cards"])
    pages = len(read.pages)
    assert pages > 3
    quarters = [(page, x, y) for page in range(pages) for y in (0.0, 148.5) for x in (0.0, 105.0)]
    cells = [Cell(page, x, y, 105.0, 148.5, least=8.0, name=f"{page} {x} {y}") for page, x, y in quarters]
    assert check_pdf(files["role-cards"], [(210, 297)] * pages, cells) == []
    customers = [
        [one for one in read.letters if _quarter(one) == (page, x, y) and one.y - y > 20] for page, x, y in quarters
    ]
    told = "".join(squeezed("".join(one.char for one in card if one.size >= 10.4)) for card in customers)
    assert set_in(LONG) in told.replace("\u2026", "")
    whole = read.text(whole=True)
    count = max(number for number in range(1, 80) if f"Patient{number}of" in whole)
    assert all(f"Patient{number}of{count}" in whole for number in range(1, count + 1))


def _quarter(one: Letter) -> tuple[int, float, float]:
    return one.page, 105.0 * (one.x > 105), 148.5 * (one.y > 148.5)


def test_texts_without_end_run_over_pages_and_not_off_them(handbook: Handbook) -> None:
    line = handbook.playbooks[0].first_line.model_copy(update={"say": PAGES, "instead_of": WIDE, "because": PAGES})
    endless = with_playbook(
        handbook, first_line=line, definition=PAGES, scenarios=(scene(setting=PAGES, ideal_path=(WIDE, PAGES)),)
    )
    segments = (
        Segment(
            id="talk", kind="talk", title=PAGES, minutes=5, aim=PAGES, do=(PAGES,), say=(WIDE,), ask=(PAGES, PAGES)
        ),
        Segment(id="loss", kind="group-work", title=WIDE, minutes=5, aim=WIDE, expect=(WIDE,), materials=(PAGES,)),
        *workshop(handbook).segments,
    )
    files = made(endless, title=PAGES, aim=PAGES, before=(PAGES,), brief=(WIDE,), segments=segments)
    assert list(wrong(files)) == []
    guide = read_pdf(files["facilitators-guide"]).text()
    assert guide.count(set_in(WIDE)) >= 4
    for name, least in (("facilitators-guide", 5), ("handout", 1), ("managers-brief", 1), ("checklist", 1)):
        assert read_pdf(files[name]).text().count(set_in(PAGES)) >= least, name


@pytest.mark.parametrize("count", [1, 40])
def test_one_scene_and_forty(handbook: Handbook, count: int) -> None:
    many = with_playbook(handbook, scenarios=tuple(map(scene, range(count))))
    files = made(many)
    assert list(wrong(files)) == []
    cards = read_pdf(files["role-cards"])
    assert len(cards.pages) == count
    text = cards.text(whole=True)
    assert all(f"Scene{number}" in text and f"Setting{number - 1}." in text for number in range(1, count + 1))


def test_what_an_author_left_out_leaves_no_hole(handbook: Handbook) -> None:
    """No curveball, no facts, no fouls, no quiz, no rubric: no caption without words under it, no empty sheet."""
    parts = {name: getattr(handbook, name) for name in Handbook.model_fields}
    bare = with_playbook(Handbook.model_construct(**(parts | {"rubric": None})), quiz=(), stay=None, promise=None)
    files = made(bare)
    assert {"quiz", "quiz-key", "observer-sheet"} & files.keys() == set()
    assert list(wrong(files)) == []
    text = read_pdf(files["role-cards"]).text(whole=True)
    assert not [caption for caption in ("Curveball", "Facts", "Fouls", "Itends") if caption in text]


@pytest.mark.parametrize("people", [1, 2, 3, 7, 30])
def test_any_number_of_people(handbook: Handbook, people: int) -> None:
    """Seats in the guide, rows in the list, copies in the checklist."""
    session = plan_session(handbook, workshop(handbook), people)
    content = Content(handbook, session, Words(handbook))
    files = made(handbook, people, only=("facilitators-guide", "attendance", "checklist", "role-cards"))
    assert list(wrong(files)) == []
    copies = {one.name: one.copies for one in sheets_of(handbook, session)}
    assert copies["handout"] == copies["quiz"] == copies["sign-off"] == people
    groups = max(1, people // 3)
    # There is one scene: each group plays it at once, with a set of its own.
    assert copies["role-cards"] == sets_needed(content) == groups
    # One person plays with the coach, and nobody is left to watch.
    assert copies["observer-sheet"] >= (3 * groups if people > 1 else 1)
    printed = read_pdf(files["checklist"]).text()
    assert f"For{people}p" in printed
    for sheet in SHEETS:
        if sheet.needed(content):
            assert set_in(sheet.title) in printed


def test_every_type_of_question_is_printed_with_its_key(tmp_path: Path) -> None:
    base = read_every_type(tmp_path / "playbooks")
    playbook = next(one for one in base.playbooks if len({question.type for question in one.quiz}) == 7)
    refs = tuple(f"{playbook.id}/{question.id}" for question in playbook.quiz)
    segments = (Segment(id="quiz", kind="quiz", title="Quiz", minutes=30, aim="Asked.", questions=refs),)
    files = made(base, segments=segments, defects=(playbook.id,), only=("quiz", "quiz-key"))
    assert list(wrong(files)) == []
    sheet, key = (read_pdf(files[name]).text() for name in ("quiz", "quiz-key"))
    english = base.practice.language.startswith("en")
    for question in playbook.quiz:
        assert squeezed(typographic(question.prompt, english=english)) in sheet
        shown = [option.text for option in _shown(question)]
        assert [text for text in shown if squeezed(typographic(text, english=english)) not in sheet] == [], question.id
        reasons = [option.because for option in (*question.wrongs, *question.rights)]
        reasons += [choice.because for turn in question.turns for choice in turn.choices]
        assert [text for text in reasons if squeezed(typographic(text, english=english)) not in key] == [], question.id
        assert [text for text in reasons if squeezed(typographic(text, english=english)) in sheet] == [], question.id


def _shown(question: Question) -> list[Option]:
    """What stands on the sheet to be chosen: nothing where a line is to be written."""
    return [] if question.type in ("type-line", "match") else [*question.wrongs, *question.rights]


def test_letter_paper(handbook: Handbook) -> None:
    parts = {name: getattr(handbook, name) for name in Handbook.model_fields}
    practice = handbook.practice.model_copy(update={"paper": "letter"})
    files = made(Handbook.model_construct(**(parts | {"practice": practice})))
    for name, pdf in files.items():
        paper = "a3" if name == "poster-a3" else "letter"
        assert faults(pdf, paper, marks=name == "role-cards") == [], name
    cells = [Cell(0, x, y, 107.95, 139.7, least=8.0) for x in (0.0, 107.95) for y in (0.0, 139.7)]
    assert check_pdf(files["role-cards"], [(215.9, 279.4)], cells) == []


def test_a_character_that_cannot_be_printed_is_found_with_its_place(handbook: Handbook) -> None:
    smiling = with_playbook(handbook, scenarios=(scene(setting="At the desk \U0001f600"),))
    parts = {name: getattr(smiling, name) for name in Handbook.model_fields}
    planned = workshop(handbook, title="Waiting \u4f60")
    book = Handbook.model_construct(**(parts | {"workshops": (planned,)}))
    found = {(one.code, one.where.file, one.where.path, one.where.phrase) for one in check_packs(book, frozenset())}
    file = next(one.file for one in book.playbooks if one.scenarios and one.scenarios[0].id == "scene-0")
    assert found == {
        ("card-no-glyph", "workshops/edge.yml", ("title",), "\u4f60"),
        ("card-no-glyph", file, ("scenarios", 0, "setting"), "\U0001f600"),
    }
    assert list(check_packs(book, frozenset({"workshops/edge.yml"}))) == []
    assert list(check_packs(shipped(), frozenset())) == []
