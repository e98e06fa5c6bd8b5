"""What a card is: its words in their parts, how many may be on it, and the revision that stands for them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.problems import Path

if TYPE_CHECKING:
    # Who prints cards that are ready waits for no model.
    from generator.model.learning import CardPlace
    from generator.model.playbook import Kind

MAX_WORDS: dict[Kind, int] = {"recovery": 90, "stop-card": 50}
"""Words on a card, titles, labels, red flags and the foot aside (domain research 5.5)."""

PLACES: dict[str, str] = {
    "phone": "Phone",
    "desk": "Desk",
    "chair": "Chair",
    "back-office": "Back office",
    "everywhere": "Everywhere",
}
"""Where cards are kept, in the order in which a deck has them."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters that are not mistaken for each other when read out (Crockford's base 32)."""


@dataclass(frozen=True, slots=True)
class Line:
    """Words on a card as they are printed, and the place in the playbook that they come from."""

    text: str
    path: Path

    @property
    def words(self) -> int:
        return sum(1 for word in self.text.split() if word.isalnum() or any(map(str.isalnum, word)))


@dataclass(frozen=True, slots=True)
class CardStep:
    """One step. `who` is empty where it is the reader of the card, `by` where the words say it."""

    line: Line
    who: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class CardFlag:
    """A red flag: what it looks like, who takes over by when, and whether the emergency number is rung."""

    look: Line
    to: str
    by: str
    emergency: bool


@dataclass(frozen=True, slots=True)
class DeskCard:
    """One card, all of its words. Sizes and sheets are the business of others."""

    id: str
    file: str
    kind: Kind
    stage: str
    places: tuple[CardPlace, ...]
    title: Line
    when: Line
    say: Line | None
    verbatim: bool
    steps: tuple[CardStep, ...]
    stop_if: Line | None
    flags: tuple[CardFlag, ...]
    not_say: Line | None
    stay: Line | None
    limit: Line | None
    promise: Line | None
    promise_by: str
    check_back: str
    to: str
    emergency: str
    owner: str
    review_by: str
    approval: str
    approved: bool
    address: str
    revision: str = ""
    speaker: str = ""
    """Whose line the first one is. Empty where it is the reader's of any card: the desk's."""

    @property
    def url(self) -> str:
        """What the QR code holds: the defect's page, told which card asks. Empty without a web address."""
        return f"{self.address}?card={self.revision}" if self.address.startswith("https://") else ""

    def counted(self) -> Iterator[Line]:
        """The lines whose words are counted against `MAX_WORDS`."""
        for line in (
            self.when,
            self.say,
            *(step.line for step in self.steps),
            self.not_say,
            self.stay,
            self.limit,
            self.promise,
        ):
            if line is not None:
                yield line

    def lines(self) -> Iterator[Line]:
        """Every line that comes from the playbook, in reading order."""
        yield self.title
        if self.stop_if is not None:
            yield self.stop_if
        yield from self.counted()
        yield from (flag.look for flag in self.flags)

    @property
    def words(self) -> int:
        return sum(line.words for line in self.counted())

    def printed(self) -> dict[str, str]:
        """All that is printed, by the name of its part: what a revision stands for and a ledger remembers."""
        flags = [
            f"{flag.look.text} {flag.to}, {flag.by}{', ' + self.emergency if flag.emergency else ''}"
            for flag in self.flags
        ]
        parts = {
            "title": self.title.text,
            "when": self.when.text,
            "red flags, short": _text(self.stop_if),
            "say first": _said(self.say, self.speaker) + (" (exactly)" if self.verbatim and self.say else ""),
            "steps": " / ".join(" ".join(filter(None, (step.who, step.by, step.line.text))) for step in self.steps),
            "red flags": " / ".join(flags),
            "do not say": _text(self.not_say),
            "stay": _text(self.stay),
            "my limit": _text(self.limit),
            "promise": " ".join(filter(None, (_text(self.promise), self.promise_by))),
            "check back": self.check_back,
            "hand over to": ", ".join(filter(None, (self.to, self.emergency if self.kind == "stop-card" else ""))),
            "stage": self.stage,
            "place": ", ".join(PLACES[place] for place in self.places),
            "owner": self.owner,
            "review by": self.review_by,
            "approval": self.approval,
            "address": self.address,
        }
        return {name: text for name, text in parts.items() if text}


def _said(line: Line | None, speaker: str) -> str:
    return f"{speaker}: {line.text}" if line and speaker else _text(line)


def _text(line: Line | None) -> str:
    return line.text if line else ""


def revision_of(printed: dict[str, str]) -> str:
    """Six letters and digits that stand for exactly these words, easy to read out."""
    digest = hashlib.sha256("\x1f".join(f"{name}\x1e{text}" for name, text in printed.items()).encode()).digest()
    number = int.from_bytes(digest[:4]) >> 2
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(25, -1, -5))
