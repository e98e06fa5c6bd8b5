"""The coach's part in a browser: found, planned anew, printed; and slides presented with keys, taps and notes."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pdfplumber
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Visit
from tests.browser.test_accessibility import axe, check_with_axe

__all__ = ["axe"]

HALF_DAY = "workshops/half-day.html"
HOUR = "workshops/sixty-minutes.html"
SLIDES = "workshops/sixty-minutes/slides.html"


def now(page: Page) -> str:
    """The title of the one slide that is shown."""
    shown = page.locator(".hb-slide:visible")
    assert shown.count() == 1
    return shown.locator("h2").inner_text()


# ---- the way in


def test_a_coach_finds_the_half_day_and_its_pack_within_five_clicks(visit: Visit, built_site: Path) -> None:
    """From the first page, by what can be seen and clicked there, to the checklist, a sheet and the whole pack."""
    page = visit("index.html")
    clicks = 0
    for name in ("For coaches", "The half day"):
        page.get_by_role("link", name=name).first.click()
        page.wait_for_load_state("load")
        clicks += 1
    assert page.locator("h1").inner_text().startswith("The half day")
    pack = page.get_by_role("link", name="The whole pack (zip)")
    assert pack.is_visible()
    assert pack.evaluate("link => link.getBoundingClientRect().top") < 900, "no scrolling is needed"
    with page.expect_download() as download:
        pack.click()
        clicks += 1
    assert Path(download.value.path()).read_bytes() == (built_site / "workshops" / "half-day.zip").read_bytes()
    assert clicks <= 5


def test_every_link_to_a_file_of_the_pack_leads_to_a_pdf(visit: Visit, built_site: Path) -> None:
    page = visit(HALF_DAY)
    links = page.locator(".hb-sheetlist a").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    assert links[0] == "half-day/checklist.pdf"
    for link in links:
        assert (built_site / "workshops" / link).read_bytes().startswith(b"%PDF"), link


def test_the_coachs_pages_are_in_no_menu_and_in_no_search(visit: Visit, built_site: Path) -> None:
    page = visit("index.html")
    menus = page.locator("nav a").evaluate_all("links => links.map((link) => link.getAttribute('href') || '')")
    assert len(menus) > 20
    assert not [link for link in menus if "workshops" in link or "coach" in link]
    index = (built_site / "search" / "search_index.json").read_text(encoding="utf-8")
    assert '"workshops/' not in index
    assert '"coach.html' not in index


# ---- another hour, other people


def test_another_start_moves_every_time(visit: Visit) -> None:
    page = visit(HOUR)
    assert page.locator(".hb-agenda .hb-clock").first.inner_text() == "12:30"
    page.get_by_label("It begins at").fill("23:45")
    times = page.locator(".hb-agenda tbody .hb-clock").all_inner_texts()
    assert times[:3] == ["23:45", "23:50", "23:57"]
    assert page.locator(".hb-agenda caption").inner_text() == "23:45 to 00:45"
    assert "23:45 to 23:50" in page.locator("#segment-real-event + .hb-coach").inner_text()


def test_other_people_need_other_copies_and_groups(visit: Visit) -> None:
    page = visit(HOUR)
    people = page.get_by_label("People")
    assert people.input_value() == "6"
    handout = page.locator(".hb-sheetlist li", has_text=re.compile("^Handout\\s*\\d")).locator("b")
    assert handout.inner_text() == "6"
    assert page.locator(".hb-plan__other").is_hidden()
    people.fill("10")
    assert handout.inner_text() == "10"
    assert "2 groups of 3, 1 group of 4" in page.locator(".hb-plan__said").inner_text()
    assert "handbook workshop sixty-minutes --people 10" in page.locator(".hb-plan__other").inner_text()
    assert "made for 6 people" in page.locator(".hb-plan__other").inner_text()
    assert page.locator("td.hb-plan__seats:visible").count() == 0
    people.fill("6")
    assert page.locator(".hb-plan__other").is_hidden()
    page.get_by_label("It begins at").fill("08:15")
    assert "--people 6 --starts 08:15" in page.locator(".hb-plan__other").inner_text()
    people.fill("10")
    people.fill("40")
    assert "3 to 12 people" in page.locator(".hb-plan__said").inner_text()
    assert handout.inner_text() == "10"


def test_without_a_script_times_and_copies_stand_there(browser: Browser, visit: Visit) -> None:
    page = visit(HOUR, java_script_enabled=False)
    assert page.locator(".hb-plan").is_hidden()
    assert page.locator(".hb-agenda .hb-clock").first.inner_text() == "12:30"


@pytest.mark.parametrize("path", ["workshops/index.html", HALF_DAY, "workshops/two-days.html", SLIDES])
def test_a_phone_shows_all_of_it_without_scrolling_sideways(visit: Visit, path: str) -> None:
    page = visit(path, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_workshop_prints_with_everything_unfolded(visit: Visit) -> None:
    page = visit(HOUR)
    with pdfplumber.open(io.BytesIO(page.pdf(format="A4"))) as document:
        text = " ".join(" ".join(sheet.extract_text() for sheet in document.pages).split())
    assert "It begins at" not in text
    assert "Hidden until somebody asks" in text
    assert "For the coach." in text


# ---- slides


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_presenting_is_accessible_with_and_without_notes(visit: Visit, axe: str, scheme: str) -> None:
    page = visit(SLIDES, scheme=scheme, reduced_motion="reduce")
    check_with_axe(page, axe)
    page.evaluate("location.hash = '#slide-8'")
    page.wait_for_selector(".hb-slide--now")
    check_with_axe(page, axe)
    page.keyboard.press("n")
    check_with_axe(page, axe)


def test_keys_go_through_the_slides(visit: Visit) -> None:
    page = visit(SLIDES)
    count = page.locator(".hb-slide").count()
    page.get_by_role("button", name="Present, full screen").click()
    titles = [now(page)]
    for key in ("ArrowRight", " ", "PageDown", "Enter"):
        page.keyboard.press(key)
        titles.append(now(page))
    assert page.evaluate("location.hash") == "#slide-5"
    for key in ("ArrowLeft", "PageUp", "Backspace", "ArrowUp"):
        page.keyboard.press(key)
    assert now(page) == titles[0] == "Sixty minutes on waiting"
    page.keyboard.press("End")
    assert page.locator(".hb-deck__place").inner_text() == f"{count} of {count}"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("location.hash") == f"#slide-{count}"
    page.keyboard.press("Home")
    assert page.evaluate("location.hash") == "#slide-1"
    page.keyboard.press("Escape")
    assert page.locator(".hb-slide:visible").count() == count
    assert page.locator(".hb-deck__bar").is_hidden()
    assert page.evaluate("document.activeElement.dataset.do") == "present"


def test_buttons_that_have_the_focus_do_their_own_work(visit: Visit) -> None:
    """Space on `Back` goes back and on `Notes` opens them: it goes on from `Next` alone."""
    page = visit(f"{SLIDES}#slide-5")
    page.get_by_role("button", name="Back").focus()
    page.keyboard.press(" ")
    assert page.evaluate("location.hash") == "#slide-4"
    page.get_by_role("button", name="Notes").focus()
    page.keyboard.press("Enter")
    assert page.locator(".hb-slide__notes:visible").count() == 1
    assert page.evaluate("location.hash") == "#slide-4"


def test_notes_are_hidden_until_the_coach_asks(visit: Visit) -> None:
    page = visit(f"{SLIDES}#slide-3")
    assert page.locator(".hb-slide__notes:visible").count() == 0
    page.keyboard.press("n")
    assert page.get_by_role("button", name="Notes").get_attribute("aria-pressed") == "true"
    notes = page.locator(".hb-slide__notes:visible")
    assert "Read one waiting story from the log" in notes.inner_text()
    page.keyboard.press("n")
    assert page.locator(".hb-slide__notes:visible").count() == 0


def test_a_tap_on_the_right_goes_on_and_on_the_left_back(visit: Visit) -> None:
    page = visit(f"{SLIDES}#slide-3", has_touch=True)
    page.touchscreen.tap(1000, 400)
    assert page.evaluate("location.hash") == "#slide-4"
    page.touchscreen.tap(100, 400)
    assert page.evaluate("location.hash") == "#slide-3"


def test_the_timer_counts_the_minutes_of_the_segment(visit: Visit) -> None:
    page = visit(SLIDES)
    page.clock.install()
    page.reload()
    page.evaluate("location.hash = '#slide-3'")
    time = page.locator(".hb-deck__time")
    page.wait_for_function("document.querySelector('.hb-deck__time').textContent === '5:00'")
    page.keyboard.press("t")
    page.clock.run_for(61_000)
    assert time.inner_text() == "3:59"
    page.keyboard.press("t")
    page.clock.run_for(10_000)
    assert time.inner_text() == "3:59"
    page.keyboard.press("t")
    page.clock.run_for(250_000)
    assert time.inner_text() == "0:11 over"
    page.keyboard.press("r")
    assert time.inner_text() == "5:00"
    page.keyboard.press("ArrowRight")  # another segment, with its own minutes
    assert time.inner_text() == "7:00"
    page.keyboard.press("Home")
    assert time.is_hidden()


def test_every_slide_fits_its_face(visit: Visit) -> None:
    """No word runs below its slide: the page breaks lines by itself, and has the same room as the file."""
    page = visit("workshops/two-days/slides.html")
    below = page.evaluate(
        """() => Array.from(document.querySelectorAll('.hb-slide__face')).map((face) => {
             const box = (part) => face.querySelector(part).getBoundingClientRect();
             const title = face.querySelector('h2');
             const below = box('.hb-slide__body').bottom > box('.hb-slide__foot').top + 1;
             return below || title.scrollHeight > title.clientHeight + 1 ? title.textContent : '';
           }).filter(Boolean)"""
    )
    assert below == []


def test_slides_print_whole_with_the_notes_below(visit: Visit) -> None:
    page = visit(SLIDES)
    count = page.locator(".hb-slide").count()
    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as document:
        assert len(document.pages) <= 0.6 * count, "a page each is a waste of paper"
        pages = [page.extract_text() for page in document.pages]
    noted = next(page for page in pages if "Read one waiting story" in page)
    assert "A real event, read aloud" in noted, "a slide stays with its notes"


def test_without_a_script_the_slides_are_a_document(visit: Visit) -> None:
    page = visit(f"{SLIDES}#slide-4", java_script_enabled=False)
    assert page.locator(".hb-slide:visible").count() == page.locator(".hb-slide").count()
    assert page.locator(".hb-slide__notes").first.is_visible()
    assert page.get_by_role("button", name="Present").count() == 0
    assert page.locator("noscript").count() == 1


def test_a_phone_reads_slides_at_a_readable_size(visit: Visit) -> None:
    page = visit(f"{SLIDES}#slide-9", width=360)
    smallest = page.evaluate(
        """() => Math.min(...Array.from(document.querySelectorAll('.hb-slide--now .hb-slide__body *'))
             .map((part) => parseFloat(getComputedStyle(part).fontSize)))"""
    )
    assert smallest >= 16
    heights = page.locator(".hb-deck__bar button:visible").evaluate_all("all => all.map((one) => one.offsetHeight)")
    assert min(heights) >= 44
