"""What training is built from: quiz questions and role-play scenarios. Products show them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from generator.model.text import Id, Model, Text

Tests = Literal["recognise", "first-words", "limits", "hand-over", "why"]
"""What a question finds out about the learner."""


class Option(Model):
    """One answer to a question, with the reason why it is right or wrong."""

    text: Text = Field(description="The answer as the learner reads it.")
    because: Text = Field(description="Why it is right or wrong. The learner reads this after choosing.")


class Question(Model):
    """A quiz question: a situation, one right answer, and wrong answers that people really give."""

    id: Id = Field(description="A name for the question that stays when the wording changes.")
    tests: Tests = Field(description="What it finds out: recognise, first-words, limits, hand-over or why.")
    prompt: Text = Field(description="The situation and what is asked. No 'which is not'.")
    answer: Option = Field(description="The right answer and why it is right.")
    distractors: tuple[Option, ...] = Field(
        description="Wrong answers that people really give, each with why it is wrong.", min_length=1
    )


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
    steps: tuple[Text, ...] = Field((), description="Up to five steps in few words.", max_length=5)
    not_say: Text | None = Field(None, description="The line not to say.")
    limit: Text | None = Field(None, description="My limit in a few words.")
