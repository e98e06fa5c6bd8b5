"""From cards to PDFs: fitted, imposed, typeset, and remembered by the hash of all that went in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from generator.cards.content import DeskCard
from generator.cards.faces import face_data, settings
from generator.cards.fit import Fit, fit_cards, template
from generator.cards.sheets import Plan, impose
from generator.rendering.cache import Cache, key_of
from generator.rendering.typeset import qr_svg, typeset


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a PDF says about itself: who made it, in which language, and the date of its words."""

    author: str
    language: str
    on: date


class Press:
    """Typesets cards of one size for one handbook. Words that did not change are not laid out again."""

    def __init__(self, imprint: Imprint, cache: Cache) -> None:
        self.imprint = imprint
        self.cache = cache

    def fits(self, cards: Sequence[DeskCard], plan: Plan) -> dict[str, Fit]:
        return fit_cards(cards, plan.size, self.imprint.language, self.cache)

    def pdf(self, cards: Sequence[DeskCard], fits: dict[str, Fit], plan: Plan, title: str) -> bytes:
        """One PDF of `cards` in this order. Every card must fit: what does not is found beforehand."""
        unfit = [card.id for card in cards if not fits[card.id].ok]
        if unfit:
            raise ValueError(f"cards that do not fit are never printed: {', '.join(unfit)}")
        on = self.imprint.on
        shared = settings(
            plan.size,
            title=title,
            author=self.imprint.author,
            language=self.imprint.language,
            date=(on.year, on.month, on.day),
        )
        sheets = impose([fits[card.id].sides for card in cards], plan)
        faces = []
        for card in cards:
            fit = fits[card.id]
            face = face_data(card, plan.size, qr=False, fit=False)
            faces.append(
                face | {"fit": {"sides": fit.sides, "front": fit.front, "back": fit.back, "compact": fit.compact}}
            )
        data = {"cfg": {**shared, "mode": "sheets"}, "cards": faces, "pages": [sheet.data() for sheet in sheets]}
        key = f"pdf-{key_of(template(), data)}"
        made = self.cache.read(key)
        if made is None:
            # QR codes follow from the address, and take long to make: only what is typeset needs them.
            for face, card in zip(faces, cards, strict=True):
                face["qr"] = qr_code(card.url, self.cache) if card.url else ""
            made = typeset(template(), data, on)
            self.cache.write(key, made)
        return made


def qr_code(address: str, store: Cache) -> str:
    """The QR code of `address` as SVG, from the cache: making it takes longer than reading a page of it."""
    key = f"qr-{key_of(address)}"
    made = store.read(key)
    if made is None:
        made = qr_svg(address).encode()
        store.write(key, made)
    return made.decode()
