"""The pages of the small bicycle handbook, word for word: what a change to a template really changes.

`pytest tests/pages --rewrite-expected` writes them anew; the difference is read before it is committed.
Only what we own is held fast, the Markdown that we hand over, and not the theme's HTML around it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.checking import check_folder
from generator.pages import render_pages
from tests.sites import BASE

GOLDEN = Path(__file__).parents[1] / "golden" / "pages"


def _rendered() -> dict[str, str]:
    handbook = check_folder(BASE, date(2026, 11, 22)).handbook
    assert handbook is not None
    return {
        output.path: output.content
        for output in render_pages(handbook)
        if isinstance(output.content, str) and output.path != "problems.md"  # the registry's own text, tested elsewhere
    }


PAGES = _rendered()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_as_expected(path: str, request: pytest.FixtureRequest) -> None:
    golden = GOLDEN / path
    if request.config.getoption("--rewrite-expected"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(PAGES[path], encoding="utf-8", newline="\n")
    assert golden.is_file(), "a new page: run with --rewrite-expected and read it"
    assert golden.read_text(encoding="utf-8") == PAGES[path]


def test_no_expected_page_is_left_over() -> None:
    assert {file.relative_to(GOLDEN).as_posix() for file in GOLDEN.rglob("*.md")} == set(PAGES)
