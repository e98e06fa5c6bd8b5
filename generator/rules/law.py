"""Law: what is said of it carries its source, and nothing older than its date is relied on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from generator.model.handbook import Handbook
from generator.model.jurisdiction import Sourced
from generator.problems import Path, Problem, Where
from generator.rules.walk import HANDBOOK_FILE

LAW_FILE = "jurisdictions.yml"
_ANOTHER_CLOCK = timedelta(days=1)
"""Whoever looked it up today may be a day ahead of the machine that checks."""


def check_law(handbook: Handbook, today: date) -> Iterator[Problem]:
    """Sources have dates in the right order, and none is out of date on the day `today`."""
    for id_, place in handbook.jurisdictions.items():
        for number, limit in enumerate(place.gift_limits):
            yield from _dates(LAW_FILE, ("jurisdictions", id_, "gift_limits", number), limit, today)
        for number, note in enumerate(place.notes):
            yield from _dates(LAW_FILE, ("jurisdictions", id_, "notes", number), note, today)
        if place.emergency is not None:
            yield from _dates(LAW_FILE, ("jurisdictions", id_, "emergency"), place.emergency, today)
    for playbook in handbook.playbooks:
        for number, jurisdiction_note in enumerate(playbook.jurisdiction_notes):
            yield from _dates(playbook.file, ("jurisdiction_notes", number), jurisdiction_note, today)
    yield from _emergency_number(handbook)


def _emergency_number(handbook: Handbook) -> Iterator[Problem]:
    """The number on every stop card is one of this place. A digit before it, for an outside line, may be there."""
    known = [number for place in handbook.places for number in handbook.jurisdictions[place].emergency_numbers]
    ours = handbook.practice.emergency_number
    if known and not any(number in ours for number in known):
        yield Problem(
            "emergency-number",
            Where(HANDBOOK_FILE, ("practice", "emergency_number")),
            f"in {handbook.jurisdictions[handbook.places[0]].name} one rings {' or '.join(known)}, not {ours}",
            "write the number that reaches help from your phones: it stands on every stop card",
        )


def _dates(file: str, path: Path, entry: Sourced, today: date) -> Iterator[Problem]:
    if entry.verify_by <= entry.verified_on:
        yield Problem(
            "wrong-dates",
            Where(file, (*path, "verify_by")),
            "it is to be looked up again before it was looked up",
            "`verify_by` comes after `verified_on`",
        )
    elif entry.verified_on > today + _ANOTHER_CLOCK:
        yield Problem(
            "wrong-dates",
            Where(file, (*path, "verified_on")),
            f"{entry.verified_on} is a day to come, and nobody has looked it up then",
            "write the day on which somebody looked it up last",
        )
    elif entry.verify_by < today:
        yield Problem(
            "expired-source",
            Where(file, (*path, "verify_by")),
            f"this was to be looked up again by {entry.verify_by}",
            "look it up, mend what has changed, then set `verified_on` and `verify_by`",
        )
