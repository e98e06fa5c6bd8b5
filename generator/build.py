"""Load, check and render: the only place that knows all products, and both adapters' only door."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.cards import check_cards, render_cards
from generator.finder import render_finder
from generator.model.handbook import Handbook
from generator.model.settings import fill
from generator.pages import render_pages
from generator.problems import Problem, Severity, Where, has_errors
from generator.quizzes import render_quizzes
from generator.rendering.escape import escape_title
from generator.rendering.output import Output
from generator.rules import check_handbook
from generator.source.load import load_handbook

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Checked:
    """A folder of playbooks, read and held against every rule.

    `handbook` is None where the settings could not be read. `texts` are the files as they were read,
    for a report that shows the line.
    """

    handbook: Handbook | None
    problems: list[Problem]
    texts: dict[str, str]

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
            problems = loaded.located([*found, *check_cards(loaded.handbook, faulty, playbooks)])
        texts = {file: document.text for file, document in loaded.documents.items()}
        return Checked(loaded.handbook, problems, texts)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """No garbage collection meanwhile. Reading makes a great many small objects that all stay alive; the
    collector would walk through them again and again, take two thirds of the time, and free nothing.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def render_handbook(handbook: Handbook, playbooks: Path | None = None) -> list[Output]:
    """Every file that the products make of a handbook, in a fixed order. Same handbook, same bytes.

    `playbooks` is the folder it was read from: printed cards are remembered there, and PDFs that did
    not change are not typeset again. Without it both are left out, and the rest is the same.
    """
    outputs = [*render_pages(handbook), *render_quizzes(handbook), *render_cards(handbook, playbooks)]
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


def fill_nav(nav: list[Any], handbook: Handbook) -> list[Any]:
    """The navigation with the stages and their playbooks where `playbooks` stands, at any depth.

    A stage is a section whose page comes first and whose playbooks follow, so that a page shows its
    neighbours and nothing else: pages stay bounded however many playbooks there are.
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
            filled.append(
                {
                    title: fill_nav(value, handbook) if isinstance(value, list) else value
                    for title, value in entry.items()
                }
            )
        else:
            filled.append(entry)
    return filled


def last_change(handbook: Handbook) -> date:
    """The newest date in the playbooks' own history: the date that generated files carry."""
    return max((change.on for playbook in handbook.playbooks for change in playbook.changes), default=date(2020, 1, 1))
