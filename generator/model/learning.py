"""What training is built from: quiz questions and role-play scenarios. Products show them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from generator.model.jurisdiction import PayerKind
from generator.model.text import Id, Ids, Model, Text

Tests = Literal["recognise", "first-words", "steps", "limits", "hand-over", "why"]
"""What a question finds out about the learner."""

QuestionType = Literal["one", "several", "say-or-not", "order", "match", "type-line", "conversation"]
"""How a question is answered."""

PARTS: dict[QuestionType, tuple[str, ...]] = {
    "one": ("answer", "distractors"),
    "several": ("answers", "distractors"),
    "say-or-not": ("say", "not_say"),
    "order": ("in_order",),
    "match": ("pairs",),
    "type-line": ("answer", "must_say"),
    "conversation": ("turns",),
}
"""The parts that a question of each type is made of. A rule holds authors to them."""


class Option(Model):
    """One answer to a question, with the reason why it is right or wrong."""

    text: Text = Field(description="The answer as the learner reads it.")
    because: Text = Field(description="Why it is right or wrong. The learner reads this after choosing.")


class Match(Model):
    """Two things that belong together."""

    left: Text = Field(description="What the learner is given: a role, or what somebody says.")
    right: Text = Field(description="What belongs to it: what they do, or what it means.")
    because: Text = Field(description="Why they belong together.")


class Fact(Model):
    """A fact that a typed line must hold, and the words by which it is recognised."""

    fact: Text = Field(description="The fact, as the learner reads it afterwards.")
    any_of: tuple[Text, ...] = Field(
        (), description="Words that carry it; one of them is enough. Left out: the learner judges it."
    )


class Choice(Model):
    """Something the learner may say in a conversation, and where it leads."""

    text: Text = Field(description="What the learner says.")
    because: Text = Field(description="Why it helps or harms. The learner reads this at the end.")
    goes_to: Id = Field(description="The turn that follows.")


class Turn(Model):
    """One turn of a conversation: what the customer says, and either choices or an end."""

    id: Id = Field(description="A name for the turn. The first turn opens the conversation.")
    hears: Text = Field(description="What the customer says or does.")
    choices: tuple[Choice, ...] = Field((), description="What the learner may answer.")
    ends: Literal["well", "badly"] | None = Field(None, description="How the conversation ends here: well or badly.")
    because: Text | None = Field(None, description="Where it ends: why it came to this.")


class Question(Model):
    """A quiz question: a situation, what is right, and wrong answers that people really give.

    `type` says how it is answered. Left out it is `one`: one `answer` and its `distractors`. Which
    parts the other types need stands in `PARTS`; the rule `question-parts` holds authors to it.
    """

    id: Id = Field(description="A name for the question that stays when the wording changes.")
    type: QuestionType = Field(
        "one", description="one, several, say-or-not, order, match, type-line or conversation. Left out: one."
    )
    tests: Tests = Field(description="What it finds out: recognise, first-words, steps, limits, hand-over or why.")
    prompt: Text = Field(description="The situation and what is asked. No 'which is not'.")
    answer: Option | None = Field(None, description="one, type-line: the right answer and why it is right.")
    answers: tuple[Option, ...] = Field((), description="several: all the right answers, each with why.")
    distractors: tuple[Option, ...] = Field(
        (), description="Wrong answers that people really give, each with why it is wrong."
    )
    say: tuple[Option, ...] = Field((), description="say-or-not: lines to say, each with why.")
    not_say: tuple[Option, ...] = Field((), description="say-or-not: lines not to say, each with why.")
    in_order: tuple[Option, ...] = Field(
        (), description="order: the steps in the right order, each with why it comes there."
    )
    pairs: tuple[Match, ...] = Field((), description="match: what belongs together.")
    must_say: tuple[Fact, ...] = Field((), description="type-line: the facts that the typed line must hold.")
    turns: tuple[Turn, ...] = Field((), description="conversation: its turns, the opening one first.")
    give: Ids = Field(
        (), description="Gestures that the question rests on, by id. It is asked only where all of them are given."
    )
    payers: tuple[PayerKind, ...] = Field(
        (),
        description="Kinds of payer that it rests on: self, private, public. It is asked only where one of them pays.",
    )

    @property
    def rights(self) -> tuple[Option, ...]:
        """Every right option, whatever the type; none for a conversation, whose ways are many."""
        matched = tuple(
            Option.model_construct(text=f"{pair.left}: {pair.right}", because=pair.because) for pair in self.pairs
        )
        one = (self.answer,) if self.answer is not None else ()
        return (*one, *self.answers, *self.say, *self.in_order, *matched)

    @property
    def wrongs(self) -> tuple[Option, ...]:
        """Every wrong option, whatever the type."""
        return (*self.distractors, *self.not_say)


class PlayedCustomer(Model):
    """The person a trainer or colleague plays in a scenario. Never a real customer."""

    brief: Text = Field(description="Who they are and what has happened to them.")
    feels: Text = Field(description="How they feel at the start.")
    hidden_loss: Text = Field(description="What they really lost and do not say at first.")
    says_first: Text = Field(description="Their first words.")
    escalates_if: Text = Field(description="What makes it worse.")
    softens_if: Text = Field(description="What makes it better.")


class Scenario(Model):
    """A role play: who is played, what may be found out, the ideal path, and the fouls."""

    id: Id = Field(description="A name for the scenario that stays when its text changes.")
    setting: Text = Field(description="Where and when it is played.")
    customer: PlayedCustomer = Field(description="The person who is played.")
    facts: tuple[Text, ...] = Field((), description="What the staff may find out if they look or ask.")
    curveball: Text | None = Field(None, description="A surprise, such as a red flag half way through.")
    ideal_path: tuple[Text, ...] = Field(description="What good looks like, in order.", min_length=1)
    fouls: tuple[Text, ...] = Field((), description="What the observer marks down.")
    stop_when: Text | None = Field(None, description="When the play ends.")


CardPlace = Literal["desk", "phone", "chair", "back-office", "everywhere"]
"""Where a desk card is kept. `chair` is wherever the service itself is given."""


class Card(Model):
    """Choices for the desk card. What is left out is chosen from the playbook."""

    place: tuple[CardPlace, ...] = Field((), description="Where the card is kept.")
    when: Text | None = Field(None, description="The trigger in a few words.")
    stop_if: Text | None = Field(None, description="The red flags in a few words, for the front of the card.")
    say: Text | None = Field(None, description="The first line in fewer words, where the whole of it is too long.")
    steps: tuple[Text, ...] = Field((), description="Up to five steps in few words.", max_length=5)
    not_say: Text | None = Field(None, description="The line not to say.")
    stay: Text | None = Field(
        None, description="Stop cards: what you do until the other person is there, in few words."
    )
    limit: Text | None = Field(None, description="My limit in a few words.")
    promise: Text | None = Field(None, description="The promise in a few words, as the customer hears it.")
