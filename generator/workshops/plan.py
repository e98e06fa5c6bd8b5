"""From a workshop to a session: clock times, groups and rounds, and what each segment uses of the playbooks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.model.handbook import Handbook
from generator.model.segments import pairs_of, playbooks_of, questions_of, rounds_of, scenarios_of
from generator.model.workshop import Segment, Workshop, WorkshopDay
from generator.workshops.groups import deal_rounds
from generator.workshops.session import Asked, Round, Scene, Session, Sitting, Slot

DAY = 24 * 60


class PlanError(Exception):
    """A session of that size or at that time cannot be planned. The message is for the person at the keyboard."""


def plan_session(
    handbook: Handbook, workshop: Workshop, people: int | None = None, starts: str | None = None
) -> Session:
    """The workshop for `people` people, or for as many as its file says, from `starts` on.

    Raises `PlanError` where the workshop is not for so many people, or where `starts` is no time of the day or
    would have to stand for several days.
    """
    group = workshop.group
    count = group.plan_for if people is None else people
    if not group.least <= count <= group.most:
        instead = "ask more people in" if count < group.least else "split the people over two sessions"
        raise PlanError(
            f"{workshop.file} is for {group.least} to {group.most} people, not for {count}. Change `group` there, "
            f"or {instead}."
        )
    if starts is not None and workshop.days:
        raise PlanError(f"{workshop.file} has several days, each with a start of its own: change `starts` there.")
    if starts is not None and not re.fullmatch(r"([01]?[0-9]|2[0-3]):[0-5][0-9]", starts):
        raise PlanError(f"{starts!r} is no time of the day. Write it like 12:30.")
    played = 0
    days = []
    for number, day in enumerate(workshop.sittings, start=1):
        prefix = f"day-{number}-" if workshop.days else ""
        sitting, played = _sitting(_Plan(handbook, workshop, count, prefix), day, starts or day.starts, played)
        days.append(sitting)
    return Session(workshop, count, tuple(days))


@dataclass(frozen=True, slots=True)
class _Plan:
    """What every segment of one day is planned with."""

    handbook: Handbook
    workshop: Workshop
    people: int
    prefix: str


def _sitting(plan: _Plan, day: WorkshopDay, starts: str, played: int) -> tuple[Sitting, int]:
    """One day, and how many rounds of role play there were by its end: seats move on through the whole workshop."""
    first = minute_of(starts)
    now = first
    slots = []
    for segment in day.segments:
        slot = _slot(plan, segment, now, played)
        slots.append(slot)
        played += len(slot.rounds)
        now += segment.minutes
    return Sitting(day.title, clock(first), clock(now), now - first, tuple(slots)), played


def _slot(plan: _Plan, segment: Segment, now: int, played: int) -> Slot:
    playbooks = playbooks_of(plan.handbook, plan.workshop, segment)
    scenes = tuple(Scene(*found) for found in scenarios_of(plan.handbook, segment, playbooks))
    asked = tuple(Asked(*found) for found in questions_of(plan.handbook, segment, playbooks))
    pairs = pairs_of(plan.handbook, segment, playbooks)
    several = {"page-walk": playbooks, "words-clinic": pairs, "quiz": asked, "stop-card-drill": playbooks}
    count = len(several.get(segment.kind, ()))
    return Slot(
        f"{plan.prefix}{segment.id}",
        segment,
        clock(now),
        clock(now + segment.minutes),
        playbooks,
        scenes,
        asked,
        pairs,
        _rounds(segment, scenes, now, plan.people, played),
        segment.minutes // count if 1 < count <= segment.minutes else None,
    )


def _rounds(segment: Segment, scenes: tuple[Scene, ...], now: int, people: int, played: int) -> tuple[Round, ...]:
    """The rounds at their times. What the segment has beyond them comes first: groups are formed, cards dealt."""
    rounds = rounds_of(segment)
    if rounds is None:
        return ()
    start = now + max(0, segment.minutes - rounds.count * rounds.each)
    return tuple(
        Round(
            turn + 1,
            clock(start + turn * rounds.each),
            clock(start + turn * rounds.each + rounds.play),
            clock(start + (turn + 1) * rounds.each),
            groups,
        )
        for turn, groups in enumerate(deal_rounds(people, rounds.count, scenes, played))
    )


def minute_of(time: str) -> int:
    """``09:30`` as minutes of the day."""
    hours, _, minutes = time.partition(":")
    return int(hours) * 60 + int(minutes)


def clock(minute: int) -> str:
    """Minutes of the day as ``09:30``. After midnight the clock begins anew."""
    return f"{minute % DAY // 60:02}:{minute % 60:02}"
