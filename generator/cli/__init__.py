"""The `handbook` command: thin adapters over the core. Nothing is decided here.

Each module holds the commands of one kind of work; a product brings its own and names it below.
"""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS = {
    "init": "authoring",
    "new": "authoring",
    "check": "authoring",
    "explain": "authoring",
    "schema": "authoring",
    "build": "publishing",
    "cards": "cards",
    "export": "publishing",
    "quiz": "quizzes",
    "results": "quizzes",
    "workshop": "workshops",
    "search-report": "finding",
}
"""Every command and the module that holds it."""


class _Commands(click.Group):
    """Loads the module of a command when it is asked for: a check waits for nothing that only publishing needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"generator.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """Turn playbooks for service recovery into a handbook.

    A playbook is one YAML file with the planned answer to one defect. Begin with `handbook init`,
    write with `handbook new`, read your mistakes with `handbook check`, publish with `handbook build`.
    """
