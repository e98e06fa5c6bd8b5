"""Every link of the built site that stays on the site leads to a file and a place that are there."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

LINKS = {("a", "href"), ("link", "href"), ("script", "src"), ("img", "src"), ("source", "src"), ("iframe", "src")}


class _Page(HTMLParser):
    """What a page offers to be linked to, and what it links to."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" or (tag == "a" and name == "name"):
                self.ids.append(value or "")
            elif (tag, name) in LINKS:
                self.links.append((tag, value or ""))


@pytest.fixture(scope="session")
def parsed(built_site: Path) -> dict[str, _Page]:
    pages = {}
    for file in sorted(built_site.rglob("*.html")):
        page = _Page()
        page.feed(file.read_text(encoding="utf-8"))
        pages[file.relative_to(built_site).as_posix()] = page
    assert len(pages) > 50
    return pages


def _targets(parsed: dict[str, _Page]) -> Iterator[tuple[str, str, str, str]]:
    for name, page in parsed.items():
        for tag, link in page.links:
            yield name, tag, link, _file(name, link)


def _file(page: str, link: str) -> str:
    """The file of the site that a link means; the page shown for a missing one is served from the root."""
    path = unquote(urlsplit(link).path)
    base = "" if page == "404.html" else posixpath.dirname(page)
    return posixpath.normpath(posixpath.join(base, path.lstrip("/") if page == "404.html" else path)) if path else page


def test_every_link_leads_to_a_file_of_the_site(parsed: dict[str, _Page], built_site: Path) -> None:
    lost = [
        f"{page}: <{tag}> {link!r}"
        for page, tag, link, file in _targets(parsed)
        if not urlsplit(link).scheme and not (built_site / file).is_file()
    ]
    assert lost == []


def test_every_anchor_is_a_place_on_its_page(parsed: dict[str, _Page]) -> None:
    lost = [
        f"{page}: {link!r}"
        for page, _, link, file in _targets(parsed)
        if (anchor := unquote(urlsplit(link).fragment)) and file in parsed and anchor not in parsed[file].ids
    ]
    assert lost == []


def test_no_id_stands_twice_on_a_page(parsed: dict[str, _Page]) -> None:
    twice = {page: [id_ for id_ in set(found.ids) if found.ids.count(id_) > 1] for page, found in parsed.items()}
    assert {page: ids for page, ids in twice.items() if ids} == {}


def test_nothing_is_loaded_from_another_host(parsed: dict[str, _Page]) -> None:
    """A reader may follow a link out into the world; a page fetches nothing from there."""
    loaded = [
        f"{page}: <{tag}> {link}" for page, tag, link, _ in _targets(parsed) if tag != "a" and urlsplit(link).netloc
    ]
    assert loaded == []


def test_every_page_is_reached_from_the_first(parsed: dict[str, _Page]) -> None:
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        page = waiting.pop()
        for tag, link in parsed[page].links:
            file = _file(page, link)
            if tag == "a" and not urlsplit(link).scheme and file in parsed and file not in reached:
                reached.add(file)
                waiting.append(file)
    assert set(parsed) - reached == {"404.html"}
