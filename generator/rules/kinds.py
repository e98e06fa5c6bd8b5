"""The two kinds of playbook: what a stop card must have, and what it must never have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.handbook import Handbook
from generator.model.playbook import Playbook
from generator.problems import Problem, Where
from generator.rules.money import MONEY
from generator.rules.walk import Part, lines_of, steps_of

_SYMPATHY = re.compile(
    r"(?<!\w)(?:sorry|apologi[sz]e|how awful|poor (?:you|thing)|that must"
    r"|i can (?:hear|see|imagine)|understand how)(?!\w)",
    re.IGNORECASE,
)
MINUTES_TO_STOP = 60
"""A stop card's first action is a matter of minutes; the longest that research 4.1 names is an hour."""


def check_kinds(part: Part) -> Iterator[Problem]:
    """What a recovery and a stop card must have, and what each must not."""
    for playbook in part.playbooks:
        if playbook.kind == "stop-card":
            yield from _stop_card(playbook, part.handbook)
        elif playbook.severity == 4:
            yield Problem(
                "severity-4-recovery",
                Where(playbook.file, ("kind",)),
                "severity 4 is possible harm, and this is a recovery",
                "write `kind: stop-card`, or lower the severity if nobody can be harmed",
            )


def _stop_card(playbook: Playbook, handbook: Handbook) -> Iterator[Problem]:
    """What a stop card must have and must not have. Long, because it is that list, in one place."""
    file = playbook.file
    if not playbook.red_flags:
        yield Problem(
            "stop-card-incomplete",
            Where(file),
            "a stop card needs `red_flags`: the signs that start it",
            "add what it looks like, what is done, by whom, and who takes over by when",
        )
    if playbook.stay is None:
        yield Problem(
            "stop-card-incomplete",
            Where(file),
            "a stop card needs `stay`: what you do until the other person is there",
            "add `stay`, such as: Keep the line open and repeat who is coming.",
        )
    if not any(step.hand_over_to for step in playbook.steps) or _slow(playbook):
        yield Problem(
            "stop-card-incomplete",
            Where(file, ("steps",)),
            "no step hands over within the hour",
            "add `hand_over_to` with the role that takes over, and `within` in minutes",
        )
    if playbook.gestures:
        yield Problem(
            "stop-card-gesture",
            Where(file, ("gestures",)),
            "a stop card has no gesture",
            "delete it, and say why in `no_gesture`",
        )
    for path, step in steps_of(playbook):
        if step.give is not None:
            yield Problem(
                "stop-card-gesture", Where(file, (*path, "give")), "a stop card has no gesture", "delete `give`"
            )
        if match := MONEY.search(step.do):
            yield _fee_talk(file, (*path, "do"), match[0])
    for line in lines_of(playbook, handbook):
        if match := MONEY.search(line.text):
            yield _fee_talk(file, line.path, match[0])
    if match := _SYMPATHY.search(playbook.first_line.say):
        yield Problem(
            "sympathy-before-action",
            Where(file, ("first_line", "say"), match[0]),
            f"'{match[0]}' comes before the action",
            "say first what happens now and who is coming",
        )


def _slow(playbook: Playbook) -> bool:
    """Whether every hand-over comes later than within the hour."""
    quick = re.compile(r"^(now|\d+ sec|(\d+) min|1 h|before they leave)$")
    for step in playbook.steps:
        match = quick.match(step.within) if step.hand_over_to else None
        if match and int(match[2] or 0) <= MINUTES_TO_STOP:
            return False
    return True


def _fee_talk(file: str, path: tuple[str | int, ...], word: str) -> Problem:
    return Problem(
        "stop-card-money",
        Where(file, path, word),
        f"'{word}' is fee talk, and this is a stop card",
        "leave money out until the person who takes over brings it up",
    )
