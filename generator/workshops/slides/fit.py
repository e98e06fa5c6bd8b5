"""Words on slides always fit: measured by the fonts' own widths, set smaller by steps, then split.

A presentation has no layout of its own; the program that shows it breaks the lines. So lines are broken
here as that program will, with some room, and a slide that would run over becomes two.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.workshops.slides.nouns import Block, Slide, Style, Tone
from generator.workshops.slides.widths import shown_width

WIDE, HIGH = 960, 540
"""A slide in points: 16 to 9, as every projector shows it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where something stands on the slide, in points from its top left corner."""

    left: int
    top: int
    width: int
    height: int


TITLE = Frame(48, 22, 864, 90)
BODY = Frame(48, 124, 864, 366)
FOOT = Frame(48, 500, 864, 24)
FOOT_SIZE = 14
TITLE_SIZES: dict[Tone, tuple[int, ...]] = {"plain": (34, 30, 26), "dark": (44, 34, 30, 26), "stop": (34, 30, 26)}
"""A new segment is announced larger."""
LEADING = 1.2
"""Height of a line by its size. It is written into the file, so that no program takes another one."""

LEVELS: tuple[dict[Style, int], ...] = (
    {"line": 60, "text": 40, "item": 40, "row": 40},
    {"line": 52, "text": 36, "item": 36, "row": 36},
    {"line": 44, "text": 32, "item": 32, "row": 32},
    {"line": 40, "text": 28, "item": 28, "row": 28},
    {"line": 36, "text": 26, "item": 26, "row": 26},
    {"line": 30, "text": 24, "item": 24, "row": 24},
)
"""Sizes in points, the largest first. Nothing that the room reads is smaller than 24 points."""

LABEL_SIZE = 24
GAP: dict[Style, float] = {"line": 0.3, "text": 0.45, "item": 0.25, "row": 0.15}
"""Room above a block, by its size."""
INDENT = 1.1
"""How far an item stands in from its bullet, by its size."""
LABEL_SHARE = 0.36
"""The part of the width that labels of rows may take. Longer ones break."""

_SPACES = re.compile(r"[ \t\n\r\f]+")


def broken(text: str, size: float, across: float, *, bold: bool) -> list[str]:
    """`text` as lines that are at most `across` points wide. A word wider than that is broken inside."""
    most = across / size
    space = shown_width(" ", bold=bold)
    lines: list[str] = []
    line, used = "", 0.0
    for word in _SPACES.split(text):
        needs = shown_width(word, bold=bold)
        if line and used + space + needs <= most:
            line, used = f"{line} {word}", used + space + needs
            continue
        if line:
            lines.append(line)
        while needs > most and len(word) > 1:
            fits = max(1, next(n for n in range(1, len(word) + 1) if shown_width(word[:n], bold=bold) > most) - 1)
            lines.append(word[:fits])
            word, needs = word[fits:], shown_width(word[fits:], bold=bold)
        line, used = word, needs
    return [*lines, line]


def label_column(blocks: Sequence[Block], level: int) -> float:
    """The width of the labels that stand beside rows, in points."""
    size = LEVELS[level]["row"]
    widest = max((shown_width(block.label, bold=True) * size for block in blocks if block.style == "row"), default=0)
    return min(math.ceil(widest + size), BODY.width * LABEL_SHARE)


def text_lines(block: Block, level: int, column: float) -> list[str]:
    """The lines of a block's own text, without its label."""
    size = LEVELS[level][block.style]
    taken = {"row": column, "item": INDENT * size}.get(block.style, 0)
    shown = f"\u201c{block.text}\u201d" if block.style == "line" else block.text
    lines = broken(shown, size, BODY.width - taken, bold=block.style == "line")
    # Beside a bullet or a label a word too wide for the line begins on the next one.
    first = shown_width(_SPACES.split(shown)[0], bold=False) * size
    return ["", *lines] if taken and first > BODY.width - taken else lines


