"""A workshop: a timed training session, planned by a coach, built from what the playbooks say.

A segment names defects, scenarios, questions and phrasebook pairs by id and never repeats their words:
what is trained is what the handbook says.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator.model.text import Id, Ids, Model, Text

SegmentKind = Literal[
    "story",
    "talk",
    "page-walk",
    "words-clinic",
    "group-work",
    "role-play",
    "stop-card-drill",
    "quiz",
    "debrief",
    "sign-off",
    "break",
    "commitment",
]
"""What people do in a segment. Each kind brings its own sheets and its own way to run it."""

MOST_MINUTES = 480
"""In one segment. A day in a room is no longer."""


def _minutes(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"[0-9]{1,3}( min)?", value) or not 1 <= int(value.split()[0]) <= MOST_MINUTES:
        raise PydanticCustomError("bad-minutes", "'{text}' is not a number of minutes up to 480", {"text": value})
    return int(value.split()[0])


def _people(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"[0-9]{1,3}", value) or not 1 <= int(value) <= 200:
        raise PydanticCustomError("bad-number", "'{text}' is not a whole number from 1 to 200", {"text": value})
    return int(value)


def _clock(value: str) -> str:
    match = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})", value)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise PydanticCustomError("bad-clock", "'{text}' is not a time of the day", {"text": value})
    return f"{int(match[1]):02}:{match[2]}"


def _ref(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*", value):
        raise PydanticCustomError("bad-reference", "'{text}' names nothing in a playbook", {"text": value})
    return value


Minutes = Annotated[
    int,
    BeforeValidator(_minutes),
    WithJsonSchema({"type": ["integer", "string"], "minimum": 1, "maximum": MOST_MINUTES}),
]
"""Whole minutes, ``8`` or ``8 min``."""

People = Annotated[int, BeforeValidator(_people), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 200})]
"""A number of people."""

Clock = Annotated[str, AfterValidator(_clock), WithJsonSchema({"type": "string", "pattern": r"^[0-9]{1,2}:[0-9]{2}$"})]
"""A time of the day, ``12:30``."""

_REF_SCHEMA = {"type": "string", "pattern": r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$"}

Ref = Annotated[str, AfterValidator(_ref), WithJsonSchema(_REF_SCHEMA)]
"""Something inside a playbook: its defect, a slash, and the id there, such as ``running-late/minutes-left``."""


class Group(Model):
    """How many people the workshop is for."""

    least: People = Field(3, description="With fewer it does not work.")
    most: People = Field(12, description="With more it does not work.")
    plan_for: People = Field(6, description="How many the pack is made for unless another number is asked for.")


class Rounds(Model):
    """How a role play is played: the same minutes in every round, with new roles each time."""

    count: Annotated[int, BeforeValidator(_people)] = Field(3, description="How many rounds.")
    play: Minutes = Field(description="Minutes of play.")
    feedback: Minutes = Field(description="Minutes of feedback: staff first, then customer, then observer.")
    reset: Minutes | None = Field(None, description="Minutes to change seats.")

    @property
    def each(self) -> int:
        """Minutes of one round."""
        return self.play + self.feedback + (self.reset or 0)


class Segment(Model):
    """One part of a session: how long, what people do, what it is for, and what of the playbooks it uses."""

    id: Id = Field(description="A name for the segment that stays when its title changes.")
    kind: SegmentKind = Field(
        description="story, talk, page-walk, words-clinic, group-work, role-play, stop-card-drill, quiz, debrief, "
        "sign-off, break or commitment."
    )
    title: Text = Field(description="What the agenda calls it.")
    minutes: Minutes = Field(description="How long it takes.")
    aim: Text | None = Field(None, description="What it is for: what people can do afterwards. A break needs none.")
    do: tuple[Text, ...] = Field((), description="What the coach does, in order.")
    say: tuple[Text, ...] = Field((), description="What the coach says to the room, in words that can be read out.")
    expect: tuple[Text, ...] = Field((), description="What usually happens, and what the coach does then.")
    ask: tuple[Text, ...] = Field((), description="Questions for the debrief.")
    materials: tuple[Text, ...] = Field((), description="What has to lie ready besides the sheets of the pack.")
    defects: Ids = Field((), description="The playbooks it is about. Left out: those of the whole workshop.")
    every_stop_card: bool = Field(False, description="yes: it is about every stop card of the handbook.")
    scenarios: tuple[Ref, ...] = Field((), description="Role plays, as defect/scenario.")
    questions: tuple[Ref, ...] = Field((), description="Quiz questions, as defect/question.")
    wording: Ids = Field((), description="Pairs of the phrasebook, by id.")
    rounds: Rounds | None = Field(None, description="Role plays: how many rounds, and the minutes of each.")


class WorkshopDay(Model):
    """One day or sitting of a workshop that has several."""

    title: Text = Field(description="What the agenda calls it, such as Day 1.")
    starts: Clock = Field(description="When it begins, such as 09:00.")
    length: Minutes | None = Field(None, description="The minutes that are booked. The segments have to fit in.")
    segments: tuple[Segment, ...] = Field(description="What happens, in order.", min_length=1)


class WorkshopFile(Model):
    """What a coach writes: one session, or several days of it."""

    title: Text = Field(description="What the workshop is called.")
    aim: Text = Field(description="What it changes, in one sentence.")
    audience: Text = Field(description="Who it is for.")
    group: Group = Field(Group.model_construct(least=3, most=12, plan_for=6), description="How many people.")
    outcomes: tuple[Text, ...] = Field(description="What everybody can do at the end.", min_length=1)
    defects: Ids = Field((), description="The playbooks it is about.")
    starts: Clock | None = Field(None, description="When it begins. With several days, each day has its own.")
    length: Minutes | None = Field(None, description="The minutes that are booked. The segments have to fit in.")
    segments: tuple[Segment, ...] = Field((), description="What happens, in order. Or write `days`.")
    days: tuple[WorkshopDay, ...] = Field((), description="The days, where there is more than one sitting.")
    materials: tuple[Text, ...] = Field((), description="What has to lie ready besides the sheets of the pack.")
    before: tuple[Text, ...] = Field((), description="What the coach does beforehand, in order.")
    after: tuple[Text, ...] = Field((), description="What is done afterwards, with who and by when.")
    brief: tuple[Text, ...] = Field((), description="For the manager: why, what it costs, what is decided.")
    owner: Id = Field(description="The role that keeps this workshop true.")


class Workshop(WorkshopFile):
    """A workshop with the names that its place gives it: `id` is the name of the file, `file` its path."""

    id: Id
    file: str

    @property
    def sittings(self) -> tuple[WorkshopDay, ...]:
        """Its days. A workshop without `days` is one, called by its own title."""
        if self.days:
            return self.days
        return (
            WorkshopDay.model_construct(
                title=self.title, starts=self.starts or "09:00", length=self.length, segments=self.segments
            ),
        )
