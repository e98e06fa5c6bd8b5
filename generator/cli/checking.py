"""What an author runs most often: check, and explain for what it reports. Nothing else is loaded for them."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from generator import report
from generator.cli.common import PLAYBOOKS, checked_folder, print_report, quiet_option
from generator.near import did_you_mean
from generator.problems import codes, has_errors


@click.command()
@click.argument("playbooks", type=PLAYBOOKS, default=Path("playbooks"))
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How the report is written.",
)
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="The day that sources are held against. Left out: today.",
)
@quiet_option
def check(playbooks: Path, format_: str, today: datetime | None, quiet: bool) -> None:
    """Read all PLAYBOOKS and report every mistake at once.

    Exit code 0: no errors (there may be warnings). 1: errors. 2: wrong use of the command.
    """
    checked = checked_folder(playbooks, today, silent=quiet or format_ != "text")
    prefix = playbooks.as_posix()
    if format_ == "json":
        click.echo(report.as_json(checked.problems, prefix))
    elif format_ == "github":
        click.echo(report.as_github(checked.problems, prefix), nl=bool(checked.problems))
    else:
        print_report(checked, prefix, quiet)
    sys.exit(1 if has_errors(checked.problems) else 0)


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Tell what a problem CODE means, why it exists, and how to mend it. Without CODE: list them all."""
    known = codes()
    if code is None:
        for entry in known.values():
            click.echo(f"{entry.id:26} {entry.severity:8} {entry.title}")
    elif code not in known:
        raise click.BadParameter(f"there is no code {code!r}; {did_you_mean(code, known)}", param_hint="CODE")
    else:
        click.echo(report.explanation(known[code]))
