"""Finished PDFs, read back by a checker that knows nothing of how they were made."""

from __future__ import annotations

import io
import itertools
import pickle
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pdfplumber
import pytest

from generator.cards.content import DeskCard
from generator.cards.fit import Fit
from generator.cards.press import Imprint, Press
from generator.cards.sheets import Plan, SheetError
from generator.cards.sizes import SIZES
from generator.rendering.cache import Cache
from tests.cards.conftest import DAY, ROOT, some
from tests.cards.expected import expected_cells
from tests.cards.pdf_checker import MM, check_pdf
from tests.cards.random_cards import HOSTILE, hostile_card, random_cards

WAYS = [("fold", "none"), ("nup", "long"), ("nup", "short"), ("nup", "none"), ("single", "none")]


def printed(
    press: Press, cards: list[DeskCard], size: str, paper: str, layout: str, duplex: str
) -> tuple[bytes, dict[str, Fit], list[DeskCard]]:
    plan = Plan(SIZES[size], paper=paper, layout=layout, duplex=duplex)  # type: ignore[index, arg-type]
    fits = press.fits(cards, plan)
    good = [card for card in cards if fits[card.id].ok]
    return press.pdf(good, fits, plan, "Desk cards"), fits, good


@pytest.mark.parametrize(("layout", "duplex"), WAYS)
@pytest.mark.parametrize(("size", "paper"), list(itertools.product(SIZES, ("a4", "letter"))))
def test_every_size_paper_and_layout(
    press: Press, dental_cards: list[DeskCard], size: str, paper: str, layout: str, duplex: str
) -> None:
    """All words in their own cell, nothing beyond the edge, no small type, fonts inside, QR codes read."""
    cards = some(dental_cards, 2)
    try:
        pdf, fits, good = printed(press, cards, size, paper, layout, duplex)
    except SheetError:
        assert layout == "fold"
        return
    assert good == cards
    pages, cells = expected_cells(good, fits, size, paper, layout, duplex)
    assert check_pdf(pdf, pages, cells, marks=layout != "single") == []


def test_every_shipped_card(press: Press, dental_cards: list[DeskCard]) -> None:
    pdf, fits, good = printed(press, dental_cards, "a6", "a4", "fold", "none")
    assert good == dental_cards
    pages, cells = expected_cells(good, fits, "a6", "a4", "fold", "none")
    assert check_pdf(pdf, pages, cells) == []


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_no_random_card_that_is_called_fitting_fails(press: Press, seed: int) -> None:
    """A part of what scripts/fuzz_cards.py does at length."""
    size = list(SIZES)[seed % 4]
    pdf, fits, good = printed(press, random_cards(15, seed), size, "a4", "nup", "long")
    assert len(good) > 5
    pages, cells = expected_cells(good, fits, size, "a4", "nup", "long")
    assert check_pdf(pdf, pages, cells) == []


@pytest.mark.parametrize("kind", ["recovery", "stop-card"])
def test_hostile_words_print_as_themselves(press: Press, kind: str) -> None:
    cards = [hostile_card(kind, number, text) for number, text in enumerate(HOSTILE)]
    pdf, fits, good = printed(press, cards, "a6", "a4", "single", "none")
    assert len(good) == len(cards)
    pages, cells = expected_cells(good, fits, "a6", "a4", "single", "none")
    assert check_pdf(pdf, pages, cells, marks=False) == []


