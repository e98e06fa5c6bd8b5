"""One text as a YAML scalar on one line, quoted where it has to be."""

from __future__ import annotations

import yaml


def quoted(text: str) -> str:
    """`text` as an author would have to write it behind a field's colon."""
    dumped: str = yaml.safe_dump(text, allow_unicode=True, width=10_000, default_flow_style=True)
    return dumped.removesuffix("\n").removesuffix("\n...").strip()
