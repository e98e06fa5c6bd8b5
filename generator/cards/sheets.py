"""Where cards lie on paper: sheets, their backs, cut marks and folds. All lengths in mm, from the top left.

Imposition happens here and not in the PDF afterwards, which would lose the tags a screen reader needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from generator.cards.sizes import CardSize
from generator.rendering.paper import PAPERS, PaperName

Layout = Literal["fold", "nup", "single"]
Duplex = Literal["long", "short", "none"]
Segment = tuple[float, float, float, float]

RIM = 5.0
"""What an office printer leaves blank at the edge of the paper; marks begin there."""
ARM = 4.0
"""Half the length of a cut mark. It crosses its line, so each half is still there after the first cut."""


class SheetError(ValueError):
    """The card does not lie on the paper in this way. The message tells the person what to choose."""


@dataclass(frozen=True, slots=True)
class Face:
    """One side of one card on a page: the number of the card, the side, and its top left corner."""

    card: int
    side: int
    x: float
    y: float


@dataclass(slots=True)
class Sheet:
    """One page."""

    width: float
    height: float
    faces: list[Face] = field(default_factory=list)
    cuts: list[Segment] = field(default_factory=list)
    folds: list[Segment] = field(default_factory=list)
    bleed: float = 0.0

    def data(self) -> dict[str, Any]:
        return {
            "w": self.width,
            "h": self.height,
            "bleed": self.bleed,
            "cuts": self.cuts,
            "folds": self.folds,
            "faces": [{"card": face.card, "side": face.side, "x": face.x, "y": face.y} for face in self.faces],
        }


@dataclass(frozen=True, slots=True)
class Plan:
    """How a person wants the cards on paper.

    `duplex` tells on which edge the printer turns the sheet; ``none``: it prints one side. `offset` is
    how far (to the right, down) this printer puts a back too far to the left and up; `gutter` is the
    room between neighbours on a sheet.
    """

    size: CardSize
    paper: PaperName = "a4"
    layout: Layout = "fold"
    duplex: Duplex = "none"
    offset: tuple[float, float] = (0.0, 0.0)
    gutter: float = 0.0
    bleed: float = 0.0


def impose(sides: Sequence[int], plan: Plan) -> list[Sheet]:
    """The pages for cards with that many sides each. Raises `SheetError` where one does not lie on the paper."""
    if plan.layout == "single":
        return [
            Sheet(plan.size.width, plan.size.height, [Face(card, side, 0, 0)], bleed=plan.bleed)
            for card, count in enumerate(sides)
            for side in range(1, count + 1)
        ]
    if plan.layout == "fold":
        return _folded(sides, plan)
    return _alone(sides, plan) if plan.duplex == "none" else _duplex(sides, plan)


@dataclass(frozen=True, slots=True)
class _Grid:
    """Cells of one size in the middle of a sheet."""

    width: float
    height: float
    across: int
    down: int
    cell: tuple[float, float]
    gutter: float

    def corner(self, column: int, row: int) -> tuple[float, float]:
        (width, height), gap = self.cell, self.gutter
        left = (self.width - self.across * width - (self.across - 1) * gap) / 2
        top = (self.height - self.down * height - (self.down - 1) * gap) / 2
        return round(left + column * (width + gap), 4), round(top + row * (height + gap), 4)

    @property
    def places(self) -> list[tuple[int, int]]:
        return [(column, row) for row in range(self.down) for column in range(self.across)]

    def sheet(self) -> Sheet:
        return Sheet(self.width, self.height, cuts=_cut_marks(self))


def _grid(cell: tuple[float, float], plan: Plan) -> _Grid:
    """As many cells as the paper takes, upright or on its side, upright where both take as many."""
    best: _Grid | None = None
    short, long = PAPERS[plan.paper]
    for width, height in ((short, long), (long, short)):
        across = int((width + plan.gutter + 1e-6) // (cell[0] + plan.gutter))
        down = int((height + plan.gutter + 1e-6) // (cell[1] + plan.gutter))
        if across * down and (best is None or across * down > best.across * best.down):
            best = _Grid(width, height, across, down, cell, plan.gutter)
    if best is None:
        what = "both sides beside each other" if plan.layout == "fold" else "the card"
        other = "letter" if plan.paper == "a4" else "a4"
        more = ", or print on both sides of the paper (--duplex long)" if plan.layout == "fold" else ""
        raise SheetError(
            f"{what} ({cell[0]:g} x {cell[1]:g} mm) is larger than {plan.paper} paper; "
            f"choose --paper {other} or a smaller --size{more}"
        )
    return best


def _folded(sides: Sequence[int], plan: Plan) -> list[Sheet]:
    """Front and back beside each other on one side of the paper, folded between them: no printer can misalign them."""
    width, height = plan.size.width, plan.size.height
    grid = _grid((2 * width, height), plan)
    sheets = []
    for start in range(0, len(sides), len(grid.places)):
        sheet = grid.sheet()
        for place, card in zip(grid.places, range(start, len(sides)), strict=False):
            x, y = grid.corner(*place)
            sheet.faces += [Face(card, side, x + (side - 1) * width, y) for side in range(1, sides[card] + 1)]
            sheet.folds.append((x + width, y + RIM, x + width, y + height - RIM))
        sheets.append(sheet)
    return sheets


def _alone(sides: Sequence[int], plan: Plan) -> list[Sheet]:
    """Every side in a cell of its own, a back after its front: cut apart and laminated back to back."""
    grid = _grid((plan.size.width, plan.size.height), plan)
    faces = [(card, side) for card, count in enumerate(sides) for side in range(1, count + 1)]
    sheets = []
    for start in range(0, len(faces), len(grid.places)):
        sheet = grid.sheet()
        sheet.faces = [
            Face(card, side, *grid.corner(*place))
            for place, (card, side) in zip(grid.places, faces[start:], strict=False)
        ]
        sheets.append(sheet)
    return sheets


def _duplex(sides: Sequence[int], plan: Plan) -> list[Sheet]:
    """A page of fronts, then the page of their backs, mirrored as the printer turns the sheet.

    A page of backs comes even where no card of the sheet has one: the next front would be printed on it.
    """
    grid = _grid((plan.size.width, plan.size.height), plan)
    # The long edge of an upright sheet is its side; of a sheet that lies, its top.
    turns_sideways = (plan.duplex == "long") == (grid.width <= grid.height)
    sheets = []
    for start in range(0, len(sides), len(grid.places)):
        front, back = grid.sheet(), grid.sheet()
        for (column, row), card in zip(grid.places, range(start, len(sides)), strict=False):
            front.faces.append(Face(card, 1, *grid.corner(column, row)))
            if sides[card] > 1:
                behind = (grid.across - 1 - column, row) if turns_sideways else (column, grid.down - 1 - row)
                x, y = grid.corner(*behind)
                back.faces.append(Face(card, 2, x + plan.offset[0], y + plan.offset[1]))
        # Cut once, along the marks of the front: marks on both sides would be two truths.
        back.cuts = []
        sheets += [front, back]
    return sheets


def _cut_marks(grid: _Grid) -> list[Segment]:
    """Crosses where the cuts meet, and ticks where a cut runs off the paper, inside what a printer can print."""
    xs = sorted(
        {
            round(x, 4)
            for column, row in grid.places
            for x in (grid.corner(column, row)[0], grid.corner(column, row)[0] + grid.cell[0])
        }
    )
    ys = sorted(
        {
            round(y, 4)
            for column, row in grid.places
            for y in (grid.corner(column, row)[1], grid.corner(column, row)[1] + grid.cell[1])
        }
    )
    marks: list[Segment] = []
    for x in xs:
        if 1 < x < grid.width - 1:
            marks += [(x, low, x, high) for low, high in _arms(ys, grid.height)]
    for y in ys:
        if 1 < y < grid.height - 1:
            marks += [(low, y, high, y) for low, high in _arms(xs, grid.width)]
    return marks


def _arms(crossings: list[float], length: float) -> list[tuple[float, float]]:
    """Pieces of a cut line around each crossing; near the paper's edge they move in to where ink can go."""
    arms = []
    for at in crossings:
        low, high = max(at - ARM, RIM), min(at + ARM, length - RIM)
        if high - low < ARM:
            low, high = (RIM, RIM + ARM) if at < length / 2 else (length - RIM - ARM, length - RIM)
        arms.append((round(low, 4), round(high, 4)))
    return list(dict.fromkeys(arms))
