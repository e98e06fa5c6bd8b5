"""Desk cards: one for every playbook, on paper and as a page, that fit, and that are kept current."""

from __future__ import annotations

from generator.cards.render import render_cards
from generator.cards.rules import check_cards

__all__ = ["check_cards", "render_cards"]
