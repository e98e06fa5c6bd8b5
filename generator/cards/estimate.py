"""Cards that are certain to fit, without laying them out: an upper bound, so that checking stays quick.

The bound breaks lines as the engine does (each takes what fits) with words a little wider than they
are, which never gives fewer lines, and adds what the template puts between the parts, rounded up.
A card beyond it may fit all the same: the layout engine decides that.
The tests hold the bound against what the engine measures.
"""

from __future__ import annotations

from typing import Any

from generator.cards.sizes import BACK_LEAST, FRONT_LEAST, INSET, META, SAFE, CardSize
from generator.rendering.glyphs import width

PT = 0.3528
"""mm in a point."""
_LOOSE = 1.03
"""Room for kerning."""
_CAP, _TALLEST_CAP = 0.668, 0.72
"""The height of a line in em, without what is between lines: Atkinson Hyperlegible, and Noto Sans."""
_NEVER = 1e9
_SPARE = 8.0
"""mm for what is drawn beside words: signs that are taller than their line, strokes, rounding."""


def surely_fits(face: dict[str, Any], size: CardSize) -> bool:
    """Whether both sides of the card fit in the smallest type, seen from the widths of its words alone."""
    inner = size.width - 2 * SAFE - (2 * INSET if face["stop"] else 0)
    there = size.height - 2 * SAFE - META * 0.3 * PT - (2 * INSET if face["stop"] else 0)
    front, back = (_stop_front, _stop_back) if face["stop"] else (_front, _back)
    return front(face, inner, size) + _SPARE <= there and back(face, inner, size) + _SPARE <= there


def _text(text: str, room: float, pt: float, *, bold: bool = False) -> float:
    """The height in mm that `text` takes at most in a column of `room` mm."""
    if not text:
        return 0.0
    em = pt * PT
    space = width(" ", bold=bold) * em * _LOOSE
    lines, at = 1, 0.0
    for word in text.replace("\u200b", " ").split(" "):
        wide = width(word, bold=bold) * em * _LOOSE
        if wide > room:
            return _NEVER
        if at and at + space + wide > room:
            lines, at = lines + 1, wide
        else:
            at += wide + (space if at else 0)
    tall = _CAP if all(ord(char) < 0x100 or 0x2000 <= ord(char) < 0x2070 for char in text) else _TALLEST_CAP
    return (lines * tall + (lines - 1) * 0.56 + 0.02) * em


def _top(face: dict[str, Any], inner: float) -> float:
    place = face["place_label"] + "    side 1 of 2"
    return max(
        _text(place, inner, META, bold=True),
        _text(face["stage"], inner - width(place, bold=True) * META * PT - 8, META, bold=True),
    )


def _steps(face: dict[str, Any], inner: float) -> float:
    pt = FRONT_LEAST
    texts = [
        " ".join(
            filter(None, (f"{step['who']}:" * bool(step["who"]), step["text"], f"({step['by']})" * bool(step["by"])))
        )
        for step in face["steps"]
    ]
    return sum(max(_text(text, inner - 2.1 * pt * PT, pt, bold=True), 1.4 * pt * PT) + 0.7 * pt * PT for text in texts)


def _front(face: dict[str, Any], inner: float, size: CardSize) -> float:  # noqa: ARG001 - one shape for all sides
    pt = FRONT_LEAST
    label = 1.6 * pt * PT
    height = _top(face, inner) + 1.5 + _text(face["title"], inner - 5.4, pt * 1.22, bold=True) + 4.4 + 2
    if face["stop_if"] or face["flags"]:
        height += (
            _text("RED FLAGS  mm " + (face["stop_if"] or "Read the other side first."), inner - 5.5, pt, bold=True) + 6
        )
    height += max(_text(face["when"], inner - 2.4 - 5 * pt * PT, pt), label) + 2
    if face["say"]:
        height += label + 2 + _text(face["say"], inner - 6.6, pt * 1.12, bold=True) + 4.6 + 2
    return height + label + 2 + _steps(face, inner) + 2 + 2 * META * PT * 1.25


def _flags(face: dict[str, Any], inner: float, pt: float) -> float:
    if not face["flags"]:
        return 0.0
    rows = sum(
        _text(f"mm {flag['look']} mm {flag['to']}", inner - 5.5 - pt * PT, pt, bold=True) + 0.62 * pt * PT
        for flag in face["flags"]
    )
    return 1.6 * pt * PT + 1.6 + rows + 3.7 + 2


def _foot(face: dict[str, Any], inner: float) -> float:
    beside = inner - 2 - (face["qr_mm"] if face["qr"] else 0)
    rows = sum(
        _text(text, beside, META, bold=True) + 0.6 * META * PT
        for text in (
            "The whole plan is in the handbook:",
            face["short"],
            face["id_line"],
            face["owner_line"],
            face["approval"],
        )
    )
    notice = (
        _text(face["approval"], inner - 5, META * 1.15, bold=True) + 5.5
        if face["approval"] and not face["approved"] and face["stop"]
        else 0
    )
    return notice + max(rows, face["qr_mm"] if face["qr"] else 0)


def _part(text: str, room: float, pt: float, *, bold: bool = False) -> float:
    return 1.6 * pt * PT + 1.3 + _text(text, room, pt, bold=bold) + 2 if text else 0.0


def _back(face: dict[str, Any], inner: float, size: CardSize) -> float:  # noqa: ARG001
    pt = BACK_LEAST
    half = (inner - 3) / 2.15
    return (
        _top(face, inner)
        + 1.3
        + _text(face["title"], inner, pt * 1.12, bold=True)
        + 3.5
        + _flags(face, inner, pt)
        + max(_part(face["not_say"], half, pt), _part(face["limit"], half if face["not_say"] else inner, pt))
        + _part(face["promise"] or face["promise_by"], inner, pt, bold=True)
        + _text(face["promise_by"], inner, pt)
        + _part(f"mm {face['check_back']}" if face["check_back"] else "", inner, pt)
        + _foot(face, inner)
    )


def _stop_title(face: dict[str, Any], inner: float, pt: float, sign: float) -> float:
    return max(_text(face["title"], inner - 4.2 - sign - 2.6, pt, bold=True), sign) + 3 + 2


def _stop_front(face: dict[str, Any], inner: float, size: CardSize) -> float:
    pt = FRONT_LEAST
    label = 1.6 * pt * PT
    said = sum(_part(face[name], inner, pt, bold=True) for name in ("say", "stay", "not_say"))
    beside = inner - 3 - (width("GET EMERGENCY   " + face["emergency"], bold=True)) * pt * PT * _LOOSE
    return (
        _top(face, inner)
        + 1.4
        + _stop_title(face, inner, pt * 1.12, 14 * size.front_most / 14)
        + max(_text(face["when"], inner - 2.4 - 2.7 * pt * PT, pt, bold=True), label)
        + 1.8
        + label
        + 1.7
        + _steps(face, inner)
        + 1.8
        + _text("GET " + face["to"], beside + width("GET ", bold=True) * pt * PT, pt, bold=True)
        + 3.2
        + 0.8
        + 1.8
        + said
        + 2
        + 2 * META * PT * 1.25
    )


def _stop_back(face: dict[str, Any], inner: float, size: CardSize) -> float:
    pt = BACK_LEAST
    return (
        _top(face, inner)
        + 1.3
        + _stop_title(face, inner, pt, 11 * size.front_most / 14)
        + _flags(face, inner, pt)
        + _part(f"mm {face['check_back']}" if face["check_back"] else "", inner, pt)
        + _foot(face, inner)
    )
