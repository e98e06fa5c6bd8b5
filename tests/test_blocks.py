"""Blocks that are kept aside come out as they would have: every page of both handbooks, with and without."""

from __future__ import annotations

import re
from pathlib import Path

import markdown
import pytest

from generator.blocks import WholeBlocks
from generator.pages import render_pages
from generator.quizzes import render_quizzes
from generator.source.load import load_handbook

ROOT = Path(__file__).parents[1]
EXTENSIONS = ["admonition", "attr_list", "def_list", "tables", "toc", "fenced_code", "md_in_html"]


def _convert(text: str, *, fast: bool) -> str:
    html = markdown.Markdown(extensions=[*EXTENSIONS, *([WholeBlocks()] if fast else [])]).convert(text)
    return re.sub(r"\n+", "\n", html).strip()


@pytest.mark.parametrize("playbooks", ["tests/data/base", "examples/restaurant/playbooks"])
def test_every_page_comes_out_the_same(playbooks: str) -> None:
    handbook = load_handbook(ROOT / playbooks).handbook
    assert handbook is not None
    pages = [output for output in (*render_pages(handbook), *render_quizzes(handbook)) if output.path.endswith(".md")]
    for page in pages:
        text = re.sub(r"\A---\n.*?\n---\n", "", str(page.content), flags=re.DOTALL)
        assert _convert(text, fast=True) == _convert(text, fast=False), page.path


def test_mkdocs_still_sees_every_anchor() -> None:
    text = '# One\n\n<div class="hb-a">\n<p id="here">x</p>\n</div>\n\n<div>\n<a name="there">y</a>\n</div>'
    md = markdown.Markdown(extensions=[WholeBlocks()])
    seen = "\n".join(md.preprocessors["handbook_blocks"].run(text.split("\n")))
    assert 'id="here"' in seen
    assert 'name="there"' in seen
    assert md.convert(text).count('id="here"') == 1


def test_most_blocks_of_a_defect_page_are_kept_aside() -> None:
    handbook = load_handbook(ROOT / "tests/data/base").handbook
    assert handbook is not None
    page = next(output for output in render_pages(handbook) if output.path.startswith("defects/"))
    md = markdown.Markdown(extensions=[WholeBlocks()])
    left = "\n".join(md.preprocessors["handbook_blocks"].run(str(page.content).split("\n")))
    assert len(left) < len(str(page.content)) / 5


@pytest.mark.parametrize(
    "text",
    [
        '<div class="hb-a">\n\n**bold**\n\n</div>',
        '<div class="hb-a">\n<div>\none\n</div>',
        '<div class="hb-a" markdown>\n**bold**\n</div>',
        '<div class="hb-a">\n<p id="here">x</p>\n</div>',
        '```html\n\n<div class="hb-a">\nx\n</div>\n\n```',
        'text\n<div class="hb-a">\nx\n</div>\ntext',
        '<p class="hb-a">one</p>\n<pre>\ntwo\n</pre>',
        '    <div class="hb-a">\n    code\n    </div>',
        "<b>bold</b> and **bold**",
        "<p>one</p> **two**\nthree",
        "<div>\none\n</div>\n\n<div>\ntwo\n</div>\n\n- three",
        "- item\n\n<div>\none\n</div>",
        "> quote\n\n<div>\none\n</div>\n\ntext",
    ],
)
def test_what_an_author_writes_by_hand_is_left_to_markdown(text: str) -> None:
    assert _convert(text, fast=True) == _convert(text, fast=False)
