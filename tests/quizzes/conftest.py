"""The handbook that the quizzes are tested on: the small valid one, with one quiz that has every type of question."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.checking import check_folder
from generator.model.handbook import Handbook

DATA = Path(__file__).parents[1] / "data"
EVERY_TYPE = Path(__file__).parent / "every-type"


def read_every_type(folder: Path, old: str = "", new: str = "") -> Handbook:
    """The handbook as an author wrote it, with `old` replaced by `new` in the quiz."""
    shutil.copytree(DATA / "base", folder)
    shutil.copytree(EVERY_TYPE, folder, dirs_exist_ok=True)
    file = folder / "ready" / "not-ready.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    checked = check_folder(folder, date(2026, 11, 22))
    assert checked.handbook is not None
    assert not checked.problems, checked.problems
    return checked.handbook


@pytest.fixture(scope="session")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    return read_every_type(tmp_path_factory.mktemp("quizzes") / "playbooks")
