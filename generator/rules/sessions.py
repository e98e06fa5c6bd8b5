"""The times of a workshop add up: segments fit what is booked, rounds fit their segment, and people get a break."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.handbook import Handbook
from generator.model.segments import rounds_of
from generator.model.workshop import Workshop, WorkshopDay
from generator.problems import Path, Problem, Where

SPARE = 0.1
"""The part of what is booked that may be left over: a tenth is there for whatever takes longer."""
LONGEST_WITHOUT_BREAK = 100
"""Minutes. The figure is ours: after that, people look at the door and not at the page."""


def check_sessions(handbook: Handbook) -> Iterator[Problem]:
    """The minutes of each session fit together."""
    for workshop in handbook.workshops:
        for path, day in _sittings(workshop):
            yield from _length(workshop.file, path, day)
            yield from _rounds(workshop.file, path, day)
            yield from _breaks(workshop.file, path, day)


def _sittings(workshop: Workshop) -> Iterator[tuple[Path, WorkshopDay]]:
    for number, day in enumerate(workshop.sittings):
        yield (("days", number) if workshop.days else ()), day


def _length(file: str, path: Path, day: WorkshopDay) -> Iterator[Problem]:
    taken = sum(segment.minutes for segment in day.segments)
    if day.length is None or not day.segments:
        return
    where = Where(file, (*path, "length"))
    if taken > day.length:
        longest = max(day.segments, key=lambda segment: segment.minutes)
        yield Problem(
            "does-not-fit",
            where,
            f"the segments take {taken} min, {taken - day.length} more than the {day.length} that are booked",
            f"shorten one, or book more; the longest is `{longest.id}` with {longest.minutes} min",
        )
    elif taken < day.length * (1 - SPARE):
        yield Problem(
            "does-not-fit",
            where,
            f"the segments take {taken} min, {day.length - taken} less than the {day.length} that are booked",
            "book less, or give the time to a role play: that is where people learn",
        )


def _rounds(file: str, path: Path, day: WorkshopDay) -> Iterator[Problem]:
    for number, segment in enumerate(day.segments):
        rounds = rounds_of(segment)
        if rounds is not None and (taken := rounds.count * rounds.each) > segment.minutes:
            count = f"{rounds.count} rounds of {rounds.each} min need" if rounds.count > 1 else "its one round needs"
            field = "rounds" if segment.rounds is not None else "minutes"
            yield Problem(
                "rounds-do-not-fit",
                Where(file, (*path, "segments", number, field)),
                f"{count} {taken} min, and the segment has {segment.minutes}",
                "play fewer or shorter rounds, or give the segment more minutes",
            )


def _breaks(file: str, path: Path, day: WorkshopDay) -> Iterator[Problem]:
    """One report for each stretch that is too long, at the segment in which it becomes so."""
    sat, told = 0, False
    for number, segment in enumerate(day.segments):
        if segment.kind == "break":
            sat, told = 0, False
            continue
        sat += segment.minutes
        if sat > LONGEST_WITHOUT_BREAK and not told:
            told = True
            yield Problem(
                "no-break",
                Where(file, (*path, "segments", number, "minutes")),
                f"at the end of this, people have been at it for {sat} min without a break",
                "put a segment of `kind: break` before it",
            )
