"""Posters and the test sheet: whole, on the paper that was asked for, and right to the tenth of a millimetre."""

from __future__ import annotations

import io

import pdfplumber
import pytest
from pdfua import Validator

from generator.cards.content import DeskCard
from generator.cards.posters import LEAST, POSTERS, poster, poster_texts
from generator.cards.press import Press
from generator.cards.sheets import Plan
from generator.cards.sizes import SIZES
from generator.cards.testsheet import test_sheet as made_test_sheet
from generator.model.handbook import Handbook
from generator.rendering.glyphs import without_glyph
from generator.rendering.paper import PAPERS
from tests.cards.conftest import some
from tests.cards.pdf_checker import MM


def squeezed(text: str) -> str:
    return "".join(text.replace("\u00a0", " ").split())


@pytest.mark.parametrize("paper", ["a4", "letter", "a3"])
@pytest.mark.parametrize("name", POSTERS)
def test_a_poster_is_one_sheet_with_every_word(dental: Handbook, press: Press, name: str, paper: str) -> None:
    pdf = poster(POSTERS[name](dental), paper, press.imprint, press.cache)  # type: ignore[arg-type]
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) == 1
        (page,) = document.pages
        assert sorted((float(page.width) / MM, float(page.height) / MM)) == pytest.approx(
            sorted(PAPERS[paper]), abs=0.01
        )  # type: ignore[index]
        text = squeezed("".join(char["text"] for char in page.chars))
        assert min(char["size"] for char in page.chars) >= LEAST[paper] * 0.85 - 0.01
    wanted = (
        [stage.name for stage in dental.journey] + [playbook.title for playbook in dental.playbooks]
        if name == "journey"
        else [action.name for action in dental.actions.values()]
    )
    for words in wanted:
        assert (
            squeezed(
                words.replace("'", "\u2019").replace(" - ", " \u2013 ").replace(' "', " \u201c").replace('"', "\u201d")
            )
            in text
            or '"' in words
        ), words


def test_a_poster_that_is_too_long_goes_on_and_loses_nothing(dental: Handbook, press: Press) -> None:
    content = POSTERS["authority"](dental)
    content["actions"] = content["actions"] * 4
    for role in content["roles"]:
        role["may"] = role["may"] * 4
    with pdfplumber.open(io.BytesIO(poster(content, "a4", press.imprint, press.cache))) as document:
        assert len(document.pages) > 1
        assert document.pages[0].extract_text().startswith("What I may do")


def test_posters_print_nothing_without_a_glyph(dental: Handbook) -> None:
    assert [words for _, _, words in poster_texts(dental) if without_glyph(words)] == []


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_rule_is_100_mm(press: Press, paper: str) -> None:
    pdf = made_test_sheet(Plan(SIZES["a6"], paper=paper), press.imprint, press.cache)  # type: ignore[arg-type]
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) == 2
        rule = max((line["x1"] - line["x0"] for line in document.pages[0].lines), default=0)
        assert rule / MM == pytest.approx(100, abs=0.01)


def _cross(page: pdfplumber.page.Page) -> tuple[float, float]:
    """Where the two lines of 30 mm cross."""
    level = next(line for line in page.lines if abs(line["x1"] - line["x0"] - 30 * MM) < 0.1)
    upright = next(line for line in page.lines if abs(line["bottom"] - line["top"] - 30 * MM) < 0.1)
    return upright["x0"] / MM, level["top"] / MM


def test_the_crosses_lie_on_each_other_and_move_with_the_offset(press: Press) -> None:
    for offset in ((0.0, 0.0), (1.5, -0.5)):
        with pdfplumber.open(
            io.BytesIO(made_test_sheet(Plan(SIZES["a6"], offset=offset), press.imprint, press.cache))
        ) as document:
            front, back = (_cross(page) for page in document.pages)
            assert front == pytest.approx((105, 148.5), abs=0.01)
            assert back == pytest.approx((105 + offset[0], 148.5 + offset[1]), abs=0.01)


def test_pdfua_finds_nothing(
    press: Press, dental: Handbook, dental_cards: list[DeskCard], fold: Plan, tmp_path
) -> None:  # type: ignore[no-untyped-def]
    """The machine-checkable part of PDF/UA-1 that can be checked here: 16 of 106 rules. veraPDF is not to be had."""
    cards = some(dental_cards, 20)
    made = {
        "deck": press.pdf(cards, press.fits(cards, fold), fold, "Desk cards"),
        "sheet": made_test_sheet(fold, press.imprint, press.cache),
        **{name: poster(content(dental), "a3", press.imprint, press.cache) for name, content in POSTERS.items()},
    }
    for name, pdf in made.items():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(pdf)
        assert list(Validator().validate(path).findings) == [], name
