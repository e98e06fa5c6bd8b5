"""Load, check and render: the only place that knows all products, and both adapters' only door."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.cards import check_cards, render_cards
from generator.finder import render_finder
from generator.model.audience import Audience, CoachPage, for_learners
from generator.model.handbook import Handbook
from generator.model.settings import fill
from generator.pages import render_pages
from generator.problems import Problem, Severity, Where, has_errors
from generator.quizzes import render_quizzes
from generator.rendering.escape import escape_title
from generator.rendering.output import Output
from generator.rules import check_handbook
from generator.source.load import load_handbook
from generator.workshops.pack import render_packs
from generator.workshops.pages import render_workshop_pages
from generator.workshops.rules import check_packs

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Checked:
    """A folder of playbooks, read and held against every rule.

    `handbook` is None where the settings could not be read. `texts` are the files as they were read,
    for a report that shows the line. `count` are the playbooks that there are, whether they can be read or not.
    """

    handbook: Handbook | None
    problems: list[Problem]
    texts: dict[str, str]
    count: int = 0

    @property
    def publishable(self) -> bool:
        return self.handbook is not None and not has_errors(self.problems)


def check_folder(playbooks: Path, today: date, progress: Progress = lambda _done, _all: None) -> Checked:
    """Read and check everything below `playbooks`. Whatever an author wrote, this returns."""
    with _nothing_collected():
        loaded = load_handbook(playbooks, progress)
        found = check_handbook(loaded.handbook, today) if loaded.handbook else []
        problems = loaded.located(found)
        if loaded.handbook:
            faulty = frozenset(problem.where.file for problem in problems if problem.severity is Severity.ERROR)
            printed = [*check_cards(loaded.handbook, faulty, playbooks), *check_packs(loaded.handbook, faulty)]
            problems = loaded.located([*found, *printed])
        return Checked(loaded.handbook, problems, loaded.documents.texts, loaded.count)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """No garbage collection meanwhile. Reading makes a great many small objects that all stay alive; the
    collector would walk through them again and again, take two thirds of the time, and free nothing.

    Afterwards it leaves them alone too, until the next check: they are what the program is there for.
    """
    was_on = gc.isenabled()
    gc.disable()
    gc.unfreeze()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


def render_handbook(
    handbook: Handbook,
    playbooks: Path | None = None,
    audience: Audience = "everyone",
    coach_pages: Sequence[CoachPage] = (),
) -> list[Output]:
    """Every file that the products make of a handbook, in a fixed order. Same handbook, same bytes.

    `playbooks` is the folder it was read from: printed cards are remembered there, and PDFs that did
    not change are not typeset again. Without it both are left out, and the rest is the same.
    `coach_pages` are those written by hand; the coach's part of the site begins with them.
    """
    if audience == "learner":
        handbook, coach_pages = for_learners(handbook), ()
    packs = render_packs(handbook, playbooks)
    coaching = render_workshop_pages(handbook, frozenset(output.path for output in packs), coach_pages)
    pages = render_pages(handbook, for_coaches=bool(coaching))
    outputs = [*pages, *render_quizzes(handbook), *render_cards(handbook, playbooks), *coaching, *packs]
    # Last: a result in the finder links to a card or a quiz only where there is one.
    return [*outputs, *render_finder(handbook, {output.path for output in outputs})]


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
