"""A workshop worked out for a number of people: clock times, groups, rounds, and what each segment uses.

These are the values that the guide, the cards, the slides and the pages all show. Nothing of them is
written by hand: words come from the workshop's file and from the playbooks it names.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from generator.model.learning import Question, Scenario
from generator.model.playbook import Playbook
from generator.model.wording import Pair
from generator.model.workshop import Segment, Workshop


@dataclass(frozen=True, slots=True)
class Scene:
    """A role play and the playbook it comes from. `ref` is how a workshop names it."""

    playbook: Playbook
    scenario: Scenario

    @property
    def ref(self) -> str:
        return f"{self.playbook.id}/{self.scenario.id}"


@dataclass(frozen=True, slots=True)
class Asked:
    """A quiz question and the playbook it comes from. `ref` is how a workshop names it."""

    playbook: Playbook
    question: Question

    @property
    def ref(self) -> str:
        return f"{self.playbook.id}/{self.question.id}"


COACH = 0
"""The seat of the coach, who fills in where there are fewer than three people."""


@dataclass(frozen=True, slots=True)
class Trio:
    """One group in one round: who plays what. Numbers are seats, from 1 on through all groups; `COACH` is none of
    the group. Every other seat of the group observes.
    """

    number: int
    customer: int
    staff: int
    observers: tuple[int, ...]
    scene: Scene | None
    curveball: bool


@dataclass(frozen=True, slots=True)
class Round:
    """One round of a role play: clock times as ``12:45``, and the groups. What `ends` has the seats changed."""

    number: int
    starts: str
    feedback_at: str
    ends: str
    groups: tuple[Trio, ...]


@dataclass(frozen=True)
class Slot:
    """One segment at its time, with all that it uses. `name` is the id of its segment, with the number of the day
    before it where there are several: no other slot of the session has it.
    """

    name: str
    segment: Segment
    starts: str
    ends: str
    playbooks: tuple[Playbook, ...]
    scenes: tuple[Scene, ...]
    asked: tuple[Asked, ...]
    pairs: tuple[tuple[str, Pair], ...]
    rounds: tuple[Round, ...]
    minutes_each: int | None
    """Minutes for each page, question or pair where the segment goes through several; None where it does not."""


@dataclass(frozen=True)
class Sitting:
    """One day at its times."""

    title: str
    starts: str
    ends: str
    minutes: int
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class Session:
    """A whole workshop for `people` people."""

    workshop: Workshop
    people: int
    days: tuple[Sitting, ...]

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(slot for day in self.days for slot in day.slots)

    @cached_property
    def playbooks(self) -> tuple[Playbook, ...]:
        """Every playbook that is used, each once, in the order of use."""
        return tuple({one.id: one for slot in self.slots for one in slot.playbooks}.values())

    @cached_property
    def scenes(self) -> tuple[Scene, ...]:
        return tuple({one.ref: one for slot in self.slots for one in slot.scenes}.values())

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        return tuple({one.ref: one for slot in self.slots for one in slot.asked}.values())
