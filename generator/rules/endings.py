"""Every branch ends: fixed, handed over to somebody by a time, or stopped by a stop card."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Problem, Where
from generator.rules.walk import Part, branches_of


def check_endings(part: Part) -> Iterator[Problem]:
    """Every branch ends, and a stop card is named where and only where one takes over."""
    for playbook in part.playbooks:
        for path, branch in branches_of(playbook):
            hands_over = any(step.hand_over_to for step in branch.steps)
            where = Where(playbook.file, (*path, "ends"))
            if branch.ends == "handed-over" and not hands_over:
                yield Problem(
                    "branch-without-end",
                    where,
                    "it ends handed over, and no step hands over",
                    "add `hand_over_to` to the step that does, with `within` for when the other role has it",
                )
            elif branch.ends == "stopped" and not hands_over and branch.stop_card is None:
                yield Problem(
                    "branch-without-end",
                    where,
                    "it ends stopped, and nobody takes over",
                    "add `stop_card` with the card that takes over, or `hand_over_to` in a step",
                )
            elif branch.ends != "stopped" and branch.stop_card is not None:
                yield Problem(
                    "branch-without-end",
                    where,
                    f"it names a stop card and ends {branch.ends}",
                    "write `ends: stopped`, or delete `stop_card`",
                )
        for number, flag in enumerate(playbook.red_flags):
            if flag.who == flag.hand_over_to:
                yield Problem(
                    "hand-over-to-self",
                    Where(playbook.file, ("red_flags", number, "hand_over_to")),
                    "the red flag is handed over to the role that has it already",
                    "name the role that takes over",
                )
