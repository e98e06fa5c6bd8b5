"""Pages written by hand: which of them are for coaches. Nothing more; MkDocs reads the rest."""

from __future__ import annotations

import re
from pathlib import Path

from generator.model.audience import CoachPage

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_FOR_COACHES = re.compile(r"""^audience:[ \t]*["']?coach["']?[ \t]*(?:#.*)?$""", re.MULTILINE)
_TITLE = re.compile(r"^# +(.+?) *#*$", re.MULTILINE)


def coach_pages(content: Path) -> tuple[CoachPage, ...]:
    """The pages whose front matter says ``audience: coach``, by their path. A folder that is not there has none."""
    pages = []
    for file in sorted(content.rglob("*.md")) if content.is_dir() else []:
        text = file.read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n")
        matter = _FRONT_MATTER.match(text)
        if matter and _FOR_COACHES.search(matter[1]):
            title = _TITLE.search(text[matter.end() :])
            path = file.relative_to(content).as_posix()
            pages.append(CoachPage(path, title[1] if title else path))
    return tuple(pages)
