"""Render a handbook: the only place that knows all products, and both adapters' only door to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from datetime import date
from pathlib import Path
from typing import Any

from generator.cards.render import render_cards
from generator.finder import LOOK, render_finder
from generator.model.audience import Audience, CoachPage, for_learners
from generator.model.handbook import Handbook
from generator.model.settings import fill
from generator.pages import render_pages
from generator.problems import Problem, Where
from generator.quizzes import render_quizzes
from generator.rendering.escape import escape_title
from generator.rendering.frame import NO_FRAME, Frame
from generator.rendering.output import Output
from generator.workshops.pack import render_packs
from generator.workshops.pages import render_workshop_pages


def render_handbook(
    handbook: Handbook,
    playbooks: Path | None = None,
    audience: Audience = "everyone",
    coach_pages: Sequence[CoachPage] = (),
    frame: Frame = NO_FRAME,
) -> list[Output]:
    """Every file that the products make of a handbook, in a fixed order. Same handbook, same bytes.

    `playbooks` is the folder it was read from: printed cards are remembered there, and PDFs that did
    not change are not typeset again. Without it both are left out, and the rest is the same.
    `coach_pages` are those written by hand; the coach's part of the site begins with them. `frame` is for pages
    that do without the theme.
    """
    if audience == "learner":
        handbook, coach_pages = for_learners(handbook), ()
    packs = render_packs(handbook, playbooks)
    coaching = render_workshop_pages(handbook, frozenset(output.path for output in packs), coach_pages)
    pages = render_pages(handbook, for_coaches=bool(coaching))
    outputs = [*pages, *render_quizzes(handbook), *render_cards(handbook, playbooks), *coaching, *packs]
    # Last: a result in the finder links to a card or a quiz only where there is one.
    look = next(output.content for output in outputs if output.path == LOOK)
    text = look.decode() if isinstance(look, bytes) else look
    return [*outputs, *render_finder(handbook, {output.path for output in outputs}, frame, text)]


def colliding(outputs: list[Output], content: Iterable[str]) -> list[Problem]:
    """Hand-written pages that a generated page would replace in silence, by source or by address.

    `content` are paths relative to the content folder. ``a.md`` and ``a/index.md`` are one address
    as soon as directory addresses are on, so both are compared.
    """
    ours = {address: output.path for output in outputs for address in _addresses(output.path)}
    problems = []
    for path in content:
        taken = next((ours[address] for address in _addresses(path) if address in ours), None)
        if taken is not None:
            problems.append(
                Problem(
                    "page-taken",
                    Where(path),
                    f"the handbook makes a page `{taken}` of its own",
                    "give your page another name; both would have the same address",
                )
            )
    return problems


def _addresses(path: str) -> set[str]:
    if not path.endswith(".md"):
        return {path}
    stem = path.removesuffix(".md")
    folder, _, name = stem.rpartition("/")
    stem = folder if name in ("index", "README") else stem
    return {path, f"{stem}.html", f"{stem}/index.html".lstrip("/")}


NAV_MARK = "playbooks"
"""The entry of the navigation in mkdocs.yml whose place the stages and their playbooks take."""


def fill_nav(nav: list[Any], handbook: Handbook, left_out: Set[str] = frozenset()) -> list[Any]:
    """The navigation with the stages and their playbooks where `playbooks` stands, at any depth.

    A stage is a section whose page comes first and whose playbooks follow, so that a page shows its
    neighbours and nothing else: pages stay bounded however many playbooks there are. Pages that are
    `left_out` of this site have no entry.
    """
    filled: list[Any] = []
    for entry in nav:
        if entry == NAV_MARK:
            for stage in handbook.journey:
                pages = [f"defects/{playbook.id}.md" for playbook in handbook.at_stage(stage.id)]
                filled.append(
                    {str(escape_title(fill(stage.name, handbook.settings()))): [f"stages/{stage.id}.md", *pages]}
                )
        elif isinstance(entry, dict):
            inside = {
                title: fill_nav(value, handbook, left_out) if isinstance(value, list) else value
                for title, value in entry.items()
                if not (isinstance(value, str) and value in left_out)
            }
            # A section of which nothing is left has no heading either.
            kept = {title: value for title, value in inside.items() if value != [] or entry[title] == []}
            filled += [kept] if kept else []
        elif not (isinstance(entry, str) and entry in left_out):
            filled.append(entry)
    return filled


def last_change(handbook: Handbook) -> date:
    """The newest date in the playbooks' own history: the date that generated files carry."""
    return max((change.on for playbook in handbook.playbooks for change in playbook.changes), default=date(2020, 1, 1))
