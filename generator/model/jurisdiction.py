"""Law and payers as data: every figure with its source, its date, and the date to look again."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from generator.model.text import Day, Id, Ids, Model, Money, Text

PayerKind = Literal["self", "private", "public"]
"""Who pays: the customer alone, a private plan or insurer, a public scheme."""

Confidence = Literal["high", "medium", "low"]


class Payer(Model):
    """Somebody who pays for the service, beside the customer or in the customer's place."""

    name: Text = Field(description="The name that staff use.")
    kind: PayerKind = Field(description="self, private or public.")


class Sourced(Model):
    """Where a statement about law comes from, and for how long it may be believed."""

    source: Text = Field(description="Where it stands: the law, regulator or page.")
    confidence: Confidence = Field(description="high, medium or low. Low is shown as not verified.")
    verified_on: Day = Field(description="When somebody last looked it up.")
    verify_by: Day = Field(description="When it must be looked up again.")


class GiftLimit(Sourced):
    """What may be given to a customer at most, here, and to whom the limit applies."""

    rule: Text = Field(description="The rule in one plain sentence.")
    payers: Ids = Field((), description="Customers of these payers. Left out: all customers.")
    each: Money = Field(description="The most that one gift may be worth.")
    a_year: Money | None = Field(None, description="The most for one customer in a year.")
    no_cash: bool = Field(False, description="yes: nothing that is cash or works like cash.")


class LegalNote(Sourced):
    """One thing that staff must know about the law here."""

    topic: Text = Field(description="What it is about, in a word or two.")
    says: Text = Field(description="What it means for us, in plain words.")
    payers: Ids = Field((), description="Holds for customers of these payers. Left out: for all.")


class EmergencyNumbers(Sourced):
    """What is rung in one place when somebody may be dying. It stands on every stop card, so it has a source too."""

    numbers: tuple[Text, ...] = Field(min_length=1, description="The numbers, the one that most people ring first.")


class JurisdictionNote(Sourced):
    """What the law of one place adds to one playbook."""

    jurisdiction: Id = Field(description="The id of the jurisdiction.")
    says: Text = Field(description="What it means for this playbook, in plain words.")
    payers: Ids = Field((), description="Holds for customers of these payers. Left out: for all.")


class Jurisdiction(Model):
    """A country or part of one."""

    name: Text = Field(description="Its name.")
    within: Id | None = Field(None, description="The jurisdiction it is a part of, whose rules hold too.")
    emergency: EmergencyNumbers | None = Field(None, description="What is rung here when somebody may be dying.")
    gift_limits: tuple[GiftLimit, ...] = Field((), description="What may be given at most.")
    notes: tuple[LegalNote, ...] = Field((), description="What else staff must know.")

    @property
    def emergency_numbers(self) -> tuple[str, ...]:
        return self.emergency.numbers if self.emergency else ()


class JurisdictionsFile(Model):
    """`jurisdictions.yml`: the places this handbook knows."""

    payers: dict[Id, Payer] = Field(default_factory=dict, description="Everybody who may pay, by id.")
    jurisdictions: dict[Id, Jurisdiction] = Field(default_factory=dict, description="The places, by id.")
