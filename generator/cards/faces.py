"""A card as the template wants it: final strings, and which words may be too wide for which column."""

from __future__ import annotations

import re
from typing import Any

from generator.cards.columns import columns
from generator.cards.content import PLACES, DeskCard, Line
from generator.cards.estimate import may_fit_one_side
from generator.cards.sizes import AIM, BACK_LEAST, FRONT_LEAST, INSET, META, QR_LEAST, QR_MODULE, SAFE, WISHED, CardSize
from generator.rendering.typeset import FAMILIES, qr_modules, qr_svg
from generator.rendering.typography import kept_together

WORDS = {
    "stop": "STOP",
    "at_once": "ACT AT ONCE",
    "stop_and_hand_over": "STOP AND HAND OVER IF",
    "stop_if": "STOP IF",
    "red_flags": "RED FLAGS",
    "flags_turn": "Read the other side first.",
    "when": "WHEN",
    "if_": "IF",
    "say_first": "SAY FIRST",
    "say_exactly": "SAY EXACTLY",
    "then": "THEN",
    "do_now": "DO NOW",
    "fetch": "GET",
    "emergency": "EMERGENCY",
    "stay": "STAY",
    "not_say": "DO NOT SAY",
    "limit": "MY LIMIT",
    "promise": "PROMISE",
    "check_back": "CHECK BACK",
    "scan": "The whole plan: scan, or open",
    "look_up": "The whole plan is in the handbook:",
    "turn_over": "Turn over",
    "qr_alt": "QR code that opens the handbook at:",
}
"""What is printed beside an author's words."""


def settings(size: CardSize, *, title: str, author: str, language: str, date: tuple[int, int, int]) -> dict[str, Any]:
    """What the template is told once for all cards."""
    return {
        "card": {"w": size.width, "h": size.height},
        "safe": SAFE,
        "inset": INSET,
        "meta": META,
        "front": [FRONT_LEAST, size.front_most],
        "back": [BACK_LEAST, size.back_most],
        "aim": AIM,
        "stop_one": min(AIM, WISHED * size.front_most / 14),
        "scale": round(size.front_most / 14, 3),
        "fonts": list(FAMILIES),
        "words": WORDS,
        "title": title,
        "author": author,
        "lang": language.lower().split("-")[0],
        "date": list(date),
    }


def face_data(card: DeskCard, size: CardSize, *, qr: bool = True, fit: bool = True) -> dict[str, Any]:
    """One card for the template: with its QR code to print, with the widest words of its columns to `fit`.

    Long, because it names every string that the template shows, in one place.
    """
    data: dict[str, Any] = {
        "id": card.id,
        "compact": False,
        "stop": card.kind == "stop-card",
        "stage": card.stage,
        "place_label": _places(card),
        "title": card.title.text,
        "when": _set(card.when),
        "say": _spoken(card),
        "verbatim": card.verbatim,
        "steps": [{"text": _set(step.line), "who": step.who, "by": step.by} for step in card.steps],
        "stop_if": _set(card.stop_if),
        "flags": [
            {
                "look": _set(flag.look),
                "to": f"{flag.to}, {flag.by}" + (f" \u00b7 {card.emergency}" if flag.emergency else ""),
            }
            for flag in card.flags
        ],
        "not_say": f"\u201c{kept_together(card.not_say.text)}\u201d" if card.not_say else "",
        "stay": _set(card.stay),
        "limit": _set(card.limit),
        "promise": f"\u201c{kept_together(card.promise.text)}\u201d" if card.promise else "",
        "promise_by": card.promise_by,
        "check_back": card.check_back,
        "to": card.to,
        "emergency": card.emergency,
        "approved": card.approved,
        "approval": card.approval,
        "id_line": f"{_breakable(card.id)} \u00b7 {card.revision}",
        "owner_line": f"{card.owner} \u00b7 review by {card.review_by}",
        "url": card.url,
        "short": _breakable(card.address.removeprefix("https://")),
        "qr": (qr_svg(card.url) if qr else "-") if card.url else "",
        "qr_mm": max(QR_LEAST, round(qr_modules(card.url) * QR_MODULE, 2)),
    }
    if fit:
        data["columns"] = columns(card, data, size)
        data["try_one"] = may_fit_one_side(data, size)
    return data


def _set(line: Line | None) -> str:
    return kept_together(line.text) if line else ""


def _spoken(card: DeskCard) -> str:
    """The first line in quotation marks, after the role whose line it is."""
    if card.say is None:
        return ""
    quoted = f"\u201c{kept_together(card.say.text)}\u201d"
    return f"{card.speaker}: {quoted}" if card.speaker else quoted


def _places(card: DeskCard) -> str:
    """Where the card is kept, short enough to leave room for the stage beside it."""
    names = [PLACES[place] for place in card.places]
    return ", ".join(names) if len(names) <= 2 else f"{names[0]} and {len(names) - 1} more places"


def _breakable(address: str) -> str:
    """An address or id with the places marked at which its line may break."""
    return re.sub(r"(?<=[/.\-])(?=\w)", "\u200b", address)
