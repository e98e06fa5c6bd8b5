"""How stems and options of derived questions are put together from what a playbook says."""

from __future__ import annotations

import re

from generator.model.handbook import Handbook
from generator.model.playbook import Playbook
from generator.model.steps import Step
from generator.model.wording import Wording


def at_moment(entry: Wording, line: str) -> str:
    """A line with the moment it belongs to, where the playbook names one."""
    return f"{entry.when.rstrip('.')}: \u201c{line}\u201d" if entry.when else line


def heard(looks_like: str, words: tuple[str, ...]) -> str:
    """A red flag as it is seen and heard."""
    return f"{sentence(looks_like)} You hear: \u201c{words[0]}\u201d." if words else sentence(looks_like)


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends already."""
    return text if text.endswith((".", "?", "!", "\u201d", '"')) else f"{text}."


def first_sentence(text: str) -> str:
    """The first sentence: what is done, without the advice that follows."""
    return re.split(r"(?<=[.!?])\s+(?=[A-Z])", text, maxsplit=1)[0]


def all_steps(handbook: Handbook, playbook: Playbook) -> list[Step]:
    """The main steps and those of the hard cases, as far as they are taken in this place."""
    cases = (step for branch in playbook.branches for step in branch.steps)
    return list(handbook.steps_here((*playbook.steps, *cases)))


_UNITS = {"sec": 1 / 60, "min": 1, "h": 60, "day": 1440, "days": 1440, "working": 1440, "week": 10080, "weeks": 10080}


def minutes(within: str) -> float:
    """A moment in minutes, as far as moments of different kinds can be compared at all."""
    fixed = {"now": 0.0, "before they leave": 90.0}
    if within in fixed:
        return fixed[within]
    if within.startswith("same day"):
        return 480.0
    if within.startswith("next working day"):
        return 1440.0
    number, unit, *_ = within.split()
    return int(number) * _UNITS[unit]


def plain_words(text: str) -> list[str]:
    """The words in lower case, without marks."""
    return re.findall(r"[a-z0-9]+(?:'[a-z]+)?", text.lower().replace("\u2019", "'"))
