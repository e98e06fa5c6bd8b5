"""Quiz questions on paper: what is asked, what is offered, and the bubbles that are filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.learning import Question, Turn
from generator.workshops.asking import Lettered, lettered, partners
from generator.workshops.content import Content
from generator.workshops.session import Asked
from generator.workshops.sheets.blocks import Block, head, numbered, para

ROOM = 3
"""Lines to write a line of one's own on."""


@dataclass(frozen=True, slots=True)
class Bubbles:
    """A row to fill in. `label` tells for what; `right` are those that are filled in on the key."""

    label: str
    letters: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """One piece of a question: what is asked, what is offered, what is filled in.

    `heard` is what the customer says before the choice; `partners` are what options belong to, by number;
    `room` is how many lines there are to write on, `facts` what such a line must hold.
    """

    prompt: str
    hint: str
    options: tuple[Lettered, ...]
    rows: tuple[Bubbles, ...]
    heard: str = ""
    partners: tuple[str, ...] = ()
    room: int = 0
    facts: tuple[str, ...] = ()


def printed(asked: Asked) -> list[Printed]:
    """The pieces of one question: one, or for a conversation one for each turn that asks."""
    question, options = asked.question, lettered(asked)
    letters = tuple(one.letter for one in options)
    match question.type:
        case "say-or-not":
            rows = tuple(Bubbles(one.letter, ("S", "N"), ("S" if one.right else "N",)) for one in options)
            return [Printed(question.prompt, "For each line: S say it, N do not say it.", options, rows)]
        case "order":
            placed = sorted(options, key=lambda one: one.place)
            rows = tuple(Bubbles(f"{one.place}.", letters, (one.letter,)) for one in placed)
            return [Printed(question.prompt, "What comes first, second, and so on?", options, rows)]
        case "match":
            return [_match(asked, options)]
        case "type-line":
            return [_own_line(question)]
        case "conversation":
            return list(_conversation(asked))
        case _:
            right = tuple(one.letter for one in options if one.right)
            hint = "More than one can be right." if question.type == "several" else ""
            return [Printed(question.prompt, hint, options, (Bubbles("", letters, right),))]


def _match(asked: Asked, options: tuple[Lettered, ...]) -> Printed:
    belongs = partners(asked)
    numbers = tuple(str(number) for number in range(1, len(belongs) + 1))
    rows = tuple(Bubbles(one.letter, numbers, (numbers[belongs.index(one.partner)],)) for one in options)
    return Printed(asked.question.prompt, "Which number belongs to each letter?", options, rows, partners=belongs)


def _own_line(question: Question) -> Printed:
    """A line of one's own. What it must hold stands in the key; whoever marks it fills in a bubble for each fact."""
    facts = tuple(fact.fact for fact in question.must_say)
    marks = tuple(str(number) for number in range(1, len(facts) + 1))
    rows = (Bubbles("Facts", marks, marks),) if marks else ()
    told = [*((one, True) for one in question.rights), *((one, False) for one in question.wrongs)]
    lines = tuple(Lettered("", one.text, one.because, right) for one, right in told)
    return Printed(question.prompt, "Write what you would say.", lines, rows, room=ROOM, facts=facts)


def _conversation(asked: Asked) -> Iterator[Printed]:
    """A piece for each turn that asks. Right is what leads to a good end on the shortest way there is."""
    turns = asked.question.turns
    for number, turn in enumerate(turns):
        if turn.choices:
            options = lettered(_opening_with(asked, turn))
            right = tuple(one.letter for one in options if one.right)
            rows = (Bubbles("", tuple(one.letter for one in options), right),)
            yield Printed("" if number else asked.question.prompt, "", options, rows, heard=turn.hears)


def _opening_with(asked: Asked, turn: Turn) -> Asked:
    """The conversation as if it began with that turn."""
    others = tuple(other for other in asked.question.turns if other.id != turn.id)
    return Asked(asked.playbook, asked.question.model_copy(update={"turns": (turn, *others)}))


def key_blocks(content: Content, asked: Asked, number: str = "") -> list[Block]:
    """A question with its key and every because, to be read out."""
    words = content.words
    blocks: list[Block] = [head(f"{number}. {words.title(asked.playbook)}", 3)] if number else []
    for piece in printed(asked):
        if piece.prompt:
            blocks.append(para(words(piece.prompt), bold=True))
        if piece.heard:
            blocks.append(para(words(piece.heard)))
        placed = sorted(piece.options, key=lambda one: one.place)
        blocks += [_option(content, one, asked) for one in placed]
        if piece.facts:
            blocks += [para("", "It must hold"), numbered(words.all(piece.facts))]
    return blocks


def _option(content: Content, one: Lettered, asked: Asked) -> Block:
    label = one.letter
    if one.place:
        label = f"{one.place}. {one.letter}"
    if one.partner:
        label = f"{one.letter}{partners(asked).index(one.partner) + 1}"
    text = content.words(one.text)
    return {
        "kind": "option",
        "right": one.right,
        "letter": label,
        "text": f"{text}: {content.words(one.partner)}" if one.partner else text,
        "because": content.words(one.because),
    }
