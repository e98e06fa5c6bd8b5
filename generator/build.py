"""Load, check and render: the only place that knows all products, and both adapters' only door."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.model.handbook import Handbook
from generator.pages import render_pages
from generator.problems import Problem, Where, has_errors
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
    loaded = load_handbook(playbooks, progress)
    found = check_handbook(loaded.handbook, today) if loaded.handbook else []
    texts = {file: document.text for file, document in loaded.documents.items()}
    return Checked(loaded.handbook, loaded.located(found), texts)


def render_handbook(handbook: Handbook) -> list[Output]:
    """Every file that the products make of a handbook, in a fixed order. Same handbook, same bytes."""
    return render_pages(handbook)


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
                Problem("page-taken", Where(path), f"the handbook makes a page `{taken}` of its own",
                        "give your page another name; both would have the same address")  # fmt: skip
            )
    return problems


def _addresses(path: str) -> set[str]:
    if not path.endswith(".md"):
        return {path}
    stem = path.removesuffix(".md").removesuffix("/index").removesuffix("/README")
    return {path, f"{stem}.html", f"{stem}/index.html"}


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
                filled.append({str(escape_title(stage.name)): [f"stages/{stage.id}.md", *pages]})
        elif isinstance(entry, dict):
            filled.append({title: fill_nav(value, handbook) if isinstance(value, list) else value for title, value in entry.items()})
        else:
            filled.append(entry)
    return filled


def last_change(handbook: Handbook) -> date:
    """The newest date in the playbooks' own history: the date that generated files carry."""
    return max((change.on for playbook in handbook.playbooks for change in playbook.changes), default=date(2020, 1, 1))
