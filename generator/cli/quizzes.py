"""Commands for quizzes: export them to other programs, reminders, and the coach's results."""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

import click

from generator.cli.common import checked_or_exit, playbooks_option, quiet_option
from generator.model.handbook import Handbook
from generator.near import did_you_mean
from generator.quizzes.course import Course, course_of
from generator.quizzes.exports import EXPORTS
from generator.quizzes.exports.reminders import export_reminders
from generator.quizzes.ladder import ladder_of
from generator.quizzes.ladder_reports import ladder_csv, ladder_text, retest_text
from generator.quizzes.reports import results_csv, results_page, results_text
from generator.quizzes.results import load_results
from generator.quizzes.sign_offs import SignOffs, load_sign_offs, sign_off_table

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
@click.argument("files", nargs=-1, type=FILE)
@click.option("--csv", "table", type=FILE, default=None, help="Write the questions as a table.")
@click.option("--page", type=FILE, default=None, help="Write everything as one HTML page.")
@click.option("--sign-offs", type=FILE, default=None, help="The coach's table of sign-offs: who stands on which rung.")
@click.option("--ladder", "rungs", type=FILE, default=None, help="Write every person's rung on every page as a table.")
@click.option(
    "--new-sign-offs", "blank", type=FILE, default=None, help="Write a table of sign-offs to fill in; old ones stay in."
)
@click.option("--retest", is_flag=True, help="Name six pages for everybody to try again this month.")
@click.option("--person", "people", multiple=True, metavar="NAME", help="Somebody for the new table. Several times.")
@playbooks_option
def results(
    files: tuple[Path, ...],
    table: Path | None,
    page: Path | None,
    sign_offs: Path | None,
    rungs: Path | None,
    blank: Path | None,
    retest: bool,
    people: tuple[str, ...],
    playbooks: Path,
) -> None:
    """Merge the progress FILES of learners: who is where, and which question or page to mend.

    Learners save their file on "My progress" and hand it over. Nothing is sent anywhere. With the coach's
    table of sign-offs it also tells who is on which rung with which page, and what lapsed to "reread".
    Exit code 0: all was read. 1: something was left out, or nothing could be read.
    """
    if not (files or sign_offs or people):
        raise click.UsageError("name the progress files of learners, --sign-offs FILE, or --person NAME.")
    handbook = _handbook(playbooks)
    found = load_results(handbook, list(files))
    signed = load_sign_offs(sign_offs, handbook, _today()) if sign_offs else SignOffs()
    left_out = _told([(str(file), why) for file, why in found.unread], sign_offs, signed)
    on_ladder = sign_offs or rungs or retest
    standing = ladder_of(handbook, [one.learner for one in found.standings], signed.rows) if on_ladder else []
    if found.standings:
        click.echo(results_text(found))
    if standing:
        click.echo(f"{chr(10) if found.standings else ''}{ladder_text(standing, handbook)}")
    if retest:
        click.echo(f"\n{retest_text(standing, handbook, _today())}")
    if table is not None and found.standings:
        _write(table, results_csv(found))
    if page is not None and (found.standings or standing):
        _write(page, results_page(found, handbook, standing).encode())
    if rungs is not None:
        _write(rungs, ladder_csv(standing, handbook))
    if blank is not None:
        _write_blank(blank, handbook, [*(one.learner.name for one in found.standings), *people], signed)
    sys.exit(1 if left_out else 0)


def _told(unread: list[tuple[str, str]], table: Path | None, signed: SignOffs) -> bool:
    """Tell what was left out, each with its file and line. Answers with whether anything was."""
    told = [f"Left out: {file} {why}" for file, why in unread]
    told += [f"{table}{f':{line}:' if line else ''} {why}" for line, why in signed.faults]
    for line in told:
        click.echo(line if line.endswith("?") else f"{line}.", err=True)
    return bool(told)


def _write_blank(file: Path, handbook: Handbook, people: list[str], signed: SignOffs) -> None:
    """A table to fill in. One that is there already may hold what a coach signed: it is never replaced."""
    if file.exists():
        raise click.ClickException(f"{file} is there already. Name another file; nothing was written.")
    if signed.faults:
        raise click.ClickException("the new table would lack what could not be read above. Mend that first.")
    _write(file, sign_off_table(handbook, people, signed.rows))
    click.echo(f"Written to {file.as_posix()}: fill in a date and initials, such as 2027-01-12 JM.")


def _today() -> date:
    """The day by the clock, or the one that SOURCE_DATE_EPOCH fixes."""
    return datetime.fromtimestamp(_moment(), UTC).astimezone().date()


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
