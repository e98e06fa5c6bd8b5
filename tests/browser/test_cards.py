"""Desk cards in a browser: chosen and printed, equal to the paper ones, and asked whether they are current."""

from __future__ import annotations

import io
import json

import pdfplumber
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.test_accessibility import axe, check_with_axe

__all__ = ["axe"]

RECOVERY = "appointment-not-in-book"
STOP_CARD = "medical-emergency"
MM = 72 / 25.4


def revision(page: Page, id_: str) -> str:
    """What the site says that the current card is."""
    page.goto(page.url.split("/defects/")[0].split("/cards/")[0] + f"/cards/{id_}.html")
    return page.locator(".hb-print-head b").first.inner_text()


def scan(visit: Visit, id_: str, card: str) -> Page:
    page = visit(f"defects/{id_}.html")
    page.goto(f"{page.url}?card={card}")
    page.locator(".hb-card-state").wait_for()
    return page


def test_the_current_card_is_called_current(visit: Visit) -> None:
    current = revision(visit(f"cards/{RECOVERY}.html"), RECOVERY)
    state = scan(visit, RECOVERY, current).locator(".hb-card-state")
    assert "is the current one" in state.inner_text()
    assert state.get_attribute("role") == "status"


def test_an_old_card_is_told_what_changed(visit: Visit) -> None:
    state = scan(visit, RECOVERY, "AAAAAA").locator(".hb-card-state")
    text = state.inner_text()
    assert "has been replaced" in text
    assert "AAAAAA" in text
    assert "First edition" in text
    assert state.get_attribute("role") == "alert"


def test_an_old_stop_card_is_an_alarm(visit: Visit, axe: str) -> None:
    page = scan(visit, STOP_CARD, "AAAAAA")
    assert page.locator(".hb-card-state--alarm").inner_text().startswith("STOP. Do not use the card in your hand.")
    check_with_axe(page, axe)


def test_what_stands_in_the_address_is_shown_as_text(visit: Visit) -> None:
    page = scan(visit, RECOVERY, "<img src=x onerror=alert(1)>".replace(" ", "%20"))
    assert page.locator(".hb-card-state img").count() == 0


def test_a_page_opened_without_a_card_says_nothing(visit: Visit) -> None:
    assert visit(f"defects/{RECOVERY}.html").locator(".hb-card-state").count() == 0


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("id_", [RECOVERY, STOP_CARD, "abusive-or-threatening-person", "bad-online-review"])
def test_the_browser_prints_one_sheet_with_the_card_and_nothing_else(visit: Visit, id_: str, paper: str) -> None:
    page = visit(f"cards/{id_}.html")
    with pdfplumber.open(io.BytesIO(page.pdf(format=paper))) as document:
        (sheet,) = document.pages
        text = sheet.extract_text()
        assert "Print this card" not in text
        assert "What happened?" not in text
        assert id_ in "".join(text.replace("\u200b", "").split())
        left = (float(sheet.width) / MM - 210) / 2 if paper == "Letter" else 0
        inside = [char for char in sheet.chars if char["text"].strip()]
        assert min(char["x0"] for char in inside) / MM >= left + 5.9
        assert max(char["x1"] for char in inside) / MM <= left + 210 - 5.9
        assert max(char["bottom"] for char in inside) / MM <= 148 - 5


def test_no_card_overflows_in_the_browser(visit: Visit) -> None:
    """All faces at once, as the print centre prints them."""
    page = visit("cards/index.html")
    page.evaluate("window.print = () => { window.printed = true; }")
    page.locator("[data-choose=all]").click()
    page.locator("button[type=submit]").click()
    page.wait_for_function("window.printed")
    page.emulate_media(media="print")
    over = page.evaluate(
        """[...document.querySelectorAll('.hb-sheets--chosen .hb-face')].filter((face) =>
             face.scrollHeight > face.clientHeight + 1 || face.scrollWidth > face.clientWidth + 1)
           .map((face) => face.closest('.hb-deskcard').dataset.card)"""
    )
    assert over == []


def test_chosen_cards_are_printed_and_no_others(visit: Visit) -> None:
    page = visit("cards/index.html")
    page.evaluate(
        """window.print = () => {
             const cards = [...document.querySelectorAll('.hb-sheets .hb-deskcard')];
             window.printed = cards.map((card) => card.dataset.card); }"""
    )
    box = page.locator(f"input[value={RECOVERY}]")
    box.focus()
    page.keyboard.press("Space")
    assert page.locator(".hb-print-count").inner_text() == "1"
    page.keyboard.press("Enter")
    page.wait_for_function("window.printed")
    assert page.evaluate("window.printed") == [RECOVERY]


def test_choosing_by_kind_and_place(visit: Visit) -> None:
    page = visit("cards/index.html")
    page.locator("[data-choose=stop]").click()
    stops = page.locator(".hb-print-row--stop-card").count()
    assert page.locator(".hb-print-count").inner_text() == str(stops)
    page.locator("[data-choose=none]").click()
    page.locator("fieldset[data-place=phone] [data-choose=place]").click()
    assert page.locator(".hb-print-count").inner_text() == str(page.locator("fieldset[data-place=phone] input").count())
    page.locator("[data-choose=none]").click()
    page.locator("button[type=submit]").click()
    assert page.get_by_role("status").inner_text() == "Choose a card first."


def test_without_scripts_every_card_has_its_page_and_pdf(visit: Visit) -> None:
    page = visit("cards/index.html", java_script_enabled=False)
    assert page.locator("input").count() == 0 or not page.locator("input").first.is_visible()
    assert page.locator(f"a[href='{RECOVERY}.pdf']").is_visible()
    page = visit(f"cards/{RECOVERY}.html", java_script_enabled=False)
    assert page.locator(".hb-face").first.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["cards/index.html", f"cards/{RECOVERY}.html", f"cards/{STOP_CARD}.html", "reprint.html"]
)
def test_axe_finds_nothing_on_cards(visit: Visit, axe: str, path: str, scheme: str) -> None:
    check_with_axe(visit(path, scheme=scheme, reduced_motion="reduce"), axe)


@pytest.mark.parametrize("path", ["cards/index.html", f"cards/{STOP_CARD}.html", "reprint.html"])
def test_a_narrow_screen_needs_no_sideways_scrolling(visit: Visit, path: str) -> None:
    page = visit(path, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_controls_are_large_enough_for_a_finger(visit: Visit) -> None:
    page = visit("cards/index.html", width=390)
    sizes = page.evaluate(
        """[...document.querySelectorAll('.hb-print-centre button, .hb-print-row label, .hb-print-links a')]
           .map((control) => Math.round(control.getBoundingClientRect().height))"""
    )
    assert min(sizes) >= 44, json.dumps(sizes[:20])
