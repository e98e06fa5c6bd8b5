"""The journey map, and one page for each stage: what is promised there, what can fail, what is planned."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment

from generator.model.handbook import Handbook
from generator.rendering.output import Output


def render_journey(handbook: Handbook, env: Environment) -> Iterator[Output]:
    """The map of the whole journey, then the page of each stage."""
    rows = [(stage, handbook.at_stage(stage.id), _gaps(handbook, stage.id)) for stage in handbook.journey]
    planned = len(handbook.playbooks)
    known = planned + sum(len(gaps) for _, _, gaps in rows)
    yield Output("journey.md", env.get_template("journey.md.jinja").render(rows=rows, planned=planned, known=known))
    template = env.get_template("stage.md.jinja")
    for number, (stage, playbooks, gaps) in enumerate(rows):
        around = {
            "before": handbook.journey[number - 1] if number else None,
            "after": handbook.journey[number + 1] if number + 1 < len(handbook.journey) else None,
        }
        felt = [playbook for playbook in handbook.playbooks if stage.id in playbook.also_felt_at]
        content = template.render(stage=stage, playbooks=playbooks, gaps=gaps, felt=felt, number=number + 1, **around)
        yield Output(f"stages/{stage.id}.md", content, source="handbook.yml")


def _gaps(handbook: Handbook, stage: str) -> list[tuple[str, object]]:
    return [(id_, gap) for id_, gap in handbook.gaps.get(stage, {}).items() if id_ not in handbook.by_id]
