"""The finder in a real browser, from disk, with the network refused: what a person at the desk sees and presses."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.checking import check_folder
from tests.browser.conftest import ROOT, Visit
from tests.browser.test_accessibility import axe, check_with_axe
from tests.browser.test_served import HOST, Open, open_served

__all__ = ["axe", "open_served"]
INPUT = "#hb-find-input"
RESULTS = ".hb-found"


def _ask(page: Page, words: str) -> None:
    page.fill(INPUT, "")
    page.locator(INPUT).press_sequentially(words)
    expect(page.locator(".hb-find__verdict, .hb-found").first).to_be_attached()


def _all(page: Page) -> None:
    """Wait for what is drawn when the typing stops: the results after the third, and the gaps."""
    page.wait_for_timeout(250)


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
    page.keyboard.type("wow?/")
    expect(page.locator(INPUT)).to_have_value("wow?/")
    searching = visit("index.html")
    searching.keyboard.press("/")
    searching.keyboard.type("wait?")
    assert "find.html" not in searching.url


@pytest.mark.parametrize("key", ["w", "?", "/"])
def test_the_keys_lead_back_to_the_input(visit: Visit, key: str) -> None:
    page = visit("find.html")
    page.keyboard.type("nobody rang back")
    page.keyboard.press("ArrowDown")
    expect(page.locator(INPUT)).not_to_be_focused()
    page.keyboard.press(key)
    expect(page.locator(INPUT)).to_be_focused()
    expect(page.locator(INPUT)).to_have_value("nobody rang back")
    page.keyboard.type("late")
    expect(page.locator(INPUT)).to_have_value("late")


def test_what_is_typed_before_the_search_is_there_is_answered(visit: Visit, built_site: Path, tmp_path: Path) -> None:
    """The input takes what is typed while the index is still being read, and Enter does not send the form."""
    site = tmp_path / "site"
    shutil.copytree(built_site, site, ignore=shutil.ignore_patterns("*.pdf", "*.pptx"))
    page_file = site / "find.html"
    html = page_file.read_text(encoding="utf-8")
    early = html.index("</script>", html.index('id="hb-find-input"')) + len("</script>")
    hurried = """<script>
      window.focusedEarly = document.activeElement.id;
      document.activeElement.value = "knocked tooth out";
      document.activeElement.form.requestSubmit();
    </script>"""
    page_file.write_text(html[:early] + hurried + html[early:], encoding="utf-8")
    page = visit("find.html", site=site)
    assert page.evaluate("window.focusedEarly") == "hb-find-input"
    assert page.url.endswith("find.html")
    expect(page.locator(RESULTS).first).to_have_attribute("data-id", "urgent-caller-mis-triaged")
    marks = page.evaluate("performance.getEntriesByType('mark').map(mark => mark.name)")
    assert marks == ["handbook-finder-ready", "handbook-finder-indexed"]


def test_the_first_three_stand_at_once_and_the_rest_when_the_typing_stops(visit: Visit) -> None:
    page = visit("find.html")
    at_once = page.evaluate("""() => {
      const input = document.getElementById("hb-find-input"), seen = {};
      for (const words of ["she was rude and the bill is too high", "running late"]) {
        input.value = words;
        input.dispatchEvent(new Event("input", { bubbles: true }));
        seen[words] = [...document.querySelectorAll(".hb-found")].map((item) => item.dataset.id);
      }
      return seen;
    }""")
    assert [len(ids) for ids in at_once.values()] == [3, 3]
    _all(page)
    ids = _ids(page)
    assert ids[:3] == at_once["running late"], "what belongs to the words typed before is gone"
    assert len(ids) > 3
    page.fill(INPUT, "she was rude and the bill is too high")
    page.keyboard.press("ArrowDown")
    assert len(_ids(page)) > 3, "whoever walks through the results need not wait for them"


def test_home_leads_to_the_finder_and_back(visit: Visit) -> None:
    """The page has a frame of its own: the site's name and logo lead home, on a phone too, and so do the tabs on."""
    page = visit("index.html", width=320)
    name = page.locator("a.md-logo").first.get_attribute("title") or ""
    assert name
    page.locator(".hb-home__find a").click()
    page.wait_for_url("**/find.html")
    expect(page).to_have_title(f"What happened? - {name}")
    bar = page.get_by_role("banner")
    expect(bar).to_contain_text(name)
    expect(bar.locator("svg")).to_be_visible()
    for link in bar.locator("a:visible").all():
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["width"] >= 44
    assert bar.locator("nav a:visible").all_inner_texts() == ["Red flags", "Journey"]
    bar.get_by_role("link", name=name).click()
    page.wait_for_url("**/index.html")
    wide = visit("find.html")
    theirs = visit("index.html").locator(".md-tabs__link").all_inner_texts()
    assert wide.locator("header nav a:visible").all_inner_texts() == [tab.strip() for tab in theirs]
    wide.locator("header nav").get_by_role("link", name="Journey").click()
    wide.wait_for_url("**/journey.html")


