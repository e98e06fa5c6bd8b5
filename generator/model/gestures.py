"""Gestures: goodwill with its cost, its limits and its guards."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from pydantic import Field

from generator.model.playbook import Loss
from generator.model.text import Ids, Model, Money, Text

Audience = Literal["minor", "vulnerable", "harmed"]
"""People whom some gestures are not for: under age, in need of protection, harmed by our service."""


class Gesture(Model):
    """Something we give. What it may cost and for whom it is not are part of it, not of anyone's memory."""

    name: Text = Field(description="What is given.")
    value: Money = Field(Decimal(0), description="What it is worth in the shop, not what we paid.")
    good_for: tuple[Loss, ...] = Field((), description="Which loss it answers: time, money, attention, work, dignity.")
    off: bool = Field(False, description="yes: not given here; it is listed so that nobody invents it again.")
    needs_consent: bool = Field(False, description="yes: the customer is asked first.")
    leaves_building: bool = Field(False, description="yes: it is sent or delivered, so others may see it.")
    cash_like: bool = Field(False, description="yes: money, or something that is spent or pays out like money.")
    game_of_chance: bool = Field(False, description="yes: a lottery ticket and the like. Never for minors.")
    log: bool = Field(True, description="no: too small to be written down. Left out: it is logged.")
    not_for: Ids = Field((), description="Who it is not for: minor, vulnerable, harmed, or the id of a payer.")
    not_in: Ids = Field((), description="Jurisdictions in which it is not given.")
    needs: Ids = Field((), description="Actions a role must have to give it.")
    a_year: Money | None = Field(None, description="The most for one customer in twelve months.")
    card_words: Text | None = Field(None, description="The words on its card, safe for anybody to read.")
    words: tuple[Text, ...] = Field(
        (),
        description="Words that name it. Where it is not given, sentences with them are left out of desk cards and "
        "payer rules.",
    )
    guards: tuple[Text, ...] = Field((), description="What to think of before it is given.")


_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+")


def without_naming(text: str, gestures: Iterable[Gesture]) -> str:
    """The sentences of `text` that name none of the gestures, in one; empty where each names one."""
    words = [re.escape(word) for gesture in gestures for word in gesture.words]
    if not words:
        return text
    named = re.compile(rf"(?<!\w)({'|'.join(words)})s?(?!\w)", re.IGNORECASE)
    return " ".join(sentence for sentence in _SENTENCE_ENDS.split(text) if not named.search(sentence))
