"""Card sizes, papers, and the type that is allowed on each: the figures everything else rests on.

Type: 14 pt is aimed at on the front, because 11.8 pt of this typeface is 16 minutes of arc at arm's
length (ISO 9241-3, 600 mm) and 14.8 pt is 20 minutes; 10.5 pt on the front and 9 pt on the back are
the floor. Larger cards may have larger type.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SizeName = Literal["a6", "a5", "4x6", "half-letter"]


@dataclass(frozen=True, slots=True)
class CardSize:
    """One size of card, in mm and pt."""

    name: SizeName
    title: str
    width: float
    height: float
    front_most: float
    back_most: float


SIZES: dict[SizeName, CardSize] = {
    "a6": CardSize("a6", "A6", 105, 148, 14, 11.5),
    "a5": CardSize("a5", "A5", 148, 210, 19, 15),
    "4x6": CardSize("4x6", "4 x 6 in", 101.6, 152.4, 14, 11.5),
    "half-letter": CardSize("half-letter", "half letter", 139.7, 215.9, 19, 15),
}

FRONT_LEAST = 10.5
BACK_LEAST = 9.0
AIM = 14.0
"""On the front; a card whose words all fit on one side at this size has one side."""
WISHED = 12.0
"""Every shipped card reaches it on the front at A6; a stop card that reaches it on one side has one side."""
META = 8.0
"""The foot and the top line: read when there is time."""
SAFE = 6.4
"""mm free of words all round: 6 for the cut, the printer's own edge and the film's sealed rim; the rest
is for letters that reach out of their own box, such as a `j` at the start of a line."""
QR_MODULE = 0.45
"""mm; a phone needs 0.4."""
QR_LEAST = 18.0
INSET = 3.0
"""mm between the edge of a stop card's frame and its words, the frame included."""