@pytest.mark.parametrize("duplex", ["long", "short"])
@pytest.mark.parametrize(("size", "paper"), [("a6", "a4"), ("4x6", "letter"), ("a5", "a4"), ("half-letter", "letter")])
def test_fronts_and_backs_lie_on_each_other(
    press: Press, dental_cards: list[DeskCard], size: str, paper: str, duplex: str
) -> None:
    """Within 0.1 mm, measured in the PDF: the first letters of both sides stand at the same corner of the card."""
    plan = Plan(SIZES[size])  # type: ignore[index]
    cards = [card for card in dental_cards if card.kind == "recovery"]
    fits = press.fits(cards, plan)
    chosen = [card for card in cards if fits[card.id].sides == 2][:3]
    pdf, fits, _ = printed(press, chosen, size, paper, "nup", duplex)
    alone, _, _ = printed(press, chosen[:1], size, paper, "single", "none")
    with pdfplumber.open(io.BytesIO(alone)) as document:
        ((inset_x, inset_y),) = _marks(document.pages[0])
    width, height = SIZES[size].width, SIZES[size].height  # type: ignore[index]
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        for front, back in zip(document.pages[::2], document.pages[1::2], strict=True):
            fronts, backs = ([(x - inset_x, y - inset_y) for x, y in _marks(page)] for page in (front, back))
            page_width, page_height = float(front.width) / MM, float(front.height) / MM
            sideways = (duplex == "long") == (page_width < page_height)
            expected = sorted(
                (page_width - x - width, y) if sideways else (x, page_height - y - height) for x, y in fronts
            )
            assert len(expected) == len(backs) > 0
            for (x, y), (want_x, want_y) in zip(sorted(backs), expected, strict=True):
                assert abs(x - want_x) < 0.1
                assert abs(y - want_y) < 0.1


def _marks(page: pdfplumber.page.Page) -> list[tuple[float, float]]:
    """Where the small square stands that opens every side of a recovery card, in mm."""
    squares = [rect for rect in page.rects if abs(rect["width"] - 6.4) < 0.01 and abs(rect["height"] - 6.4) < 0.01]
    return sorted({(round(rect["x0"] / MM, 3), round(rect["top"] / MM, 3)) for rect in squares})


