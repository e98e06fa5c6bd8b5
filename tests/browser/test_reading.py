"""What a reader does with the site: on a phone, with the keyboard, on paper, from a disk."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.kinds import KINDS

TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  const whole = document.scrollingElement.scrollWidth;
  const found = whole > room ? ["the page: " + whole] : [];
  const scrolls = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
  const mayScroll = (element) => element && (scrolls(element) || mayScroll(element.parentElement));
  for (const element of document.querySelectorAll("article *")) {
    const box = element.getBoundingClientRect();
    if (box.width && box.right > room + 1 && !mayScroll(element)) found.push(element.outerHTML.slice(0, 120));
  }
  return found;
}"""
"""Whatever reaches beyond the right edge, unless it stands in a part that scrolls by itself."""


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_is_wider_than_a_small_phone(visit: Visit, kind: str) -> None:
    page = visit(KINDS[kind], width=320)
    assert page.evaluate(TOO_WIDE) == []


BROKEN_WORDS = r"""() => {
  const pen = document.createElement("canvas").getContext("2d");
  return [...document.querySelectorAll("article td, article th")].filter((cell) => {
    const style = getComputedStyle(cell);
    pen.font = style.font;
    const room = cell.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const widths = cell.innerText.split(/\s+/).map((word) => pen.measureText(word).width);
    return cell.clientWidth && Math.max(...widths) > room + 1;
  }).map((cell) => cell.innerText);
}"""
"""Cells of a table that are narrower than their longest word, which is then broken in the middle."""


@pytest.mark.parametrize("kind", ["review", "authority", "workshop"])
def test_no_table_breaks_its_words_on_a_small_phone(visit: Visit, kind: str) -> None:
    page = visit(KINDS[kind], width=320)
    assert page.locator("article table").count()
    assert page.evaluate(BROKEN_WORDS) == []


@pytest.mark.parametrize("kind", ["home", "recovery", "journey"])
def test_what_is_touched_is_large_enough(visit: Visit, kind: str) -> None:
    """Controls are at least 44 px high on a phone; a link inside a sentence may be as high as its line."""
    page = visit(KINDS[kind], width=390, has_touch=True)
    small = page.evaluate("""() => [...document.querySelectorAll("article :is(.hb-card, a.hb-chip, summary, button)")]
        .filter((control) => { const box = control.getBoundingClientRect(); return box.height && box.height < 44; })
        .map((control) => control.outerHTML.slice(0, 100) + " is " + control.getBoundingClientRect().height)""")
    assert small == []


def test_the_keyboard_reaches_the_content_by_the_skip_link(visit: Visit) -> None:
    page = visit(KINDS["recovery"])
    page.keyboard.press("Tab")
    assert _focused(page) == "Skip to content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null"), _focused(page)


@pytest.mark.parametrize("kind", ["home", "recovery", "authority"])
def test_the_keyboard_goes_through_the_content_in_the_order_of_the_page(visit: Visit, kind: str) -> None:
    """Every link and control of the article is reached by Tab alone, in order, and each shows that it is reached."""
    page = visit(KINDS[kind])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.evaluate("""() => {
      window.hbStops = [...document.querySelectorAll("article :is(a[href], summary, button, [tabindex='0'])")]
        .filter((element) => element.offsetParent !== null);
      window.hbSeen = [];
      document.addEventListener("focusin", () => {
        const element = document.activeElement;
        const style = getComputedStyle(element);
        const shown = style.outlineStyle !== "none" || style.boxShadow !== "none";
        window.hbSeen.push([window.hbStops.indexOf(element), shown, element.outerHTML.slice(0, 80)]);
      });
    }""")
    total = page.evaluate("window.hbStops.length")
    for _ in range(total):
        page.keyboard.press("Tab")
    seen = [entry for entry in page.evaluate("window.hbSeen") if entry[0] >= 0]
    assert [entry[0] for entry in seen] == list(range(seen[0][0], total)), seen
    assert seen[0][0] <= 1, "the skip link led past the beginning of the content"
    assert [entry[2] for entry in seen if not entry[1]] == [], "nothing shows that these are reached"


