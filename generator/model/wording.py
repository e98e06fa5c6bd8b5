"""Wording: what to say, what not to say instead, and why. Written once, used by every product."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from generator.model.text import Id, Ids, Model, Text

Channel = Literal["face", "phone", "voicemail", "text", "email", "letter", "card", "review"]
"""How the words reach the customer."""

OVERHEARABLE: frozenset[str] = frozenset({"voicemail", "text", "card", "review"})
"""Channels whose words other people may hear or read: the household, the florist, the public."""

WRITTEN: frozenset[str] = frozenset({"text", "email", "letter", "card", "review"})
"""Channels whose words are read, not spoken: a sentence here may be longer than a breath."""


class Wording(Model):
    """A line to say and the line that people say instead, with the reason between them."""

    use: Id | None = Field(None, description="In a playbook: the pair of wording.yml that is used here.")
    say: Text = Field(description="The words to say, as a person would say them.")
    instead_of: Text | None = Field(None, description="What people often say and should not.")
    because: Text = Field(description="What the difference does to the customer, in one line.")
    when: Text | None = Field(None, description="The moment these words belong to.")
    guard: Text | None = Field(None, description="The condition under which they may be used.")
    must_say: tuple[Text, ...] = Field((), description="The facts the line must carry, whatever the words.")
    who: Id | None = Field(None, description="The role that speaks. Left out: the desk role.")
    channel: Channel = Field("face", description="How the words reach the customer. Left out: face to face.")
    verbatim: bool = Field(False, description="yes: say exactly this. Left out: in your own words.")


class Pair(Wording):
    """An entry of the phrasebook (`wording.yml`), with the group it is listed under."""

    group: Text = Field(description="The heading of the phrasebook it stands under.")


class BannedPhrase(Model):
    """A phrase that this practice does not want to hear from itself."""

    phrase: Text = Field(description="The words, in lower case. They are found in any line to say.")
    because: Text = Field(description="Why.")
    instead: Text = Field(description="What to say in their place.")


class ReservedWords(Model):
    """Words that only some roles may use, or that some channels must not carry."""

    name: Text = Field(description="What these words are, such as: clinical words.")
    words: tuple[Text, ...] = Field(description="The words and short phrases.", min_length=1)
    only_from: Ids = Field((), description="The only roles that may say them.")
    not_on: tuple[Channel, ...] = Field((), description="Channels on which nobody may use them.")
    because: Text = Field(description="Why.")
    instead: Text = Field(description="What to do or say in their place.")
