"""Commands that publish: build and export."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from generator import publish, report
from generator.cli.common import (
    FOLDER,
    checked_or_exit,
    config_option,
    content_option,
    playbooks_option,
    quiet_option,
)
from generator.model.audience import AUDIENCES, Audience


def audience_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option for who the site is for."""
    return click.option(
        "--audience",
        type=click.Choice(AUDIENCES),
        default=None,
        help="Who it is for. learner: without workshops, role plays and whatever else is for coaches. "
        "Left out: what mkdocs.yml says, or else everyone.",
    )(command)


@click.command()
@playbooks_option
@content_option
@click.option("--out", type=FOLDER, default=Path("site"), show_default=True, help="Where the site goes.")
@config_option
@audience_option
@quiet_option
def build(
    playbooks: Path, content: Path | None, out: Path, config: Path | None, audience: Audience | None, quiet: bool
) -> None:
    """Build the handbook's site. If something is wrong, the last site stays as it is.

    Exit code 0: built. 1: errors in the playbooks, or the site could not be written. 2: wrong use.
    """
    publish.quiet_libraries()
    checked_or_exit(playbooks, quiet)
    places = replace(_places(playbooks, content, out, config), audience=audience)
    if not quiet:
        click.echo("Building the site ...")
    try:
        pages = publish.build_site(places)
    except publish.PublishError as error:
        raise click.ClickException(str(error)) from None
    if not quiet:
        click.echo(f"{pages} pages. Open {(out / 'index.html').as_posix()} with a double click.")


@click.command()
@click.argument("directory", type=FOLDER)
@playbooks_option
@content_option
@config_option
@audience_option
@quiet_option
def export(
    directory: Path, playbooks: Path, content: Path | None, config: Path | None, audience: Audience | None, quiet: bool
) -> None:
    """Write the whole handbook into DIRECTORY as Markdown with its mkdocs.yml.

    Builders that run no plugin of ours make the same pages from it: `zensical build`, for one.
    """
    publish.quiet_libraries()
    checked = checked_or_exit(playbooks, quiet)
    places = replace(_places(playbooks, content, directory, config), audience=audience)
    try:
        problems = publish.export_tree(places, checked)
    except publish.PublishError as error:
        raise click.ClickException(str(error)) from None
    if problems:
        click.echo(report.as_text(problems, {}, places.content.as_posix()))
        sys.exit(1)
    if not quiet:
        click.echo(f"Written to {directory.as_posix()}. Build it there, for instance with: zensical build")


def _places(playbooks: Path, content: Path | None, out: Path, config: Path | None) -> publish.Places:
    """Where a site comes from and goes to, with what was left out filled in."""
    root = playbooks.resolve()
    return publish.Places(
        config=(config or publish.find_config(root)).resolve(),
        playbooks=root,
        content=(content or root.parent / "content").resolve(),
        out=out.resolve(),
    )
