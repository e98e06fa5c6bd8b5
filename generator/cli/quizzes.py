"""Commands for quizzes: export them to other programs, reminders, and the coach's results."""

from __future__ import annotations

import os
import sys
import time
from datetime import date, datetime
from pathlib import Path

import click

from generator.cli.common import checked_or_exit, playbooks_option, quiet_option
from generator.model.handbook import Handbook
from generator.near import did_you_mean
from generator.quizzes.course import Course, course_of
from generator.quizzes.exports import EXPORTS
from generator.quizzes.exports.reminders import export_reminders
from generator.quizzes.reports import results_csv, results_page, results_text
from generator.quizzes.results import load_results

FILE = click.Path(path_type=Path, dir_okay=False)


@click.group()
def quiz() -> None:
    """Quizzes for other programs, and reminders to learn."""


@quiz.command()
@click.option("--to", "format_", type=click.Choice(list(EXPORTS)), required=True, help="The program or format.")
@click.option("--stage", default=None, help="One stage of the journey. Left out: the whole handbook.")
@click.option("--only", multiple=True, metavar="ID", help="Only this playbook. May be given several times.")
@click.option("-o", "--output", type=FILE, required=True, help="The file to write.")
@playbooks_option
@quiet_option
def export(format_: str, stage: str | None, only: tuple[str, ...], output: Path, playbooks: Path, quiet: bool) -> None:
    """Write the quizzes for Anki, Moodle, any program that reads GIFT or SCORM 1.2, or a spreadsheet.

    Import the Anki file again after a change: notes are updated and keep their schedule.
    """
    course = _course(_handbook(playbooks), stage, only)
    _write(output, EXPORTS[format_](course, _moment()))
    if not quiet:
        click.echo(f"{len(course.items)} questions of {len(course.units)} playbooks. Written to {output.as_posix()}.")


@quiz.command()
@click.option("--start", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The first day at work.")
@click.option(
    "--at", type=click.DateTime(["%H:%M"]), default="08:30", show_default=True, help="The time of the reminders."
)
@click.option("--stage", default=None, help="One stage of the journey. Left out: the whole handbook.")
@click.option("-o", "--output", type=FILE, required=True, help="The .ics file to write.")
@playbooks_option
@quiet_option
def remind(start: datetime, at: datetime, stage: str | None, output: Path, playbooks: Path, quiet: bool) -> None:
    """Write calendar reminders: 1, 3, 7, 14, 30 and 90 days after a start."""
    course = _course(_handbook(playbooks), stage, ())
    _write(output, export_reminders(course, start.date(), at.time()))
    if not quiet:
        click.echo(f"Reminders from {date.isoformat(start.date())}. Written to {output.as_posix()}.")


@click.command()
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--csv", "table", type=FILE, default=None, help="Write the questions as a table.")
@click.option("--page", type=FILE, default=None, help="Write everything as one HTML page.")
@playbooks_option
def results(files: tuple[Path, ...], table: Path | None, page: Path | None, playbooks: Path) -> None:
    """Merge the progress FILES of learners: who is where, and which question or page to mend.

    Learners save their file on "My progress" and hand it over. Nothing is sent anywhere.
    Exit code 0: all files were read. 1: some were left out, or nothing could be read.
    """
    handbook = _handbook(playbooks)
    found = load_results(handbook, list(files))
    for file, why in found.unread:
        click.echo(f"Left out: {file} {why}.", err=True)
    if found.standings:
        click.echo(results_text(found))
        if table is not None:
            _write(table, results_csv(found))
        if page is not None:
            _write(page, results_page(found, handbook).encode())
    sys.exit(1 if found.unread else 0)


def _handbook(playbooks: Path) -> Handbook:
    handbook = checked_or_exit(playbooks, quiet=True).handbook
    assert handbook is not None
    return handbook


def _course(handbook: Handbook, stage: str | None, only: tuple[str, ...]) -> Course:
    stages = [one.id for one in handbook.journey]
    if stage is not None and stage not in stages:
        raise click.BadParameter(f"there is no stage {stage!r}; {did_you_mean(stage, stages)}", param_hint="--stage")
    for id_ in only:
        if id_ not in handbook.by_id:
            raise click.BadParameter(
                f"there is no playbook {id_!r}; {did_you_mean(id_, handbook.by_id)}", param_hint="--only"
            )
    course = course_of(handbook, stage, only)
    if not course.units:
        raise click.ClickException("there are no questions here yet. Write some under `quiz` in the playbooks.")
    return course


def _moment() -> float:
    """Now, or the moment that SOURCE_DATE_EPOCH fixes for a build that must give the same bytes again."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    return float(fixed) if fixed.isdigit() else time.time()


def _write(file: Path, content: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"{file} could not be written ({error.strerror})") from None
