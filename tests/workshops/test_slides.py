"""Slides: they say what the handbook says, give nothing away, and every word fits its frame."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from functools import cache
from pathlib import Path

import pptx
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.learning import PlayedCustomer
from generator.rendering.cache import Cache
from generator.workshops.asking import lettered
from generator.workshops.content import Content
from generator.workshops.plan import plan_session
from generator.workshops.session import Session, Slot
from generator.workshops.sheets.guide import drill
from generator.workshops.slides.content import TASKS
from generator.workshops.slides.deck import slides_of, slides_pptx
from generator.workshops.slides.fit import BODY, FOOT, HIGH, LEVELS, TITLE, WIDE, Frame, body_height, fitted, title_size
from generator.workshops.slides.nouns import Block, Slide
from generator.workshops.slides.powerpoint import presentation
from generator.workshops.words import Words
from tests.workshops.shipped import ROOT, WORKSHOPS, session_of, shipped, texts_in

NO_OFFICE = "SLIDE RENDERING TEST SKIPPED: no LibreOffice (soffice) found"
every_workshop = pytest.mark.parametrize(("folder", "id_"), WORKSHOPS)


def _session(id_: str) -> Session:
    return session_of("playbooks", id_)


COMPOSED = re.compile(r"Group \d+: |[^:]+: up to \S+ for one event, without asking$|[^:]+: seat \d+. Staff: seat \d+.")
"""Words of ours around a title, a role's own limit, or numbers of seats."""


# ---- words


