"""The checker is worth what it finds: each fault, put into a good deck, is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from generator.cards import fit as fit_module
from generator.cards import press as press_module
from generator.cards.content import DeskCard
from generator.cards.press import Imprint, Press
from generator.cards.sheets import Plan
from generator.cards.sizes import SIZES
from generator.rendering.cache import Cache
from tests.cards.conftest import DAY, some
from tests.cards.expected import expected_cells
from tests.cards.pdf_checker import Cell, check_pdf

Fault = tuple[str, Callable[[str], str]]


def _in(old: str, new: str) -> Callable[[str], str]:
    def change(template: str) -> str:
        assert old in template
        return template.replace(old, new)

    return change


FAULTS: dict[str, tuple[str, Callable[[str], str]]] = {
    "words left out": ("is not in its cell", _in("text(size: b, c.when)", 'text(size: b, "")')),
    "type under the floor": (
        "is set in 9.50 pt",
        _in('text(size: b * 1.12, weight: "bold", c.say)', 'text(size: 9.5pt, weight: "bold", c.say)'),
    ),
    "tiny type in the foot": ("type of 6.00 pt", _in("meta(c.owner_line)", "text(size: 6pt, c.owner_line)")),
    "a shape over the cut": (
        "ink beyond the safe edge",
        _in(
            "topline(c, 1, sides)\n  sp(1.2mm)",
            "place(dx: -4mm, rect(width: 3mm, height: 20mm, fill: black)); topline(c, 1, sides)\n  sp(1.2mm)",
        ),
    ),
    "a word over the edge": (
        "stands outside every card's safe edge",
        _in("text(size: b, c.when)", 'box(width: 1mm, text(size: b, (c.when * 3).replace(" ", "\\u{a0}")))'),
    ),
    "a card that is moved": ("stands outside every card's safe edge", _in("dx: mm(p.x)", "dx: mm(p.x) + 9mm")),
    "paper of another size": ("mm instead of", _in("height: mm(page-data.h)", "height: mm(page-data.h) + 1mm")),
    "a QR code of something else": (
        "the QR code reads",
        _in("width: q, height: q, alt", "width: q * 0.2, height: q * 0.2, alt"),
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_fault_is_found(fault: str, dental_cards: list[DeskCard], monkeypatch: pytest.MonkeyPatch) -> None:
    told, change = FAULTS[fault]
    plan = Plan(SIZES["a6"])
    cards = [card for card in some(dental_cards, 4) if card.kind == "recovery"]
    press = Press(Imprint("Fault", "en", DAY), Cache(None))
    fits = press.fits(cards, plan)
    broken = change(fit_module.template())
    monkeypatch.setattr(press_module, "template", lambda: broken)
    pdf = press.pdf(cards, fits, plan, "Fault")
    pages, cells = expected_cells(cards, fits, "a6", "a4", "fold", "none")
    errors = check_pdf(pdf, pages, cells)
    assert any(told in error for error in errors), errors[:5]


def test_a_missing_page_is_found(dental_cards: list[DeskCard]) -> None:
    plan = Plan(SIZES["a6"])
    press = Press(Imprint("Fault", "en", DAY), Cache(None))
    cards = some(dental_cards, 4)
    fits = press.fits(cards, plan)
    pages, cells = expected_cells(cards, fits, "a6", "a4", "fold", "none")
    assert check_pdf(press.pdf(cards[:2], fits, plan, "Fault"), pages, cells)


def test_a_qr_code_with_another_address_is_found(dental_cards: list[DeskCard]) -> None:
    plan = Plan(SIZES["a6"])
    press = Press(Imprint("Fault", "en", DAY), Cache(None))
    card = next(card for card in dental_cards if card.url)
    fits = press.fits([card], plan)
    pages, cells = expected_cells([card], fits, "a6", "a4", "fold", "none")
    wrong = [Cell(**{**vars(cell), "url": cell.url and cell.url[:-1]}) for cell in cells]
    assert check_pdf(press.pdf([card], fits, plan, "Fault"), pages, wrong)
    assert check_pdf(press.pdf([card], fits, plan, "Fault"), pages, cells) == []
    assert replace(card, revision="AAAAAA").url != card.url
