"""Every name that stands for something else exists: roles, actions, gestures, defects, stages, settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from generator.model.gestures import Audience
from generator.model.handbook import Handbook
from generator.model.playbook import Playbook
from generator.model.settings import names_in
from generator.near import did_you_mean, hint
from generator.problems import Path, Problem, Where
from generator.rules.law import LAW_FILE
from generator.rules.synonyms import SYNONYMS_FILE
from generator.rules.walk import HANDBOOK_FILE, PAIRS_FILE, branches_of, steps_of, texts_in
from generator.rules.workshops import RUBRIC_FILE

Reference = tuple[Path, str | None]


def check_names(handbook: Handbook) -> Iterator[Problem]:
    """Every name that stands for something else exists."""
    for playbook in handbook.playbooks:
        yield from _roles(handbook, playbook.file, _playbook_roles(playbook))
        yield from _actions_and_gestures(handbook, playbook)
        yield from _defects(handbook, playbook)
    yield from _handbook_names(handbook)
    yield from _wording_names(handbook)


def _roles(handbook: Handbook, file: str, references: Iterable[Reference]) -> Iterator[Problem]:
    return _unknown(file, references, handbook.roles, "role")


def _unknown(file: str, references: Iterable[Reference], known: Iterable[str], noun: str) -> Iterator[Problem]:
    names = list(known)
    for path, name in references:
        if name is not None and name not in names:
            yield Problem(
                "unknown-name", Where(file, path, name), f"there is no {noun} `{name}`", did_you_mean(name, names)
            )


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
    known = [*handbook.by_id, *handbook.unread, *handbook.gap_stage]
    confused: list[Reference] = [
        (("confused_with", n, "defect"), other.defect) for n, other in enumerate(playbook.confused_with)
    ]
    yield from _unknown(playbook.file, confused, known, "defect")
    stages: list[Reference] = [(("also_felt_at",), stage) for stage in playbook.also_felt_at]
    yield from _unknown(playbook.file, stages, (stage.id for stage in handbook.journey), "stage")
    cards: list[Reference] = [((*path, "stop_card"), branch.stop_card) for path, branch in branches_of(playbook)]
    cards += [(("red_flags", n, "stop_card"), flag.stop_card) for n, flag in enumerate(playbook.red_flags)]
    yield from _unknown(playbook.file, cards, known, "stop card")
    for path, name in cards:
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
    yield from _unknown(HANDBOOK_FILE, audience, people, "payer or kind of person")
    not_in: list[Reference] = [
        (("gestures", id_, "not_in"), place) for id_, gesture in handbook.gestures.items() for place in gesture.not_in
    ]
    yield from _unknown(HANDBOOK_FILE, not_in, handbook.jurisdictions, "jurisdiction")
    gap_stages: list[Reference] = [(("gaps", stage), stage) for stage in handbook.gaps]
    yield from _unknown("gaps.yml", gap_stages, (stage.id for stage in handbook.journey), "stage")
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


def check_settings(handbook: Handbook) -> Iterator[Problem]:
    """Names between braces are settings of the practice."""
    settings = handbook.settings()
    for playbook in handbook.playbooks:
        yield from _settings_in(settings, playbook.file, handbook.texts[playbook.id])
    for id_, pair in handbook.pairs.items():
        yield from _settings_in(settings, PAIRS_FILE, texts_in(pair, ("pairs", id_)))
    for id_, gesture in handbook.gestures.items():
        yield from _settings_in(settings, HANDBOOK_FILE, texts_in(gesture, ("gestures", id_)))
    for number, entry in enumerate(handbook.banned):
        yield from _settings_in(settings, PAIRS_FILE, texts_in(entry, ("banned", number)))
    for number, group in enumerate(handbook.reserved):
        yield from _settings_in(settings, PAIRS_FILE, texts_in(group, ("reserved", number)))
    for number, stage in enumerate(handbook.journey):
        yield from _settings_in(settings, HANDBOOK_FILE, texts_in(stage, ("journey", number)))
    yield from _settings_in(settings, SYNONYMS_FILE, texts_in(handbook.synonyms, ()))
    for workshop in handbook.workshops:
        yield from _settings_in(settings, workshop.file, texts_in(workshop))
    if handbook.rubric is not None:
        yield from _settings_in(settings, RUBRIC_FILE, texts_in(handbook.rubric))


def _settings_in(settings: dict[str, str], file: str, texts: Iterable[tuple[Path, str]]) -> Iterator[Problem]:
    for path, text in texts:
        if "{" not in text:
            continue
        for name in names_in(text):
            if name not in settings:
                yield Problem(
                    "unknown-setting",
                    Where(file, path, "{" + name + "}"),
                    f"there is no setting `{name}`",
                    hint(
                        name,
                        settings,
                        "Or add it under practice.names in handbook.yml. "
                        f"For a brace that is only a brace, write {{{{{name}}}}}",
                    ),
                )
