"""Questions as they are asked: options with stable ids, in an order that gives nothing away.

An `Item` is one question of one playbook, written by an author or derived. Its key is made of the
authored ids, its hash of what is asked and answered; neither knows a position. Progress, Anki and
Moodle are keyed by them, so moving or adding a question changes nothing that was learnt.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from generator.model.handbook import Handbook
from generator.model.learning import Option, Question, QuestionType, Tests
from generator.model.playbook import Playbook
from generator.quizzes.derive import derived_questions

MOST = 5
"""Questions in one quiz at most: a quiz is done between two customers (learning research: three to five)."""

FAR = 1000
"""Choices away from a good end: more than any conversation has."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose, place or pair.

    `place` counts from 1 where an order is asked; `partner` is what belongs to it where a match is.
    """

    id: str
    text: str
    because: str
    right: bool = True
    place: int = 0
    partner: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that a typed line must hold. Without `any_of` the learner judges it."""

    text: str
    any_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a conversation. `choices` pairs what may be said with the number of the turn it leads to."""

    number: int
    hears: str
    choices: tuple[tuple[Choice, int], ...]
    ends: str
    because: str


@dataclass(frozen=True, slots=True)
class Item:
    """A question ready to be asked, printed or exported. Its texts still hold the names of settings."""

    key: str
    defect: str
    id: str
    type: QuestionType
    tests: Tests
    prompt: str
    choices: tuple[Choice, ...]
    facts: tuple[Fact, ...]
    turns: tuple[Turn, ...]
    hash: str
    derived: bool

    @property
    def rights(self) -> tuple[Choice, ...]:
        return tuple(choice for choice in self.choices if choice.right)

    @property
    def wrongs(self) -> tuple[Choice, ...]:
        return tuple(choice for choice in self.choices if not choice.right)

    @property
    def in_order(self) -> tuple[Choice, ...]:
        return tuple(sorted(self.choices, key=lambda choice: choice.place))

    @property
    def partners(self) -> tuple[str, ...]:
        """What the left sides are matched with, each once, in an order of its own."""
        return tuple(sorted({choice.partner for choice in self.choices}, key=lambda text: digest(self.key, text)))


@dataclass(frozen=True, slots=True)
class Quiz:
    """The questions of one playbook."""

    playbook: Playbook
    items: tuple[Item, ...]


def digest(*parts: str, length: int = 8) -> str:
    """A short name for a text that stays as long as the text does."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:length]


def quizzes_of(handbook: Handbook) -> list[Quiz]:
    """Every playbook with its quiz, in the order of the journey. Where nothing can be asked yet, it is empty."""
    quizzes = []
    for playbook in handbook.playbooks:
        authored = [item_of(playbook.id, question) for question in handbook.questions_here(playbook)]
        more = derived_questions(handbook, playbook)[: max(0, MOST - len(authored))]
        items = authored + [item_of(playbook.id, question, derived=True) for question in more]
        quizzes.append(Quiz(playbook, tuple(items)))
    return quizzes


def item_of(defect: str, question: Question, *, derived: bool = False) -> Item:
    """The question as it is asked. Its parts have been checked against its type by then."""
    key = f"{defect}/{question.id}"
    choices = _choices(question)
    facts = tuple(Fact(fact.fact, fact.any_of) for fact in question.must_say)
    turns = _turns(question)
    asked = [question.type, question.prompt, *(f"{c.text}|{c.right}|{c.place}|{c.partner}" for c in choices)]
    asked += [fact.text for fact in facts]
    asked += [f"{turn.hears}|{turn.ends}|{[(choice.text, to) for choice, to in turn.choices]}" for turn in turns]
    return Item(
        key=key,
        defect=defect,
        id=question.id,
        type=question.type,
        tests=question.tests,
        prompt=question.prompt,
        choices=_mixed(key, question.type, choices),
        facts=facts,
        turns=turns,
        hash=digest(*asked),
        derived=derived,
    )


def _choices(question: Question) -> list[Choice]:
    if question.type == "order":
        return [_choice(option, place=number) for number, option in enumerate(question.in_order, start=1)]
    if question.type == "match":
        return [
            Choice(digest(pair.left, pair.right, length=6), pair.left, pair.because, partner=pair.right)
            for pair in question.pairs
        ]
    return [*map(_choice, question.rights), *(_choice(option, right=False) for option in question.wrongs)]


def _choice(option: Option, *, right: bool = True, place: int = 0) -> Choice:
    return Choice(digest(option.text, length=6), option.text, option.because, right, place)


def _mixed(key: str, type_: QuestionType, choices: list[Choice]) -> tuple[Choice, ...]:
    """The choices in an order that says nothing, and is never the right one where an order is asked."""
    mixed = sorted(choices, key=lambda choice: digest(key, choice.id))
    if type_ == "order" and mixed == choices:
        mixed = mixed[1:] + mixed[:1]
    return tuple(mixed)


def _turns(question: Question) -> tuple[Turn, ...]:
    """The turns by number. A choice is right where it leads to a good end on the shortest way there is."""
    numbers = {turn.id: number for number, turn in enumerate(question.turns, start=1)}
    far = _distances(question)
    turns = []
    for turn in question.turns:
        best = min((far[choice.goes_to] for choice in turn.choices), default=0)
        choices = [
            (
                Choice(
                    digest(turn.id, choice.text, length=6),
                    choice.text,
                    choice.because,
                    far[choice.goes_to] == best < FAR,
                ),
                numbers[choice.goes_to],
            )
            for choice in turn.choices
        ]
        mixed = sorted(choices, key=lambda pair: digest(question.id, pair[0].id))
        turns.append(Turn(numbers[turn.id], turn.hears, tuple(mixed), turn.ends or "", turn.because or ""))
    return tuple(turns)


def _distances(question: Question) -> dict[str, int]:
    """For each turn, how many choices away the nearest good end is; `FAR` where there is none."""
    far = {turn.id: 0 if turn.ends == "well" else FAR for turn in question.turns}
    for _ in question.turns:
        for turn in question.turns:
            if turn.choices:
                far[turn.id] = min(FAR, 1 + min(far[choice.goes_to] for choice in turn.choices))
    return far


def filled(item: Item, fill: Callable[[str], str]) -> Item:
    """The item with `fill` applied to each of its texts, for files that no template writes."""

    def choice(one: Choice) -> Choice:
        return replace(one, text=fill(one.text), because=fill(one.because), partner=fill(one.partner))

    return replace(
        item,
        prompt=fill(item.prompt),
        choices=tuple(map(choice, item.choices)),
        facts=tuple(Fact(fill(fact.text), tuple(map(fill, fact.any_of))) for fact in item.facts),
        turns=tuple(
            replace(
                turn,
                hears=fill(turn.hears),
                because=fill(turn.because),
                choices=tuple((choice(one), to) for one, to in turn.choices),
            )
            for turn in item.turns
        ),
    )


def script_data(value: object) -> str:
    """JSON that may stand in a script file or a script element: no character of it ends the script."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def keys_of(items: Iterable[Item]) -> list[str]:
    return [item.key for item in items]
