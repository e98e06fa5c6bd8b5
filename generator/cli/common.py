"""What the commands share: reading and checking with progress, the report, the options for folders."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from generator import publish, report
from generator.build import Checked, check_folder

FOLDER = click.Path(path_type=Path, file_okay=False)


def playbooks_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--playbooks", type=FOLDER, default=Path("playbooks"), show_default=True,
                        help="The folder of playbooks.")(command)  # fmt: skip


def content_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--content", type=FOLDER, default=None,
                        help="The folder of hand-written pages. Left out: content/ beside the playbooks.")(command)  # fmt: skip


def config_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--config", type=click.Path(path_type=Path, dir_okay=False, exists=True), default=None,
                        help="The mkdocs.yml. Left out: the one beside the playbooks, or here.")(command)  # fmt: skip


def quiet_option(command: Callable[..., Any]) -> Callable[..., Any]:
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
    if checked.problems:
        click.echo(report.as_text(checked.problems, checked.texts, prefix))
    if quiet:
        return
    count = len(checked.handbook.playbooks) + len(checked.handbook.unread) if checked.handbook else 0
    click.echo(report.summary(checked.problems, count))
    if checked.problems:
        click.echo(f"Why a rule exists: handbook explain {checked.problems[0].code}")


def checked_or_exit(playbooks: Path, quiet: bool) -> Checked:
    """Check; on errors print the report and leave with 1. Warnings are counted, not printed twice."""
    checked = checked_folder(playbooks, None, silent=quiet)
    if not checked.publishable:
        print_report(checked, playbooks.as_posix(), quiet)
        click.echo("Nothing was written. The last one stays as it is.", err=True)
        sys.exit(1)
    if not quiet:
        print_report(checked, playbooks.as_posix(), quiet)
    return checked


def places_of(playbooks: Path, content: Path | None, out: Path, config: Path | None) -> publish.Places:
    root = playbooks.resolve()
    return publish.Places(
        config=(config or publish.find_config(root)).resolve(),
        playbooks=root,
        content=(content or root.parent / "content").resolve(),
        out=out.resolve(),
    )
