"""Questions as a room answers them: options with letters, in an order that gives nothing away.

Slides, sheet and key all take them from here, so that "B" means one thing everywhere.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from generator.model.learning import Option, Question
from generator.workshops.session import Asked

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Lettered:
    """One thing to choose, to place or to pair.

    `right` says whether it is chosen or said; `place` counts from 1 where an order is asked; `partner`
    is what belongs to it where pairs are asked. Texts still hold the names of settings.
    """

    letter: str
    text: str
    because: str
    right: bool = True
    place: int = 0
    partner: str = ""


def lettered(asked: Asked) -> tuple[Lettered, ...]:
    """The options of a question. None where the learner writes a line instead of choosing.

    Of a conversation these are the answers to its opening; the right one is on the shortest way to a good end.
    """
    question = asked.question
    if question.type == "type-line":
        return ()
    if question.type == "match":
        found = [Lettered("", pair.left, pair.because, partner=pair.right) for pair in question.pairs]
    elif question.type == "order":
        found = [_of(option, place=number) for number, option in enumerate(question.in_order, start=1)]
    elif question.type == "conversation":
        far = _distances(question)
        opening = question.turns[0].choices
        best = min((far[choice.goes_to] for choice in opening), default=0)
        found = [Lettered("", one.text, one.because, right=far[one.goes_to] == best) for one in opening]
    else:
        found = [*map(_of, question.rights), *(_of(option, right=False) for option in question.wrongs)]
    mixed = sorted(found, key=lambda one: _digest(asked.ref, one.text))
    if question.type == "order" and mixed == found:
        mixed = [*mixed[1:], *mixed[:1]]
    return tuple(replace(one, letter=letter(number)) for number, one in enumerate(mixed))


def letter(number: int) -> str:
    """The letters by number from 0: A to Z, then AA, AB and so on, as the columns of a table."""
    more, last = divmod(number, len(LETTERS))
    return (letter(more - 1) if more else "") + LETTERS[last]


def partners(asked: Asked) -> tuple[str, ...]:
    """What the left sides of a match belong to, each once, in an order of its own."""
    return tuple(sorted({pair.right for pair in asked.question.pairs}, key=lambda text: _digest(asked.ref, text)))


def answer_letters(asked: Asked) -> str:
    """The answer as it stands in a key: ``B``, ``A C``, ``C A B`` for an order, ``A2 B1`` for pairs."""
    options = lettered(asked)
    if asked.question.type == "order":
        return " ".join(one.letter for one in sorted(options, key=lambda one: one.place))
    if asked.question.type == "match":
        right = partners(asked)
        return " ".join(f"{one.letter}{right.index(one.partner) + 1}" for one in options)
    return " ".join(one.letter for one in options if one.right)


def _of(option: Option, *, right: bool = True, place: int = 0) -> Lettered:
    return Lettered("", option.text, option.because, right, place)


def _distances(question: Question) -> dict[str, int]:
    """For each turn of a conversation, how many choices away the nearest good end is."""
    turns = {turn.id: turn for turn in question.turns}
    never = len(turns) + 1
    far = {id_: 0 if turn.ends == "well" else never for id_, turn in turns.items()}
    for _ in turns:
        for id_, turn in turns.items():
            if turn.choices:
                far[id_] = min(never, 1 + min(far.get(choice.goes_to, never) for choice in turn.choices))
    return far


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
