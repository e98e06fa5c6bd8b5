"""The practice's own words for the finder: every group says of at least two words that they mean the same."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.handbook import Handbook
from generator.problems import Problem, Where

SYNONYMS_FILE = "synonyms.yml"


def check_synonyms(handbook: Handbook) -> Iterator[Problem]:
    """A group of words that mean the same has at least two."""
    for number, group in enumerate(handbook.synonyms.same):
        words = {" ".join(word.lower().split()) for word in group}
        if len(words) < 2:
            said = f"`{group[0]}` stands alone" if group else "the group is empty"
            yield Problem(
                "synonym-alone",
                Where(SYNONYMS_FILE, ("same", number)),
                f"{said} in its group, and means the same as nothing",
                "add the other words people use for it, such as [tooth, teeth], or delete the line",
            )
