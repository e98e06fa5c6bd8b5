"""The poster of a workshop: the first line of every page it trains, and the first action of every stop card."""

from __future__ import annotations

from typing import Any

from generator.model.playbook import Playbook
from generator.workshops.content import Content
from generator.workshops.words import broken

WIDEST = 9.0
"""em. The type is large and there may be two columns."""


def poster(content: Content) -> dict[str, Any]:
    """Recoveries with their first lines, stop cards with their first action and who has it."""
    return {
        "heading": content.title,
        "say": "Say first",
        "stop": "Stop, and do this",
        "lines": [
            {"when": content.words.title(one), "text": broken(content.words(one.first_line.say), WIDEST)}
            for one in content.session.playbooks
            if one.kind == "recovery"
        ],
        "stops": [_stop(content, one) for one in content.session.playbooks if one.kind == "stop-card"],
    }


def _stop(content: Content, playbook: Playbook) -> dict[str, str]:
    steps = content.handbook.steps_here(playbook.steps) or playbook.steps
    return {"when": content.words.title(playbook), "text": broken(content.words(steps[0].do), WIDEST)}