def block_height(block: Block, level: int, column: float) -> float:
    """How high a block is in points, the gap above it included."""
    size = LEVELS[level][block.style]
    gap = GAP[block.style] * size
    height = len(text_lines(block, level, column)) * size * LEADING + gap
    if block.label and block.style == "row":
        label = broken(block.label, size, column - size / 2, bold=True)
        height = max(height, len(label) * size * LEADING + gap)
    elif block.label:
        height += len(broken(block.label, LABEL_SIZE, BODY.width, bold=True)) * LABEL_SIZE * LEADING
    return height


def body_height(blocks: Sequence[Block], level: int) -> float:
    column = label_column(blocks, level)
    return sum(block_height(block, level, column) for block in blocks)


def title_size(title: str, tone: Tone) -> int | None:
    """The largest size at which the title fits its frame, on one line or two, or None if there is none."""
    for size in TITLE_SIZES[tone]:
        if len(broken(title, size, TITLE.width, bold=True)) * size * LEADING <= TITLE.height:
            return size
    return None


def fitted(slide: Slide) -> list[Slide]:
    """The slide with its words at the largest size that fits, or several slides that hold them between them."""
    slide = _title_fitted(slide)
    for level in range(len(LEVELS)):
        if body_height(slide.blocks, level) <= BODY.height:
            return [replace(slide, level=level)]
    level = len(LEVELS) - 1
    pieces = [piece for block in slide.blocks for piece in _pieces(block, level)]
    shares = _shared_out(pieces, level)
    many = len(shares)
    level = next(step for step in range(level + 1) if all(body_height(share, step) <= BODY.height for share in shares))
    return [
        replace(
            _title_fitted(replace(slide, title=f"{slide.title} ({number} of {many})")),
            blocks=tuple(share),
            level=level,
            notes=slide.notes if number == 1 else (),
        )
        for number, share in enumerate(shares, start=1)
    ]


def _title_fitted(slide: Slide) -> Slide:
    """A title too long for two lines is cut after a word. What it names is on the page of the handbook."""
    title = slide.title
    while title_size(title, slide.tone) is None:
        words = title.removesuffix(" \u2026").split(" ")
        title = " ".join(words[: max(1, len(words) * 9 // 10)]) + " \u2026" if len(words) > 1 else title[:60] + "\u2026"
    return replace(slide, title=title)


def _pieces(block: Block, level: int) -> list[Block]:
    """A block that is higher than a slide, cut into several at the ends of lines."""
    column = label_column([block], level)
    if block_height(block, level, column) <= BODY.height:
        return [block]
    size = LEVELS[level][block.style]
    most = int(BODY.height / (size * LEADING)) - 3
    lines = text_lines(block, level, column)
    texts = [" ".join(lines[start : start + most]).strip("\u201c\u201d") for start in range(0, len(lines), most)]
    label = block.label if len(broken(block.label, size, column or BODY.width, bold=True)) <= 2 else ""
    return [replace(block, text=text, label=label) for text in texts]


def _shared_out(blocks: Sequence[Block], level: int) -> list[list[Block]]:
    """Blocks on as few slides as hold them, about evenly: never nine lines and then one."""
    fewest = len(_filled(blocks, level, BODY.height))
    for most in range(int(body_height(blocks, level) / fewest), BODY.height, 12):
        shares = _filled(blocks, level, most)
        if len(shares) == fewest and all(body_height(share, level) <= BODY.height for share in shares):
            return shares
    return _filled(blocks, level, BODY.height)


def _filled(blocks: Sequence[Block], level: int, most: float) -> list[list[Block]]:
    column = label_column(blocks, level)
    heights = [block_height(block, level, column) for block in blocks]
    starts, used = [0], 0.0
    for number, height in enumerate(heights):
        if used and used + height > most:
            starts.append(number)
            used = 0.0
        used += height
    return [list(blocks[start:end]) for start, end in pairwise([*starts, len(blocks)])]
