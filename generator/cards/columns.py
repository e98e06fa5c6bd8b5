"""The columns of a card: which words could be too wide for theirs, and how much room the words of each place take.

The layout engine tells the width that it was given and never that a word sticks out of it, so the
widest words of each column are named here and measured there, one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from generator.cards.content import DeskCard, Line
from generator.cards.estimate import PT, text_height
from generator.cards.sizes import INSET, META, SAFE, CardSize
from generator.problems import Path
from generator.rendering.glyphs import widest, width

_KERNED = 1.05
"""No word is wider than its letters by more than this."""


def columns(card: DeskCard, data: dict[str, Any], size: CardSize) -> dict[str, list[dict[str, Any]]]:
    """For each side, the words that could be too wide: (where from, strings, room in mm, size, weight)."""
    front, back = _sides(card, data, size)
    in_front = list(_doubtful(front, size.front_most))
    return {
        "front": in_front,
        "back": list(_doubtful(back, size.back_most)),
        "one": in_front + list(_doubtful(back, size.front_most)),
    }


def heights(card: DeskCard, data: dict[str, Any], size: CardSize, side: int, pt: float) -> dict[Path, float]:
    """About how many mm the words from each place take on that side of a card of two sides, in type of `pt`."""
    found: dict[Path, float] = {}
    for group in _sides(card, data, size)[side - 1]:
        bold, path = group["weight"] == "bold", tuple(group["path"])
        type_size = META if group["fixed"] else pt * group["factor"]
        for text in group["texts"]:
            # A word that only just fits counts as fitting: that it does is the business of others.
            longest = max((width(word, bold=bold) for word in _unbroken([text])), default=0.0)
            room = max(group["room"] - group["em"] * pt * PT, longest * _KERNED * type_size * PT)
            found[path] = max(found.get(path, 0.0), text_height(text, room, type_size, bold=bold))
    return found


def _sides(card: DeskCard, data: dict[str, Any], size: CardSize) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The columns of front and back: where their words come from, and how much room they have.

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
            _group(_path(card.stop_if), [data["stop_if"]], inner - 5.5, weight="bold"),
        ]
        back = [_group(*title, inner, 1.12, "bold"), *flags, *rest, *foot]
    return front, back


def _doubtful(groups: Iterable[dict[str, Any]], most: float) -> Iterator[dict[str, Any]]:
    """The groups with only those words that may be too wide in type of `most` pt: measuring takes time."""
    for group in groups:
        bold, least = group["weight"] == "bold", META if group["fixed"] else most
        beside = group["em"] * least
        # What a word may be wide in em. Few texts have a word of so many letters: the others are not looked at.
        most_em = (group["room"] / PT - beside) / (_KERNED * group["factor"] * least)
        if words := _widest(group["texts"], most_em, bold=bold):
            yield {name: value for name, value in group.items() if name != "texts"} | {"words": words}


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
    """Texts that stand below each other in a column of `room` mm, in `factor` times the type of their side."""
    return {
        "path": list(path),
        "texts": [text for text in texts if text],
        "room": round(room, 3),
        "factor": factor,
        "weight": weight,
        "em": em,
        "fixed": fixed,
    }


def _widest(texts: Iterable[str], most: float, *, bold: bool) -> list[str]:
    """The three widest words of `texts` of those wider than `most` em. The fonts' advances choose, Typst measures."""
    long = [text for text in texts if any(len(piece) * widest() > most for piece in text.split(" "))]
    wide = {word: em for word in _unbroken(long) if (em := width(word, bold=bold)) > most}
    return sorted(wide, key=lambda word: (-wide[word], word))[:3]


def _unbroken(texts: Iterable[str]) -> Iterator[str]:
    """What stands between places where a line is sure to be allowed to break."""
    for text in texts:
        yield from (
            word for word in re.split(r"[ \t\n\u200b]+|(?<=\w-)(?=[^\W\d_])|(?<=[\u2013\u2014])(?=\w)", text) if word
        )
