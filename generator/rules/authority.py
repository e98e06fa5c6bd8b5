"""Authority: every step lies within its role's power to act, or is a hand-over to one who has it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.handbook import Handbook
from generator.model.playbook import Playbook
from generator.model.steps import Step
from generator.problems import Path, Problem, Where
from generator.rules.expressions import WholeWords, whole_words
from generator.rules.phrases import literal, plain_words
from generator.rules.walk import steps_of


def check_authority(handbook: Handbook) -> Iterator[Problem]:
    """Every step lies within the authority of its role, or hands over to another one."""
    words = [(action.words, id_) for id_, action in handbook.actions.items() if action.words]
    give_aways: dict[str, tuple[str, ...]] = {}
    for group, id_ in words:
        for word in group:
            key = plain_words(word)
            give_aways[key] = (*give_aways.get(key, ()), id_)
    pattern = whole_words(literal(word) for word in sorted(give_aways, key=len, reverse=True))
    for playbook in handbook.playbooks:
        for path, step in steps_of(playbook):
            yield from _step(handbook, playbook, path, step)
            yield from _undeclared(pattern, give_aways, playbook, path, step)


def _step(handbook: Handbook, playbook: Playbook, path: Path, step: Step) -> Iterator[Problem]:
    if step.who not in handbook.roles or (step.hand_over_to and step.hand_over_to not in handbook.roles):
        return  # the unknown role is reported where names are checked
    role = handbook.roles[step.who]
    if step.hand_over_to == step.who:
        yield Problem(
            "hand-over-to-self",
            Where(playbook.file, (*path, "hand_over_to")),
            f"{role.name} hands over to {role.name}",
            "name the role that takes over, or delete `hand_over_to`",
        )
        return
    taker = handbook.roles[step.hand_over_to] if step.hand_over_to else None
    for action in step.needs:
        if action not in handbook.actions or action in handbook.authority(step.who):
            continue
        name = handbook.actions[action].name
        if taker is None:
            yield Problem(
                "beyond-authority",
                Where(playbook.file, (*path, "needs")),
                f"{role.name} may not: {name}",
                _who_may(handbook, action),
            )
        elif step.hand_over_to and action not in handbook.authority(step.hand_over_to):
            yield Problem(
                "hand-over-too-low",
                Where(playbook.file, (*path, "hand_over_to")),
                f"{taker.name} may not either: {name}",
                _who_may(handbook, action),
            )
    if step.cost is not None:
        payer = taker or role
        if step.cost > payer.may_spend:
            yield Problem(
                "over-spend",
                Where(playbook.file, (*path, "cost")),
                f"the step costs {step.cost}; {payer.name} may spend {payer.may_spend}",
                "lower the amount, give the step to a role that may spend it, or hand it over",
            )


def _who_may(handbook: Handbook, action: str) -> str:
    able = [f"`{role_id}`" for role_id in handbook.roles if action in handbook.authority(role_id)]
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