@cache
def _known(folder: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Every text of a handbook in print, and those that are long enough to begin a sentence of ours with."""
    words = Words(shipped(folder))
    known = frozenset(words(text) for text in texts_in(shipped(folder)))
    return known, tuple(text for text in known if len(text) > 12)


@every_workshop
def test_every_sentence_of_slides_and_notes_stands_in_the_handbook(folder: str, id_: str) -> None:
    """Captions of ours are few and short; whatever is longer must be a text of the same handbook."""
    known, begins = _known(folder)
    strangers = []
    for slide in slides_of(shipped(folder), session_of(folder, id_)):
        told = [block.text for block in slide.blocks] + [line for note in slide.notes for line in note.lines]
        strangers += [
            text
            for text in told
            if len(text.split()) > 7
            and text not in known
            and text not in TASKS.values()
            and not text.startswith(begins)  # an action and who takes over
            and not COMPOSED.match(text)
        ]
    assert strangers == []


def test_a_line_that_changes_in_a_playbook_changes_on_the_slide() -> None:
    handbook, session = shipped(), _session("sixty-minutes")
    playbook = session.playbooks[0]
    line = playbook.first_line.model_copy(update={"say": "Quite another line than before."})
    changed = playbook.model_copy(update={"first_line": line})
    before = [block.text for slide in slides_of(handbook, session) for block in slide.blocks]
    others = tuple(changed if one.id == changed.id else one for one in handbook.playbooks)
    fields = {name: getattr(handbook, name) for name in type(handbook).model_fields}
    fresh = type(handbook).model_construct(**(fields | {"playbooks": others}))
    after = [block.text for slide in slides_of(fresh, plan_session(fresh, session.workshop)) for block in slide.blocks]
    assert "Quite another line than before." in after
    assert "Quite another line than before." not in before


@every_workshop
def test_what_would_spoil_a_role_play_is_on_no_slide(folder: str, id_: str) -> None:
    """The hidden loss, what makes it better or worse and the surprise are in the coach's notes alone."""
    handbook, session = shipped(folder), session_of(folder, id_)
    words = Words(handbook)
    slides = slides_of(handbook, session)
    faces = "\n".join(block.text for slide in slides for block in slide.blocks)
    notes = "\n".join(line for slide in slides for note in slide.notes for line in note.lines)
    for scene in session.scenes:
        played: PlayedCustomer = scene.scenario.customer
        hidden = [played.hidden_loss, played.escalates_if, played.softens_if, scene.scenario.curveball]
        for text in filter(None, hidden):
            assert words(text) not in faces, text
            assert words(text) in notes, text


@every_workshop
def test_a_question_comes_before_its_answer_and_with_the_letters_of_the_sheet(folder: str, id_: str) -> None:
    handbook = shipped(folder)
    words = Words(handbook)
    shown = slides_of(handbook, session_of(folder, id_))
    for place, slot in enumerate(session_of(folder, id_).slots, start=1):
        if slot.segment.kind != "quiz":
            continue
        slides = [slide for slide in shown if slide.segment == place and slide.title.startswith("Question")]
        for number, asked in enumerate(slot.asked, start=1):
            mine = [slide for slide in slides if slide.title.startswith(f"Question {number} of {len(slot.asked)}")]
            reasons = {words(option.because) for option in lettered(asked)}
            asking = [slide for slide in mine if not any(block.text in reasons for block in slide.blocks)]
            assert asking == mine[: len(asking)]
            assert asking, asked.ref
            rows = {block.label: block.text for slide in asking for block in slide.blocks if block.style == "row"}
            for option in lettered(asked):
                assert rows[option.letter] == words(option.text)


def test_a_drill_shows_the_action_only_after_the_call() -> None:
    handbook, session = shipped(), _session("half-day")
    slides = slides_of(handbook, session)
    calls = [number for number, slide in enumerate(slides) if slide.title == "What do you do first?"]
    assert len(calls) == 6
    for number in calls:
        assert slides[number + 1].title.startswith("STOP: ")
        assert slides[number].tone == slides[number + 1].tone == "stop"


@every_workshop
def test_a_drill_on_slides_is_the_drill_of_the_guide(folder: str, id_: str) -> None:
    """The same call, and the same action is right: the coach reads one while the room sees the other."""
    handbook, session = shipped(folder), session_of(folder, id_)
    content = Content(handbook, session, Words(handbook))
    slides = slides_of(handbook, session)
    calls = [number for number, slide in enumerate(slides) if slide.title == "What do you do first?"]
    shown = [(slides[number].blocks[0].text, slides[number + 1].blocks[0].text) for number in calls]
    rows = [row for slot in session.slots if slot.segment.kind == "stop-card-drill" for row in _drilled(content, slot)]
    assert shown == rows


def _drilled(content: Content, slot: Slot) -> list[tuple[str, str]]:
    return [(row[0]["sub"], row[1]["text"]) for row in drill(content, slot.playbooks)["rows"]]


def test_clock_times_minutes_and_notes_are_those_of_the_plan() -> None:
    session = _session("sixty-minutes")
    slides = slides_of(shipped(), session)
    agenda = {block.text: block.label for block in slides[1].blocks}
    for slot in session.slots:
        assert agenda[Words(shipped())(slot.segment.title)] == slot.starts
        opening = next(slide for slide in slides if slide.clock == f"{slot.starts} to {slot.ends}")
        assert opening.minutes == slot.segment.minutes
        notes = {note.label: note.lines for note in opening.notes}
        assert len(notes["Say"]) == len(slot.segment.say)
    rounds = [slide for slide in slides if slide.title.startswith("Round ")]
    assert [slide.minutes for slide in rounds] == [3, 3, 3]
    assert rounds[0].blocks[0].label == next(slot for slot in session.slots if slot.rounds).rounds[0].starts


# ---- fit


def _fits(slide: Slide) -> bool:
    title = title_size(slide.title, slide.tone)
    return title is not None and body_height(slide.blocks, slide.level) <= BODY.height


@every_workshop
def test_every_shipped_slide_fits(folder: str, id_: str) -> None:
    assert [slide.title for slide in slides_of(shipped(folder), session_of(folder, id_)) if not _fits(slide)] == []


def test_nothing_the_room_reads_is_smaller_than_24_points() -> None:
    assert min(size for sizes in LEVELS for size in sizes.values()) >= 24


TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=900).filter(str.strip)
BLOCKS = st.builds(
    Block, TEXTS, st.sampled_from(["line", "text", "item", "row"]), st.text("abc dW", max_size=60).map(str.strip)
)


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=400), st.lists(BLOCKS, max_size=9))
def test_words_of_any_length_and_script_fit_and_none_is_lost(title: str, blocks: list[Block]) -> None:
    slides = fitted(Slide(title, tuple(blocks)))
    assert all(_fits(slide) for slide in slides)
    shown = "".join(block.text for slide in slides for block in slide.blocks)
    assert _letters(shown) == _letters("".join(block.text for block in blocks))


def _letters(text: str) -> str:
    return "".join(char for char in text if not char.isspace() and char not in "\u201c\u201d")


def test_a_slide_that_is_split_has_no_nearly_empty_part() -> None:
    slides = fitted(Slide("Steps", tuple(Block(f"Step {number} " + "of many words " * 8) for number in range(10))))
    assert len(slides) > 1
    counts = [len(slide.blocks) for slide in slides]
    assert max(counts) - min(counts) <= 1
    assert slides[0].title == f"Steps (1 of {len(slides)})"


# ---- the PowerPoint file


@pytest.fixture(scope="module")
def made() -> bytes:
    return slides_pptx(shipped(), _session("sixty-minutes"))


