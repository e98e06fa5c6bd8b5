"""The command for cards: printed, selected, remembered, and found again when they are old."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click

from generator.cards.choices import desk_cards
from generator.cards.content import PLACES, DeskCard
from generator.cards.posters import POSTERS, poster
from generator.cards.press import Press, imprint
from generator.cards.sheets import Duplex, Layout, Plan
from generator.cards.sizes import SIZES, SizeName
from generator.cards.testsheet import test_sheet
from generator.cli.card_job import Job, write_file
from generator.cli.common import checked_or_exit, playbooks_option, quiet_option
from generator.model.handbook import Handbook
from generator.near import did_you_mean
from generator.rendering.cache import Cache
from generator.rendering.paper import PaperName


class _Offset(click.ParamType[tuple[float, float]]):
    """Two numbers in mm with a comma between them."""

    name = "X,Y"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, float]:
        if isinstance(value, tuple):
            return value
        parts = str(value).split(",")
        try:
            across, down = (float(part) for part in parts)
        except ValueError:
            self.fail("write two numbers in mm with a comma between them, such as 1,0.5", param, ctx)
        if not (abs(across) <= 10 and abs(down) <= 10):
            self.fail("no printer is off by more than 10 mm", param, ctx)
        return across, down


@click.command()
@playbooks_option
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The PDF to write.")
@click.option("--size", type=click.Choice(list(SIZES)), default="a6", show_default=True, help="The size of a card.")
@click.option(
    "--paper",
    type=click.Choice(["a4", "letter", "a3"]),
    default=None,
    help="Left out: `paper` in handbook.yml. a3 is for posters.",
)
@click.option("--only", multiple=True, metavar="ID ...", help="These cards and no others.")
@click.option("--place", multiple=True, type=click.Choice(list(PLACES)), help="The cards that are kept there.")
@click.option(
    "--duplex",
    type=click.Choice(["long", "short", "none"]),
    default="none",
    show_default=True,
    help="The edge your printer turns the paper on; none prints one side.",
)
@click.option(
    "--layout",
    type=click.Choice(["fold", "nup", "single"]),
    default=None,
    help="fold: both sides beside each other, to fold. nup: as many as the paper takes. single: one side a page. "
    "Left out: fold, or nup with --duplex.",
)
@click.option(
    "--offset",
    type=_Offset(),
    default=(0.0, 0.0),
    help="Millimetres to move the backs right and down, from the test sheet.",
)
@click.option("--gutter", type=click.FloatRange(0, 40), default=0.0, help="Millimetres between the cards of a sheet.")
@click.option(
    "--bleed",
    type=click.FloatRange(0, 10),
    default=0.0,
    help="With single: millimetres of paper round each card, for a print shop.",
)
@click.option("--test-sheet", "testing", is_flag=True, help="Write the sheet to test the printer with, and no cards.")
@click.option("--poster", type=click.Choice(list(POSTERS)), default=None, help="Write this poster, and no cards.")
@click.option(
    "--changed-since",
    "since",
    metavar="LEDGER|REVISION",
    default=None,
    help="Only cards that are not as a ledger says they were printed, or as they were at that git revision.",
)
@click.option(
    "--record",
    "ledger",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="Remember in this ledger what was printed, when, and for which place.",
)
@click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day that is recorded. Left out: today."
)
@quiet_option
@click.argument("more", nargs=-1, metavar="")
def cards(
    playbooks: Path,
    out: Path,
    size: SizeName,
    paper: PaperName | None,
    only: tuple[str, ...],
    more: tuple[str, ...],
    place: tuple[str, ...],
    duplex: Duplex,
    layout: Layout | None,
    offset: tuple[float, float],
    gutter: float,
    bleed: float,
    testing: bool,
    poster: str | None,
    since: str | None,
    ledger: Path | None,
    today: datetime | None,
    quiet: bool,
) -> None:
    """Write desk cards as a PDF: to print, cut, fold and laminate.

    Print the test sheet first (--test-sheet). Exit code 0: written, or nothing to print. 1: errors in the
    playbooks, or words that do not fit. 2: wrong use. Size, sheet and selection are chosen in one place, here.
    """
    if more and not only:
        raise click.UsageError(f"what is {more[0]!r}? Cards are chosen with --only {more[0]}")
    if paper == "a3" and poster is None:
        raise click.BadParameter("a3 is for posters; cards are printed on a4 or letter", param_hint="--paper")
    handbook = checked_or_exit(playbooks, quiet=True).handbook
    assert handbook is not None
    store = Cache.beside(playbooks)
    plan = Plan(
        SIZES[size],
        paper=paper or handbook.practice.paper,
        layout=layout or ("fold" if duplex == "none" else "nup"),
        duplex=duplex,
        offset=offset,
        gutter=gutter,
        bleed=bleed,
    )
    if plan.layout == "fold" and duplex != "none":
        raise click.UsageError("folded cards are printed on one side: leave out --duplex, or choose --layout nup")
    job = Job(
        handbook,
        playbooks,
        plan,
        Press(imprint(handbook), store),
        quiet,
        place,
        today.date() if today else date.today(),
    )
    if testing:
        write_file(out, test_sheet(plan, job.press.imprint, store))
    elif poster is not None:
        write_file(out, _poster(handbook, poster, plan, job))
    else:
        job.print(out, _chosen(handbook, [*only, *more], place), since, ledger)
    if not quiet:
        click.echo(f"Written: {out.as_posix()}") if out.exists() else None


def _poster(handbook: Handbook, name: str, plan: Plan, job: Job) -> bytes:
    return poster(POSTERS[name](handbook), plan.paper, job.press.imprint, job.press.cache)


def _chosen(handbook: Handbook, ids: Sequence[str], places: Sequence[str]) -> list[DeskCard]:
    """The cards that were asked for, in the order of the deck."""
    found = desk_cards(handbook)
    wanted = [id_ for entry in ids for id_ in entry.split(",") if id_]
    for id_ in wanted:
        if id_ not in handbook.by_id:
            raise click.BadParameter(
                f"there is no card {id_!r}; {did_you_mean(id_, handbook.by_id)}", param_hint="--only"
            )
    return [
        card for card in found if (not wanted or card.id in wanted) and (not places or set(card.places) & set(places))
    ]
