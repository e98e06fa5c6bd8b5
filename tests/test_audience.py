"""A site for learners holds nothing of what is for coaches, in no file and in no form."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path

import pypdfium2
import pytest
import yaml

from generator.build import render_handbook
from generator.content import coach_pages
from generator.model.audience import CoachPage, for_learners
from generator.model.handbook import Handbook
from generator.model.settings import fill
from generator.publish import Places, build_site
from generator.source.load import load_handbook
from tests.sites import ROOT, run, small_handbook, tree
from tests.workshops.shipped import shipped, texts_in

FEWEST_WORDS = 5
"""A coach's text of fewer words ("Patient", "The recovery log") may well stand on a page for learners, too."""


def _coach_texts(handbook: Handbook) -> set[str]:
    """Every text that is for coaches and that no learner reads anywhere else."""
    learners = for_learners(handbook)
    plays = [scenario for playbook in handbook.playbooks for scenario in playbook.scenarios]
    found = {*texts_in(handbook.workshops), *texts_in(handbook.rubric), *texts_in(plays)}
    settings = handbook.settings()
    also_read = "\n".join(_plain(fill(text, settings)) for text in texts_in(learners))
    told = {_plain(fill(text, settings)) for text in found}
    return {text for text in told if len(text.split()) >= FEWEST_WORDS and text not in also_read}


def _plain(text: str) -> str:
    """`text` without what a file does to it: entities, tags, quotes of another form, lines broken elsewhere."""
    text = unescape(re.sub(r"<[^>]*>", "", text))
    text = text.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0x200B: None, 0xAD: None})
    return " ".join(text.replace("\\n", " ").replace('\\"', '"').split())


def _found(wanted: set[str], text: str) -> list[str]:
    """Those of the texts that `text` holds. The second to fourth words are looked up first: that is quick, and
    marks that a page puts around a text touch its first and last words only.
    """
    words = text.split()
    by_words = _by_words(frozenset(wanted))
    threes = by_words.keys() & set(zip(words, words[1:], words[2:], strict=False))
    return [one for three in threes for one in by_words[three] if one in text]


@cache
def _by_words(wanted: frozenset[str]) -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for one in sorted(wanted):
        found[tuple(one.split()[1:4])].append(one)
    return found


def _texts_of(path: str, content: bytes) -> Iterator[str]:
    """What can be read in a file: of a PDF its words, of an archive its files, of data its strings as well."""
    if path.endswith((".zip", ".pptx", ".apkg")):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from _texts_of(name, archive.read(name))
    elif path.endswith(".pdf"):
        with pypdfium2.PdfDocument(content) as document:
            yield _plain(" ".join(page.get_textpage().get_text_range() for page in document))
    elif not path.endswith((".woff2", ".ttf", ".png", ".gz")):
        text = content.decode("utf-8", errors="replace")
        yield _plain(text)
        if path.endswith((".json", ".js")):
            yield " | ".join(map(_plain, _strings(text)))


def _strings(text: str) -> list[str]:
    return [json.loads(found) for found in re.findall(r'"(?:[^"\\\n]|\\.)*"', text) if _is_json(found)]


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


@pytest.fixture(scope="module")
def learners_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dental site for learners. PDFs of cards come from the cache where they are in it."""
    site = tmp_path_factory.mktemp("learners") / "site"
    build_site(Places(ROOT / "mkdocs.yml", ROOT / "playbooks", ROOT / "content", site, "learner"))
    return site


@pytest.fixture(scope="module")
def for_everyone() -> dict[str, bytes]:
    """What is rendered for everyone, by its path."""
    return {
        output.path: output.content.encode() if isinstance(output.content, str) else output.content
        for output in render_handbook(shipped(), ROOT / "playbooks")
    }


def test_no_file_of_the_learners_site_holds_a_text_for_coaches(learners_site: Path) -> None:
    """Every file, the words of PDFs and the search index included. The cards' own PDFs are looked at in one deck."""
    wanted = _coach_texts(shipped())
    assert len(wanted) > 800
    leaks = []
    for file in sorted(learners_site.rglob("*")):
        path = file.relative_to(learners_site).as_posix()
        if file.is_file() and not re.fullmatch(r"cards/(?!deck)[a-z0-9-]+\.pdf", path):
            for text in _texts_of(path, file.read_bytes()):
                leaks += [f"{path}: {one}" for one in _found(wanted, text)]
    assert leaks == []


def test_the_test_would_find_them(for_everyone: dict[str, bytes]) -> None:
    """On the pages for everyone the same search finds every one of the texts."""
    wanted = _coach_texts(shipped())
    pages = [content for path, content in for_everyone.items() if path.endswith((".md", ".html"))]
    found = {one for content in pages for text in _texts_of("page.md", content) for one in _found(wanted, text)}
    assert wanted - found == set()


def test_pages_links_and_navigation_for_coaches_are_gone(learners_site: Path) -> None:
    assert not (learners_site / "workshops").exists()
    assert not (learners_site / "coach.html").exists()
    assert not (learners_site / "assets" / "workshops").exists()
    for page in learners_site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "coach.html" not in text, page
        assert not re.search(r'(?:href|src)="[^"]*workshops/', text), page


def test_the_first_page_shows_the_way_in_only_where_there_is_one(
    learners_site: Path, for_everyone: dict[str, bytes]
) -> None:
    assert "For coaches" not in (learners_site / "index.html").read_text(encoding="utf-8")
    assert b'href="workshops/index.html"' in for_everyone["index.md"]


