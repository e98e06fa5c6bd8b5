"""The `handbook` command: thin adapters over the core. Nothing is decided here.

Each module holds the commands of one kind of work; a product brings its own and names it below.
"""

from __future__ import annotations

import click

from generator import publish
from generator.cli.authoring import check, explain, init, new, schema
from generator.cli.cards import cards
from generator.cli.finding import search_report
from generator.cli.publishing import build, export
from generator.cli.quizzes import quiz, results
from generator.cli.workshops import workshop


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """Turn playbooks for service recovery into a handbook.

    A playbook is one YAML file with the planned answer to one defect. Begin with `handbook init`,
    write with `handbook new`, read your mistakes with `handbook check`, publish with `handbook build`.
    """
    publish.quiet_libraries()


for command in (init, new, check, explain, schema, build, cards, export, quiz, results, workshop, search_report):
    main.add_command(command)
