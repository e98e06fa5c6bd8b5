"""Cards that are certain to fit, or not to fit on one side, without laying them out: so checking stays quick.

The upper bound breaks lines as the engine does (each takes what fits) with words a little wider than they
are, which never gives fewer lines, and adds what the template puts between the parts, rounded up.
A card beyond it may fit all the same: the layout engine decides that.
The lower bound knows of no line that is broken before it is full. The tests hold both against what the
engine measures.
"""

from __future__ import annotations

import re
from math import ceil
from typing import Any

from generator.cards.sizes import AIM, BACK_LEAST, FRONT_LEAST, INSET, META, SAFE, WISHED, CardSize
from generator.rendering.glyphs import width

PT = 0.3528
"""mm in a point."""
_LOOSE = 1.03
"""Room for kerning."""
_CAP, _TALLEST_CAP = 0.668, 0.72
"""The height of a line in em, without what is between lines: Atkinson Hyperlegible, and Noto Sans."""
_LEADING, _LEADING_OF_FLAGS = 0.56, 0.48
"""What is between lines, in em (templates/cards.typ)."""
_NEVER = 1e9
_SPARE_FRONT, _SPARE_STOP, _SPARE_BACK = 3.0, -8.0, 8.0
"""mm for what is drawn beside words: signs that are taller than their line, strokes, rounding. Of a front that is
counted already: on the shipped cards the estimate of a front is 5.8 mm or more above what is set, that of a stop card's
front 17.4 mm, that of a back without its title 0.3 mm."""


def surely_fits(face: dict[str, Any], size: CardSize) -> bool:
    """Whether both sides of the card fit in the smallest type, seen from the widths of its words alone."""
    inner = size.width - 2 * SAFE - (2 * INSET if face["stop"] else 0)
    there = size.height - 2 * SAFE - META * 0.3 * PT - (2 * INSET if face["stop"] else 0)
    front, back = (_stop_front, _stop_back) if face["stop"] else (_front, _back)
    spare = _SPARE_STOP if face["stop"] else _SPARE_FRONT
    return front(face, inner, size) + spare <= there and back(face, inner, size) + _SPARE_BACK <= there


_TALL = re.compile("[^\x00-\xff\u2000-\u206f]")
"""Letters that may reach higher than Latin ones do."""


def text_height(
    text: str, room: float, pt: float, *, bold: bool = False, ending: str = "", leading: float = _LEADING
) -> float:
    """The height in mm that `text` takes at most in a column of `room` mm. `ending` follows it in bold; `leading` is
    what is between lines, in em."""
    if not text:
        return 0.0
    em = pt * PT
    space = width(" ", bold=bold or bool(ending)) * em * _LOOSE
    lines, at = 1, 0.0
    words = text.replace("\u200b", " ").split(" ")
    for number, word in enumerate([*words, *ending.replace("\u200b", " ").split(" ")] if ending else words):
        wide = width(word, bold=bold or number >= len(words)) * em * _LOOSE
        if wide > room:
            return _NEVER
        if at and at + space + wide > room:
            lines, at = lines + 1, wide
        else:
            at += wide + (space if at else 0)
    tall = _TALLEST_CAP if _TALL.search(text) or _TALL.search(ending) else _CAP
    return (lines * tall + (lines - 1) * leading + 0.02) * em


def _top(face: dict[str, Any], inner: float) -> float:
    place = face["place_label"] + "    side 1 of 2"
    return max(
        text_height(place, inner, META, bold=True),
        text_height(face["stage"], inner - width(place, bold=True) * META * PT - 8, META, bold=True),
    )


def _steps(face: dict[str, Any], inner: float) -> float:
    """Bold is what a stop card does first, and who does it by when; a step with such parts counts as bold in whole."""
    pt, height = FRONT_LEAST, 0.0
    for number, step in enumerate(face["steps"]):
        who, by = f"{step['who']}: " if step["who"] else "", f" ({step['by']})" if step["by"] else ""
        bold = bool(who or by) or (face["stop"] and not number)
        text = text_height(f"{who}{step['text']}{by}", inner - 2.1 * pt * PT, pt, bold=bold)
        height += max(text, 1.4 * pt * PT) + 0.7 * pt * PT
    return height


def _front(face: dict[str, Any], inner: float, size: CardSize) -> float:  # noqa: ARG001 - one shape for all sides
    pt = FRONT_LEAST
    label = 1.6 * pt * PT
    height = _top(face, inner) + 1.5 + text_height(face["title"], inner - 5.4, pt * 1.22, bold=True) + 4.4 + 2
    if face["stop_if"] or face["flags"]:
        height += (
            text_height(
                "RED FLAGS  mm " + (face["stop_if"] or "Read the other side first."), inner - 5.5, pt, bold=True
            )
            + 6
        )
    height += max(text_height(face["when"], inner - 2.4 - 5 * pt * PT, pt), label) + 2
    if face["say"]:
        height += label + 2 + text_height(face["say"], inner - 6.6, pt * 1.12, bold=True) + 4.6 + 2
    return height + label + 2 + _steps(face, inner) + 2 + 2 * META * PT * 1.25


def _flags(face: dict[str, Any], inner: float, pt: float) -> float:
    if not face["flags"]:
        return 0.0
    rows = sum(
        text_height(
            f"mm {flag['look']}", inner - 5.5 - pt * PT, pt, ending=f"mm {flag['to']}", leading=_LEADING_OF_FLAGS
        )
        + 0.62 * pt * PT
        for flag in face["flags"]
    )
    return 1.6 * pt * PT + 1.6 + rows + 3.7 + 2


