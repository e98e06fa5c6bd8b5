"""Roles and authority: who there is, and what each may do and spend without asking."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from generator.model.text import Id, Ids, Model, Money, Text


class Action(Model):
    """Something that a role may do without asking, by the name that steps use."""

    name: Text = Field(description="What it is, as it stands in the authority table.")
    words: tuple[Text, ...] = Field(
        (), description="Words that show a step takes this action; such a step must say `needs`."
    )


class Role(Model):
    """Who; what they may do and spend without asking; what they hand over; where they stop."""

    name: Text = Field(description="The name of the role on pages and cards.")
    same_as: Id | None = Field(None, description="A role whose actions this one has too.")
    may: Ids = Field((), description="Actions they may take without asking.")
    may_spend: Money = Field(Decimal(0), description="The most for one event, without asking.")
    hands_over: Text | None = Field(None, description="What they hand over, in words.")
    stops_at: Text | None = Field(None, description="Where they always stop, in words.")
