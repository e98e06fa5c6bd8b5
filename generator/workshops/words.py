"""Words of the handbook as a pack prints them: settings filled in, quotes curled, nothing wider than its column."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, cached_property

from generator.model.handbook import Handbook
from generator.model.playbook import Playbook
from generator.model.revision import page_revision
from generator.model.settings import fill
from generator.rendering.glyphs import width
from generator.rendering.typography import typographic
from generator.rendering.words import by_when, sentence

WIDEST = 14.0
"""em. A word that is wider may be broken between any two letters: no column of a pack is narrower."""


class Words:
    """The handbook's texts in print, each worked out once."""

    def __init__(self, handbook: Handbook) -> None:
        self.handbook = handbook
        self._settings = handbook.settings()
        self._known: dict[str, str] = {}
        self._revisions: dict[str, str] = {}

    @cached_property
    def _english(self) -> bool:
        return self.handbook.practice.language.lower().split("-")[0] == "en"

    def __call__(self, text: str) -> str:
        known = self._known.get(text)
        if known is None:
            # Letters with their accents in one piece: a font may have the whole and not the parts.
            plain = " ".join(unicodedata.normalize("NFC", fill(text, self._settings)).split())
            known = self._known[text] = broken(typographic(plain, english=self._english))
        return known

    def all(self, texts: tuple[str, ...]) -> list[str]:
        return [self(text) for text in texts]

    def quoted(self, text: str) -> str:
        """What somebody says, in quotes; what somebody does instead, in brackets, as it stands."""
        words = self(text)
        return words if words.startswith("(") else f"\u201c{words}\u201d"

    def role(self, id_: str) -> str:
        role = self.handbook.roles.get(id_)
        return self(role.name if role else id_)

    def by(self, role: str, within: str) -> str:
        return f"{self.role(role)}, {by_when(within)}"

    def title(self, playbook: Playbook) -> str:
        return self(playbook.title.rstrip("."))

    def revision(self, playbook: Playbook) -> str:
        """The version of a page, as sign-offs name it."""
        if playbook.id not in self._revisions:
            self._revisions[playbook.id] = page_revision(self.handbook, playbook)
        return self._revisions[playbook.id]

    @cached_property
    def customer(self) -> str:
        """What the customer is called here, as a heading."""
        return sentence(self(self.handbook.practice.customer))


def shortened(text: str, most: int = 70) -> str:
    """A name for the edge of a page, where there is one line for it: cut short where it is longer."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "\u2026"


def broken(text: str, most: float = WIDEST) -> str:
    """`text` with places to break inside words wider than `most` em. Nothing of it is seen where none is needed."""
    # Even of capitals no font of ours has one as wide as an em: a text of short words is never looked at.
    if not _longer(int(most)).search(text):
        return text
    return " ".join(_pieces(word, most) if width(word, bold=True) > most else word for word in text.split(" "))


@cache
def _longer(most: int) -> re.Pattern[str]:
    return re.compile(f"[^ ]{{{most + 1},}}")


def _pieces(word: str, most: float) -> str:
    pieces, wide = [""], 0.0
    for letter in word:
        more = width(letter, bold=True)
        # A mark that stands on the letter before it is as wide as nothing, and stays with it.
        if wide + more > most / 2 and more:
            pieces.append("")
            wide = 0.0
        pieces[-1] += letter
        wide += more
    return "\u200b".join(pieces)
