"""The theme's search, from disk, with the network refused: it opens, finds and leads to the page."""

from __future__ import annotations

import pytest
import yaml
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, Visit


def _search(page: Page, words: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(words, delay=20)
    expect(page.locator(".md-search-result__meta")).to_contain_text("matching document", timeout=15_000)


def _finds(page: Page, wanted: str, among: int) -> None:
    """Wait until `wanted` is among the first pages that are found: while one types, those of half a word are shown."""
    page.wait_for_function(
        "([wanted, among]) => [...document.querySelectorAll('.md-search-result__item')].slice(0, among)"
        ".some((page) => page.querySelector('a').pathname.endsWith('/' + wanted))",
        arg=[wanted, among],
        timeout=15_000,
    )


@pytest.mark.parametrize("start", ["index.html", "defects/running-late.html"])
def test_a_word_that_people_use_finds_the_playbook(visit: Visit, start: str) -> None:
    """The word stands nowhere but in `also_called`, misspelt as people type it."""
    text = (ROOT / "playbooks" / "arrive" / "appointment-not-in-book.yml").read_text(encoding="utf-8")
    assert "apointment missing" in yaml.safe_load(text)["also_called"]
    page = visit(start)
    _search(page, "apointment missing")
    _finds(page, "appointment-not-in-book.html", 3)


def test_a_result_leads_to_its_page(visit: Visit) -> None:
    page = visit("index.html")
    _search(page, "brusque")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/*.html?h=*")
    assert "brusque" in page.locator("article").inner_text().lower() or page.locator("article mark").count()


def test_a_word_that_nobody_wrote_finds_nothing(visit: Visit) -> None:
    page = visit("index.html")
    page.keyboard.press("/")
    page.keyboard.type("zyxwvut", delay=20)
    expect(page.locator(".md-search-result__meta")).to_have_text("No matching documents", timeout=15_000)
