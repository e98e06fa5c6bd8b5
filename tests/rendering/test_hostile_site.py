"""Hostile titles where MkDocs and the theme put them: the window's title, the navigation, the search index."""

from __future__ import annotations

import html
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from generator.model.settings import fill
from generator.publish import Places, build_site
from tests.rendering.everything import write_handbook
from tests.rendering.test_hostile_text import HOSTILE

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests" / "data" / "base"
SEARCHABLE_TAGS = {
    "p",
    "ul",
    "ol",
    "li",
    "b",
    "q",
    "h3",
    "table",
    "tr",
    "td",
    "th",
    "code",
    "pre",
    "dl",
    "dt",
    "dd",
    "div",
    "span",
    "blockquote",
}


def _plain(text: str) -> str:
    return re.sub(r"[ \t\n\r\f]+", " ", text).strip(" ")


TITLES = [_plain(text)[:300].strip(" ") for text in HOSTILE]


class _Page(HTMLParser):
    """What stands in the elements that show titles, and every tag, attribute and script there is."""

    SHOWS = ("title", "h1", "h2", "a")

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.scripts = ""
        self.texts: dict[str, list[str]] = {name: [] for name in (*self.SHOWS, "nav")}
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self._open.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            name, text = self._open.pop()
            if name in self.SHOWS:
                self.texts[name].append(_plain(text.removesuffix("\u00b6")))  # the theme's anchor in a heading
            elif name == "script":
                self.scripts += text
            elif name == "span" and any(outer == "nav" for outer, _ in self._open):
                self.texts["nav"].append(_plain(text))
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        for number, (tag, text) in enumerate(self._open):
            self._open[number] = (tag, text + data)


def _read(file: Path) -> _Page:
    page = _Page()
    page.feed(file.read_text(encoding="utf-8"))
    page.close()
    return page


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small bicycle handbook with one playbook for each hostile title, built by MkDocs."""
    root = tmp_path_factory.mktemp("hostile")
    shutil.copytree(BASE, root / "playbooks")
    playbook = yaml.load((BASE / "ready" / "not-ready.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    settings = yaml.load((BASE / "handbook.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    settings["practice"]["name"] = TITLES[0]
    settings["journey"][0]["name"] = TITLES[1] + " {phone}"
    settings["roles"]["owner"]["name"] = TITLES[2]
    settings["gestures"]["bell"]["name"] = TITLES[3]
    data = {"handbook.yml": settings}
    for number, title in enumerate(TITLES):
        data[f"ready/hostile-{number}.yml"] = playbook | {"title": title, "definition": title}
    write_handbook(root / "playbooks", data)
    (root / "content").mkdir()
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8")) | {"nav": ["index.md", "playbooks"]}
    (root / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        # What the rules think of such titles, and whether a card can be printed with them, is not asked here:
        # only what becomes of them on a page.
        for name in ("checking.check_whole", "checking.check_playbooks", "checking.check_cards", "build.render_cards"):
            patch.setattr(f"generator.{name}", lambda *_: [])
        build_site(Places(root / "mkdocs.yml", root / "playbooks", root / "content", root / "site"))
    return root / "site"


@pytest.mark.parametrize("number", range(len(TITLES)))
def test_a_title_is_the_same_text_everywhere(site: Path, number: int) -> None:
    title = fill(TITLES[number], {})
    page = _read(site / "defects" / f"hostile-{number}.html")
    assert page.texts["h1"] == [title]
    assert page.texts["title"][0].startswith(f"{title} - ")
    assert title in page.texts["nav"], "the navigation of the stage names it"
    assert title in _read(site / "stages" / "ready.html").texts["a"]


def test_names_of_the_settings_are_the_same_text_everywhere(site: Path) -> None:
    home = _read(site / "index.html")
    assert home.texts["h1"] == [TITLES[0]]
    stage = TITLES[1] + " 555 0142"
    assert stage in home.texts["a"]
    assert stage in _read(site / "defects" / "hostile-0.html").texts["nav"]
    assert TITLES[2] in _read(site / "authority.html").texts["h2"]
    assert TITLES[3] in _read(site / "gestures.html").texts["h2"]


def test_no_page_holds_a_tag_or_attribute_of_the_authors(site: Path) -> None:
    for file in site.rglob("*.html"):
        page = _read(file)
        assert not page.attributes & {"onerror", "onload", "onclick"}, file
        assert "img" not in page.tags, file
        assert "alert(1)" not in page.scripts, file


def test_the_search_index_holds_the_titles_as_text_that_is_safe_as_markup(site: Path) -> None:
    """The theme puts the title and text of a result into the page as HTML, so the index holds HTML."""
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    docs = {doc["location"]: doc for doc in index["docs"]}
    for number, title in enumerate(fill(title, {}) for title in TITLES):
        doc = docs[f"defects/hostile-{number}.html"]
        assert _plain(html.unescape(doc["title"])) == title
        assert "<" not in doc["title"], doc["title"]
        assert title in _plain(html.unescape(re.sub(r"<[^>]*>", "", doc["text"])))
        assert set(re.findall(r"<\s*/?\s*([^\s>]*)", doc["text"])) <= SEARCHABLE_TAGS, doc["text"][:300]
