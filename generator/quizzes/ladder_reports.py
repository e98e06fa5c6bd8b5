"""The ladder as a coach reads it: in a terminal, as a table for a spreadsheet. The page is `results_page`."""

from __future__ import annotations

import csv
import io
from datetime import date

from generator.model.handbook import Handbook
from generator.model.settings import fill
from generator.quizzes.exports.table import safe_cell
from generator.quizzes.ladder import ORDER, Person, Place, retest

WORDS = {
    "": "-",
    "read": "read it and pass the quiz",
    "quiz": "pass the quiz",
    "drill": "the ten-second drill",
    "reread": "read it again",
    "say": "say",
    "play": "play",
    "play again": "play again, before another observer",
    "observed": "be observed",
    "solo": "solo",
}
"""What comes next, as a coach would put it."""
COLUMNS = ("person", "group", "page", "defect", "kind", "rung", "next", "sign_again", "changed", "revision")
NAME_WIDTH = 32


def ladder_text(people: list[Person], handbook: Handbook) -> str:
    """For each person and group how many pages stand on each rung, then every page that lapsed and why."""
    settings = handbook.settings()
    rungs = ORDER[2:]
    lines: list[str] = []
    for person in people:
        lines += [
            "",
            f"{person.name[:NAME_WIDTH]:{NAME_WIDTH}} pages  group on " + " ".join(f"{one:>8}" for one in rungs),
        ]
        begun = [group for group in person.groups if group.begun]
        for group in begun:
            counts = " ".join(f"{group.counts[one]:>8}" for one in rungs)
            name = fill(group.name, settings)[:NAME_WIDTH]
            lines.append(f"  {name:{NAME_WIDTH - 2}} {len(group.places):>5}  {group.rung or '-':8} {counts}")
        if len(begun) < len(person.groups):
            lines.append(f"  not begun: {len(person.groups) - len(begun)} of {len(person.groups)} groups")
        lapsed = [place for place in person.places if place.again or place.rung == "reread"]
        lines += [f"  {_lapsed(place, settings)}" for place in lapsed]
    return "\n".join(lines).lstrip("\n")


def retest_text(people: list[Person], handbook: Handbook, day: date) -> str:
    """For each person the pages to try again in this month."""
    settings = handbook.settings()
    lines = [f"To try again in {day:%Y-%m}, aloud and without the page:"]
    for person in people:
        titles = [
            f"    {'STOP ' * (one.playbook.kind == 'stop-card')}{one.playbook.title}" for one in retest(person, day)
        ]
        lines += [f"  {person.name}", *([fill(title, settings) for title in titles] or ["    nothing is signed yet"])]
    return "\n".join(lines)


def _lapsed(place: Place, settings: dict[str, str]) -> str:
    title = fill(place.playbook.title, settings).rstrip(".")
    now = "reread" if place.rung in ("", "reread") else place.rung
    again = f"; sign again: {', '.join(place.again)}" if place.again else ""
    return f"{now}: {title}{again}. Changed: {fill(place.changed, settings) or 'see the page'}"


def ladder_csv(people: list[Person], handbook: Handbook) -> bytes:
    """One row a person and page, for a spreadsheet."""
    settings = handbook.settings()
    names = {stage.id: stage.name for stage in handbook.journey}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for person in people:
        for place in person.places:
            playbook = place.playbook
            cells = (
                person.name,
                names[playbook.stage],
                playbook.title,
                playbook.id,
                playbook.kind,
                place.rung,
                WORDS[place.next],
                ", ".join(place.again),
                place.changed,
                place.stamp,
            )
            writer.writerow([safe_cell(fill(cell, settings)) for cell in cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode()
