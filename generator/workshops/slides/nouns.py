"""What a slide is made of. The PowerPoint file and the page in the browser are two forms of the same list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.model.handbook import Handbook
from generator.workshops.session import Scene
from generator.workshops.words import Words

Style = Literal["line", "text", "item", "row"]
"""line: words to say, large. text: a sentence. item: one of a list. row: a time or a name beside what belongs to it."""

Tone = Literal["plain", "dark", "stop"]
"""plain: black on white. dark: a new segment. stop: a stop card. Words on the slide say the same as its colour."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph. A label stands beside a row, and above anything else."""

    text: str
    style: Style = "text"
    label: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What the coach reads and the room does not: what to say, do and expect here."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide. All texts are finished: names of settings are filled in, each text is on one line.

    `clock` is when its segment runs, `minutes` how long its timer counts; `segment` numbers the segment.
    `level` is the step of `slides_fit.LEVELS` at which its words fit.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    notes: tuple[Note, ...] = ()
    tone: Tone = "plain"
    clock: str = ""
    minutes: int | None = None
    segment: int = 0
    level: int = 0


@dataclass(frozen=True)
class Writer:
    """What slides are written with: the handbook, and its words with their settings filled in."""

    handbook: Handbook
    words: Words
    scenes: Mapping[str, int]
    """The number of each scene on its role cards, by its reference."""

    def scene(self, scene: Scene) -> str:
        return f"Scene {self.scenes[scene.ref]}: {self.words.title(scene.playbook)}"

    def note(self, label: str, texts: Sequence[str]) -> tuple[Note, ...]:
        """A note for the coach; none where there is nothing to say."""
        return (Note(label, tuple(self.words(text) for text in texts)),) if texts else ()

    def items(self, texts: Sequence[str]) -> tuple[Block, ...]:
        """A list."""
        return tuple(Block(self.words(text), "item") for text in texts)
