"""The largest type at which a card's words fit, found by the layout engine; and what does not fit, as Problems.

The result depends on the words and the size of card only, so it is remembered by their hash: a sheet,
a deck and a single card of the same words need no second search.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil
from pathlib import Path as File
from typing import Any

from generator.cards.columns import heights
from generator.cards.content import DeskCard, Line
from generator.cards.faces import face_data, settings
from generator.cards.sizes import BACK_LEAST, FRONT_LEAST, META, CardSize
from generator.problems import Path, Problem, Where
from generator.rendering.cache import Cache, key_of
from generator.rendering.spread import HANDS, spread
from generator.rendering.typeset import measured

CHUNK = 32
"""Cards in one go at most: what they share is laid out once. The engine keeps their layouts, some 1.5 MB a card."""
FEW = 4
"""Cards that are not worth dividing."""


@cache
def template() -> str:
    return (File(__file__).parent / "templates" / "cards.typ").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Wide:
    """A word that is too wide for its column even in the smallest type."""

    path: Path
    word: str
    side: int
    over: float


@dataclass(frozen=True, slots=True)
class Fit:
    """How one card is set: its sides, the type of each in pt, and by how many mm it is too tall or too wide."""

    sides: int
    front: float
    back: float
    compact: bool
    over_front: float
    over_back: float
    wide: tuple[Wide, ...]

    @property
    def ok(self) -> bool:
        return not (self.over_front or self.over_back or self.wide)


def fit_cards(cards: Sequence[DeskCard], size: CardSize, language: str, cache: Cache) -> dict[str, Fit]:
    """The fit of every card by its id. Only words that were not seen before are laid out."""
    shared = {**settings(size, title="-", author="-", language=language, date=(2000, 1, 1)), "mode": "fit"}
    faces = {card.id: {**face_data(card, size, qr=False)} for card in cards}
    alike = key_of(template(), shared)
    keys = {id_: f"fit-{key_of(alike, face)}" for id_, face in faces.items()}
    found = {id_: json.loads(content) for id_, key in keys.items() if (content := cache.read(key)) is not None}
    missing = [id_ for id_ in faces if id_ not in found]
    count = max(ceil(len(missing) / CHUNK), min(HANDS, ceil(len(missing) / FEW)))
    chunks = [missing[number::count] for number in range(count)]
    work = [{"cfg": shared, "cards": [faces[id_] for id_ in chunk]} for chunk in chunks]
    for chunk, results in zip(chunks, spread(_measure_chunk, work), strict=True):
        for id_, result in zip(chunk, results, strict=True):
            found[id_] = result
            cache.write(keys[id_], json.dumps(result).encode())
    return {card.id: _fit(found[card.id]) for card in cards}


def _measure_chunk(data: dict[str, Any]) -> list[dict[str, Any]]:
    cards: list[dict[str, Any]] = measured(template(), data, "fit")[0]
    return cards


def _fit(result: dict[str, Any]) -> Fit:
    front, back = result["front"], result["back"]
    return Fit(
        sides=result["sides"],
        front=front["pt"],
        back=back["pt"] if back else 0.0,
        compact=result["compact"],
        over_front=_over(front),
        over_back=_over(back) if back else 0.0,
        wide=tuple(_wide(word) for word in result["wide"]),
    )


def _over(side: dict[str, Any]) -> float:
    # Too tall by less than a tenth is still too tall, and must not be told as nothing.
    return max(0.1, round(side["need"] - side["there"], 1)) if side["need"] > side["there"] else 0.0


def _wide(word: dict[str, Any]) -> Wide:
    least = FRONT_LEAST if word["side"] == 1 else BACK_LEAST
    wide = word["at"] * META if word["fixed"] else word["at"] * word["factor"] * least + word["em"] * least * 0.3528
    return Wide(tuple(word["path"]), word["word"], word["side"], max(0.1, round(wide - word["room"], 1)))


def unfit(card: DeskCard, fit: Fit, size: CardSize) -> Iterator[Problem]:
    """What does not fit on a card, with the field that takes most room and by how much it is too much."""
    seen = set()
    for wide in fit.wide:
        if (wide.word, wide.path) in seen:
            continue
        seen.add((wide.word, wide.path))
        word = wide.word.strip("\u201c\u201d")
        shown = word if len(word) <= 40 else f"{word[:37]}..."
        yield Problem(
            "card-word-too-wide",
            Where(card.file, wide.path),
            f"'{shown}' is {wide.over} mm too wide for the {_side(wide.side)} of a card ({size.title}) "
            "in the smallest type",
            "write it with a space or a hyphen, or choose a shorter word under `card:`",
        )
    for side, over, least in ((1, fit.over_front, FRONT_LEAST), (2, fit.over_back, BACK_LEAST)):
        if over and not fit.wide:
            tall = heights(card, face_data(card, size, qr=False, fit=False), size, side, least)
            most = max(_on(card, side), key=lambda line: tall.get(line.path, 0.0))
            yield Problem(
                "card-too-full",
                Where(card.file, most.path),
                f"the {_side(side)} of the card ({size.title}) is {over} mm too tall at {least:g} pt, "
                "the smallest type; "
                f"this part takes most room, about {tall[most.path]:.0f} mm for {most.words} words",
                _HELP[side],
            )


_HELP = {
    1: "say it in fewer words under `card:` - `when`, `stop_if`, `steps` and `stay` stand on the front",
    2: "say it in fewer words: red flags here, `not_say`, `limit` and `promise` under `card:`",
}


def _side(side: int) -> str:
    return "front" if side == 1 else "back"


def _on(card: DeskCard, side: int) -> list[Line]:
    """The lines that stand on one side of a two-sided card."""
    flags = [flag.look for flag in card.flags]
    last = [line for line in (card.not_say, card.limit, card.promise) if line is not None]
    if card.kind == "stop-card":
        return [card.title, *card.counted()] if side == 1 else [card.title, *flags]
    if side == 2:
        return [card.title, *flags, *last]
    return [
        card.title,
        *(line for line in (card.stop_if, card.when, card.say) if line),
        *(step.line for step in card.steps),
    ]
