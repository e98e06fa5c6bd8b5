"""The pages for those who keep the handbook true: review dates, changes, problem codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from jinja2 import Environment

from generator.model.handbook import Handbook
from generator.model.jurisdiction import Sourced
from generator.problems import codes
from generator.rendering.output import Output


def render_review(handbook: Handbook, env: Environment) -> Iterator[Output]:
    """What is due to be read again, in the order of dates. The reader's own clock says what is late:
    a page that knew the day it was built on would be another page every day.
    """
    due = sorted(handbook.playbooks, key=lambda playbook: (playbook.review_by, playbook.id))
    waiting = [
        playbook
        for playbook in handbook.playbooks
        if playbook.approval is None and (playbook.kind == "stop-card" or playbook.red_flags)
    ]
    law: list[tuple[str, str, Sourced]] = []
    for place in handbook.places:
        jurisdiction = handbook.jurisdictions[place]
        if (emergency := jurisdiction.emergency) is not None:
            law.append((jurisdiction.name, f"Rung in an emergency: {' or '.join(emergency.numbers)}.", emergency))
        law += [
            (jurisdiction.name, one.rule, one) for one in jurisdiction.gift_limits if handbook.pays_here(one.payers)
        ]
        law += [
            (jurisdiction.name, f"{note.topic}: {note.says}", note)
            for note in jurisdiction.notes
            if handbook.pays_here(note.payers)
        ]
    law.sort(key=lambda row: row[2].verify_by)
    content = env.get_template("review.md.jinja").render(due=due, waiting=waiting, law=law)
    yield Output("review.md", content)


def render_changes(handbook: Handbook, env: Environment) -> Iterator[Output]:
    """Every playbook's history as one, newest day first."""
    days = defaultdict(list)
    for playbook in handbook.playbooks:
        for change in playbook.changes:
            days[change.on].append((playbook, change))
    rows = sorted(days.items(), reverse=True)
    yield Output("changes.md", env.get_template("changes.md.jinja").render(rows=rows))


def render_problems(_handbook: Handbook, env: Environment) -> Iterator[Output]:
    """The reference of problem codes, from the registry. It holds no text of an author's."""
    yield Output("problems.md", env.get_template("problems.md.jinja").render(codes=list(codes().values())))
