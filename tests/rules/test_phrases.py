"""Lines that people really say under stress, and the family that refuses each; and near ones that may stand."""

from __future__ import annotations

import pytest

from generator.rules.phrases import families

REFUSED = [
    ("permission-phrase", "Let me see if I'm allowed to do that."),
    ("permission-phrase", "I'm not able to authorise that."),
    ("permission-phrase", "I'd have to run that past the manager."),
    ("permission-phrase", "I can't do anything until she says so."),
    ("permission-phrase", "I don\u2019t have the authority to do that."),
    ("permission-phrase", "My hands are tied."),
    ("policy-wall", "That's not how we do it here."),
    ("blame", "You must have bitten on something hard."),
    ("blame", "Have you been looking after it?"),
    ("blame", "The driver forgot."),
    ("blame", "With all due respect, you're wrong."),
    ("vague-time", "I'll ring you later today."),
    ("vague-time", "We'll let you know."),
    ("vague-time", "We'll get back to you."),
    ("vague-time", "Somebody will be in touch."),
    ("vague-time", "Just a minute."),
    ("claimed-feeling", "I understand your frustration."),
    ("non-apology", "We regret that this happened."),
    ("retaliation", "You can always go somewhere else."),
    ("legal-conclusion", "It was our fault legally."),
]
STANDING = [
    "We'll let you know by noon.",
    "I'll get back to you today at five.",
    "I'll ring you today at four.",
    "Would you like just a minute to sit down?",
    "Come back later today, or tomorrow at nine.",
    "The driver has your address now, and is there at six.",
    "I don't have the answer yet. You hear from me at two.",
]


@pytest.mark.parametrize(("code", "line"), REFUSED)
def test_a_line_that_people_really_say_is_refused(code: str, line: str) -> None:
    assert code in {family.code for family in families() if family.words.search(line)}


@pytest.mark.parametrize("line", STANDING)
def test_a_line_with_a_time_or_an_owner_stands(line: str) -> None:
    assert [family.code for family in families() if family.words.search(line)] == []
