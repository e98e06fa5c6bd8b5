"""The page of one defect, in the order of the stressed moment."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment

from generator.model.gestures import Gesture
from generator.model.handbook import Handbook
from generator.model.jurisdiction import JurisdictionNote
from generator.model.playbook import GivenGesture, Playbook
from generator.model.steps import Branch, Circumstance, Step
from generator.rendering.output import Output

CHANNELS = {
    "face": "",
    "phone": ", on the phone",
    "voicemail": ", as a voicemail",
    "text": ", by text",
    "email": ", by email",
    "letter": ", by letter",
    "card": ", on a card",
    "review": ", in public",
}


def render_defects(handbook: Handbook, env: Environment) -> Iterator[Output]:
    """One page for each playbook, in the order of the journey."""
    template = env.get_template("defect.md.jinja")
    stages = {stage.id: stage for stage in handbook.journey}
    for playbook in handbook.playbooks:
        content = template.render(
            playbook=playbook,
            stage=stages[playbook.stage],
            felt_at=[stages[id_] for id_ in playbook.also_felt_at if id_ in stages],
            cases=_cases(handbook, playbook),
            limits=_limits(handbook, playbook),
            given=_given(handbook, playbook),
            notes=_notes(handbook, playbook),
            payer_rules=_payer_rules(handbook, playbook),
            not_for=lambda gesture: not_for(handbook, gesture),
            channels=CHANNELS,
            needs_approval=playbook.kind == "stop-card" or bool(playbook.red_flags),
        )
        yield Output(f"defects/{playbook.id}.md", content, source=playbook.file)


def _cases(handbook: Handbook, playbook: Playbook) -> list[tuple[str, Branch | Circumstance]]:
    one = handbook.practice.customer
    circumstances = (
        (f"It happened to this {one} before", playbook.second_time),
        (f"It is this {one}'s first visit", playbook.first_visit),
        (f"The {one} is a child or needs more protection", playbook.minor_or_vulnerable),
    )
    named: list[tuple[str, Branch | Circumstance]] = [(branch.if_, branch) for branch in playbook.branches]
    return named + [(name, case) for name, case in circumstances if case is not None]


def _limits(handbook: Handbook, playbook: Playbook) -> list[tuple[str, list[str]]]:
    """The roles that act here, in the order of the handbook, with the actions that they take."""
    taken: dict[str, dict[str, None]] = {}
    for step in handbook.steps_here(_all_steps(playbook)):
        actor = step.hand_over_to or step.who
        taken.setdefault(step.who, {})
        taken.setdefault(actor, {}).update(dict.fromkeys(step.needs))
    return [(role, list(taken[role])) for role in handbook.roles if role in taken]


def _all_steps(playbook: Playbook) -> tuple[Step, ...]:
    cases = [*playbook.branches, playbook.second_time, playbook.first_visit, playbook.minor_or_vulnerable]
    return (*playbook.steps, *(step for case in cases if case is not None for step in case.steps))


def _given(handbook: Handbook, playbook: Playbook) -> list[tuple[GivenGesture, Gesture, str]]:
    """The gestures of this playbook, each with why it is not given here, where it is not."""
    rows = []
    for use in playbook.gestures:
        gesture = handbook.gestures[use.give]
        rows.append((use, gesture, not_given(handbook, gesture)))
    return rows


def not_given(handbook: Handbook, gesture: Gesture) -> str:
    """Why this gesture is not given here; empty where it is."""
    if gesture.off:
        return "switched off here"
    if any(place in gesture.not_in for place in handbook.places):
        return f"not given in {handbook.jurisdictions[handbook.places[0]].name}"
    return ""


def not_for(handbook: Handbook, gesture: Gesture) -> str:
    """Who the gesture is not for, as far as this practice meets them."""
    one, many = handbook.practice.customer, handbook.practice.customers
    people = {
        "minor": "anyone under age",
        "vulnerable": f"a {one} who needs more protection",
        "harmed": f"a {one} who may have been harmed",
    }
    names = []
    for who in gesture.not_for:
        if who in people:
            names.append(people[who])
        elif who in handbook.practice.payers:
            names.append(f"{many} of {handbook.payers[who].name}")
    return ", ".join(names)


def _notes(handbook: Handbook, playbook: Playbook) -> list[tuple[str, JurisdictionNote]]:
    return [(handbook.jurisdictions[note.jurisdiction].name, note) for note in handbook.law_here(playbook)]


def _payer_rules(handbook: Handbook, playbook: Playbook) -> list[tuple[str, str]]:
    """The payer rules that concern this practice. Where only customers pay, there is nothing to tell apart."""
    if handbook.payer_kinds == {"self"}:
        return []
    rows = []
    for kind, rule in playbook.payer_rules.items():
        names = [handbook.payers[id_].name for id_ in handbook.practice.payers if handbook.payers[id_].kind == kind]
        if names and (said := handbook.said_here(rule)):
            rows.append((", ".join(names), said))
    return rows
