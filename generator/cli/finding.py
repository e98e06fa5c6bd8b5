"""The command that measures the finder: search-report."""

from __future__ import annotations

import json
from pathlib import Path

import click

from generator.cli.common import checked_or_exit, playbooks_option
from generator.finder.measure import ALL, RED, TOP, BadQueriesError, Found, NoEngineError, load_queries, measure


@click.command("search-report")
@click.argument("queries", type=click.Path(path_type=Path, dir_okay=False, exists=True), metavar="QUERIES.tsv")
@playbooks_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the report is written.",
)
@click.option("--misses", is_flag=True, help="Print only the queries that did not come out as they should.")
def search_report(queries: Path, playbooks: Path, format_: str, misses: bool) -> None:
    """Ask the finder every query in QUERIES.tsv and print the rank of each expected defect.

    A line of the file: the query, a tab, the ids of the defects that should come up (the first one is
    the one that matters most; - where nothing should), a tab, a note. A note that begins with RED
    wants its stop card at rank 1 or 2. The engine and the index are those of find.html, run in Node or
    a browser without a window.
    """
    checked = checked_or_exit(playbooks, quiet=True)
    assert checked.handbook is not None
    try:
        found = measure(checked.handbook, load_queries(queries))
    except (BadQueriesError, NoEngineError) as error:
        raise click.ClickException(str(error)) from None
    if format_ == "json":
        data = {"queries": [_data(one) for one in found], "totals": totals(found)}
        click.echo(json.dumps(data, indent=1, ensure_ascii=False))
        return
    for one in found:
        if not (misses and (one.as_wanted or not (one.counts or not one.query.expected))):
            click.echo(_line(one))
    click.echo("".join(f"{name}: {value}\n" for name, value in totals(found).items()), nl=False)


def totals(found: list[Found]) -> dict[str, str]:
    """The sums over all queries, by what they say."""
    counted = [one for one in found if one.counts]
    red = [one for one in counted if one.query.red]
    nothing = [one for one in found if not one.query.expected]
    sums = {
        f"first defect in the top {TOP}": _share(sum(one.in_top for one in counted), len(counted)),
        f"all defects in the top {ALL}": _share(sum(one.all_there for one in counted), len(counted)),
        f"red queries at rank 1 or {RED}": _share(sum(one.red_on_top for one in red), len(red)),
        "said that nothing fits": _share(sum(one.as_wanted for one in nothing), len(nothing)),
    }
    absent = len(found) - len(counted) - len(nothing)
    return sums | {"absent (their defect has no playbook yet)": str(absent)}


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / whole:.0f} %)" if whole else "none asked"


def _line(one: Found) -> str:
    if not one.query.expected:
        return f"{'  ' if one.as_wanted else '! '}{one.query.text}: {one.verdict}"
    ranks = [f"{id_} {'absent' if id_ in one.absent else _rank(one.ranks[id_])}" for id_ in one.query.expected]
    mark = "  " if not one.counts or one.as_wanted else "! "
    return f"{mark}{one.query.text}: {', '.join(ranks)}{' (RED)' if one.query.red else ''}"


def _rank(rank: int) -> str:
    return f"rank {rank}" if rank else "not found"


def _data(one: Found) -> dict[str, object]:
    return {
        "query": one.query.text,
        "note": one.query.note,
        "verdict": one.verdict,
        "ranks": {id_: None if id_ in one.absent else one.ranks[id_] for id_ in one.query.expected},
        "results": list(one.results),
        "as_wanted": one.as_wanted if one.counts or not one.query.expected else None,
    }
