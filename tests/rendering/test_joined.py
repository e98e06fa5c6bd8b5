"""Several PDFs become one that has the pages, words, tags, bookmarks and links of all, and nothing else."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
import pytest
from pdfua import Validator

from generator.rendering.joined import dated, joined
from generator.rendering.pdf_parts import JoinError
from generator.rendering.typeset import FAMILIES, typeset

DAY, LATER = date(2026, 11, 22), date(2026, 12, 1)
TEMPLATE = """
#let data = json("data.json")
#set document(title: data.title, author: "Somebody", date: datetime(year: 2026, month: 11, day: 22))
#set text(font: data.fonts, fallback: false, lang: "en")
#for page-of in data.pages {
  page(width: 100mm, height: 80mm, {
    heading(level: 1, page-of.title)
    heading(level: 2, outlined: false, bookmarked: false, "Steps")
    list(..page-of.steps)
    link("https://handbook.example.com/" + page-of.link, page-of.link)
  })
}
"""
TITLES = ("12 0 R", "(a (12 0 R) b)", r"back \ slash) ( 3 0 R", "plain", "/StructParent 7", "endobj \u00e9 (4 0 R")
"""Titles that look like what is renumbered. They are an author's words, and stay."""


def part(*titles: str) -> bytes:
    pages = [
        {"title": title, "steps": [f"{title}: one", "two"], "link": f"p{number}"} for number, title in enumerate(titles)
    ]
    return typeset(TEMPLATE, {"title": "A (whole) 5 0 R", "fonts": list(FAMILIES), "pages": pages}, DAY)


@pytest.fixture(scope="module")
def parts() -> list[bytes]:
    return [part(*TITLES[:3]), part(TITLES[3]), part(*TITLES[4:])]


@pytest.fixture(scope="module")
def whole(parts: list[bytes]) -> bytes:
    return joined(parts)


def seen(pdf: bytes) -> list[dict[str, Any]]:
    """Page by page what a reader gets: size, letters where they stand, links, and the tags with the letters' marks."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [
            {
                "size": (page.width, page.height),
                "chars": [(char["text"], char["x0"], char["top"], char["mcid"]) for char in page.chars],
                "links": [(link["uri"], link["x0"], link["top"]) for link in page.hyperlinks],
                "tags": [_without_page(element) for element in page.structure_tree],
            }
            for page in document.pages
        ]


def _without_page(element: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in element.items() if name not in ("page_number", "children")}
    return kept | {"children": [_without_page(child) for child in element.get("children", ())]}


def test_every_page_is_as_it_was(parts: list[bytes], whole: bytes) -> None:
    pages = seen(whole)
    assert pages == [page for one in parts for page in seen(one)]
    assert all(page["tags"] and page["links"] for page in pages)


def test_the_tags_are_one_tree_in_reading_order(whole: bytes) -> None:
    with pdfplumber.open(io.BytesIO(whole)) as document:
        (root,) = document.structure_tree
        assert root["type"] == "Document"
        assert [child["type"] for child in root["children"]][:3] == ["H1", "H2", "L"]
        pages = [child["page_number"] for child in root["children"] if child["type"] == "H1"]
        assert pages == list(range(1, len(TITLES) + 1))


def test_bookmarks_lead_through_all_parts(whole: bytes) -> None:
    document = pypdfium2.PdfDocument(whole)
    marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    assert marks == [(title, number) for number, title in enumerate(TITLES)]


def test_it_is_the_pdf_ua_that_it_says(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "whole.pdf"
    path.write_bytes(whole)
    assert list(Validator().validate(str(path)).findings) == []


def test_it_says_once_what_a_document_says_once(parts: list[bytes], whole: bytes) -> None:
    assert [whole.count(name) for name in (b"/Type/Catalog", b"/Type/Pages", b"/Type/StructTreeRoot")] == [1, 1, 1]
    assert b"<xmpTPg:NPages>6</xmpTPg:NPages>" in whole
    with pdfplumber.open(io.BytesIO(whole)) as document:
        assert document.metadata["Title"] == "A (whole) 5 0 R"
        assert document.metadata["Author"] == "Somebody"
    assert joined(parts) == whole
    other = joined([*parts[:2], part("another")])
    assert [_identity(pdf)[0] for pdf in (whole, other)] == [_identity(parts[0])[0]] * 2
    assert _identity(whole)[1] != _identity(other)[1]


def test_a_date_is_put_on_afterwards(parts: list[bytes], whole: bytes) -> None:
    for pdf in (parts[0], whole):
        later = dated(pdf, LATER)
        with pdfplumber.open(io.BytesIO(later)) as document:
            assert {document.metadata[name] for name in ("CreationDate", "ModDate")} == {"D:20261201000000Z"}
        assert later.count(b"2026-12-01T00:00:00Z") == 2
        assert dated(later, DAY) == pdf
    with pytest.raises(JoinError):
        dated(b"%PDF-1.7", DAY)


def _identity(pdf: bytes) -> list[bytes]:
    return pdf[pdf.rindex(b"/ID[(") + 5 : pdf.rindex(b")]>>")].split(b")(")


@pytest.mark.parametrize(
    "broken",
    [
        b"%PDF-1.7\n%%EOF",
        b"",
        lambda pdf: pdf.replace(b"/Nums[", b"/Kids["),
        lambda pdf: pdf.replace(b"endobj", b"endxxx", 1),
        lambda pdf: pdf.replace(b"/Lang(en)", b"/Dests 9 0 R"),
    ],
)
def test_what_our_press_would_not_write_is_refused(parts: list[bytes], broken: Any) -> None:
    other = broken(parts[0]) if callable(broken) else broken
    with pytest.raises(JoinError):
        joined([other, parts[1]])
