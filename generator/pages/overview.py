"""The pages that look across all playbooks: home, red flags, phrasebook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from jinja2 import Environment

from generator.model.handbook import Handbook
from generator.model.playbook import Playbook
from generator.model.wording import Pair
from generator.pages.defect import CHANNELS
from generator.rendering.output import Output


def render_home(handbook: Handbook, env: Environment) -> Iterator[Output]:
    stops = [playbook for playbook in handbook.playbooks if playbook.kind == "stop-card"]
    rows = [(stage, handbook.at_stage(stage.id)) for stage in handbook.journey]
    content = env.get_template("home.md.jinja").render(stops=stops, rows=rows)
    yield Output("index.md", content, source="handbook.yml")


def render_red_flags(handbook: Handbook, env: Environment) -> Iterator[Output]:
    stops = [playbook for playbook in handbook.playbooks if playbook.kind == "stop-card"]
    flagged = [playbook for playbook in handbook.playbooks if playbook.kind == "recovery" and playbook.red_flags]
    content = env.get_template("red-flags.md.jinja").render(stops=stops, flagged=flagged)
    yield Output("red-flags.md", content)


def render_phrasebook(handbook: Handbook, env: Environment) -> Iterator[Output]:
    groups: dict[str, list[tuple[str, Pair]]] = defaultdict(list)
    for id_, pair in handbook.pairs.items():
        groups[pair.group].append((id_, pair))
    content = env.get_template("phrasebook.md.jinja").render(groups=groups, users=_users(handbook), channels=CHANNELS)
    yield Output("phrasebook.md", content, source="wording.yml")


def _users(handbook: Handbook) -> dict[str, list[Playbook]]:
    """The playbooks that use each pair, in the order of the journey."""
    users: dict[str, list[Playbook]] = defaultdict(list)
    for playbook in handbook.playbooks:
        used = {entry.use for entry in (*playbook.wording, playbook.first_line) if entry.use}
        for id_ in sorted(used):
            users[id_].append(playbook)
    return users
