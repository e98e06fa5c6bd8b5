"""Reads a finished PDF of a pack and tells what is in it and what is wrong. It knows nothing of how it was made."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache

import pdfplumber
import pypdfium2
from pypdfium2 import raw

from tests.cards.pdf_checker import MM, PAPERS, _fonts, squeezed

PAPER = {**PAPERS, "a3": (297.0, 420.0)}
RIM = 6.0
"""mm at the edge of the paper in which no office printer can be trusted to print."""
SMALLEST = 8.0
HEAD, FOOT = 23.0, 20.0
"""mm at the top and bottom of a sheet where its name and number stand."""


@dataclass(frozen=True)
class Letter:
    """One letter on a page: where it stands in mm from the top left, and its size in pt."""

    char: str
    page: int
    x: float
    y: float
    size: float


@dataclass(frozen=True)
class Read:
    """What was read of a PDF."""

    pages: list[tuple[float, float]]
    letters: list[Letter]

    def text(self, *, whole: bool = False) -> str:
        """All letters without spaces, in reading order. Unless `whole`, without what stands at head and foot."""
        return squeezed("".join(one.char for one in self.letters if whole or self._inside(one)))

    def _inside(self, one: Letter) -> bool:
        return HEAD < one.y < self.pages[one.page][1] - FOOT


@lru_cache(maxsize=200)
def read_pdf(pdf: bytes) -> Read:
    document = pypdfium2.PdfDocument(pdf)
    pages, letters = [], []
    for number, page in enumerate(document):
        width, height = page.get_size()
        pages.append((width / MM, height / MM))
        text = page.get_textpage()
        for index in range(text.count_chars()):
            if raw.FPDFText_IsGenerated(text, index) == 1:
                continue
            left, _, _, top = text.get_charbox(index, loose=True)
            size = raw.FPDFText_GetFontSize(text, index)
            char = chr(raw.FPDFText_GetUnicode(text, index))
            letters.append(Letter(char, number, left / MM, (height - top) / MM, size))
    document.close()
    return Read(pages, letters)


def faults(pdf: bytes, paper: str, *, marks: bool = False, dpi: int = 50) -> list[str]:
    """Everything that is wrong with a sheet; empty for a good one. `marks`: lines to cut along reach to the rim."""
    found = []
    read = read_pdf(pdf)
    width, height = PAPER[paper]
    for number, size in enumerate(read.pages):
        if abs(size[0] - width) > 0.02 or abs(size[1] - height) > 0.02:
            found.append(f"page {number + 1} is {size[0]:.2f} x {size[1]:.2f} mm")
    small = min((one.size for one in read.letters if one.char.strip()), default=SMALLEST)
    if small < SMALLEST - 0.01:
        found.append(f"type of {small:.2f} pt")
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            found += _fonts(page)
    return found + ([] if marks else _rims(pdf, dpi))


def _rims(pdf: bytes, dpi: int) -> list[str]:
    """Pages with ink where no printer puts any."""
    document = pypdfium2.PdfDocument(pdf)
    rim, found = int(RIM / 25.4 * dpi), []
    for number, page in enumerate(document):
        image = page.render(scale=dpi / 72, grayscale=True).to_pil()
        width, height = image.size
        edges = {
            "left": (0, 0, rim, height),
            "right": (width - rim, 0, width, height),
            "top": (0, 0, width, rim),
            "bottom": (0, height - rim, width, height),
        }
        found += [f"page {number + 1}: ink at the {side}" for side, box in edges.items()
                  if image.crop(box).getextrema()[0] < 200]  # fmt: skip
    document.close()
    return found
