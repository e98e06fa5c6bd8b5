"""The handbook's pages: one Output for each, straight from the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path

from jinja2 import Environment

from generator.model.handbook import Handbook
from generator.pages.defect import render_defects
from generator.pages.journey import render_journey
from generator.pages.limits import render_authority, render_gestures
from generator.pages.overview import render_home, render_phrasebook, render_red_flags
from generator.pages.upkeep import render_changes, render_problems, render_review
from generator.rendering.output import Output
from generator.rendering.templates import environment

_ROOM = Path(str(resources.files("generator.pages")))

PAGES: tuple[Callable[[Handbook, Environment], Iterator[Output]], ...] = (
    render_home,
    render_red_flags,
    render_journey,
    render_defects,
    render_phrasebook,
    render_authority,
    render_gestures,
    render_review,
    render_changes,
    render_problems,
)


def render_pages(handbook: Handbook, *, for_coaches: bool = False) -> list[Output]:
    """Every page of the handbook but the hand-written ones, and the files that the pages need.

    `for_coaches`: the site has a part for coaches, and the first page shows the way in.
    """
    env = environment(handbook, str(_ROOM / "templates"))
    env.globals["for_coaches"] = for_coaches
    pages = [output for page in PAGES for output in page(handbook, env)]
    return pages + list(render_assets())


def render_assets() -> Iterator[Output]:
    """Style, script and fonts of the pages, as they lie in `assets`."""
    root = _ROOM / "assets"
    for file in sorted(path for path in root.rglob("*") if path.is_file()):
        yield Output(f"assets/handbook/{file.relative_to(root).as_posix()}", file.read_bytes())
