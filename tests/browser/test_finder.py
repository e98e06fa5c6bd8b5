"""The finder in a real browser, from disk, with the network refused: what a person at the desk sees and presses."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.build import check_folder
from tests.browser.conftest import ROOT, Visit
from tests.browser.test_served import HOST, Open, open_served

__all__ = ["open_served"]
INPUT = "#hb-find-input"
RESULTS = ".hb-found"


def _ask(page: Page, words: str) -> None:
    page.fill(INPUT, "")
    page.locator(INPUT).press_sequentially(words)
    expect(page.locator(".hb-find__verdict, .hb-found").first).to_be_attached()


def _ids(page: Page) -> list[str]:
    ids: list[str] = page.eval_on_selector_all(RESULTS, "items => items.map(item => item.dataset.id)")
    return ids


def test_one_types_at_once_and_sees_what_to_say_and_do(visit: Visit) -> None:
    page = visit("find.html")
    page.keyboard.type("knocked tooth out playing footy")
    first = page.locator(RESULTS).first
    expect(first).to_have_attribute("data-id", "urgent-caller-mis-triaged")
    expect(first).to_contain_text("STOP")
    expect(first.locator("svg.hb-octagon").first).to_be_visible()
    expect(first.locator(".hb-found__say")).to_contain_text(re.compile("Say.*\\w{3}"))
    expect(first.locator(".hb-found__do")).to_contain_text(re.compile("(within|now)"))
    box = first.locator(".hb-found__do").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 900, "the first action is on the screen without scrolling"


def test_enter_opens_the_page(visit: Visit) -> None:
    page = visit("find.html")
    page.keyboard.type("running late")
    page.keyboard.press("Enter")
    page.wait_for_url("**/defects/running-late.html")


def test_the_quiz_is_one_key_away(visit: Visit) -> None:
    page = visit("find.html")
    page.keyboard.type("running late")
    page.keyboard.press("Alt+Enter")
    page.wait_for_url("**/quizzes/running-late.html")


def test_arrows_go_through_the_results_and_back(visit: Visit) -> None:
    page = visit("find.html")
    page.keyboard.type("nobody rang back")
    second = _ids(page)[1]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    focused = "document.activeElement.closest('.hb-found')?.dataset.id"
    assert page.evaluate(focused) == second
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(INPUT)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("q")
    page.wait_for_url("**/quizzes/*.html")


def test_escape_clears(visit: Visit) -> None:
    page = visit("find.html")
    page.keyboard.type("running late")
    page.keyboard.press("Escape")
    expect(page.locator(RESULTS)).to_have_count(0)
    expect(page.locator(".hb-find__otherwise")).to_be_visible()


def test_nothing_found_shows_the_stop_cards_and_the_journey(visit: Visit) -> None:
    page = visit("find.html")
    _ask(page, "asdfgh qwerty")
    expect(page.locator(".hb-find__verdict")).to_contain_text("Nothing here fits")
    expect(page.get_by_role("heading", name="Stop cards")).to_be_visible()
    expect(page.get_by_role("link", name="The whole journey")).to_be_visible()


def test_what_is_found_elsewhere_says_so(visit: Visit) -> None:
    page = visit("find.html")
    _ask(page, "holiday rota")
    expect(page.locator(".hb-find__elsewhere")).to_contain_text("Ask Sam")
    expect(page.locator(RESULTS)).to_have_count(0)
    expect(page.locator(".hb-find__otherwise")).to_be_visible()


def test_a_gap_is_marked_and_stands_below(visit: Visit) -> None:
    handbook = check_folder(ROOT / "playbooks", date(2026, 11, 22)).handbook
    assert handbook is not None
    gaps = (gap for known in handbook.gaps.values() for id_, gap in known.items() if id_ not in handbook.by_id)
    page = visit("find.html")
    _ask(page, next(gaps).title)
    gap = page.locator(".hb-find__gap").first
    expect(gap).to_contain_text("no playbook yet")
    expect(gap.get_by_role("link")).to_have_attribute("href", re.compile(r"^stages/.*\.html$"))
    last = page.locator(RESULTS).last
    if last.count():
        assert (gap.bounding_box() or {})["y"] > (last.bounding_box() or {})["y"]


def test_what_is_typed_is_never_a_tag(visit: Visit) -> None:
    page = visit("find.html")
    _ask(page, '<img src=x onerror="document.title=1"> late')
    assert page.locator(".hb-find img").count() == 0
    assert page.title() != "1"


def test_a_screen_reader_is_told_once_the_typing_stops(visit: Visit) -> None:
    page = visit("find.html")
    page.keyboard.type("knocked tooth out")
    spoken = page.locator(".hb-find__spoken")
    expect(spoken).to_have_attribute("role", "status")
    expect(spoken).to_contain_text(re.compile(r"result.*STOP\. "))


def test_nothing_is_stored(visit: Visit) -> None:
    page = visit("find.html")
    _ask(page, "mrs bell owes 300")
    page.wait_for_timeout(700)
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, location.href, document.cookie])")
    assert "bell" not in kept.lower()


@pytest.mark.parametrize("start", ["index.html", "defects/running-late.html", "stages/arrive.html"])
def test_one_tap_and_one_key_from_every_page(visit: Visit, start: str) -> None:
    page = visit(start, width=320)
    button = page.locator(".hb-find-button")
    expect(button).to_be_visible()
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert box["width"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    button.click()
    page.wait_for_url("**/find.html")
    for key in ("w", "?"):
        again = visit(start)
        again.keyboard.press(key)
        again.wait_for_url("**/find.html")
        expect(again.locator(INPUT)).to_be_focused()


def test_the_key_types_where_one_is_typing(visit: Visit) -> None:
    page = visit("find.html")
    page.keyboard.type("wow?")
    expect(page.locator(INPUT)).to_have_value("wow?")
    searching = visit("index.html")
    searching.keyboard.press("/")
    searching.keyboard.type("wait?")
    assert "find.html" not in searching.url


def test_home_leads_to_the_finder(visit: Visit) -> None:
    page = visit("index.html")
    page.locator(".hb-home__find a").click()
    page.wait_for_url("**/find.html")


def test_instant_navigation_brings_the_finder_and_leaves_it(open_served: Open, built_site: Path) -> None:
    """On a server with an address of its own the theme swaps pages instead of loading them, and a script that
    stands in a page comes in any order."""
    pages = (f"<url><loc>{HOST}/{file.name}</loc></url>" for file in built_site.glob("*.html"))
    defects = (f"<url><loc>{HOST}/defects/{file.name}</loc></url>" for file in built_site.glob("defects/*.html"))
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join((*pages, *defects))}</urlset>'
    page = open_served("index.html")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route("**/sitemap.xml", lambda route: route.fulfill(body=sitemap, content_type="application/xml"))
    with page.expect_response("**/sitemap.xml"):
        page.reload()
    page.evaluate("window.sameDocument = true")
    for _ in range(2):  # the second time the engine is there already
        page.locator(".hb-home__find a").click()
        page.wait_for_url("**/find.html")
        expect(page.locator(INPUT)).to_be_focused()
        page.keyboard.type("knocked tooth out playing footy")
        expect(page.locator(RESULTS).first).to_have_attribute("data-id", "urgent-caller-mis-triaged")
        page.keyboard.press("Enter")
        page.wait_for_url("**/defects/urgent-caller-mis-triaged.html")
        page.go_back()
        page.wait_for_url("**/find.html")
        expect(page.locator(INPUT)).to_be_attached()
        page.locator(INPUT).fill("running late")
        expect(page.locator(RESULTS).first).to_have_attribute("data-id", "running-late")
        page.go_back()
        page.wait_for_url("**/index.html")
    assert page.evaluate("window.sameDocument"), "the pages were loaded anew: instant navigation was not on"
    assert errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_results_fit_a_phone(visit: Visit, scheme: str) -> None:
    page = visit("find.html", width=320, scheme=scheme)
    _ask(page, "she was rude and the bill is too high and my face is swollen")
    assert page.locator(RESULTS).count() >= 3
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for link in page.locator(".hb-found a:visible").all():
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 44


def test_without_javascript_the_lists_lead_on(visit: Visit) -> None:
    page = visit("find.html", java_script_enabled=False)
    expect(page.get_by_text("needs JavaScript")).to_be_visible()
    page.get_by_role("link", name="The caller is hurt, swollen or bleeding.").click()
    page.wait_for_url("**/defects/urgent-caller-mis-triaged.html")


def test_the_themes_search_holds_what_one_reads_and_no_answers(built_site: Path) -> None:
    index = json.loads((built_site / "search" / "search_index.json").read_text(encoding="utf-8"))
    pages = {entry["location"].partition("#")[0] for entry in index["docs"]}
    assert "defects/running-late.html" in pages
    assert not [page for page in pages if page.startswith(("quizzes/", "cards/", "workshops/"))]
    assert not pages & {"coach.html", "find.html"}
    boosts = {entry["location"]: entry.get("boost", 1) for entry in index["docs"]}
    assert boosts["defects/running-late.html"] > boosts["index.html"]
