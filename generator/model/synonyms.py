"""Words that mean the same in this practice: what the finder needs to know beyond the language."""

from __future__ import annotations

from pydantic import Field

from generator.model.text import Model, Text


class Elsewhere(Model):
    """Questions that this handbook does not answer, and where they are answered."""

    words: tuple[Text, ...] = Field(description="What somebody would type, such as: rota, payslip.", min_length=1)
    look: Text = Field(description="Where to look or whom to ask instead.")


class SynonymsFile(Model):
    """`synonyms.yml`: words of the trade that mean the same, words of danger, and what is found elsewhere."""

    same: tuple[tuple[Text, ...], ...] = Field(
        (), description="Groups of words and short phrases that mean the same, short forms included: [tooth, teeth]."
    )
    danger: tuple[Text, ...] = Field(
        (), description="Words that sound like a red flag in this trade. They raise the stop card that has them."
    )
    elsewhere: tuple[Elsewhere, ...] = Field((), description="What people look for here and will not find.")
