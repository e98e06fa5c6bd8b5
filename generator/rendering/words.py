"""Moments and money as a reader wants to see them."""

from __future__ import annotations

from decimal import Decimal


def by_when(within: str) -> str:
    """A moment as the end of a sentence: ``5 min`` becomes ``within 5 min``."""
    if within in ("now", "before they leave", "same day", "next working day"):
        return within
    if within.startswith(("same day ", "next working day ")):
        day, _, clock = within.rpartition(" ")
        return f"{day}, by {clock}"
    return f"within {within}"


def amount(value: Decimal, currency: str) -> str:
    """Money with its currency: a sign stands before the number, a code with a space."""
    number = f"{value:f}"
    return f"{currency}{number}" if len(currency) == 1 else f"{currency} {number}"


def sentence(text: str) -> str:
    """`text` as the beginning of a sentence. Names inside it keep their capitals."""
    return text[:1].upper() + text[1:]
