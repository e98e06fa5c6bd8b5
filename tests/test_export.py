"""The exported tree: other builders, which run no plugin of ours, make the same pages of it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from generator.finder import INDEX, SCRIPT
from generator.publish import build_site
from tests.sites import break_playbook, run, small_handbook, tree


class _Article(HTMLParser):
    """The text of the article of a page, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = False
        self.text = ""
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = self.inside or tag == "article"
        if self.inside and tag == "a" and (link := dict(attrs).get("href")):
            self.links.append(link)

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "article"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.text += data


def _articles(site: Path) -> dict[str, tuple[str, list[str]]]:
    articles = {}
    for file in site.rglob("*.html"):
        article = _Article()
        article.feed(file.read_text(encoding="utf-8"))
        articles[file.relative_to(site).as_posix()] = (re.sub(r"\s+", " ", article.text).strip(), article.links)
    return articles


@pytest.mark.parametrize(
    "builder",
    [("zensical", "build"), ("properdocs", "build", "--strict", "-f", "mkdocs.yml"), ("mkdocs", "build", "--strict")],
)
def test_the_exported_tree_builds_to_the_same_pages(tmp_path: Path, builder: tuple[str, ...]) -> None:
    places = small_handbook(tmp_path)
    build_site(places)
    run("generator", "export", "-q", "tree", cwd=tmp_path)
    run(*builder, cwd=tmp_path / "tree")
    ours, theirs = _articles(places.out), _articles(tmp_path / "tree" / "site")
    assert len(ours) > 20
    assert theirs.keys() == ours.keys()
    for page in ours.keys() - {"404.html"}:
        assert theirs[page] == ours[page], page
    _finder_is_whole(tmp_path / "tree" / "site")


def _finder_is_whole(site: Path) -> None:
    """find.html is ours as it stands: with the frame of the site, styles and scripts, and a tab that leads to it."""
    page = (site / "find.html").read_text(encoding="utf-8")
    assert page == (site.parents[1] / "site" / "find.html").read_text(encoding="utf-8")
    assert "Kettle Lane Cycles" in page
    assert "<svg" in page[page.index('class="hb-frame__logo"') : page.index('class="hb-frame__name"')]
    assert re.search(r'<input[^>]*\bid="hb-find-input"', page)
    loaded = re.findall(r'(?:<script src|<link rel="stylesheet" href)="([^"]+)', page)
    assert loaded == [INDEX, SCRIPT]
    for font in re.findall(r'url\("([^"]+)', page):
        assert (site / font).is_file(), font
    for file in loaded:
        assert (site / file).is_file(), file
    for other, way in (("index.html", r"(\./)?"), ("stages/ready.html", r"\.\./")):
        text = (site / other).read_text(encoding="utf-8")
        assert re.search(rf'<a href="{way}find\.html"[^>]*class="md-tabs__link', text), other


def test_the_tree_is_complete_in_itself(tmp_path: Path) -> None:
    """Every page, style, script and font is in it; no plugin of ours and no path of this machine is named."""
    small_handbook(tmp_path)
    run("generator", "export", "-q", "tree", cwd=tmp_path)
    files = tree(tmp_path / "tree")
    assert {"mkdocs.yml", "docs/index.md", "docs/method.md", "docs/defects/not-ready.md"} <= files.keys()
    text = (tmp_path / "tree" / "mkdocs.yml").read_text(encoding="utf-8")
    config = yaml.safe_load(text)
    assert str(tmp_path) not in text
    assert "handbook" not in str(config["plugins"])
    for asset in (*config["extra_css"], *config["extra_javascript"], *config["extra"]["polyfills"]):
        assert f"docs/{asset}" in files
    assert {"Collecting the bike": ["stages/ready.md", "defects/not-ready.md"]} in next(
        entry["Journey"] for entry in config["nav"] if "Journey" in entry
    )


def test_exporting_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    places = small_handbook(tmp_path)
    run("generator", "export", "-q", "one", cwd=tmp_path, PYTHONHASHSEED="1")
    run("generator", "export", "-q", "two", cwd=tmp_path, PYTHONHASHSEED="2")
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
    (tmp_path / "one" / "docs" / "defects" / "gone.md").write_text("from an older edition", encoding="utf-8")
    run("generator", "export", "-q", str(tmp_path / "one"), "--playbooks", str(places.playbooks), cwd=tmp_path)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_errors_in_the_playbooks_leave_the_last_tree_whole(tmp_path: Path) -> None:
    places = small_handbook(tmp_path)
    run("generator", "export", "-q", "tree", cwd=tmp_path)
    before = tree(tmp_path / "tree")
    break_playbook(places)
    failed = run("generator", "export", "tree", cwd=tmp_path, check=False)
    assert failed.returncode == 1
    assert "[unknown-name]" in failed.stdout
    assert tree(tmp_path / "tree") == before


def test_a_folder_that_is_not_an_export_is_refused(tmp_path: Path) -> None:
    small_handbook(tmp_path)
    failed = run("generator", "export", "content", cwd=tmp_path, check=False)
    assert failed.returncode == 1
    assert "not an export" in failed.stderr
    assert tree(tmp_path / "content").keys() == {"method.md"}
