"""What the check says of a card is what the press will say of it, though it lays out as little as it can."""

from __future__ import annotations

from pathlib import Path

from generator.cards.fit import fit_cards
from generator.cards.rules import _fitting
from generator.cards.sizes import SIZES
from generator.rendering.cache import Cache
from tests.cards.random_cards import random_cards


def test_the_cards_that_fit_in_the_smallest_type_are_those_that_fit(tmp_path: Path) -> None:
    cards = random_cards(40, 11)
    cache = Cache(tmp_path)
    fits = fit_cards(cards, SIZES["a6"], "en", cache)
    fitting = {id_ for id_, fit in fits.items() if fit.ok}
    assert 5 < len(fitting) < 35, "both kinds are among them"
    assert _fitting(cards, SIZES["a6"], "en", cache) == fitting
    assert _fitting(cards, SIZES["a6"], "en", cache) == fitting, "remembered"