# ---- pages written by hand


def _with_coach_page(root: Path) -> Places:
    """The bicycle shop with a page for coaches that stands in the navigation and links to itself and back."""
    places = small_handbook(root)
    (places.content / "method.md").write_text("# Our method\n\nWe own it.\n", encoding="utf-8")
    (places.content / "coaching.md").write_text(
        '---\nsearch: {exclude: true}\naudience: "coach" # not for learners\n---\n\n# How we coach\n\n'
        "Secret of the coach. See [the method](method.md) and [the workshops](workshops/index.md).\n",
        encoding="utf-8",
    )
    config = yaml.safe_load(places.config.read_text(encoding="utf-8"))
    config["nav"].append({"Coaching": [{"How": "coaching.md"}, {"Workshops": "workshops/index.md"}]})
    places.config.write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    return places


def _holds(site: Path, words: str) -> list[str]:
    return [path.name for path in site.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]


def test_a_page_for_coaches_is_listed_for_them_and_left_out_for_learners(tmp_path: Path) -> None:
    places = _with_coach_page(tmp_path)
    build_site(places)
    index = (places.out / "workshops" / "index.html").read_text(encoding="utf-8")
    assert '<a href="../coaching.html">How we coach</a>' in index
    assert _holds(places.out, "Secret of the coach")
    done = run("generator", "build", "-q", "--audience", "learner", "--out", "learners", cwd=tmp_path)
    assert "WARNING" not in done.stdout + done.stderr
    assert _holds(tmp_path / "learners", "Secret of the coach") == []
    assert _holds(tmp_path / "learners", "Coaching") == []
    assert not (tmp_path / "learners" / "workshops").exists()


def test_mkdocs_leaves_them_out_too_when_its_configuration_says_so(tmp_path: Path) -> None:
    places = _with_coach_page(tmp_path)
    config = yaml.safe_load(places.config.read_text(encoding="utf-8"))
    for plugin in config["plugins"]:
        if isinstance(plugin, dict) and "handbook" in plugin:
            plugin["handbook"]["audience"] = "learner"
    places.config.write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    run("mkdocs", "build", "-q", "--strict", "-d", "by-mkdocs", cwd=tmp_path)
    assert _holds(tmp_path / "by-mkdocs", "Secret of the coach") == []
    # The command's own option goes before the configuration, and without it the configuration decides.
    run("generator", "export", "-q", "exported", cwd=tmp_path)
    assert _holds(tmp_path / "exported", "Secret of the coach") == []
    assert "coaching.md" not in (tmp_path / "exported" / "mkdocs.yml").read_text(encoding="utf-8")
    run("generator", "export", "-q", "--audience", "coach", "coached", cwd=tmp_path)
    assert "docs/coaching.md" in tree(tmp_path / "coached")
    assert "Kettle Lane Cycles - for coaches" in (tmp_path / "coached" / "mkdocs.yml").read_text(encoding="utf-8")


def test_the_tree_for_learners_builds_elsewhere_without_a_warning(tmp_path: Path) -> None:
    _with_coach_page(tmp_path)
    run("generator", "export", "-q", "--audience", "learner", "tree", cwd=tmp_path)
    run("mkdocs", "build", "-q", "--strict", cwd=tmp_path / "tree")
    assert _holds(tmp_path / "tree", "Secret of the coach") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("---\naudience: coach\n---\n# How *we* coach #\n", ["How *we* coach"]),
        ("---\r\ntitle: x\r\naudience: 'coach'\r\n---\r\n\r\n# A\r\n", ["A"]),
        ("\ufeff---\naudience: coach # why\n---\nno heading\n", ["page.md"]),
        ("---\naudience: coaches\n---\n# A\n", []),
        ("# A\n\naudience: coach\n", []),
        ("---\ntitle: A\n---\naudience: coach\n---\n", []),
    ],
)
def test_a_page_says_in_its_front_matter_that_it_is_for_coaches(tmp_path: Path, text: str, found: list[str]) -> None:
    (tmp_path / "page.md").write_bytes(text.encode())
    assert [page.title for page in coach_pages(tmp_path)] == found


def test_the_address_of_a_coach_page_is_seen_from_the_workshops() -> None:
    assert CoachPage("deep/in/page.md", "A").address == "../deep/in/page.html"


def test_the_shipped_pages_for_learners_link_to_none_for_coaches() -> None:
    """Such a link would be lost in the learners' site."""
    for content in (ROOT / "content", ROOT / "examples" / "restaurant" / "content", ROOT / "generator/starter/content"):
        hidden = {page.path for page in coach_pages(content)}
        for file in content.rglob("*.md"):
            if file.relative_to(content).as_posix() not in hidden:
                links = set(re.findall(r"\]\(([^)#]+)", file.read_text(encoding="utf-8")))
                assert not links & hidden, file
                assert not [link for link in links if link.startswith("workshops/")], file


def test_what_is_left_for_learners_is_otherwise_the_same_handbook(tmp_path: Path) -> None:
    folder = tmp_path / "playbooks"
    shutil.copytree(ROOT / "tests" / "data" / "base", folder)
    handbook = load_handbook(folder).handbook
    assert handbook is not None
    left = for_learners(handbook)
    assert left.by_id.keys() == handbook.by_id.keys()
    assert left.settings() == handbook.settings()
    assert left.lines == handbook.lines
    assert not any(playbook.scenarios for playbook in left.by_id.values())
