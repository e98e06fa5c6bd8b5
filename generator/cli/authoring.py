"""Commands that write an author's files: init, new, schema."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from generator import scaffold
from generator.checking import check_folder
from generator.cli.common import FOLDER, PLAYBOOKS, playbooks_option, print_report
from generator.model.handbook import Handbook
from generator.model.playbook import Kind
from generator.model.text import ID_PATTERN
from generator.near import did_you_mean
from generator.scaffold import workshops
from generator.source.schema import FILES, schema_texts


@click.command()
@click.argument("directory", type=FOLDER)
def init(directory: Path) -> None:
    """Start a handbook of your own in DIRECTORY: small, complete, and ready to build."""
    try:
        scaffold.write_starter(directory)
    except FileExistsError:
        raise click.ClickException(f"{directory} is not empty. Name a new folder.") from None
    at = directory.as_posix()
    click.echo(f"Your handbook is in {at}. Build it: handbook build --playbooks {at}/playbooks --out {at}/site")
    click.echo(f"In {at}, every command finds it without being told where it is.")


@click.command()
@click.argument("place", metavar="STAGE/ID | workshop ID DEFECT...")
@click.argument("names", nargs=-1, metavar="")
@click.option(
    "--kind",
    type=click.Choice(["recovery", "stop-card"]),
    default=None,
    help="Of a playbook. Left out: the gap's kind, or recovery.",
)
@click.option(
    "--minutes",
    type=click.IntRange(workshops.LEAST_MINUTES, workshops.MOST_MINUTES),
    default=None,
    help="How long a workshop is. Left out: 60.",
)
@click.option("--starts", default=None, help="When a workshop begins, such as 12:30.")
@click.option("--title", default=None, help="What a workshop is called. Left out: what it trains.")
@playbooks_option
def new(
    place: str,
    names: tuple[str, ...],
    kind: str | None,
    minutes: int | None,
    starts: str | None,
    title: str | None,
    playbooks: Path,
) -> None:
    """Write a new playbook to fill in, or a workshop to begin with.

    `handbook new arrive/not-greeted` writes a playbook. A known gap of that name gives its title and
    definition, and is taken out of gaps.yml.

    `handbook new workshop phones callback-not-made call-not-answered --minutes 90` writes the plan
    of a workshop on those playbooks, whose times add up to what you ask for.
    """
    checked = check_folder(playbooks, date.today())
    handbook = checked.handbook
    if handbook is None:
        print_report(checked, playbooks.as_posix(), quiet=True)
        raise click.ClickException("handbook.yml has errors. Mend them first: everything new needs its roles.")
    if place == "workshop":
        if kind is not None:
            raise click.UsageError("--kind is for playbooks, not for workshops")
        if len(names) < 2:
            raise click.UsageError("name the workshop, and the playbooks that it is about: `new workshop ID DEFECT...`")
        id_, *defects = names
        _new_workshop(handbook, playbooks, id_, defects, minutes or 60, starts, title)
    elif names or minutes is not None or starts is not None or title is not None:
        raise click.UsageError("a playbook takes one name, STAGE/ID, and --kind; for a workshop write `new workshop`")
    else:
        _new_playbook(handbook, playbooks, place, kind)


def _new_workshop(
    handbook: Handbook,
    playbooks: Path,
    id_: str,
    defects: Sequence[str],
    minutes: int,
    starts: str | None,
    title: str | None,
) -> None:
    _refuse_id(id_, "a workshop", "workshop ID")
    if id_ == "index":
        raise click.BadParameter("'index' is the page that lists all workshops", param_hint="workshop ID")
    file = playbooks / "workshops" / f"{id_}.yml"
    if file.exists():
        raise click.ClickException(f"{file} exists already")
    for defect in defects:
        if defect not in handbook.by_id:
            known = "it has no playbook yet" if defect in handbook.gap_stage else did_you_mean(defect, handbook.by_id)
            raise click.BadParameter(f"there is no playbook {defect!r}; {known}", param_hint="DEFECT")
    if starts is not None and not re.fullmatch(r"([01]?[0-9]|2[0-3]):[0-5][0-9]", starts):
        raise click.BadParameter(f"{starts!r} is no time of the day; write it like 12:30", param_hint="--starts")
    chosen = tuple(handbook.by_id[defect] for defect in dict.fromkeys(defects))
    planned = workshops.NewWorkshop(id_, chosen, minutes, starts, title)
    workshops.write_workshop(playbooks, planned, handbook)
    click.echo(f"Written: {file.as_posix()}")
    for note in workshops.left_out(planned, handbook):
        click.echo(note)


def _refuse_id(id_: str, noun: str, hint: str) -> None:
    if not re.fullmatch(ID_PATTERN, id_) or len(id_) > 80:
        raise click.BadParameter(
            f"{id_!r} cannot be the id of {noun}: use lower-case letters, digits and hyphens", param_hint=hint
        )


def _new_playbook(handbook: Handbook, playbooks: Path, place: str, kind: str | None) -> None:
    stage, _, id_ = place.partition("/")
    stages = [one.id for one in handbook.journey]
    if not id_ and stage not in stages:
        home = handbook.gap_stage.get(stage, "STAGE")
        raise click.BadParameter(f"put its stage before it: `new {home}/{stage}`", param_hint="STAGE/ID")
    if not id_:
        raise click.BadParameter(f"name the playbook too: `new {stage}/ID`", param_hint="STAGE/ID")
    if stage not in stages:
        raise click.BadParameter(f"there is no stage {stage!r}; {did_you_mean(stage, stages)}", param_hint="STAGE/ID")
    _refuse_id(id_, "a playbook", "STAGE/ID")
    if id_ in handbook.by_id or id_ in handbook.unread:
        raise click.ClickException(f"there is a playbook {id_!r} already")
    gap = handbook.gaps.get(stage, {}).get(id_)
    chosen: Kind = "stop-card" if (kind or (gap.kind if gap else "recovery")) == "stop-card" else "recovery"
    file = playbooks / stage / f"{id_}.yml"
    if file.exists():
        raise click.ClickException(f"{file} exists already")
    taken = scaffold.write_playbook(playbooks, scaffold.NewPlaybook(stage, id_, chosen, gap), handbook, date.today())
    click.echo(f"Written: {file.as_posix()}" + (", and taken out of gaps.yml" if taken else ""))
    if gap and not taken:
        click.echo(f"Take {id_!r} out of gaps.yml: its lines are laid out in a way that was left alone.")
    click.echo("Replace every text that begins with WRITE; `handbook check` lists them.")


@click.command()
@click.argument("playbooks", type=PLAYBOOKS, default=Path("playbooks"))
@click.option("--print", "name", type=click.Choice(list(FILES)), default=None, help="Print one schema instead.")
def schema(playbooks: Path, name: str | None) -> None:
    """Write the JSON Schemas that editors complete and check with, into PLAYBOOKS/.schema."""
    if name is not None:
        click.echo(schema_texts()[f"{name}.json"], nl=False)
        return
    if not playbooks.is_dir():
        raise click.BadParameter(f"there is no folder {playbooks.as_posix()!r}", param_hint="PLAYBOOKS")
    for path in scaffold.write_schemas(playbooks):
        click.echo(path.as_posix())
