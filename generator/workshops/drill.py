"""A stop card as it is drilled: what is called out, and the one right action. Guide, handout and slides agree on it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.handbook import Handbook
from generator.model.playbook import Playbook


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a drill. `over_to` is a role and a time, where the page hands over."""

    called_out: str
    who: str
    action: str
    over_to: tuple[str, str] | None


def call_of(handbook: Handbook, playbook: Playbook) -> Call:
    """The first trigger and the first step that is taken here; who has it then, as soon as any red flag says."""
    step = (handbook.steps_here(playbook.steps)[:1] or playbook.steps[:1])[0]
    over = next(((flag.hand_over_to, flag.within) for flag in playbook.red_flags), None) or next(
        ((one.hand_over_to, one.within) for one in playbook.steps if one.hand_over_to), None
    )
    return Call(playbook.triggers[0], step.who, step.do, over)
