"""The small valid handbook of `data/base/`, with a change or two: what most tests of rules need."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from generator.checking import Checked, check_folder

DATA = Path(__file__).parent / "data"
TODAY = date(2026, 11, 22)
RECOVERY = "ready/not-ready.yml"
STOP_CARD = "road/brakes-failed.yml"

Change = tuple[str, str, str]
"""A file, words that stand in it once, and what stands there instead."""


def checked(tmp_path: Path, *changes: Change, today: date = TODAY) -> Checked:
    """The base handbook with `changes`, read and checked."""
    folder = tmp_path / "playbooks"
    if not folder.exists():
        shutil.copytree(DATA / "base", folder)
    for file, old, new in changes:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")
    return check_folder(folder, today)


def found(tmp_path: Path, *changes: Change, today: date = TODAY) -> list[str]:
    """The codes that the changed handbook is reported for."""
    return [problem.code for problem in checked(tmp_path, *changes, today=today).problems]


def saying(words: str) -> Change:
    """The recovery with another first line."""
    return RECOVERY, "I told you four o'clock and I'm not done. Thank you for coming in.", words
