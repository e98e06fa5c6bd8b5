"""The pieces that sheets are set from: plain data with a `kind` that `templates/sheets.typ` knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from generator.workshops.words import broken

Block = dict[str, Any]
Cell = str | dict[str, Any]


def section(blocks: Iterable[Block], fit: tuple[float, float] | None = None) -> Block:
    """Blocks that begin on a fresh page. `fit`: the least and the largest type, in pt, to set them on one page in."""
    return {"blocks": list(blocks), "fit": list(fit or ())}


def title(text: str, sub: str = "") -> Block:
    return {"kind": "title", "text": text, "sub": sub}


def head(text: str, level: int = 2, *, sub: str = "", stop: bool = False) -> Block:
    return {"kind": "head", "text": text, "level": level, "sub": sub, "stop": stop}


def para(text: str, label: str = "", *, bold: bool = False, quiet: bool = False) -> Block:
    return {"kind": "para", "text": text, "label": label, "bold": bold, "quiet": quiet}


def bullets(items: Iterable[str]) -> Block:
    return {"kind": "bullets", "items": list(items)}


def ticks(items: Iterable[str]) -> Block:
    return {"kind": "ticks", "items": list(items)}


def numbered(items: Iterable[str]) -> Block:
    return {"kind": "numbered", "items": list(items)}


def say(items: Iterable[str], label: str = "") -> Block:
    """Words to be said or read out: set apart, in a screened box."""
    return {"kind": "say", "items": list(items), "label": label}


def table(
    columns: Sequence[float],
    rows: Iterable[Sequence[Cell]],
    top: Sequence[str] = (),
    *,
    grid: bool = False,
    size: float = 1.0,
    shaded: Iterable[int] = (),
) -> Block:
    """Columns in mm, or as shares of what is left where negative. `shaded` rows are counted below the head."""
    room = _widths(columns, size)
    return {
        "kind": "table",
        "columns": list(columns),
        "rows": [[_fitted(cell, most) for cell, most in zip(cells, room, strict=True)] for cells in rows],
        "head": list(top),
        "grid": grid,
        "size": size,
        "shaded": list(shaded),
    }


def _widths(columns: Sequence[float], size: float) -> list[float]:
    """How wide a word may be in each column, in em."""
    fixed, shares = sum(one for one in columns if one > 0), -sum(one for one in columns if one < 0)
    widths = [one if one > 0 else -one * (NARROWEST - fixed) / shares for one in columns]
    return [(width - _INSET) / _EM / size for width in widths]


def _fitted(cell: Cell, most: float) -> Cell:
    if isinstance(cell, str):
        return broken(cell, most)
    return cell | {name: broken(cell[name], most) for name in ("text", "sub") if cell.get(name)}


def fields(*rows: Sequence[tuple[str, int]]) -> Block:
    """Lines to write on, each with what belongs there and its share of the width."""
    return {"kind": "fields", "rows": [[{"label": label, "share": share} for label, share in row] for row in rows]}


LEAST = 9.7
"""pt. The smallest body type of a sheet: what is set smaller beside it, such as captions, has 8 pt then."""

NARROWEST = 148.0
"""mm. The least width that a table is set in: beside a margin of captions."""
_INSET = 3.6
_EM = 3.7
"""mm inside a cell that are not for words, and mm of an em."""


def row(label: str, blocks: Iterable[Block]) -> Block:
    """Blocks with a word in the margin that says what they are."""
    return {"kind": "row", "label": label, "blocks": list(blocks)}


def lines(count: int) -> Block:
    return {"kind": "lines", "count": count}
