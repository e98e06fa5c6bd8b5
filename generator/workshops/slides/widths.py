"""How wide text is on a slide: by the wider of the two typefaces that it is shown in.

The PowerPoint file is set in Arial, which cannot be shipped; its widths are those of Helvetica, which are
public, and stand here for the characters of ASCII. The page in the browser is set in the handbook's own font.
"""

from __future__ import annotations

from functools import lru_cache

from generator.rendering.glyphs import width

# From the space to the tilde, in thousandths of an em.
# fmt: off
_REGULAR = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)
_BOLD = (
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
    975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
    333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
    611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
)
# fmt: on
ROOM = 1.03
"""Kerning and rounding: programs differ by up to 2 %."""
OTHERS = 1.06
"""Letters beyond ASCII in Arial, by the width that ours have: in 10,000 lines compared, no more than 5 % wider."""


@lru_cache(maxsize=100_000)
def shown_width(text: str, *, bold: bool) -> float:
    """The width of `text` on one line in em, at the most, with some room."""
    known = _BOLD if bold else _REGULAR
    arial = sum(
        known[ord(char) - 32] / 1000 if " " <= char <= "~" else width(char, bold=bold) * OTHERS for char in text
    )
    return max(arial, width(text, bold=bold)) * ROOM
