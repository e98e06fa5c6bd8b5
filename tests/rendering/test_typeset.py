"""The press for paper: data stays data, only our fonts, and a QR code that says what it was given."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
import segno
import zxingcpp
from fontTools.ttLib import TTFont

from generator.rendering import glyphs
from generator.rendering.typeset import FAMILIES, TypesetError, measured, qr_modules, qr_svg, typeset

DAY = date(2026, 11, 22)
HEAD = '#set document(title: "Test")\n#set text(font: json("data.json").fonts, fallback: false, lang: "en")\n'


def text_of(pdf: bytes) -> str:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return "".join(char["text"] for page in document.pages for char in page.chars)


def test_words_are_shown_and_never_run() -> None:
    words = '#read("/etc/passwd") #panic() $x$ *b* @ref </script>'
    made = typeset(HEAD + '#text(json("data.json").words)', {"words": words, "fonts": list(FAMILIES)}, DAY)
    assert text_of(made).replace("\u00a0", " ").replace(" ", "") == words.replace(" ", "")


def test_no_file_of_the_working_folder_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(TypesetError):
        typeset(HEAD + '#read("secret.txt")', {"fonts": list(FAMILIES)}, DAY)
    with pytest.raises(TypesetError):
        measured(HEAD + '#metadata(read("secret.txt")) <x>', {"fonts": list(FAMILIES)}, "x")


def test_a_missing_glyph_is_an_error() -> None:
    with pytest.raises(TypesetError):
        typeset(HEAD + '#text(json("data.json").words)', {"words": "\u6f22", "fonts": list(FAMILIES)}, DAY)


def test_no_font_but_ours() -> None:
    made = typeset(HEAD + "Latin, ελληνικά, кириллица, tiếng Việt", {"fonts": list(FAMILIES)}, DAY)
    with pdfplumber.open(io.BytesIO(made)) as document:
        assert {char["fontname"].split("+")[1].split("-")[0] for char in document.pages[0].chars} == {
            "AtkinsonHyperlegible",
            "NotoSans",
        }


def test_same_input_same_bytes() -> None:
    data = {"fonts": list(FAMILIES)}
    assert typeset(HEAD + "Hello", data, DAY) == typeset(HEAD + "Hello", data, DAY)


@pytest.mark.parametrize("file", sorted(path.name for path in glyphs.FONT_FOLDER.glob("*.ttf")))
def test_fonts_are_read_rightly(file: str) -> None:
    """Characters and widths as fontTools reads them."""
    font = TTFont(glyphs.FONT_FOLDER / file)
    expected = {char: font["hmtx"][name][0] / font["head"].unitsPerEm for char, name in font.getBestCmap().items()}
    assert glyphs._read((glyphs.FONT_FOLDER / file).read_bytes()) == pytest.approx(expected)


def test_the_licences_lie_beside_the_fonts() -> None:
    for name in ("OFL-AtkinsonHyperlegible.txt", "OFL-NotoSans.txt"):
        assert "SIL Open Font License" in (glyphs.FONT_FOLDER / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("words", ["tap \u2192 ring", "done \u2713", "\U0001f600", "\u6f22\u5b57", "\ufeff"])
def test_what_cannot_be_printed_is_known_before(words: str) -> None:
    assert glyphs.without_glyph(words)


def test_what_our_fonts_cover_can_be_printed() -> None:
    words = "".join(map(chr, sorted(glyphs._covered())[::17]))
    typeset(HEAD + '#text(json("data.json").words)', {"words": words, "fonts": list(FAMILIES)}, DAY)


@pytest.mark.parametrize("address", ["https://h.example/defects/a.html?card=0A1B2C", "https://h.example/" + "x" * 300])
def test_a_qr_code_is_read_back(address: str) -> None:
    template = HEAD + '#image(bytes(json("data.json").qr), format: "svg", width: 40mm, height: 40mm, alt: "QR code")'
    made = typeset(template, {"qr": qr_svg(address), "fonts": list(FAMILIES)}, DAY)
    image = pypdfium2.PdfDocument(made)[0].render(scale=300 / 72).to_pil()
    assert [code.text for code in zxingcpp.read_barcodes(image)] == [address]


def test_the_size_of_a_qr_code_is_known_without_making_it() -> None:
    for length in (*range(1, 140), 300, 700, 1500, 2331):
        made = segno.make("h" * length, error="m", mode="byte", micro=False, boost_error=False)
        assert qr_modules("h" * length) == made.symbol_size(border=4)[0], length
