"""What each role may do and spend without asking, and what we may give."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment

from generator.model.handbook import Handbook
from generator.pages.defect import not_for, not_given
from generator.rendering.output import Output


def render_authority(handbook: Handbook, env: Environment) -> Iterator[Output]:
    """What each role may do and spend, by role and as one table."""
    may = {id_: [action for action in handbook.actions if action in handbook.authority(id_)] for id_ in handbook.roles}
    template = env.get_template("authority.md.jinja")
    yield Output("authority.md", template.render(may=may), source="handbook.yml")


def render_gestures(handbook: Handbook, env: Environment) -> Iterator[Output]:
    """The catalogue of gestures, with who may give each and which playbooks use it."""
    givers = {
        id_: [
            role.name
            for role_id, role in handbook.roles.items()
            if gesture.value <= role.may_spend and set(gesture.needs) <= handbook.authority(role_id)
        ]
        for id_, gesture in handbook.gestures.items()
    }
    used = {
        id_: [playbook for playbook in handbook.playbooks if any(use.give == id_ for use in playbook.gestures)]
        for id_ in handbook.gestures
    }
    content = env.get_template("gestures.md.jinja").render(
        givers=givers,
        used=used,
        not_for=lambda gesture: not_for(handbook, gesture),
        not_given=lambda gesture: not_given(handbook, gesture),
        limits=handbook.gift_limits,
        place=handbook.jurisdictions[handbook.places[0]].name if handbook.places else "",
    )
    yield Output("gestures.md", content, source="handbook.yml")
