"""The cards of the handbooks that ship, fitted once for all tests of a worker."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.cards.choices import desk_cards
from generator.cards.content import DeskCard
from generator.cards.press import Imprint, Press
from generator.cards.sheets import Plan
from generator.cards.sizes import SIZES
from generator.model.handbook import Handbook
from generator.rendering.cache import Cache
from generator.source.load import load_handbook

ROOT = Path(__file__).parents[2]
SHIPPED = ("playbooks", "examples/restaurant/playbooks", "generator/starter/playbooks")
DAY = date(2026, 11, 22)


def loaded(folder: str) -> Handbook:
    handbook = load_handbook(ROOT / folder).handbook
    assert handbook is not None
    return handbook


@pytest.fixture(scope="session")
def dental() -> Handbook:
    return loaded("playbooks")


@pytest.fixture(scope="session")
def dental_cards(dental: Handbook) -> list[DeskCard]:
    return desk_cards(dental)


@pytest.fixture(scope="session")
def press() -> Press:
    """A press that remembers for as long as the worker lives."""
    return Press(Imprint("Harbour Street Dental", "en", DAY), Cache(None))


@pytest.fixture
def fold() -> Plan:
    return Plan(SIZES["a6"])


def some(cards: list[DeskCard], count: int) -> list[DeskCard]:
    """A few cards of both kinds, the fullest of each among them."""
    stops = sorted((card for card in cards if card.kind == "stop-card"), key=lambda card: -card.words)
    others = sorted((card for card in cards if card.kind == "recovery"), key=lambda card: -card.words)
    return [*stops[: count // 2], *others[: count - count // 2]]
