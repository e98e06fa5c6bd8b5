"""The observer's sheet for role plays: behaviours that are scored, and fouls that fail at once."""

from __future__ import annotations

from pydantic import Field

from generator.model.text import Id, Model, Text
from generator.model.workshop import People


class Behaviour(Model):
    """Something an observer can see or hear, scored 0 not seen, 1 partly, 2 clear."""

    id: Id = Field(description="A name for the behaviour that stays when its words change.")
    title: Text = Field(description="What is done, in a few words.")
    clear: Text = Field(description="What a clear 2 looks and sounds like.")


class Fatal(Model):
    """What fails a play at once, however good the rest was."""

    id: Id = Field(description="A name for the foul that stays when its words change.")
    what: Text = Field(description="What was done or missed.")
    because: Text = Field(description="Why it cannot be made good by the rest.")


class Rubric(Model):
    """`rubric.yml`: how role plays are observed. The same sheet for every workshop and every sign-off."""

    behaviours: tuple[Behaviour, ...] = Field(description="What is scored, in the order in which it happens.")
    fatals: tuple[Fatal, ...] = Field((), description="What fails at once.")
    pass_mark: People = Field(description="The points that pass, if there was no fatal.")
    feedback: tuple[Text, ...] = Field((), description="The order of the talk after a play: who speaks about what.")
    ground_rules: tuple[Text, ...] = Field((), description="The rules of the room, read out before the first play.")