def _focused(page: Page) -> str:
    text: str = page.evaluate("document.activeElement.innerText.trim()")
    return text


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "problems"])
def test_on_paper_nothing_is_cut_and_nothing_is_there_that_cannot_be_used(visit: Visit, kind: str) -> None:
    page = visit(KINDS[kind], width=720)
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("header, .md-sidebar, .md-tabs, .md-search, .md-footer").locator("visible=true").count() == 0
    assert page.evaluate("[...document.querySelectorAll('details')].every((folded) => folded.open)"), (
        "something stays folded"
    )
    cut = page.evaluate("""() => [...document.querySelectorAll("article, article *")]
        .filter((e) => e.clientWidth && e.scrollWidth > e.clientWidth + 1)
        .filter((e) => getComputedStyle(e).overflowX !== "visible")
        .map((e) => e.outerHTML.slice(0, 100) + ": " + e.scrollWidth + " in " + e.clientWidth)""")
    assert cut == []


PALE = r"""() => {
  const part = (v) => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const pale = [];
  for (const e of document.querySelectorAll("article *")) {
    const said = [...e.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!said || e.closest("svg") || !e.checkVisibility({ visibilityProperty: true })) continue;
    const [r, g, b, a = 1] = getComputedStyle(e).color.match(/[\d.]+/g).map(Number);
    const [red, green, blue] = [r, g, b].map((v) => part((v * a + 255 * (1 - a)) / 255));
    const contrast = 1.05 / (.2126 * red + .7152 * green + .0722 * blue + .05);
    if (contrast < 4.5) pale.push(contrast.toFixed(1) + " " + e.outerHTML.slice(0, 100));
  }
  return pale;
}"""
"""What stands too pale for white paper: texts with a contrast below 4.5 (WCAG 1.4.3)."""

PAPERS = (
    KINDS["home"],
    KINDS["recovery"],
    KINDS["stop-card"],
    KINDS["gestures"],
    "quizzes/running-late.html",
    "cards/running-late.html",
)


@pytest.mark.parametrize("path", PAPERS)
def test_what_was_read_on_a_dark_screen_is_printed_dark_on_white(visit: Visit, path: str) -> None:
    page = visit(path, scheme="dark")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    assert page.evaluate(PALE) != [], "the screen is not dark, so this test says nothing"
    page.emulate_media(media="print")
    assert page.evaluate(PALE) == []


def test_after_printing_the_page_is_as_it_was(visit: Visit) -> None:
    page = visit(KINDS["recovery"])
    before = page.locator("details[open]").count()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == before


def test_dates_that_have_passed_are_marked_by_the_readers_clock(visit: Visit) -> None:
    page = visit("review.html")
    now = page.locator(".hb-late").count()
    page.clock.set_fixed_time("2099-01-01")
    page.reload()
    assert page.locator(".hb-late").count() == page.locator("[data-due]").count() > now
    assert page.locator(".hb-late").first.inner_text().endswith("(late)")


def test_the_theme_is_whole_from_a_disk(visit: Visit) -> None:
    """The table of contents follows and the button to the top appears: what instant navigation would take away."""
    page = visit(KINDS["recovery"])
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.wait_for_selector(".md-nav--secondary .md-nav__link--active", state="attached")
    page.evaluate("window.scrollBy(0, -400)")
    page.wait_for_selector(".md-top:not([hidden])")


def test_without_scripts_everything_essential_can_be_read(visit: Visit) -> None:
    page = visit(KINDS["recovery"], java_script_enabled=False)
    for part in ("stop", "say-first", "steps", "branches", "limits", "words"):
        assert page.locator(f"#{part}").is_visible()
    assert page.locator(".hb-first .hb-say").is_visible()
