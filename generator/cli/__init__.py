"""The `handbook` command: thin adapters over the core. Nothing is decided here.

Each module holds the commands of one kind of work; a product brings its own and names it below.
"""

from __future__ import annotations

import sys
from importlib import import_module
from io import TextIOWrapper

import click

COMMANDS = {
    "init": "authoring",
    "new": "authoring",
    "check": "checking",
    "explain": "checking",
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
        return list(COMMANDS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = str(args[0])
        if name not in COMMANDS and not name.startswith("-"):
            from generator.near import did_you_mean  # a check that is typed rightly waits for nothing

            ctx.fail(f"there is no command {name!r}; {did_you_mean(name, COMMANDS)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each command with its whole first sentence. Click's own list cuts it off in the middle."""
        rows = []
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            rows.append((name, command.get_short_help_str(limit=200) if command else ""))
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"generator.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command


@click.version_option(package_name="service-recovery-handbook", message="handbook %(version)s")
@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """Turn playbooks for service recovery into a handbook.

    A playbook is one YAML file with the planned answer to one defect. Begin with `handbook init`,
    write with `handbook new`, read your mistakes with `handbook check`, publish with `handbook build`.
    """
    # A report on Windows that goes into a file or a pipe has 256 characters at hand, and an author has all of them.
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
