"""Which words of a card could be too wide for which column, and whether one side can hold the card at all.

The layout engine tells the width that it was given and never that a word sticks out of it, so the
widest words of each column are named here and measured there, one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from generator.cards.content import DeskCard, Line
from generator.cards.sizes import AIM, INSET, META, SAFE, WISHED, CardSize
from generator.problems import Path
from generator.rendering.glyphs import width


def least_height(data: dict[str, Any], size: CardSize) -> float:
    """mm that the words of a card take at the very least on one side at the size that is wanted there."""
    type_size = (min(AIM, WISHED * size.front_most / 14) if data["stop"] else AIM) * 0.3528
    shown = [data[name] for name in ("title", "when", "say", "not_say", "stay", "limit", "promise", "check_back")]
    shown += [step["text"] for step in data["steps"]]
    # What stands after the first part of a one-sided recovery card is set smaller.
    shrink = 0.86**2
    area = sum(width(text, bold=False) for text in shown) + shrink * sum(
        width(flag["look"], bold=False) for flag in data["flags"]
    )
    lines = area * type_size**2 * 1.15 / (size.width - 2 * SAFE)
    return float(lines * (1 if data["stop"] else shrink) + 25)


def columns(card: DeskCard, data: dict[str, Any], size: CardSize) -> dict[str, list[dict[str, Any]]]:
    """For each side, the words that could be too wide: (where from, strings, room in mm, size, weight).

    `em` is what stands beside the words on their line, in units of the body type. Long, because it is the
    card from top to bottom, in one place, in the order of the template.
    """
    inner = size.width - 2 * SAFE - (2 * INSET if data["stop"] else 0)
    title = ("title",), [data["title"]]
    flags = [
        _group(("red_flags", number, "looks_like"), [flag["look"]], inner - 5.5)
        for number, flag in enumerate(data["flags"])
    ]
    flags += [_group(("red_flags",), [flag["to"] for flag in data["flags"]], inner - 5.5, weight="bold")]
    steps = [
        group
        for step, shown in zip(card.steps, data["steps"], strict=True)
        for group in (
            _group(step.line.path, [shown["text"]], inner, 1, "bold" if data["stop"] else "regular", em=2.0),
            _group(step.line.path, [shown["who"] + ":", f"({shown['by']})"], inner, 1, "bold", em=2.0),
        )
    ]
    boxed = (inner, 1.0) if data["stop"] else (inner - 6.6, 1.12)
    say = _group(_path(card.say), [data["say"]], *boxed, "bold")
    rest = [
        _group(_path(card.not_say), [data["not_say"]], inner if data["stop"] else (inner - 3) / 2.15),
        _group(_path(card.stay), [data["stay"]], inner),
        _group(_path(card.limit), [data["limit"]], (inner - 3) / 2.15 if data["not_say"] else inner),
        _group(_path(card.promise), [data["promise"]], inner, weight="bold"),
        _group(("promise",), [data["promise_by"]], inner),
        _group(("follow_up",), [data["check_back"]], inner, em=1.4),
    ]
    top = [
        _group(
            ("stage",),
            [data["stage"]],
            inner - width(data["place_label"] + "   side 1 of 2  ", bold=True) * META * 0.353 - 6,
            fixed=True,
        )
    ]
    beside = inner - 2 - (data["qr_mm"] if data["qr"] else 0)
    foot = [
        _group(
            ("owner",),
            [data["short"], data["id_line"], data["owner_line"], data["approval"]],
            beside,
            weight="bold",
            fixed=True,
        )
    ]
    if data["stop"]:
        beside_sign = inner - 4 - 14 * size.front_most / 14 - 2.6
        hand_over = _group(
            ("steps",),
            [data["to"]],
            inner - 3 - 2,
            1,
            "bold",
            em=sum(width(word, bold=True) for word in ("GET ", "EMERGENCY ", data["emergency"])),
        )
        front = [
            *top,
            _group(*title, beside_sign, 1.12, "bold"),
            _group(card.when.path, [data["when"]], inner - 2.2, 1, "bold", em=2.6),
            *steps,
            hand_over,
            say,
            *rest[:2],
        ]
        beside_small_sign = inner - 4 - 11 * size.front_most / 14 - 2.6
        back = [_group(*title, beside_small_sign, 1, "bold"), *flags, *rest[5:], *foot]
    else:
        front = [
            *top,
            _group(*title, inner - 5.2, 1.22, "bold"),
            _group(card.when.path, [data["when"]], inner - 2.2, em=5.0),
            *steps,
            say,
            _group(("red_flags",), [data["stop_if"]], inner - 5.5, weight="bold"),
        ]
        back = [_group(*title, inner, 1.12, "bold"), *flags, *rest, *foot]
    columns = {"front": front, "back": back, "one": front + back}
    return {side: [group for group in groups if group["words"]] for side, groups in columns.items()}


def _path(line: Line | None) -> Path:
    return line.path if line else ("card",)


def _group(
    path: Path,
    texts: Iterable[str],
    room: float,
    factor: float = 1.0,
    weight: str = "regular",
    *,
    em: float = 0.0,
    fixed: bool = False,
) -> dict[str, Any]:
    """The three words of `texts` that may be the widest. The fonts' advances choose, Typst measures."""
    words = sorted(dict.fromkeys(_unbroken(texts)), key=lambda word: (-width(word, bold=weight == "bold"), word))[:3]
    return {
        "path": list(path),
        "words": words,
        "room": round(room, 3),
        "factor": factor,
        "weight": weight,
        "em": em,
        "fixed": fixed,
    }


def _unbroken(texts: Iterable[str]) -> Iterator[str]:
    """What stands between places where a line is sure to be allowed to break."""
    for text in texts:
        yield from (
            word for word in re.split(r"[ \t\n\u200b]+|(?<=\w-)(?=[^\W\d_])|(?<=[\u2013\u2014])(?=\w)", text) if word
        )
