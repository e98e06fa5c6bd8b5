"""The fonts of everything printed, read as far as our rules need: which characters they draw, how wide.

Atkinson Hyperlegible (Braille Institute) and, for scripts it lacks, Noto Sans: static regular and
bold cut down to Latin Extended, Greek, Cyrillic and signs. Both under the SIL Open Font License.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from generator.problems import Path as Place
from generator.problems import Problem, Where

FONT_FOLDER = Path(__file__).parent / "fonts"

# Shown by no font and drawn by none: line and word joiners, and the break that may be taken.
_INVISIBLE = frozenset("\t\n \u00a0\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufe0f")


def without_glyph(text: str) -> list[str]:
    """The characters of `text` that none of our fonts can draw, each once, in order."""
    drawn = _covered()
    return [char for char in dict.fromkeys(text) if char not in _INVISIBLE and ord(char) not in drawn]


def check_glyphs(file: str, path: Place, text: str) -> Iterator[Problem]:
    """The first character of `text` that could not be printed, at its place in the author's file."""
    for char in without_glyph(text)[:1]:
        yield Problem(
            "card-no-glyph",
            Where(file, path, char),
            f"the typeface of the cards cannot print '{char}' (U+{ord(char):04X})",
            "write it in words, or with another sign",
        )


@lru_cache(maxsize=100_000)
def width(text: str, *, bold: bool) -> float:
    """The width of `text` on one line in em, by the fonts' own advances. Kerning is left out: it is a
    few hundredths of an em at most, so compare with some room, never to the last digit."""
    return sum(map(_widths(bold).__getitem__, text))


class _Widths(dict[str, float]):
    """The width of every character in em. One that no font draws counts as wide as an em."""

    def __missing__(self, char: str) -> float:
        return 0.0 if char in _INVISIBLE else 1.0


@cache
def _widths(bold: bool) -> _Widths:
    return _Widths((chr(code), advance) for code, advance in _advances(bold).items())


@cache
def widest() -> float:
    """The width of the widest letter in em, to rule out what cannot be too wide by the number of its letters."""
    return max(1.0, *_advances(False).values(), *_advances(True).values())


@cache
def _covered() -> frozenset[int]:
    """The characters that stand in a regular and in a bold font both: a line may be set in either."""
    return frozenset(_advances(False).keys() & _advances(True).keys())


@cache
def _advances(bold: bool) -> dict[int, float]:
    """The advance of every character in em. The first family that has a character draws it."""
    found: dict[int, float] = {}
    for file in sorted(FONT_FOLDER.glob("*.ttf")):
        if ("Bold" in file.name) == bold:
            found = _read(file.read_bytes()) | found
    return found


def _read(font: bytes) -> dict[int, float]:
    """The advance of every character of one TrueType font, from its cmap, hmtx, hhea and head tables."""
    count = struct.unpack_from(">H", font, 4)[0]
    tables = {font[12 + 16 * n : 16 + 16 * n]: struct.unpack_from(">I", font, 20 + 16 * n)[0] for n in range(count)}
    em = struct.unpack_from(">H", font, tables[b"head"] + 18)[0]
    metrics = struct.unpack_from(">H", font, tables[b"hhea"] + 34)[0]

    def advance(glyph: int) -> float:
        value: int = struct.unpack_from(">H", font, tables[b"hmtx"] + 4 * min(glyph, metrics - 1))[0]
        return float(value / em)

    start = tables[b"cmap"]
    glyphs: dict[int, int] = {}
    for number in range(struct.unpack_from(">H", font, start + 2)[0]):
        table = start + struct.unpack_from(">I", font, start + 8 + 8 * number)[0]
        kind = struct.unpack_from(">H", font, table)[0]
        if kind == 4:
            glyphs |= _segments(font, table)
        elif kind == 12:
            for group in range(struct.unpack_from(">I", font, table + 12)[0]):
                first, last, glyph = struct.unpack_from(">III", font, table + 16 + 12 * group)
                glyphs |= {char: glyph + char - first for char in range(first, last + 1)}
    return {char: advance(glyph) for char, glyph in glyphs.items()}


def _segments(font: bytes, table: int) -> dict[int, int]:
    """A cmap of format 4: the glyph of every character of the Basic Multilingual Plane."""
    count = struct.unpack_from(">H", font, table + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, table + 14)
    starts = struct.unpack_from(f">{count}H", font, table + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", font, table + 16 + 4 * count)
    base = table + 16 + 6 * count
    offsets = struct.unpack_from(f">{count}H", font, base)
    found = {}
    for number in range(count):
        for char in range(starts[number], min(ends[number], 0xFFFE) + 1):
            glyph = (char + deltas[number]) & 0xFFFF
            if offsets[number]:
                glyph = struct.unpack_from(
                    ">H", font, base + 2 * number + offsets[number] + 2 * (char - starts[number])
                )[0]
            if glyph:
                found[char] = glyph
    return found
