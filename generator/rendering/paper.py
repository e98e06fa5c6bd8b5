"""The papers that things are printed on, in mm, upright."""

from __future__ import annotations

from typing import Literal

PaperName = Literal["a4", "letter", "a3"]

PAPERS: dict[PaperName, tuple[float, float]] = {"a4": (210, 297), "letter": (215.9, 279.4), "a3": (297, 420)}
PAPER_NAMES: dict[PaperName, str] = {"a4": "A4", "letter": "Letter", "a3": "A3"}