def test_the_file_has_titles_notes_and_the_shape_of_a_projector(made: bytes) -> None:
    slides = slides_of(shipped(), _session("sixty-minutes"))
    file = pptx.Presentation(io.BytesIO(made))
    assert file.slide_width * 9 == file.slide_height * 16
    assert len(file.slides) == len(slides)
    for page, slide in zip(file.slides, slides, strict=True):
        assert page.shapes.title is not None
        assert page.shapes.title.text_frame.text == slide.title
        noted = page.notes_slide.notes_text_frame
        assert noted is not None
        assert all(line in noted.text for note in slide.notes for line in note.lines)
        # Only title, body and footer, all of them words: nothing on a slide needs a description.
        assert len(page.shapes) == 3
        assert all(shape.has_text_frame for shape in page.shapes)


def test_same_session_same_bytes_and_no_date_of_today(made: bytes) -> None:
    handbook, session = shipped(), _session("sixty-minutes")
    words = Words(handbook)
    again = presentation(slides_of(handbook, session), words(session.workshop.title), handbook.practice.language)
    assert again == made
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    about = pptx.Presentation(io.BytesIO(made)).core_properties
    assert about.created is not None
    assert (about.created.year, about.title) == (2020, "Sixty minutes on waiting")


def test_texts_are_text_in_the_file() -> None:
    hostile = "<a:br/>&amp; {{ 7*7 }} ]]> \ufffe\uffff _x0041_ =1+1"
    slides = fitted(Slide(hostile, (Block(hostile),)))
    file = pptx.Presentation(io.BytesIO(presentation(slides, hostile, "en")))
    assert file.slides[0].placeholders[1].text_frame.text == hostile.replace("\ufffe\uffff", "\ufffd\ufffd")


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[Slide]]]:
    """Every shipped deck and one of the longest words, as LibreOffice shows them."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip(NO_OFFICE)
    folder = tmp_path_factory.mktemp("slides")
    cache = Cache.beside(ROOT / "playbooks")
    decks: dict[str, list[Slide]] = {}
    for place, id_ in WORKSHOPS:
        name = f"{place.replace('/', '-')}-{id_}"
        decks[name] = list(slides_of(shipped(place), session_of(place, id_)))
        (folder / f"{name}.pptx").write_bytes(slides_pptx(shipped(place), session_of(place, id_), cache))
    long = ["W" * 200, "word " * 300, "Ein Donaudampfschifffahrtsgesellschaftskapit\u00e4n " * 20, "iI1l." * 90]
    decks["long"] = [
        part
        for text in long
        for style in ("line", "text", "item", "row")
        for part in fitted(Slide(text, (Block(text, style, "A label" if style != "item" else ""),), tone="stop"))
    ]
    (folder / "long.pptx").write_bytes(presentation(decks["long"], "Long", "en"))
    # A profile of its own: an office that runs already would take the work and not wait.
    command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), *map(str, sorted(folder.glob("*.pptx")))]
    subprocess.run(command, check=True, capture_output=True, timeout=280)
    return folder, decks


def test_libreoffice_shows_as_many_pages_and_no_word_outside_its_frame(
    rendered: tuple[Path, dict[str, list[Slide]]],
) -> None:
    folder, decks = rendered
    for name, slides in decks.items():
        with pypdfium2.PdfDocument(folder / f"{name}.pdf") as document:
            assert len(document) == len(slides), name
            outside = [f"{name} {number}: {at}" for number, page in enumerate(document, 1) for at in _outside(page)]
        assert outside == []


def _outside(page: pypdfium2.PdfPage) -> list[str]:
    """The letters of a page that are not in the frame of title, body or footer, with their places in points."""
    wide, high = page.get_size()
    scale = WIDE / wide
    assert round(high * scale) == HIGH
    text = page.get_textpage()
    found = []
    for index in range(text.count_chars()):
        left, low, right, top = (place * scale for place in text.get_charbox(index))
        inside = left >= BODY.left - 1 and right <= BODY.left + BODY.width + 1
        # A space at the end of a line has no ink. Places of the file count from the bottom up.
        if text.get_text_range(index, 1).strip() and not (
            inside and any(_holds(frame, HIGH - top, HIGH - low) for frame in (TITLE, BODY, FOOT))
        ):
            found.append(f"{text.get_text_range(index, 1)!r} at {left:.0f}, {HIGH - top:.0f}")
    return found


def _holds(frame: Frame, top: float, bottom: float) -> bool:
    return top >= frame.top - 1 and bottom <= frame.top + frame.height + 1
