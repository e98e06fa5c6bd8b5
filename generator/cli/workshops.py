"""The command for workshops: what there is, and a pack made for the people who come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from generator.cli.card_job import write_file
from generator.cli.common import FOLDER, checked_or_exit, playbooks_option, quiet_option
from generator.model.handbook import Handbook
from generator.model.settings import fill
from generator.model.workshop import Workshop
from generator.near import did_you_mean
from generator.rendering.cache import Cache
from generator.workshops.content import how_many
from generator.workshops.pack import pack_zip, render_pack, sheets_of
from generator.workshops.plan import PlanError, plan_session
from generator.workshops.session import Session
from generator.workshops.sheets.runsheet import length


@click.command()
@click.argument("workshop_id", metavar="[ID]", required=False)
@click.option("-o", "--out", type=FOLDER, default=None, help="The folder to write the pack into.")
@click.option("--people", type=int, default=None, help="How many come. Left out: as many as the workshop plans for.")
@click.option("--starts", metavar="HH:MM", default=None, help="When it begins. Left out: as the workshop says.")
@click.option("--only", metavar="NAME,...", default="", help="These files alone, such as guide,role-cards, and no zip.")
@playbooks_option
@quiet_option
def workshop(
    workshop_id: str | None,
    out: Path | None,
    people: int | None,
    starts: str | None,
    only: str,
    playbooks: Path,
    quiet: bool,
) -> None:
    """Write the pack of a workshop: everything that a coach prints, shows and signs, and all of it in one zip.

    Without ID it lists the workshops. Begin with the checklist: it says how many copies of what. Exit code 0:
    written. 1: errors in the playbooks. 2: wrong use.
    """
    handbook = checked_or_exit(playbooks, quiet=True).handbook
    assert handbook is not None
    if workshop_id is None:
        click.echo(_list(handbook))
        return
    session = _session(handbook, workshop_id, people, starts)
    if out is None:
        raise click.UsageError("where shall it go? Name a folder with -o")
    files = {one.path: one.file for one in sheets_of(handbook, session)}
    outputs = render_pack(handbook, session, Cache.beside(playbooks), only=_wanted(only, handbook, session))
    for output in outputs:
        assert isinstance(output.content, bytes), "a pack holds no text files"
        write_file(out / files[output.path], output.content)
    # A part is not zipped: it would stand under the name of the whole pack, and take its place.
    whole = len(outputs) == len(files)
    if whole:
        write_file(out / f"{workshop_id}.zip", pack_zip(handbook, session, outputs))
    if not quiet:
        times = "; ".join(f"{day.starts} to {day.ends}" for day in session.days)
        click.echo(f"{_name(handbook, session.workshop)}: {how_many(session.people)}, {times}.")
        made = f"{len(outputs)} file{'' if len(outputs) == 1 else 's'}" + (f" and {workshop_id}.zip" if whole else "")
        click.echo(f"Written: {made} in {out.as_posix()}")


def _list(handbook: Handbook) -> str:
    """One line for each workshop: its id, how long, for how many, what it is called and for whom."""
    if not handbook.workshops:
        return "There are no workshops yet. `handbook new workshop` writes one from a list of defects."
    rows = []
    for one in handbook.workshops:
        minutes = sum(day.minutes for day in plan_session(handbook, one).days)
        group = f"{one.group.least} to {one.group.most} people"
        rows.append((one.id, length(minutes), group, _name(handbook, one), fill(one.audience, handbook.settings())))
    wide = [max(len(row[column]) for row in rows) for column in range(3)]
    return "\n".join(
        f"{id_:{wide[0]}}  {long:{wide[1]}}  {group:{wide[2]}}  {title}\n{'':{wide[0]}}  {audience}"
        for id_, long, group, title, audience in rows
    )


def _name(handbook: Handbook, one: Workshop) -> str:
    return fill(one.title, handbook.settings())


def _session(handbook: Handbook, id_: str, people: int | None, starts: str | None) -> Session:
    known = {one.id: one for one in handbook.workshops}
    if id_ not in known:
        raise click.BadParameter(f"there is no workshop {id_!r}; {did_you_mean(id_, known)}", param_hint="ID")
    try:
        return plan_session(handbook, known[id_], people, starts)
    except PlanError as error:
        raise click.UsageError(str(error)) from None


def _wanted(only: str, handbook: Handbook, session: Session) -> Sequence[str]:
    names = [one.name for one in sheets_of(handbook, session)]
    return [_meant(entry.strip().removesuffix(".pdf"), names) for entry in only.split(",") if entry.strip()]


def _meant(entry: str, names: Iterable[str]) -> str:
    """The name that was meant: itself, or the only one of which it is a part, such as ``guide``."""
    known = list(names)
    parts = [name for name in known if entry in name]
    if entry in known or len(parts) == 1:
        return entry if entry in known else parts[0]
    raise click.BadParameter(f"this pack has no {entry!r}; {did_you_mean(entry, known)}", param_hint="--only")
