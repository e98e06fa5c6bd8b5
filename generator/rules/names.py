"""Every name that stands for something else exists: roles, actions, gestures, defects, stages.

What is missing from a settings file is told once, however many places name it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import get_args

from generator.model.gestures import Audience
from generator.model.handbook import Handbook
from generator.model.playbook import Playbook
from generator.near import did_you_mean, hint, nearest
from generator.problems import Path, Problem, Where
from generator.rules.law import LAW_FILE
from generator.rules.walk import HANDBOOK_FILE, PAIRS_FILE, Part, branches_of, steps_of

Reference = tuple[Path, str | None]
_DEFINED = {
    "role": ("roles", HANDBOOK_FILE),
    "action": ("actions", HANDBOOK_FILE),
    "gesture": ("gestures", HANDBOOK_FILE),
    "payer": ("payers", LAW_FILE),
    "jurisdiction": ("jurisdictions", LAW_FILE),
    "stage": ("journey", HANDBOOK_FILE),
}
"""Where things are listed, by what they are called."""
_SURELY_MEANT = 0.8
"""So like a defect is a name that was meant for it."""


def check_names(part: Part) -> Iterator[Problem]:
    """Every name that stands for something else exists."""
    handbook = part.handbook
    for playbook in part.playbooks:
        yield from _roles(handbook, playbook.file, _playbook_roles(playbook))
        yield from _actions_and_gestures(handbook, playbook)
        yield from _defects(handbook, playbook)
    if part.shared:
        yield from _handbook_names(handbook)
        yield from _wording_names(handbook)


def _roles(handbook: Handbook, file: str, references: Iterable[Reference]) -> Iterator[Problem]:
    return _unknown(file, references, handbook.roles, "role")


def _unknown(file: str, references: Iterable[Reference], known: Collection[str], noun: str) -> Iterator[Problem]:
    for path, name in references:
        if name is not None and name not in known:
            # A payer is missed as a payer, wherever kinds of people may stand as well.
            help_, once = did_you_mean(name, known), f"{noun.split()[0]} {name}"
            if noun in _DEFINED:
                part, source = _DEFINED[noun]
                help_ = hint(name, known, f"Or add it under `{part}` in {source}")
                if not known:
                    help_, once = f"none is known: write them under `{part}` in {source}", source
            where = Where(file, path, on_key=True) if path[-1] == name else Where(file, path, name)
            yield Problem("unknown-name", where, f"there is no {noun} `{name}`", help_, once)


def _playbook_roles(playbook: Playbook) -> Iterator[Reference]:
    for path, step in steps_of(playbook):
        yield (*path, "who"), step.who
        yield (*path, "hand_over_to"), step.hand_over_to
    for number, flag in enumerate(playbook.red_flags):
        yield ("red_flags", number, "who"), flag.who
        yield ("red_flags", number, "hand_over_to"), flag.hand_over_to
    for number, wording in enumerate(playbook.wording):
        yield ("wording", number, "who"), wording.who
    yield ("first_line", "who"), playbook.first_line.who
    for number, given in enumerate(playbook.gestures):
        yield ("gestures", number, "who"), given.who
    for number, prevention in enumerate(playbook.prevention):
        yield ("prevention", number, "owner"), prevention.owner
    if playbook.promise is not None:
        yield ("promise", "who"), playbook.promise.who
    if playbook.follow_up is not None:
        yield ("follow_up", "who"), playbook.follow_up.who
    yield ("owner",), playbook.owner


def _actions_and_gestures(handbook: Handbook, playbook: Playbook) -> Iterator[Problem]:
    steps = list(steps_of(playbook))
    needs = [((*path, "needs"), action) for path, step in steps for action in step.needs]
    gives: list[Reference] = [((*path, "give"), step.give) for path, step in steps]
    gives += [(("gestures", number, "give"), given.give) for number, given in enumerate(playbook.gestures)]
    yield from _unknown(playbook.file, needs, handbook.actions, "action")
    gives += [(("quiz", n, "give"), gesture) for n, question in enumerate(playbook.quiz) for gesture in question.give]
    yield from _unknown(playbook.file, gives, handbook.gestures, "gesture")
    places = [
        (("jurisdiction_notes", n, "jurisdiction"), note.jurisdiction)
        for n, note in enumerate(playbook.jurisdiction_notes)
    ]
    yield from _unknown(playbook.file, places, handbook.jurisdictions, "jurisdiction")
    payers: list[Reference] = [
        (("jurisdiction_notes", n, "payers"), payer)
        for n, note in enumerate(playbook.jurisdiction_notes)
        for payer in note.payers
    ]
    yield from _unknown(playbook.file, payers, handbook.payers, "payer")


def _defects(handbook: Handbook, playbook: Playbook) -> Iterator[Problem]:
    for number, other in enumerate(playbook.confused_with):
        path: Path = ("confused_with", number, "defect")
        if other.defect == playbook.id:
            message, help_ = "the playbook is confused with itself", "name the other one, or delete the entry"
            yield Problem("names-itself", Where(playbook.file, path), message, help_)
        elif not _is_defect(handbook, other.defect):
            yield _no_defect(handbook, playbook.file, path, other.defect)
    stages: list[Reference] = [(("also_felt_at",), stage) for stage in playbook.also_felt_at]
    yield from _unknown(playbook.file, stages, [stage.id for stage in handbook.journey], "stage")
    if playbook.stage in playbook.also_felt_at:
        where = Where(playbook.file, ("also_felt_at",), playbook.stage)
        message = f"`{playbook.stage}` is the stage of this playbook itself"
        yield Problem("names-itself", where, message, "list only the other stages at which it is felt")
    yield from _stop_cards(handbook, playbook)


def _is_defect(handbook: Handbook, id_: str) -> bool:
    """Whether there is a playbook for it, readable or not, or it is a known gap."""
    return id_ in handbook.by_id or id_ in handbook.unread or id_ in handbook.gap_stage


def _no_defect(handbook: Handbook, file: str, path: Path, id_: str) -> Problem:
    known = [*handbook.by_id, *handbook.gap_stage]
    help_ = hint(id_, known, "Or list it in gaps.yml, as one that is still to be planned")
    once = _missing(handbook, id_, known)
    return Problem("unknown-name", Where(file, path, id_), f"there is no defect `{id_}`", help_, once)


def _missing(handbook: Handbook, id_: str, known: Collection[str]) -> str:
    """Without gaps.yml every gap is unknown: that is one slip, unless a name is nearly one that is known."""
    forgotten = not handbook.gaps and nearest(id_, known, _SURELY_MEANT) is None
    return "gaps.yml" if forgotten else f"defect {id_}"


def _stop_cards(handbook: Handbook, playbook: Playbook) -> Iterator[Problem]:
    cards: list[Reference] = [((*path, "stop_card"), branch.stop_card) for path, branch in branches_of(playbook)]
    cards += [(("red_flags", n, "stop_card"), flag.stop_card) for n, flag in enumerate(playbook.red_flags)]
    for path, name in cards:
        if name is not None and not _is_defect(handbook, name):
            known = [one.id for one in handbook.playbooks if one.kind == "stop-card"]
            known += [id_ for gaps in handbook.gaps.values() for id_, gap in gaps.items() if gap.kind == "stop-card"]
            where, message = Where(playbook.file, path, name), f"there is no stop card `{name}`"
            once = _missing(handbook, name, known)
            yield Problem("unknown-name", where, message, did_you_mean(name, known), once)
        other = handbook.by_id.get(name or "")
        if other is not None and other.kind != "stop-card":
            yield Problem(
                "not-a-stop-card",
                Where(playbook.file, path),
                f"`{name}` is a recovery, not a stop card",
                "name the stop card that takes over, or hand over to a role instead",
            )


def _handbook_names(handbook: Handbook) -> Iterator[Problem]:
    """Every name that the settings refer to. Long, because it is that list, in one place."""
    practice = handbook.practice
    roles: list[Reference] = [
        (("practice", "desk_role"), practice.desk_role),
        (("practice", "approver"), practice.approver),
    ]
    roles += [
        (("journey", s, "early_checks", c, "who"), check.who)
        for s, stage in enumerate(handbook.journey)
        for c, check in enumerate(stage.early_checks)
    ]
    roles += [(("roles", id_, "same_as"), role.same_as) for id_, role in handbook.roles.items()]
    yield from _roles(handbook, HANDBOOK_FILE, roles)
    actions: list[Reference] = [
        (("roles", id_, "may"), action) for id_, role in handbook.roles.items() for action in role.may
    ]
    actions += [
        (("gestures", id_, "needs"), action) for id_, gesture in handbook.gestures.items() for action in gesture.needs
    ]
    yield from _unknown(HANDBOOK_FILE, actions, handbook.actions, "action")
    payers: list[Reference] = [(("practice", "payers"), payer) for payer in practice.payers]
    yield from _unknown(HANDBOOK_FILE, payers, handbook.payers, "payer")
    limited: list[Reference] = [
        (("jurisdictions", id_, "gift_limits", n, "payers"), payer)
        for id_, place in handbook.jurisdictions.items()
        for n, limit in enumerate(place.gift_limits)
        for payer in limit.payers
    ]
    limited += [
        (("jurisdictions", id_, "notes", n, "payers"), payer)
        for id_, place in handbook.jurisdictions.items()
        for n, note in enumerate(place.notes)
        for payer in note.payers
    ]
    yield from _unknown(LAW_FILE, limited, handbook.payers, "payer")
    places: list[Reference] = [(("practice", "jurisdiction"), practice.jurisdiction)]
    yield from _unknown(HANDBOOK_FILE, places, handbook.jurisdictions, "jurisdiction")
    wholes: list[Reference] = [
        (("jurisdictions", id_, "within"), place.within) for id_, place in handbook.jurisdictions.items()
    ]
    yield from _unknown(LAW_FILE, wholes, handbook.jurisdictions, "jurisdiction")
    people = [*get_args(Audience), *handbook.payers]
    audience: list[Reference] = [
        (("gestures", id_, "not_for"), who) for id_, gesture in handbook.gestures.items() for who in gesture.not_for
    ]
    if handbook.payers:
        yield from _unknown(HANDBOOK_FILE, audience, people, "payer or kind of person")
    else:
        named = [(path, who) for path, who in audience if who not in people]
        yield from _unknown(HANDBOOK_FILE, named, (), "payer")
    not_in: list[Reference] = [
        (("gestures", id_, "not_in"), place) for id_, gesture in handbook.gestures.items() for place in gesture.not_in
    ]
    yield from _unknown(HANDBOOK_FILE, not_in, handbook.jurisdictions, "jurisdiction")
    gap_stages: list[Reference] = [(("gaps", stage), stage) for stage in handbook.gaps]
    yield from _unknown("gaps.yml", gap_stages, [stage.id for stage in handbook.journey], "stage")
    seen: set[str] = set()
    for number, stage in enumerate(handbook.journey):
        if stage.id in seen:
            yield Problem(
                "duplicate-id",
                Where(HANDBOOK_FILE, ("journey", number, "id")),
                f"there is a stage `{stage.id}` already",
                "give each stage a name of its own",
            )
        seen.add(stage.id)


def _wording_names(handbook: Handbook) -> Iterator[Problem]:
    roles: list[Reference] = [(("pairs", id_, "who"), pair.who) for id_, pair in handbook.pairs.items()]
    roles += [
        (("reserved", n, "only_from"), role) for n, group in enumerate(handbook.reserved) for role in group.only_from
    ]
    yield from _roles(handbook, PAIRS_FILE, roles)
