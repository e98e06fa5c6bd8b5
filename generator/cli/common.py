"""What the commands share: reading and checking with progress, the report, the options for folders."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from generator import report
from generator.checking import Checked, check_folder

FOLDER = click.Path(path_type=Path, file_okay=False)


class PlaybooksFolder(click.Path):
    """The folder that holds handbook.yml. Who names one playbook or one stage is told that all are read at once."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        path = Path(value)
        around = [path.parent] if path.is_dir() else [path.parent, path.parent.parent] if path.is_file() else []
        if not (path / "handbook.yml").exists():
            for folder in around:
                if (folder / "handbook.yml").is_file():
                    what = folder.as_posix()
                    self.fail(f"{path.as_posix()!r} is a part of {what!r}, which is read as a whole: name {what!r}")
        return super().convert(value, param, ctx)


PLAYBOOKS = PlaybooksFolder(path_type=Path, file_okay=False)


def playbooks_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option for the folder of playbooks."""
    return click.option(
        "--playbooks", type=PLAYBOOKS, default=Path("playbooks"), show_default=True, help="The folder of playbooks."
    )(command)


def content_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option for the folder of hand-written pages."""
    return click.option(
        "--content",
        type=FOLDER,
        default=None,
        help="The folder of hand-written pages. Left out: content/ beside the playbooks.",
    )(command)


def config_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option for the mkdocs.yml."""
    return click.option(
        "--config",
        type=click.Path(path_type=Path, dir_okay=False, exists=True),
        default=None,
        help="The mkdocs.yml. Left out: the one beside the playbooks, or here.",
    )(command)


def quiet_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option that leaves out everything but problems."""
    return click.option("-q", "--quiet", is_flag=True, help="Print problems only.")(command)


def checked_folder(playbooks: Path, today: datetime | None, *, silent: bool) -> Checked:
    """Read and check, with a counter in a terminal and nothing in a log."""
    day = today.date() if today else date.today()
    if silent or not sys.stderr.isatty():
        return check_folder(playbooks, day)

    def show(done: int, total: int) -> None:
        if done % 20 == 0 or done == total:
            click.echo(f"\rReading playbooks {done}/{total}", nl=False, err=True)

    checked = check_folder(playbooks, day, show)
    click.echo("\r" + " " * 40 + "\r", nl=False, err=True)
    return checked


def print_report(checked: Checked, prefix: str, quiet: bool) -> None:
    """The problems, and unless it is to be quiet a summary and where to read more."""
    if checked.problems:
        click.echo(report.as_text(checked.problems, checked.texts, prefix))
    if quiet:
        return
    click.echo(report.summary(checked.problems, checked.count))
    if checked.problems:
        click.echo(f"Why a rule exists: handbook explain {checked.problems[0].code}")


def checked_or_exit(playbooks: Path, quiet: bool) -> Checked:
    """Check and print the report; on errors leave with 1."""
    checked = checked_folder(playbooks, None, silent=quiet)
    print_report(checked, playbooks.as_posix(), quiet)
    if not checked.publishable:
        click.echo("Nothing was written. The last one stays as it is.", err=True)
        sys.exit(1)
    return checked
