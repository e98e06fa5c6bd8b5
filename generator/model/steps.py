"""Steps, and the branches and red flags that hold them: if this happens, then these definite steps."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from generator.model.text import Id, Ids, Model, Money, Text, Within
from generator.model.wording import Channel

Ends = Literal["fixed", "handed-over", "stopped"]
"""How a branch ends. There is no fourth way: a branch that ends nowhere leaves a customer standing."""


class Step(Model):
    """One thing somebody does, or hands over to a named role, by a time that can be kept."""

    use: Id | None = Field(None, description="In a playbook: the step of wording.yml that is used here.")
    who: Id = Field(description="The role that does it.")
    within: Within = Field(
        description="By when: 5 min, same day 17:00 ... For a hand-over, when the other role has it."
    )
    do: Text = Field(description="What is done, beginning with a verb.")
    say: Text | None = Field(None, description="The words that go with it.")
    channel: Channel = Field("face", description="How those words reach the customer. Left out: face to face.")
    offer: tuple[Text, ...] = Field((), description="Two or more real choices to put to the customer.")
    needs: Ids = Field((), description="The action from the authority table that this step takes.")
    hand_over_to: Id | None = Field(None, description="The role that takes over by the time given.")
    give: Id | None = Field(None, description="A gesture from the catalogue that is given here.")
    cost: Money | None = Field(None, description="What the step may spend, in the practice's currency.")


class Branch(Model):
    """What to do in the hard case. It has steps, and it ends."""

    if_: Text = Field(alias="if", description="The case, in words that can be answered yes or no.")
    steps: tuple[Step, ...] = Field(description="What is done then.", min_length=1)
    ends: Ends = Field(description="How it ends: fixed, handed-over or stopped.")
    stop_card: Id | None = Field(None, description="The stop card that takes over, where it ends stopped.")


class Circumstance(Model):
    """A branch whose case is its name: second time, first visit, a minor or vulnerable person."""

    steps: tuple[Step, ...] = Field(description="What is done then, beyond the usual steps.", min_length=1)
    ends: Ends = Field(description="How it ends: fixed, handed-over or stopped.")
    stop_card: Id | None = Field(None, description="The stop card that takes over, where it ends stopped.")


class RedFlag(Model):
    """What turns a recovery into a stop: what it looks like, and the one thing to do about it."""

    looks_like: Text = Field(description="What you see or hear.")
    words: tuple[Text, ...] = Field((), description="What the customer may say, word for word.")
    do: Text = Field(description="The one action, beginning with a verb.")
    who: Id = Field(description="The role that does it.")
    hand_over_to: Id = Field(description="The role that takes over.")
    within: Within = Field(description="By when the other role has it.")
    stop_card: Id | None = Field(None, description="The stop card that takes over.")
