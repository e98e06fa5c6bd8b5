"""The practice and its journey: who we are, and the stages the customer passes through."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from generator.model.text import Id, Ids, Language, Model, Text

Paper = Literal["a4", "letter"]
"""What lies in the practice's printer."""


class Practice(Model):
    """Who we are. The names given here may be used in any text: {practice}, {phone}, {names...}."""

    name: Text = Field(description="The name that customers know. In texts: {practice}.")
    phone: Text = Field(description="The number to ring. In texts: {phone}.")
    emergency_number: Text = Field(description="The emergency number here. In texts: {emergency_number}.")
    currency: Text = Field(description="The sign or code before amounts, such as $ or EUR. In texts: {currency}.")
    customer: Text = Field("customer", description="What we call the person we serve: patient, guest ...")
    customers: Text = Field("customers", description="The same, more than one.")
    language: Language = Field("en", description="The language the handbook is written in: its code, such as en or de.")
    jurisdiction: Id | None = Field(None, description="Where we are, from jurisdictions.yml.")
    payers: Ids = Field((), description="Who pays us, from jurisdictions.yml. Left out: the customer alone.")
    desk_role: Id = Field(description="The role that speaks unless a line says otherwise.")
    approver: Id = Field(description="The role that approves stop cards and red flags.")
    handbook_url: Text | None = Field(
        None,
        description="Where this handbook stands on the web or the intranet, https://... QR codes on cards open it.",
    )
    paper: Paper = Field("a4", description="The paper in the printer: a4 or letter.")
    names: dict[Id, Text] = Field(
        default_factory=dict, description="Names for texts, such as manager: Sam. In texts: {manager}."
    )

    def settings(self) -> dict[str, str]:
        """The names that every handbook has between braces, before `names` adds those of its own."""
        return {
            "practice": self.name,
            "phone": self.phone,
            "emergency_number": self.emergency_number,
            "currency": self.currency,
            "customer": self.customer,
            "customers": self.customers,
        }


class EarlyCheck(Model):
    """A look that finds a defect before the customer complains."""

    do: Text = Field(description="What is looked at, beginning with a verb.")
    who: Id = Field(description="The role that looks.")
    when: Text = Field(description="When: times of the day, or how often.")


class Stage(Model):
    """One step of the customer's journey, with the promise that the customer hears there."""

    id: Id = Field(description="The name of the stage's folder and page.")
    name: Text = Field(description="Its name on the journey map.")
    covers: Text = Field(description="What happens here, in a few words.")
    promise: Text = Field(description="What the customer believes that we promised.")
    early_checks: tuple[EarlyCheck, ...] = Field(description="How we notice first.", min_length=1)
    routine: tuple[Text, ...] = Field((), description="The day's habits that prevent most defects here.")
