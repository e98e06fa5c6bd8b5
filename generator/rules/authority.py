"""Authority: every step lies within its role's power to act, or is a hand-over to one who has it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.handbook import Handbook
from generator.model.playbook import Playbook
from generator.model.roles import Role
from generator.model.steps import Step
from generator.problems import Path, Problem, Where
from generator.rules.expressions import WholeWords, whole_words
from generator.rules.law import LAW_FILE
from generator.rules.phrases import literal, plain_words
from generator.rules.walk import HANDBOOK_FILE, Part, steps_of


def check_authority(part: Part) -> Iterator[Problem]:
    """Every step lies within the authority of its role, or hands over to another one."""
    handbook = part.handbook
    words = [(action.words, id_) for id_, action in handbook.actions.items() if action.words]
    give_aways: dict[str, tuple[str, ...]] = {}
    for group, id_ in words:
        for word in group:
            key = plain_words(word)
            give_aways[key] = (*give_aways.get(key, ()), id_)
    pattern = whole_words(literal(word) for word in sorted(give_aways, key=len, reverse=True))
    may = told_authority(handbook)
    for playbook in part.playbooks:
        given_away = any(map(pattern.may_be_in, (handbook.done[playbook.id], handbook.said[playbook.id])))
        for path, step in steps_of(playbook):
            yield from _step(handbook, may, playbook, path, step)
            # A misspelt one may be the very one that is meant.
            if given_away and handbook.actions.keys() >= set(step.needs):
                yield from _undeclared(pattern, give_aways, playbook, path, step)


def told_authority(handbook: Handbook) -> dict[str, frozenset[str]]:
    """What each role may do, of the roles of which it can be told: none of what it builds on is misspelt or goes in
    a circle. That is a slip of its own, and nobody who gives the others something to do has made one.
    """
    told = {}
    for id_ in handbook.roles:
        chain = [id_]
        while (below := handbook.roles[chain[-1]].same_as) in handbook.roles and below not in chain:
            chain.append(below)
        if below is None and all(handbook.actions.keys() >= set(handbook.roles[role].may) for role in chain):
            told[id_] = handbook.authority(id_)
    return told


def check_circles(handbook: Handbook) -> Iterator[Problem]:
    """No role has its actions, and no place its law, from itself, be it by way of others."""
    for file, part, field, links in (
        (HANDBOOK_FILE, "roles", "same_as", {id_: role.same_as for id_, role in handbook.roles.items()}),
        (LAW_FILE, "jurisdictions", "within", {id_: place.within for id_, place in handbook.jurisdictions.items()}),
    ):
        done: set[str] = set()
        for id_ in links:
            way: list[str] = []
            current: str | None = id_
            while current is not None and current in links and current not in way and current not in done:
                way.append(current)
                current = links[current]
            done.update(way)
            if current in way:
                circle = [*way[way.index(current) :], current]
                by_way = f"comes back to `{current}` by way of {' and '.join(f'`{one}`' for one in circle[1:-1])}"
                yield Problem(
                    "circle",
                    Where(file, (part, current, field)),
                    f"`{field}` of `{current}` {by_way if circle[2:] else 'names itself'}",
                    f"delete `{field}` where it does not belong",
                )


def _step(
    handbook: Handbook, may: dict[str, frozenset[str]], playbook: Playbook, path: Path, step: Step
) -> Iterator[Problem]:
    if step.who not in handbook.roles or (step.hand_over_to and step.hand_over_to not in handbook.roles):
        return  # the unknown role is reported where names are checked
    role = handbook.roles[step.who]
    if step.hand_over_to == step.who:
        where, message = Where(playbook.file, (*path, "hand_over_to")), f"{role.name} hands over to {role.name}"
        yield Problem("hand-over-to-self", where, message, "name the role that takes over, or delete `hand_over_to`")
        return
    taker = handbook.roles[step.hand_over_to] if step.hand_over_to else None
    for action in step.needs:
        if action not in handbook.actions or action in may.get(step.who, {action}):
            continue
        name = handbook.actions[action].name
        if taker is None:
            yield Problem(
                "beyond-authority",
                Where(playbook.file, (*path, "needs")),
                f"{role.name} may not: {name}",
                _who_may(handbook, action),
                comes_of(handbook, step.who, action),
            )
        elif step.hand_over_to and action not in may.get(step.hand_over_to, {action}):
            yield Problem(
                "hand-over-too-low",
                Where(playbook.file, (*path, "hand_over_to")),
                f"{taker.name} may not either: {name}",
                _who_may(handbook, action),
                comes_of(handbook, step.hand_over_to, action),
            )
    payer = taker or role
    if step.cost is not None and step.cost > payer.may_spend:
        yield Problem(
            "over-spend",
            Where(playbook.file, (*path, "cost")),
            f"the step costs {step.cost}; {payer.name} may spend {payer.may_spend}",
            *purse(payer, "lower the amount, give the step to a role that may spend it, or hand it over"),
        )


def purse(role: Role, remedy: str) -> tuple[str, str]:
    """What to do where `role` may not spend so much, and what it comes of: a role that may spend nothing is one slip,
    however much it is asked to spend."""
    if role.may_spend:
        return remedy, ""
    return f"{remedy}; or write `may_spend` for this role in {HANDBOOK_FILE}", f"{role.name} may spend nothing"


def _able(handbook: Handbook, action: str) -> list[str]:
    return [f"`{role_id}`" for role_id in handbook.roles if action in handbook.authority(role_id)]


def comes_of(handbook: Handbook, role_id: str, action: str) -> str:
    """What it comes of that a role may not do something, where that is one slip in the settings."""
    if not _able(handbook, action):
        return f"nobody may {action}"
    return "" if handbook.roles[role_id].may else f"{role_id} may do nothing of its own"


def _who_may(handbook: Handbook, action: str) -> str:
    able = _able(handbook, action)
    if not able:
        return f"no role may: give `{action}` to one under `roles` in handbook.yml"
    roles = " or ".join(able)
    return f"hand the step over to {roles} by a stated time, or let this role do it, under `roles` in handbook.yml"


def _undeclared(
    pattern: WholeWords, give_aways: dict[str, tuple[str, ...]], playbook: Playbook, path: Path, step: Step
) -> Iterator[Problem]:
    if not give_aways or step.hand_over_to is not None:
        return
    for field in ("do", "say"):
        text = getattr(step, field)
        for match in pattern.finditer(text) if text else ():
            word = plain_words(match[0])
            able = give_aways.get(word, ())
            if able and not set(able) & set(step.needs):
                named = " or ".join(f"`needs: {action}`" for action in able)
                yield Problem(
                    "undeclared-action",
                    Where(playbook.file, (*path, field), match[0]),
                    f"'{word}' takes an action that the step does not name",
                    f"add {named}, or hand it over; if it is not meant, use another word",
                )
                return
