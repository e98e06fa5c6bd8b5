"""What a product hands on: one file of the site, and the author's file it comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Output:
    """One file that we produce.

    `path` is relative to the site's sources, with forward slashes. `source` names the author's file,
    relative to the playbooks, that a reader would edit to change it; empty where there is not one.
    """

    path: str
    content: str | bytes
    source: str = ""
