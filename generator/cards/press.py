"""From cards to PDFs: fitted, imposed, typeset, and remembered by the hash of all that went in.

A PDF is set in parts, a sheet of paper each, which become one document afterwards. So a card that was edited sets
the sheet anew on which it lies, and a thousand cards take no more memory than a few. How a PDF is divided follows
from the cards and the plan alone, never from what is remembered: same cards, same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from generator.cards.content import DeskCard
from generator.cards.faces import face_data, settings
from generator.cards.fit import Fit, fit_cards, template
from generator.cards.sheets import Plan, Sheet, impose
from generator.rendering.cache import Cache, key_of
from generator.rendering.joined import dated, joined
from generator.rendering.spread import spread
from generator.rendering.typeset import qr_svg, typeset

if TYPE_CHECKING:
    from generator.model.handbook import Handbook

SIDES = 4
"""Sides of cards that are set in one go, as long as no sheet has more: so many that stand on a sheet are set anew
when one of them changes. Every part has its own typefaces, some 15 kB."""


NO_DATE = date(2020, 1, 1)
"""The date of what has none of its own, and of a PDF until it gets its own."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a PDF says about itself: who made it, in which language, and the date of its words."""

    author: str
    language: str
    on: date


def imprint(handbook: Handbook) -> Imprint:
    """The imprint of everything that is printed of a handbook, with the day of its newest change."""
    newest = max((change.on for playbook in handbook.playbooks for change in playbook.changes), default=NO_DATE)
    return Imprint(handbook.practice.name, handbook.practice.language, newest)


@dataclass(frozen=True, slots=True)
class Print:
    """A PDF that is wanted: these cards in this order, its title, and the date of its words."""

    cards: Sequence[DeskCard]
    title: str
    on: date


@dataclass(frozen=True, slots=True)
class _Part:
    """Some sheets of a print: what the template is given, and the key under which the result is remembered."""

    data: dict[str, Any]
    key: str


class Press:
    """Typesets cards of one size for one handbook. Words that did not change are not laid out again."""

    def __init__(self, imprint: Imprint, cache: Cache) -> None:
        self.imprint = imprint
        self.cache = cache

    def fits(self, cards: Sequence[DeskCard], plan: Plan) -> dict[str, Fit]:
        return fit_cards(cards, plan.size, self.imprint.language, self.cache)

    def pdf(self, cards: Sequence[DeskCard], fits: dict[str, Fit], plan: Plan, title: str) -> bytes:
        """One PDF of `cards` in this order. Every card must fit: what does not is found beforehand."""
        return self.pdfs([Print(cards, title, self.imprint.on)], fits, plan)[0]

    def pdfs(self, prints: Sequence[Print], fits: dict[str, Fit], plan: Plan) -> list[bytes]:
        """A PDF for each of `prints`. All that is missing is set in one go."""
        faces = {card.id: _face(card, fits[card.id], plan) for one in prints for card in one.cards}
        parts = [self._parts(one, faces, fits, plan) for one in prints]
        keys = [some[0].key if len(some) == 1 else f"pdf-{key_of([part.key for part in some])}" for some in parts]
        made = {key: pdf for key in keys if (pdf := self.cache.read(key)) is not None}
        wanted = [some for some, key in zip(parts, keys, strict=True) if key not in made]
        made |= self._set(part for some in wanted for part in some)
        for some, key in zip(parts, keys, strict=True):
            if key not in made:
                made[key] = joined([made[part.key] for part in some])
                self.cache.write(key, made[key])
        return [dated(made[key], one.on) for one, key in zip(prints, keys, strict=True)]

    def _parts(self, one: Print, faces: dict[str, dict[str, Any]], fits: dict[str, Fit], plan: Plan) -> list[_Part]:
        unfit = [card.id for card in one.cards if not fits[card.id].ok]
        if unfit:
            raise ValueError(f"cards that do not fit are never printed: {', '.join(unfit)}")
        # Dated at the very end: the day of one card's edit is the day of the deck, and changes nothing else of it.
        shared = settings(
            plan.size,
            title=one.title,
            author=self.imprint.author,
            language=self.imprint.language,
            date=(NO_DATE.year, NO_DATE.month, NO_DATE.day),
        )
        parts = []
        for sheets in _portions(impose([fits[card.id].sides for card in one.cards], plan)):
            numbers = sorted({face.card for sheet in sheets for face in sheet.faces})
            place = {number: at for at, number in enumerate(numbers)}
            pages = [sheet.data() for sheet in sheets]
            for page in pages:
                page["faces"] = [face | {"card": place[face["card"]]} for face in page["faces"]]
            cards = [faces[one.cards[number].id] for number in numbers]
            data = {"cfg": {**shared, "mode": "sheets"}, "cards": cards, "pages": pages}
            parts.append(_Part(data, f"pdf-{key_of(template(), data)}"))
        return parts

    def _set(self, parts: Iterable[_Part]) -> dict[str, bytes]:
        """The PDFs of `parts` by their keys, from the cache or set now."""
        wanted = {part.key: part for part in parts}
        made = {key: pdf for key in wanted if (pdf := self.cache.read(key)) is not None}
        missing = [part for key, part in wanted.items() if key not in made]
        work = [(part.data, self.cache) for part in missing]
        for part, pdf in zip(missing, spread(_typeset, work), strict=True):
            made[part.key] = pdf
            self.cache.write(part.key, pdf)
        return made


def _face(card: DeskCard, fit: Fit, plan: Plan) -> dict[str, Any]:
    sizes = {"sides": fit.sides, "front": fit.front, "back": fit.back, "compact": fit.compact}
    return face_data(card, plan.size, qr=False, fit=False) | {"fit": sizes}


def _portions(sheets: list[Sheet]) -> list[list[Sheet]]:
    """The sheets, a few at a time. A portion begins with a front, which has the title; so no back is parted from it."""
    count = max(1, SIDES // max((len(sheet.faces) for sheet in sheets), default=1))
    portions: list[list[Sheet]] = [[]]
    for sheet in sheets:
        if len(portions[-1]) >= count and sheet.faces and sheet.faces[0].side == 1:
            portions.append([])
        portions[-1].append(sheet)
    return portions


def _typeset(work: tuple[dict[str, Any], Cache]) -> bytes:
    data, store = work
    # QR codes follow from the address, and take long to make: only what is typeset needs them.
    cards = [face | {"qr": qr_code(face["url"], store) if face["url"] else ""} for face in data["cards"]]
    return typeset(template(), {**data, "cards": cards}, NO_DATE)


def qr_code(address: str, store: Cache) -> str:
    """The QR code of `address` as SVG, from the cache: making it takes longer than reading a page of it."""
    key = f"qr-{key_of(address)}"
    made = store.read(key)
    if made is None:
        made = qr_svg(address).encode()
        store.write(key, made)
    return made.decode()
