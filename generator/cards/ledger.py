"""What was printed, when and for which place: so that an old card is collected and not only replaced.

The ledger is a JSON file that `handbook cards --record` writes. It holds the words of every card that
was printed, so that it can be told what is different now. It holds nothing about customers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.cards.content import DeskCard
from generator.rendering.cache import key_of

FILE = "cards-printed.json"
"""The ledger that the site reads, beside handbook.yml."""

FORMAT = 1
MAX_BYTES = 50_000_000


class LedgerError(Exception):
    """The ledger cannot be read. The message is for the person at the keyboard."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One card as it was printed for one place."""

    card: str
    kind: str
    title: str
    revision: str
    place: str
    on: date
    words: dict[str, str]


@dataclass(frozen=True, slots=True)
class Stale:
    """A card that is out there and must come back: what it was, where it is, and what is different now.

    `card` is None where its playbook is gone: it is collected and destroyed, and not printed again.
    """

    printed: Printed
    card: DeskCard | None
    changed: tuple[str, ...]

    @property
    def alarm(self) -> bool:
        """A stop card that tells people something else than the plan: somebody may be harmed by it."""
        return self.printed.kind == "stop-card" or (self.card is not None and self.card.kind == "stop-card")


@dataclass(frozen=True, slots=True)
class Reprint:
    """What is to be done about the cards that are out there: stop cards first."""

    stale: tuple[Stale, ...]
    new: tuple[DeskCard, ...]

    @property
    def cards(self) -> tuple[DeskCard, ...]:
        """The cards to print, each once, stop cards first."""
        found = [stale.card for stale in self.stale if stale.card is not None]
        return tuple({card.id: card for card in [*found, *self.new]}.values())


def read_ledger(path: Path) -> list[Printed]:
    """All entries of a ledger, oldest first. Raises `LedgerError` if it is not one."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise LedgerError(f"{path} is too large to be a ledger of cards")
        data = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise LedgerError(f"{path} is not a ledger of cards (format {FORMAT})")
        return [_entry(row) for row in data["printed"]]
    except OSError as error:
        raise LedgerError(f"{path} cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise LedgerError(
            f"{path} is damaged ({type(error).__name__}). Take it from a backup, or begin a new one."
        ) from None


def _entry(row: dict[str, Any]) -> Printed:
    words = {str(name): str(text) for name, text in row["words"].items()}
    plain = {name: str(row[name]) for name in ("card", "kind", "title", "revision", "place")}
    return Printed(**plain, on=date.fromisoformat(row["on"]), words=words)


def recorded(
    printed: Sequence[Printed], cards: Iterable[DeskCard], on: date, places: Sequence[str] = ()
) -> list[Printed]:
    """The ledger with `cards` printed on that day, for all their places or for `places` only.

    The same card printed again takes the place of its older entry; another revision does not: the
    scanned QR code of an old card still has to be known.
    """
    kept = {(entry.card, entry.revision, entry.place): entry for entry in printed}
    for card in cards:
        for place in card.places:
            if places and place not in places:
                continue
            entry = Printed(card.id, card.kind, card.title.text, card.revision, place, on, card.printed())
            kept.pop((card.id, card.revision, place), None)
            kept[card.id, card.revision, place] = entry
    return list(kept.values())


def ledger_text(printed: Sequence[Printed]) -> str:
    """What was printed, as the text of the file that remembers it."""
    rows = [
        {
            "card": entry.card,
            "kind": entry.kind,
            "title": entry.title,
            "revision": entry.revision,
            "place": entry.place,
            "on": entry.on.isoformat(),
            "words": entry.words,
        }
        for entry in printed
    ]
    return json.dumps({"format": FORMAT, "printed": rows}, indent=1, ensure_ascii=False) + "\n"


def compare(cards: Sequence[DeskCard], printed: Sequence[Printed]) -> Reprint:
    """Which cards out there are not the current ones, and which were never printed for a place of theirs."""
    current = {card.id: card for card in cards}
    # The newest print for a place is the one that hangs there.
    out = {(entry.card, entry.place): entry for entry in sorted(printed, key=lambda entry: entry.on)}
    stale = []
    for entry in out.values():
        card = current.get(entry.card)
        if card is None:
            stale.append(Stale(entry, None, ("the playbook is gone",)))
        elif entry.place not in card.places:
            stale.append(Stale(entry, None, ("the card is not kept here any more",)))
        elif card.revision != entry.revision:
            stale.append(Stale(entry, card, differences(entry.words, card.printed())))
    stale.sort(key=lambda one: (not one.alarm, one.printed.place, one.printed.card))
    known = {(entry.card, entry.place) for entry in printed}
    new = [card for card in cards if any((card.id, place) not in known for place in card.places)]
    return Reprint(tuple(stale), tuple(sorted(new, key=lambda card: card.kind != "stop-card")))


def differences(old: dict[str, str], new: dict[str, str]) -> tuple[str, ...]:
    """The parts of a card whose words are not the same, in the order of the card."""
    names = dict.fromkeys([*new, *old])
    return tuple(name for name in names if old.get(name) != new.get(name))


def printed_before(cards: Iterable[DeskCard], on: date) -> list[Printed]:
    """A ledger as if all those cards had been printed: for comparing with an older state of the playbooks."""
    return recorded([], cards, on)


def fingerprint(cards: Iterable[DeskCard]) -> str:
    """One key for a whole deck: it changes when any card does."""
    return key_of([[card.id, card.revision] for card in cards])[:8]