LOOKS = """() => {
  const style = (selector) => getComputedStyle(document.querySelector(selector));
  const bar = style(".md-header, .hb-frame"), type = style("article.md-typeset");
  return [bar.backgroundColor, bar.color, getComputedStyle(document.body).backgroundColor, type.color, type.fontSize,
          type.fontFamily.split(",")[0], style("article h1").fontSize, style("article h1").color,
          Math.round(document.querySelector("article h1").getBoundingClientRect().left)];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 1700])
def test_the_page_looks_like_the_others(visit: Visit, scheme: str, width: int) -> None:
    """It has its own styles in the place of the theme's; a new theme must not leave it behind."""
    theirs = visit("problems.html", width=width, scheme=scheme).evaluate(LOOKS)
    assert visit("find.html", width=width, scheme=scheme).evaluate(LOOKS)[:-1] == theirs[:-1]


def test_light_or_dark_stays_as_chosen(visit: Visit) -> None:
    page = visit("index.html", scheme="light")
    for _ in range(2):  # from the system's choice to light, from light to dark
        page.locator("form[data-md-component=palette] label:visible").click()
    page.wait_for_function("document.body.getAttribute('data-md-color-scheme') === 'slate'")
    page.locator(".hb-find-button").click()
    page.wait_for_url("**/find.html")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.emulate_media(color_scheme="dark")
    page.emulate_media(color_scheme="light")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    undecided = visit("find.html", scheme="dark")
    expect(undecided.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    undecided.emulate_media(color_scheme="light")
    expect(undecided.locator("body")).to_have_attribute("data-md-color-scheme", "default")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_results(visit: Visit, axe: str, scheme: str) -> None:
    page = visit("find.html", scheme=scheme, reduced_motion="reduce")
    _ask(page, "she was rude and the bill is too high and my face is swollen")
    _all(page)
    check_with_axe(page, axe)


def test_instant_navigation_brings_the_finder_and_leaves_it(open_served: Open, built_site: Path) -> None:
    """On a server with an address of its own the theme swaps pages instead of loading them. Those are the pages in
    its map of the site; this one is not there, so it is loaded, and so is whatever comes after it."""
    assert "find.html" not in (built_site / "sitemap.xml").read_text(encoding="utf-8")
    pages = (
        f"<url><loc>{HOST}/{file.name}</loc></url>" for file in built_site.glob("*.html") if file.name != "find.html"
    )
    defects = (f"<url><loc>{HOST}/defects/{file.name}</loc></url>" for file in built_site.glob("defects/*.html"))
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join((*pages, *defects))}</urlset>'
    page = open_served("index.html")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route("**/sitemap.xml", lambda route: route.fulfill(body=sitemap, content_type="application/xml"))
    with page.expect_response("**/sitemap.xml"):
        page.reload()
    page.evaluate("window.sameDocument = true")
    page.locator(".md-tabs__link", has_text="Journey").click()
    page.wait_for_url("**/journey.html")
    assert page.evaluate("window.sameDocument"), "the page was loaded anew: instant navigation was not on"
    page.go_back()
    page.wait_for_url("**/index.html")
    for way in (".hb-home__find a", ".md-tabs__link:text('Find')", ".hb-find-button"):
        page.locator(way).click()
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
        expect(page.locator(f"{RESULTS}[data-id=running-late]")).to_be_visible()
        page.go_back()
        page.wait_for_url("**/index.html")
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
