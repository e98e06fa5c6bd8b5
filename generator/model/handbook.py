"""The handbook: all playbooks and the practice's settings, as one value that every product reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TypeVar

from pydantic import Field

from generator.model.gestures import Gesture, without_naming
from generator.model.jurisdiction import GiftLimit, Jurisdiction, JurisdictionNote, LegalNote, Payer, PayerKind
from generator.model.learning import Question
from generator.model.playbook import Kind, Playbook, Severity
from generator.model.practice import Practice, Stage
from generator.model.roles import Action, Role
from generator.model.rubric import Rubric
from generator.model.steps import Step
from generator.model.synonyms import SynonymsFile
from generator.model.text import Id, Model, Text
from generator.model.walk import Line, in_one, lines_in, steps_of, strings_in, texts_in
from generator.model.wording import BannedPhrase, Pair, ReservedWords
from generator.model.workshop import Workshop
from generator.problems import Path


class HandbookFile(Model):
    """`handbook.yml`: the practice, its journey, its people, what they may do and what they may give."""

    practice: Practice = Field(description="Who we are.")
    journey: tuple[Stage, ...] = Field(description="The stages the customer passes through, in order.", min_length=1)
    roles: dict[Id, Role] = Field(description="The people, by id.", min_length=1)
    actions: dict[Id, Action] = Field(
        default_factory=dict, description="What may be done without asking, by id. Roles and steps name these."
    )
    gestures: dict[Id, Gesture] = Field(default_factory=dict, description="Goodwill, by id.")


class WordingFile(Model):
    """`wording.yml`: the phrasebook, and everything else that is written once and used in many places."""

    pairs: dict[Id, Pair] = Field(default_factory=dict, description="The phrasebook, by id. Playbooks `use` them.")
    steps: dict[Id, Step] = Field(default_factory=dict, description="Steps that several playbooks `use`, by id.")
    banned: tuple[BannedPhrase, ...] = Field((), description="Phrases this practice does not want to hear.")
    reserved: tuple[ReservedWords, ...] = Field((), description="Words for some roles or channels only.")


class Gap(Model):
    """A defect that is known and not planned yet. It stands on the journey map as a gap."""

    title: Text = Field(description="The moment in a few plain words.")
    definition: Text = Field(description="What goes wrong for the customer, in one sentence.")
    kind: Kind = Field("recovery", description="recovery or stop-card, as far as one can tell.")
    severity: Severity = Field(2, description="1 to 4, as far as one can tell.")


class GapsFile(Model):
    """`gaps.yml`: for each stage, the defects that still need a playbook."""

    gaps: dict[Id, dict[Id, Gap]] = Field(default_factory=dict, description="Stage, then defect, by id.")


_Made = TypeVar("_Made")


class OnDemand(dict[str, _Made]):
    """What is worked out of each playbook, by its id: made when it is first asked for, and then kept.

    Many rules and products look at the same; a process that checks a part of the playbooks makes only theirs.
    """

    def __init__(self, make: Callable[[str], _Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, id_: str) -> _Made:
        made = self[id_] = self._make(id_)
        return made


class Handbook(HandbookFile):
    """Everything, resolved: what the rules check and the products render.

    Playbooks come in the order of the journey, and by id within a stage.
    """

    playbooks: tuple[Playbook, ...] = ()
    pairs: dict[Id, Pair] = Field(default_factory=dict)
    banned: tuple[BannedPhrase, ...] = ()
    reserved: tuple[ReservedWords, ...] = ()
    gaps: dict[Id, dict[Id, Gap]] = Field(default_factory=dict)
    payers: dict[Id, Payer] = Field(default_factory=dict)
    jurisdictions: dict[Id, Jurisdiction] = Field(default_factory=dict)
    synonyms: SynonymsFile = SynonymsFile()
    workshops: tuple[Workshop, ...] = ()
    """In the order of their ids."""
    rubric: Rubric | None = None
    unread: frozenset[str] = frozenset()
    """Ids of playbooks whose file could not be read: known, but not there to be shown."""
    unread_settings: frozenset[str] = frozenset()
    """Settings files that are there and could not be read, of those that a handbook can do without."""

    @cached_property
    def by_id(self) -> dict[str, Playbook]:
        return {playbook.id: playbook for playbook in self.playbooks}

    @cached_property
    def gap_stage(self) -> dict[str, str]:
        """The stage of every known gap, by the id of its defect."""
        return {defect: stage for stage, gaps in self.gaps.items() for defect in gaps}

    def at_stage(self, stage: str) -> tuple[Playbook, ...]:
        return tuple(playbook for playbook in self.playbooks if playbook.stage == stage)

    @cached_property
    def payer_kinds(self) -> frozenset[PayerKind]:
        """The kinds of payer this practice is paid by; the customer alone where none is named."""
        kinds: set[PayerKind] = {self.payers[id_].kind for id_ in self.practice.payers if id_ in self.payers}
        return frozenset(kinds or {"self"})

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The practice's jurisdiction and those it is a part of, the nearest first."""
        chain: list[str] = []
        place = self.practice.jurisdiction
        while place is not None and place in self.jurisdictions and place not in chain:
            chain.append(place)
            place = self.jurisdictions[place].within
        return tuple(chain)

    @cached_property
    def gift_limits(self) -> tuple[GiftLimit, ...]:
        """The limits on gifts that hold here. One that nobody could verify is a note, not a limit."""
        return tuple(
            limit
            for place in self.places
            for limit in self.jurisdictions[place].gift_limits
            if limit.confidence != "low" and self.pays_here(limit.payers)
        )

    @cached_property
    def legal_notes(self) -> tuple[LegalNote, ...]:
        return tuple(
            note for place in self.places for note in self.jurisdictions[place].notes if self.pays_here(note.payers)
        )

    def law_here(self, playbook: Playbook) -> tuple[JurisdictionNote, ...]:
        """What the law of this place adds to the playbook, for the payers of this practice."""
        return tuple(
            note
            for note in playbook.jurisdiction_notes
            if note.jurisdiction in self.places and self.pays_here(note.payers)
        )

    def pays_here(self, payers: tuple[str, ...]) -> bool:
        """Whether what is said of these payers concerns this practice. What names none concerns everybody."""
        return not payers or not set(payers).isdisjoint(self.practice.payers)

    def not_given(self, gesture: Gesture) -> bool:
        """Whether the gesture is not given here: switched off, or not in a place like this."""
        return gesture.off or any(place in gesture.not_in for place in self.places)

    def steps_here(self, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        """The steps that are taken here: without those that give what is not given in this place."""
        return tuple(step for step in steps if step.give is None or not self.not_given(self.gestures[step.give]))

    def said_here(self, text: str) -> str:
        """A short text without the sentences that name a gesture which is not given here; it may become empty."""
        return without_naming(text, (gesture for gesture in self.gestures.values() if self.not_given(gesture)))

    def questions_here(self, playbook: Playbook) -> tuple[Question, ...]:
        """The authored questions that are asked here: without those that rest on a gesture that is not given
        in this place, or on a kind of payer that does not pay this practice.
        """
        return tuple(
            question
            for question in playbook.quiz
            if not any(self.not_given(self.gestures[id_]) for id_ in question.give if id_ in self.gestures)
            and (not question.payers or not self.payer_kinds.isdisjoint(question.payers))
        )

    def authority(self, role: str) -> frozenset[str]:
        """The actions that `role` may take without asking, those of the roles it builds on included."""
        actions: set[str] = set()
        seen: set[str] = set()
        current: str | None = role
        while current is not None and current in self.roles and current not in seen:
            seen.add(current)
            actions.update(self.roles[current].may)
            current = self.roles[current].same_as
        return frozenset(actions)

    @cached_property
    def lines(self) -> Mapping[str, tuple[Line, ...]]:
        """Every line that somebody says or writes, by the id of its playbook."""
        return OnDemand(lambda id_: tuple(lines_in(self.by_id[id_], self.practice.desk_role)))

    @cached_property
    def texts(self) -> Mapping[str, list[tuple[Path, str]]]:
        """Every text that a page may show, with its place, by the id of its playbook."""
        return OnDemand(lambda id_: texts_in(self.by_id[id_]))

    @cached_property
    def shown(self) -> Mapping[str, str]:
        """The same texts in one and without their places, to see quickly that none holds some words."""
        return OnDemand(lambda id_: in_one(strings_in(self.by_id[id_])))

    @cached_property
    def said(self) -> Mapping[str, str]:
        """The lines of each playbook in one text in lower case, for the same purpose."""
        return OnDemand(lambda id_: in_one(line.text for line in self.lines[id_]).lower())

    @cached_property
    def done(self) -> Mapping[str, str]:
        """What the steps of each playbook tell staff to do, in one text in lower case."""
        return OnDemand(lambda id_: in_one(step.do for _, step in steps_of(self.by_id[id_])).lower())

    def settings(self) -> dict[str, str]:
        """The names that a text may use between braces, and what they stand for."""
        return self.practice.settings() | self.practice.names
