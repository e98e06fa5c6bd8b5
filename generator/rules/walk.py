"""The lines that rules look at: those of the playbooks, the phrasebook, and the cards of gestures."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.handbook import Handbook
from generator.model.playbook import Playbook
from generator.model.walk import Line, branches_of, in_one, is_quoted, steps_of, texts_in, wording_line

__all__ = [
    "HANDBOOK_FILE",
    "PAIRS_FILE",
    "Line",
    "all_lines",
    "branches_of",
    "in_one",
    "is_quoted",
    "lines_of",
    "shared_lines",
    "steps_of",
    "texts_in",
]

PAIRS_FILE = "wording.yml"
HANDBOOK_FILE = "handbook.yml"


def lines_of(playbook: Playbook, handbook: Handbook) -> tuple[Line, ...]:
    """Every line that a playbook has somebody say or write."""
    return handbook.lines[playbook.id]


def shared_lines(handbook: Handbook) -> Iterator[Line]:
    """The lines that belong to no playbook: the phrasebook, and the words on gesture cards."""
    desk = handbook.practice.desk_role
    for id_, pair in handbook.pairs.items():
        yield wording_line(PAIRS_FILE, ("pairs", id_), pair, desk, "wording")
    for id_, gesture in handbook.gestures.items():
        if gesture.card_words is not None:
            yield Line(HANDBOOK_FILE, ("gestures", id_, "card_words"), gesture.card_words, desk, "card", "card")


def all_lines(handbook: Handbook) -> Iterator[Line]:
    for playbook in handbook.playbooks:
        yield from lines_of(playbook, handbook)
    yield from shared_lines(handbook)
