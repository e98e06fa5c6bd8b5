"""Gestures obey role, law and audience: the guards of the catalogue, held against every use."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.gestures import Gesture
from generator.model.handbook import Handbook
from generator.model.jurisdiction import GiftLimit
from generator.model.playbook import Playbook
from generator.problems import Path, Problem, Where
from generator.rules.authority import comes_of, purse, told_authority
from generator.rules.walk import HANDBOOK_FILE, Part, steps_of


def check_gesture_catalogue(handbook: Handbook) -> Iterator[Problem]:
    """Every gesture of handbook.yml against the law here and against its own nature."""
    for id_, gesture in handbook.gestures.items():
        path: Path = ("gestures", id_)
        if gesture.leaves_building and not gesture.needs_consent:
            yield Problem(
                "gesture-without-consent",
                Where(HANDBOOK_FILE, path),
                f"{gesture.name} leaves the building, and nobody is asked",
                "add `needs_consent: yes`: a delivery tells others that they know us",
            )
        if gesture.leaves_building and gesture.card_words is None:
            yield Problem(
                "gesture-without-card",
                Where(HANDBOOK_FILE, path),
                f"{gesture.name} is sent, and has no words for its card",
                "add `card_words` that anybody may read",
            )
        if gesture.game_of_chance and "minor" not in gesture.not_for:
            yield Problem(
                "gesture-for-minor",
                Where(HANDBOOK_FILE, (*path, "game_of_chance")),
                f"{gesture.name} is a game of chance, and is not kept from minors",
                "add `minor` to `not_for`",
            )
        if _never(gesture):
            yield Problem(
                "gesture-never",
                Where(HANDBOOK_FILE, (*path, "a_year")),
                f"{gesture.name} is worth {gesture.value}, and {gesture.a_year} is the most for one customer in a year",
                "raise `a_year`, or lower the value: as it is, it can never be given",
            )
        elif not handbook.not_given(gesture):
            for limit in handbook.gift_limits:
                yield from _against_limit(handbook, id_, gesture, limit)


def _against_limit(handbook: Handbook, id_: str, gesture: Gesture, limit: GiftLimit) -> Iterator[Problem]:
    """One gesture under one limit, unless the people the limit is about are kept out already."""
    ours = [payer for payer in limit.payers if payer in handbook.practice.payers and payer in handbook.payers]
    concerned = [payer for payer in ours if payer not in gesture.not_for]
    if limit.payers and not concerned:
        return
    if concerned:
        whose = " and ".join(handbook.payers[payer].name for payer in concerned)
        remedy = f"lower it, or add {' and '.join(f'`{payer}`' for payer in concerned)} to `not_for`"
    else:
        whose, remedy = "everybody", "lower it, switch it `off`, or name the place in `not_in`"
    path: Path = ("gestures", id_)
    if gesture.value > limit.each:
        yield Problem(
            "gesture-over-law",
            Where(HANDBOOK_FILE, (*path, "value")),
            f"{gesture.name} is worth {gesture.value}; for {whose} the limit here is {limit.each}",
            remedy,
        )
    if limit.a_year is not None and gesture.a_year is not None and gesture.a_year > limit.a_year:
        yield Problem(
            "gesture-over-law",
            Where(HANDBOOK_FILE, (*path, "a_year")),
            f"{gesture.name} may reach {gesture.a_year} a year; for {whose} the limit here is {limit.a_year}",
            remedy,
        )
    if limit.no_cash and gesture.cash_like:
        yield Problem(
            "gesture-cash",
            Where(HANDBOOK_FILE, (*path, "cash_like")),
            f"{gesture.name} works like cash, and is not kept from {whose}",
            remedy.replace("lower it", "give something else"),
        )


def _never(gesture: Gesture) -> bool:
    """Whether one is worth more than a customer may have in a year. One of the figures is wrong, so that nothing
    else is held against them."""
    return gesture.a_year is not None and gesture.a_year < gesture.value


def check_given_gestures(part: Part) -> Iterator[Problem]:
    """Every use of a gesture in a playbook: who gives it, to whom."""
    handbook = part.handbook
    may = told_authority(handbook)
    for playbook in part.playbooks:
        for number, given in enumerate(playbook.gestures):
            gesture = handbook.gestures.get(given.give)
            if gesture is not None:
                yield from _given_by(handbook, may, playbook, ("gestures", number, "who"), given.who, gesture)
        for path, step in steps_of(playbook):
            gesture = handbook.gestures.get(step.give) if step.give else None
            if gesture is None:
                continue
            giver = step.hand_over_to or step.who
            yield from _given_by(handbook, may, playbook, (*path, "give"), giver, gesture)
            # Where only the place forbids it, the step is not taken here, and no page shows it.
            if gesture.off:
                yield Problem(
                    "gesture-off",
                    Where(playbook.file, (*path, "give")),
                    f"{gesture.name} is not given here",
                    "choose another gesture, or list it under `gestures`, where the page says that it is off",
                )
            if path[0] == "minor_or_vulnerable" and (
                kept := [who for who in ("minor", "vulnerable") if who in gesture.not_for]
            ):
                yield Problem(
                    "gesture-audience",
                    Where(playbook.file, (*path, "give")),
                    f"{gesture.name} is not for: {', '.join(kept)}",
                    "choose a gesture that is for everybody",
                )


def _given_by(
    handbook: Handbook,
    may: dict[str, frozenset[str]],
    playbook: Playbook,
    path: Path,
    role_id: str,
    gesture: Gesture,
) -> Iterator[Problem]:
    role = handbook.roles.get(role_id)
    if role is None or gesture.off:
        return
    if gesture.value > role.may_spend and not _never(gesture):
        help_, once = purse(role, "choose a role that may, or a smaller gesture")
        if all(gesture.value > other.may_spend for other in handbook.roles.values()):
            help_, once = f"no role may spend so much: look at its `value` in {HANDBOOK_FILE}", f"worth {gesture.name}"
        yield Problem(
            "gesture-over-limit",
            Where(playbook.file, path),
            f"{gesture.name} is worth {gesture.value}; {role.name} may spend {role.may_spend}",
            help_,
            once,
        )
    for action in gesture.needs:
        if action in handbook.actions and action not in may.get(role_id, {action}):
            yield Problem(
                "beyond-authority",
                Where(playbook.file, path),
                f"{role.name} may not: {handbook.actions[action].name}",
                "choose a role that may",
                comes_of(handbook, role_id, action),
            )
