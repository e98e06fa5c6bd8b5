"""Commands that publish: build and export."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator import publish, report
from generator.cli.common import (
    FOLDER,
    checked_or_exit,
    config_option,
    content_option,
    places_of,
    playbooks_option,
    quiet_option,
)


@click.command()
@playbooks_option
@content_option
@click.option("--out", type=FOLDER, default=Path("site"), show_default=True, help="Where the site goes.")
@config_option
@quiet_option
def build(playbooks: Path, content: Path | None, out: Path, config: Path | None, quiet: bool) -> None:
    """Build the handbook's site. If something is wrong, the last site stays as it is.

    Exit code 0: built. 1: errors in the playbooks, or the site could not be written. 2: wrong use.
    """
    checked_or_exit(playbooks, quiet)
    places = places_of(playbooks, content, out, config)
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
@quiet_option
def export(directory: Path, playbooks: Path, content: Path | None, config: Path | None, quiet: bool) -> None:
    """Write the whole handbook into DIRECTORY as Markdown with its mkdocs.yml.

    Builders that run no plugin of ours make the same pages from it: `zensical build`, for one.
    """
    checked = checked_or_exit(playbooks, quiet)
    places = places_of(playbooks, content, directory, config)
    try:
        problems = publish.export_tree(places, checked)
    except publish.PublishError as error:
        raise click.ClickException(str(error)) from None
    if problems:
        click.echo(report.as_text(problems, {}, places.content.as_posix()))
        sys.exit(1)
    if not quiet:
        click.echo(f"Written to {directory.as_posix()}. Build it there, for instance with: zensical build")
