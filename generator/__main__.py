"""``python -m generator``: the `handbook` command where it is not on the path."""

from generator.cli import main

main(prog_name="handbook")
