"""The lines that rules look at: those of the playbooks, the phrasebook, and the cards of gestures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model.handbook import Handbook
from generator.model.playbook import Playbook
from generator.model.walk import Line, apart, branches_of, in_one, is_quoted, steps_of, texts_in, wording_line

__all__ = [
    "HANDBOOK_FILE",
    "PAIRS_FILE",
    "Line",
    "Part",
    "apart",
    "branches_of",
    "in_one",
    "is_quoted",
    "lines_in",
    "lines_of",
    "shared_lines",
    "steps_of",
    "texts_in",
]

PAIRS_FILE = "wording.yml"
HANDBOOK_FILE = "handbook.yml"


@dataclass(frozen=True, slots=True)
class Part:
    """What a rule looks at in one go: some playbooks of the handbook, or what they all share (`shared`), or both."""

    handbook: Handbook
    playbooks: Sequence[Playbook] = ()
    shared: bool = False


def lines_of(playbook: Playbook, handbook: Handbook) -> tuple[Line, ...]:
    """Every line that a playbook has somebody say or write."""
    return handbook.lines[playbook.id]


def shared_lines(part: Part) -> Iterator[Line]:
    """The lines that belong to no playbook, if they are in this part: the phrasebook, the words on gesture cards."""
    if not part.shared:
        return
    handbook = part.handbook
    desk = handbook.practice.desk_role
    for id_, pair in handbook.pairs.items():
        yield wording_line(PAIRS_FILE, ("pairs", id_), pair, desk, "wording")
    for id_, gesture in handbook.gestures.items():
        if gesture.card_words is not None:
            yield Line(HANDBOOK_FILE, ("gestures", id_, "card_words"), gesture.card_words, desk, "card", "card")


def lines_in(part: Part) -> Iterator[Line]:
    """Every line of a part."""
    for playbook in part.playbooks:
        yield from lines_of(playbook, part.handbook)
    yield from shared_lines(part)
