"""Reads a finished PDF of cards and tells what is wrong with it. It knows nothing of how it was made.

From the PDF alone: the size of its pages (pdfplumber), the words that stand in each cell and their type,
embedded fonts, ink near the cut (pypdfium2, as pixels) and what a phone reads from the QR codes
(zxing-cpp). Where the cells should be is computed here a second time, from sizes of paper and card.
"""

from __future__ import annotations

import io
import math
import re
from dataclasses import dataclass, field
from typing import Any

import pdfplumber
import pypdfium2
import zxingcpp
from pdfminer.pdftypes import resolve1
from PIL import Image

MM = 72 / 25.4
SAFE = 6.0
PAPERS = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
CARDS = {"a6": (105.0, 148.0), "a5": (148.0, 210.0), "4x6": (101.6, 152.4), "half-letter": (139.7, 215.9)}
META = 8.0
"""The type of the foot and the top line."""


@dataclass
class Cell:
    """Where one side of a card should be, what should stand there, and how small its type may be."""

    page: int
    x: float
    y: float
    width: float
    height: float
    texts: list[str] = field(default_factory=list)
    least: float = 9.0
    url: str = ""
    name: str = ""


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b\u00ad\u00a0]", "", text)


def check_pdf(
    pdf: bytes, pages: list[tuple[float, float]], cells: list[Cell], *, marks: bool = True, dpi: int = 150
) -> list[str]:
    """Everything that is wrong; empty for a good PDF. `marks`: whether lines to cut and fold along are drawn."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        if len(document.pages) != len(pages):
            return [f"{len(document.pages)} pages instead of {len(pages)}"]
        errors = [
            f"page {number}: {page.width / MM:.2f} x {page.height / MM:.2f} mm instead of {width} x {height}"
            for number, (page, (width, height)) in enumerate(zip(document.pages, pages, strict=True))
            if abs(float(page.width) - width * MM) > 0.02 or abs(float(page.height) - height * MM) > 0.02
        ]
        for number, page in enumerate(document.pages):
            errors += _fonts(page)
            errors += _words(page, [cell for cell in cells if cell.page == number])
    return errors + _pixels(pdf, cells, marks=marks, dpi=dpi)


def _fonts(page: Any) -> list[str]:
    errors = []
    resources = resolve1(page.page_obj.resources) or {}
    for name, reference in (resolve1(resources.get("Font")) or {}).items():
        font = resolve1(reference)
        for part in [resolve1(entry) for entry in resolve1(font.get("DescendantFonts")) or [font]]:
            descriptor = resolve1(part.get("FontDescriptor")) or {}
            if not any(key.startswith("FontFile") for key in descriptor):
                errors.append(f"font {name} is not embedded")
    return errors


def _words(page: Any, cells: list[Cell]) -> list[str]:
    errors: list[str] = []
    of_cell: dict[int, list[Any]] = {index: [] for index in range(len(cells))}
    for char in page.chars:
        if not squeezed(char["text"]):
            continue
        x, y = (char["x0"] + char["x1"]) / 2 / MM, (char["top"] + char["bottom"]) / 2 / MM
        inside = [
            index
            for index, cell in enumerate(cells)
            if cell.x + SAFE - 0.05 <= char["x0"] / MM
            and char["x1"] / MM <= cell.x + cell.width - SAFE + 0.05
            and cell.y + SAFE <= y <= cell.y + cell.height - SAFE
        ]
        if not inside:
            errors.append(
                f"page {page.page_number - 1}: {char['text']!r} at {x:.1f}, {y:.1f} mm "
                "stands outside every card's safe edge"
            )
        else:
            of_cell[inside[0]].append(char)
    for index, cell in enumerate(cells):
        errors += _texts(cell, of_cell[index])
    return errors


def _texts(cell: Cell, chars: list[Any]) -> list[str]:
    errors = []
    letters = [(letter, char["size"]) for char in chars for letter in squeezed(char["text"])]
    text = "".join(letter for letter, _ in letters)
    for expected in cell.texts:
        wanted = squeezed(expected)
        places = [match.start() for match in re.finditer(f"(?={re.escape(wanted)})", text)]
        # A short text may stand in the foot or the top line too; where it is largest is where it is meant.
        least = max((min(size for _, size in letters[at : at + len(wanted)]) for at in places), default=0.0)
        if not places:
            errors.append(f"{cell.name}: {expected!r} is not in its cell")
        elif least < cell.least - 0.01:
            errors.append(f"{cell.name}: {expected!r} is set in {least:.2f} pt")
    small = min((size for _, size in letters), default=META)
    if small < META - 0.01:
        errors.append(f"{cell.name}: type of {small:.2f} pt")
    return errors


def _pixels(pdf: bytes, cells: list[Cell], *, marks: bool, dpi: int) -> list[str]:
    errors = []
    document = pypdfium2.PdfDocument(pdf)
    for number in sorted({cell.page for cell in cells}):
        page = document[number]
        image = page.render(scale=dpi / 72, grayscale=True).to_pil()
        here = [cell for cell in cells if cell.page == number]
        for cell in here:
            errors += _rim(image, cell, dpi, marks=marks)
        if any(cell.url for cell in here):
            sharp = page.render(scale=300 / 72, grayscale=True).to_pil()
            errors += [error for cell in here if cell.url for error in _qr(sharp, cell)]
    document.close()
    return errors


def _rim(image: Image.Image, cell: Cell, dpi: int, *, marks: bool) -> list[str]:
    """Ink between the safe edge and the cut, but for the lines that lie on the cut itself."""
    scale = dpi / 25.4
    hair = 0.5 if marks else 0.0
    # Half a pixel of smoothing is not ink.
    left, top, right, bottom = cell.x + hair, cell.y + hair, cell.x + cell.width - hair, cell.y + cell.height - hair
    inner = (cell.x + SAFE, cell.y + SAFE, cell.x + cell.width - SAFE, cell.y + cell.height - SAFE)
    bands = {
        "left": (left, top, inner[0], bottom),
        "right": (inner[2], top, right, bottom),
        "top": (left, top, right, inner[1]),
        "bottom": (left, inner[3], right, bottom),
    }
    errors = []
    for side, (x0, y0, x1, y1) in bands.items():
        box = (
            math.ceil(x0 * scale) + 1,
            math.ceil(y0 * scale) + 1,
            math.floor(x1 * scale) - 1,
            math.floor(y1 * scale) - 1,
        )
        lowest, _ = image.crop(box).getextrema()
        if lowest < 200:
            errors.append(f"{cell.name}: ink beyond the safe edge, {side}")
    return errors


def _qr(image: Image.Image, cell: Cell) -> list[str]:
    scale = 300 / 25.4
    part = image.crop(
        tuple(round(value * scale) for value in (cell.x, cell.y, cell.x + cell.width, cell.y + cell.height))
    )
    read = [code.text for code in zxingcpp.read_barcodes(part)]
    return [] if read == [cell.url] else [f"{cell.name}: the QR code reads {read} instead of {cell.url!r}"]


def cells_of(
    sides: list[int], size: str, paper: str, layout: str, duplex: str
) -> tuple[list[tuple[float, float]], list[tuple[int, int, int, float, float]]]:
    """Pages and (page, card, side, x, y) of every side, worked out from the paper and the card alone."""
    width, height = CARDS[size]
    if layout == "single":
        flat = [(card, side) for card, count in enumerate(sides) for side in range(1, count + 1)]
        return [(width, height)] * len(flat), [(page, card, side, 0.0, 0.0) for page, (card, side) in enumerate(flat)]
    cell = width * 2 if layout == "fold" else width
    short, long = PAPERS[paper]
    options = [(int((w + 1e-6) // cell) * int((h + 1e-6) // height), w, h) for w, h in ((short, long), (long, short))]
    count, sheet_width, sheet_height = max(options, key=lambda option: option[0])
    across = int((sheet_width + 1e-6) // cell)
    down = count // across
    left, top = (sheet_width - across * cell) / 2, (sheet_height - down * height) / 2
    spots = [(left + column * cell, top + row * height) for row in range(down) for column in range(across)]
    found = []
    if layout == "fold":
        for card, number in enumerate(sides):
            x, y = spots[card % count]
            found += [(card // count, card, side, x + (side - 1) * width, y) for side in range(1, number + 1)]
        pages = -(-len(sides) // count)
    elif duplex == "none":
        flat = [(card, side) for card, number in enumerate(sides) for side in range(1, number + 1)]
        found = [(index // count, card, side, *spots[index % count]) for index, (card, side) in enumerate(flat)]
        pages = -(-len(flat) // count)
    else:
        lies = sheet_width > sheet_height
        for card, number in enumerate(sides):
            x, y = spots[card % count]
            found.append((card // count * 2, card, 1, x, y))
            if number > 1:
                # Turned about the long edge: the side of an upright sheet, the top of one that lies.
                sideways = (duplex == "long") != lies
                back = (sheet_width - x - width, y) if sideways else (x, sheet_height - y - height)
                found.append((card // count * 2 + 1, card, 2, *back))
        pages = -(-len(sides) // count) * 2
    return [(sheet_width, sheet_height)] * pages, found