def _foot(face: dict[str, Any], inner: float) -> float:
    beside = inner - 2 - (face["qr_mm"] if face["qr"] else 0)
    rows = sum(
        text_height(text, beside, META, bold=True) + 0.6 * META * PT
        for text in (
            "The whole plan is in the handbook:",
            face["short"],
            face["id_line"],
            face["owner_line"],
            face["approval"],
        )
    )
    notice = (
        text_height(face["approval"], inner - 5, META * 1.15, bold=True) + 5.5
        if face["approval"] and not face["approved"] and face["stop"]
        else 0
    )
    return notice + max(rows, face["qr_mm"] if face["qr"] else 0)


def _part(text: str, room: float, pt: float, *, bold: bool = False) -> float:
    return 1.6 * pt * PT + 1.3 + text_height(text, room, pt, bold=bold) + 2 if text else 0.0


def _back(face: dict[str, Any], inner: float, size: CardSize) -> float:  # noqa: ARG001
    """Without the title: a back that is too full goes without it, as the front has it (`fitted` in cards.typ)."""
    pt = BACK_LEAST
    half = (inner - 3) / 2.15
    return (
        _top(face, inner)
        + 1.3
        + _flags(face, inner, pt)
        + max(_part(face["not_say"], half, pt), _part(face["limit"], half if face["not_say"] else inner, pt))
        + _part(face["promise"] or face["promise_by"], inner, pt, bold=True)
        + text_height(face["promise_by"], inner, pt)
        + _part(f"mm {face['check_back']}" if face["check_back"] else "", inner, pt)
        + _foot(face, inner)
    )


def _stop_title(face: dict[str, Any], inner: float, pt: float, sign: float) -> float:
    return max(text_height(face["title"], inner - 4.2 - sign - 2.6, pt, bold=True), sign) + 3 + 2


def _stop_front(face: dict[str, Any], inner: float, size: CardSize) -> float:
    pt = FRONT_LEAST
    label = 1.6 * pt * PT
    said = _part(face["say"], inner, pt, bold=True) + _part(face["stay"], inner, pt) + _part(face["not_say"], inner, pt)
    beside = inner - 3 - (width("GET EMERGENCY   " + face["emergency"], bold=True)) * pt * PT * _LOOSE
    return (
        _top(face, inner)
        + 1.4
        + _stop_title(face, inner, pt * 1.12, 14 * size.front_most / 14)
        + max(text_height(face["when"], inner - 2.4 - 2.7 * pt * PT, pt, bold=True), label)
        + 1.8
        + label
        + 1.7
        + _steps(face, inner)
        + 1.8
        + text_height("GET " + face["to"], beside + width("GET ", bold=True) * pt * PT, pt, bold=True)
        + 3.2
        + 0.8
        + 1.8
        + said
        + 2
        + 2 * META * PT * 1.25
    )


def _stop_back(face: dict[str, Any], inner: float, size: CardSize) -> float:  # noqa: ARG001
    pt = BACK_LEAST
    return (
        _top(face, inner)
        + 1.3
        + _flags(face, inner, pt)
        + _part(f"mm {face['check_back']}" if face["check_back"] else "", inner, pt)
        + _foot(face, inner)
    )


def may_fit_one_side(face: dict[str, Any], size: CardSize) -> bool:
    """Whether the card could stand on one side in the type that is wanted there; if not, it need not be tried."""
    frame = 2 * INSET if face["stop"] else 0
    em = (min(AIM, WISHED * size.front_most / 14) if face["stop"] else AIM) * PT
    least = (_least_stop if face["stop"] else _least_recovery)(face, size.width - 2 * SAFE - frame, em)
    # What follows the first line to say is set smaller.
    least += sum(_least(flag["look"], 0.86 * em, size.width - 2 * SAFE) + 0.3 * em for flag in face["flags"])
    least += _least(face["check_back"], 0.86 * em, size.width - 2 * SAFE)
    # Top line, foot, and what is between the parts: less than the template has.
    return least + 17 + (face["qr_mm"] if face["qr"] else 10) <= size.height - 2 * SAFE - frame


def _least(text: str, em: float, room: float, *, bold: bool = False) -> float:
    """The height in mm that `text` takes at least."""
    lines = ceil(width(text, bold=bold) * em * 0.97 / room)
    return (lines * 1.228 - 0.56) * em if lines else 0.0


def _least_steps(face: dict[str, Any], inner: float, em: float) -> float:
    between = 0.5 * em * (len(face["steps"]) - 1)
    return between + sum(_least(step["text"], em, inner - 1.8 * em) for step in face["steps"])


def _least_recovery(face: dict[str, Any], inner: float, em: float) -> float:
    small, half = 0.86 * em, (inner - 3) / 2.15
    limit = _least(face["limit"], small, 1.15 * half if face["not_say"] else inner)
    return (
        _least(face["title"], 1.22 * em, inner, bold=True)
        + _least(face["when"], em, inner - 2 * em)
        + _least(face["say"], 1.12 * em, inner - 5, bold=True)
        + _least(face["stop_if"], em, inner, bold=True)
        + _least_steps(face, inner, em)
        + max(_least(face["not_say"], small, half), limit)
        + _least(face["promise"], small, inner, bold=True)
        + _least(face["promise_by"], small, inner)
        + 3.5 * em
    )


def _least_stop(face: dict[str, Any], inner: float, em: float) -> float:
    parts = [_least(face[name], em, inner) for name in ("say", "stay", "not_say")]
    return (
        _least(face["title"], 1.12 * em, inner, bold=True)
        + _least(face["when"], em, inner - 2 * em, bold=True)
        + _least_steps(face, inner, em)
        + sum(part + 1.2 * em for part in parts if part)
        + 1.3 * em
    )