def test_same_words_same_bytes(dental_cards: list[DeskCard], fold: Plan) -> None:
    """In another process, with another seed for hashes, in another folder and another time zone."""
    code = (
        "import hashlib, pathlib, sys; sys.path.insert(0, sys.argv[1])\n"
        "from tests.cards.conftest import *\n"
        "cards = desk_cards(loaded('playbooks'))[:3]\n"
        "press = Press(Imprint('Harbour Street Dental', 'en', DAY), Cache(None))\n"
        "plan = Plan(SIZES['a6'])\n"
        "print(hashlib.sha256(press.pdf(cards, press.fits(cards, plan), plan, 'Desk cards')).hexdigest())"
    )
    hashes = set()
    for seed, zone, folder in (("1", "UTC", ROOT), ("2", "Pacific/Auckland", "/")):
        done = subprocess.run(
            [sys.executable, "-c", code, str(ROOT)],
            cwd=folder,
            env={"PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        )
        hashes.add(done.stdout)
    assert len(hashes) == 1


def test_the_pdf_is_tagged_titled_and_in_a_language(
    press: Press, dental_cards: list[DeskCard], fold: Plan, tmp_path
) -> None:  # type: ignore[no-untyped-def]
    cards = some(dental_cards, 4)
    pdf = press.pdf(cards, press.fits(cards, fold), fold, "Harbour Street Dental: desk cards")
    assert b"/StructTreeRoot" in pdf
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        catalog = document.doc.catalog
        assert catalog["Lang"] == b"en"
        assert catalog["MarkInfo"]["Marked"] is True
        assert document.metadata["Title"] == "Harbour Street Dental: desk cards"
    assert b"pdfuaid" in pdf


def test_reading_order_is_the_order_of_the_moment(press: Press, dental_cards: list[DeskCard]) -> None:
    """The words of a side stand in the file as they are to be heard: when, the first line, the steps."""
    card = next(card for card in dental_cards if card.id == "appointment-not-in-book")
    plan = Plan(SIZES["a6"], layout="single")
    with pdfplumber.open(io.BytesIO(press.pdf([card], press.fits([card], plan), plan, "One"))) as document:
        text = "".join(char["text"] for char in document.pages[0].chars).replace(" ", "").replace("\u00a0", "")
    assert card.say is not None
    wanted = [card.title.text, card.when.text, card.say.text, *(step.line.text for step in card.steps)]
    places = [text.find(words.replace(" ", "")) for words in wanted]
    assert places == sorted(places)
    assert places[0] >= 0


def test_every_text_has_a_contrast_of_7_in_grey(press: Press, dental_cards: list[DeskCard]) -> None:
    plan = Plan(SIZES["a6"], layout="single")
    cards = some(dental_cards, 6)
    papers, inks = set(), set()
    with pdfplumber.open(io.BytesIO(press.pdf(cards, press.fits(cards, plan), plan, "Grey"))) as document:
        for page in document.pages:
            for char in page.chars:
                ink = _luminance(char["non_stroking_color"])
                # The smallest filled shape around a letter is what it stands on; without one, paper.
                under = [
                    shape
                    for shape in [*page.rects, *page.curves]
                    if shape["fill"] and shape["non_stroking_color"] is not None and _holds(shape, char)
                ]
                shape = min(under, key=lambda one: one["width"] * one["height"], default=None)
                paper = _luminance(shape["non_stroking_color"]) if shape else 1.0
                lighter, darker = max(ink, paper), min(ink, paper)
                assert (lighter + 0.05) / (darker + 0.05) >= 7, (char["text"], ink, paper)
                papers.add(round(paper, 2))
                inks.add(round(ink, 2))
    assert {0.0, 1.0} <= inks
    assert len(papers) >= 4, "bands, the grey of the first line, pills and plain paper were all looked at"


def _holds(shape: dict, char: dict) -> bool:  # type: ignore[type-arg]
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(shape["x0"] <= x <= shape["x1"] and shape["top"] <= y <= shape["bottom"])


def _luminance(colour: tuple[float, ...] | float) -> float:
    parts = colour if isinstance(colour, (tuple, list)) else (colour,)
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return linear[0] if len(linear) == 1 else 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_without_a_web_address_a_card_says_where_to_look(
    press: Press, dental_cards: list[DeskCard], fold: Plan
) -> None:
    card = replace(dental_cards[0], address=f"defects/{dental_cards[0].id}.html")
    assert card.url == ""
    pdf = press.pdf([card], press.fits([card], fold), fold, "One")
    pages, cells = expected_cells([card], press.fits([card], fold), "a6", "a4", "fold", "none")
    cells[-1].texts += ["The whole plan is in the handbook:", f"defects/{card.id}.html"]
    cells[-1].least = 8.0
    assert check_pdf(pdf, pages, cells) == []


def test_cards_that_do_not_fit_are_never_printed(press: Press, fold: Plan) -> None:
    cards = random_cards(40, 5)
    fits = press.fits(cards, fold)
    bad = [card for card in cards if not fits[card.id].ok]
    assert bad
    with pytest.raises(ValueError, match="never printed"):
        press.pdf(bad[:1], fits, fold, "No")


def test_one_edit_typesets_one_card(
    dental_cards: list[DeskCard], fold: Plan, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    from generator.cards import fit as fit_module
    from generator.cards import press as press_module

    imprint = Imprint("Harbour Street Dental", "en", DAY)
    cards = dental_cards[:5]

    def all_singles(some_cards: list[DeskCard]) -> list[bytes]:
        # A press of its own each time: what it knows comes from the folder.
        made = Press(imprint, Cache(tmp_path))
        fits = made.fits(some_cards, fold)
        return [made.pdf([card], fits, fold, card.title.text) for card in some_cards]

    first = all_singles(cards)
    measured, typeset = [], []
    real_measured, real_typeset = fit_module.measured, press_module.typeset
    monkeypatch.setattr(
        fit_module, "measured", lambda *args: measured.append(len(args[1]["cards"])) or real_measured(*args)
    )
    monkeypatch.setattr(
        press_module, "typeset", lambda *args: typeset.append(len(args[1]["cards"])) or real_typeset(*args)
    )
    assert all_singles(cards) == first
    assert (measured, typeset) == ([], [])
    edited = replace(cards[2], when=replace(cards[2].when, text="Another moment."))
    again = all_singles([*cards[:2], edited, *cards[3:]])
    assert (measured, typeset) == ([1], [1])
    assert [one == other for one, other in zip(first, again, strict=True)] == [True, True, False, True, True]


@pytest.mark.parametrize(("layout", "duplex", "on_a_sheet"), [("fold", "none", 2), ("nup", "long", 4)])
def test_one_edit_sets_one_sheet_of_a_deck_anew(
    dental_cards: list[DeskCard], monkeypatch: pytest.MonkeyPatch, layout: str, duplex: str, on_a_sheet: int
) -> None:
    """The sheets on which the edited card does not lie are taken as they were, and what comes of it is whole."""
    from generator.cards import press as press_module

    cards = dental_cards[:20]
    fold = Plan(SIZES["a6"], layout=layout, duplex=duplex)  # type: ignore[arg-type]
    press = Press(Imprint("Harbour Street Dental", "en", DAY), Cache(None))
    first = press.pdf(cards, press.fits(cards, fold), fold, "Deck")
    typeset: list[int] = []
    real_typeset = press_module.typeset
    monkeypatch.setattr(
        press_module, "typeset", lambda *args: typeset.append(len(args[1]["cards"])) or real_typeset(*args)
    )
    edited = [*cards[:9], replace(cards[9], when=replace(cards[9].when, text="Another moment.")), *cards[10:]]
    fits = press.fits(edited, fold)
    press.imprint = replace(press.imprint, on=DAY + timedelta(1))
    second = press.pdf(edited, fits, fold, "Deck")
    assert typeset == [on_a_sheet]
    pages, cells = expected_cells(edited, fits, "a6", "a4", layout, duplex)
    assert check_pdf(second, pages, cells) == []
    assert (b"D:20261122" in first, b"D:20261123" in second) == (True, True)
    press.imprint = replace(press.imprint, on=DAY)
    assert press.pdf(cards, press.fits(cards, fold), fold, "Deck") == first


def test_what_is_remembered_makes_no_difference(dental_cards: list[DeskCard], fold: Plan, tmp_path: Path) -> None:
    """A deck is the same bytes, whether all of it is set now, or some of it was set in other company before."""
    cards = dental_cards[:7]
    imprint = Imprint("Harbour Street Dental", "en", DAY)

    def deck(folder: Path, some_cards: list[DeskCard]) -> bytes:
        made = Press(imprint, Cache(folder))
        return made.pdf(some_cards, made.fits(some_cards, fold), fold, "Deck")

    fresh = deck(tmp_path / "fresh", cards)
    edited = replace(cards[2], when=replace(cards[2].when, text="Another moment."))
    for before in (cards[3:], cards[:5][::-1], [*cards[:2], edited, *cards[3:]]):
        deck(tmp_path / "used", before)
    assert deck(tmp_path / "used", cards) == fresh


def test_what_is_remembered_needs_no_engine(dental_cards: list[DeskCard], tmp_path: Path) -> None:
    """Neither Typst nor what makes QR codes nor the model is loaded to print what was printed before."""
    (tmp_path / "cards").write_bytes(pickle.dumps(dental_cards[:3]))
    code = (
        "import pathlib, pickle, sys; sys.path.insert(0, sys.argv[1])\n"
        "from datetime import date\n"
        "from generator.cards.press import Imprint, Press\n"
        "from generator.cards.sheets import Plan\n"
        "from generator.cards.sizes import SIZES\n"
        "from generator.rendering.cache import Cache\n"
        "cards = pickle.loads(pathlib.Path('cards').read_bytes())\n"
        "plan, store = Plan(SIZES['a6']), Cache(pathlib.Path('remembered'))\n"
        "press = Press(Imprint('P', 'en', date(2026, 1, 1)), store)\n"
        "press.pdf(cards, press.fits(cards, plan), plan, 'Deck')\n"
        "print(*sorted({'typst', 'segno', 'jinja2', 'pydantic'} & sys.modules.keys()))"
    )
    command = [sys.executable, "-c", code, str(ROOT)]
    loaded = [
        subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout.split()
        for _ in range(2)
    ]
    assert loaded == [["segno", "typst"], []]
