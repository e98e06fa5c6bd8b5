"""What the PDF of a deck must hold, side by side: taken from the cards' words, never from the template."""

from __future__ import annotations

from generator.cards.content import DeskCard
from generator.cards.fit import Fit
from generator.cards.sizes import SIZES
from tests.cards.pdf_checker import CARDS, Cell, cells_of


def expected_cells(
    cards: list[DeskCard], fits: dict[str, Fit], size: str, paper: str, layout: str, duplex: str
) -> tuple[list[tuple[float, float]], list[Cell]]:
    pages, places = cells_of([fits[card.id].sides for card in cards], size, paper, layout, duplex)
    assert size in SIZES
    width, height = CARDS[size]
    cells = []
    for page, number, side, x, y in places:
        card, sides = cards[number], fits[cards[number].id].sides
        texts = [*(front_texts(card) if side == 1 else []), *(back_texts(card) if side == 2 or sides == 1 else [])]
        last = side == sides
        least = 10.5 if side == 1 and sides == 2 else 9.0
        cells.append(Cell(page, x, y, width, height, texts, least, card.url if last else "", f"{card.id} side {side}"))
    return pages, cells


def front_texts(card: DeskCard) -> list[str]:
    lines = [card.title, card.stop_if, card.when, card.say, *(step.line for step in card.steps)]
    texts = [line.text for line in lines if line is not None]
    texts += [f"{card.speaker}:"] if card.speaker and card.say else []
    texts += [label for step in card.steps for label in (step.who, step.by) if label]
    if card.kind == "stop-card":
        texts += [line.text for line in (card.stay, card.not_say) if line is not None]
        texts += [card.to, card.emergency]
    return texts


def back_texts(card: DeskCard) -> list[str]:
    texts = [flag.look.text for flag in card.flags] + [flag.to for flag in card.flags] + [card.check_back]
    if card.kind == "recovery":
        texts += [line.text for line in (card.not_say, card.limit, card.promise) if line is not None]
        texts.append(card.promise_by)
    return [text for text in texts if text]
