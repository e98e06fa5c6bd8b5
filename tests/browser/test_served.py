"""The site behind a web server: the page for a missing address, and search without the stand-in for workers.

No server is started: the browser's own requests for one made-up host are answered from the disk, and
every other request is refused and counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.test_accessibility import axe, check_with_axe

HOST = "http://handbook.test"
Open = Callable[..., Page]
__all__ = ["axe"]


@pytest.fixture
def open_served(browser: Browser, built_site: Path) -> Iterator[Open]:
    """Open an address of the site as a server would answer it, 404 for what is not there."""
    refused: list[str] = []

    def answer(route: Route) -> None:
        if not route.request.url.startswith(HOST):
            refused.append(route.request.url)
            route.abort()
            return
        file = built_site / urlsplit(route.request.url).path.lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        found = file.is_file()
        shown = file if found else built_site / "404.html"
        route.fulfill(
            status=200 if found else 404,
            body=shown.read_bytes(),
            content_type=guess_type(shown.name)[0] or "text/plain",
        )

    context = browser.new_context()
    context.route("**/*", answer)

    def open_page(path: str, scheme: str = "light") -> Page:
        page = context.new_page()
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(f"{HOST}/{path}")
        return page

    yield open_page
    context.close()
    assert refused == [], "asked another host"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["no-such-page.html", "no/such/folder/page.html"])
def test_a_missing_address_shows_a_page_that_leads_on(open_served: Open, axe: str, address: str, scheme: str) -> None:
    page = open_served(address, scheme)
    assert page.evaluate("getComputedStyle(document.querySelector('.md-header')).position") == "sticky", (
        "it came without its styles"
    )
    check_with_axe(page, axe)
    page.locator(".md-tabs__link").first.click()
    page.wait_for_url("**/index.html")


def test_search_works_behind_a_server_too(open_served: Open) -> None:
    page = open_served("journey.html")
    page.keyboard.press("/")
    page.keyboard.type("apointment missing", delay=20)
    expect(page.locator(".md-search-result__meta")).to_contain_text("matching document", timeout=15_000)
