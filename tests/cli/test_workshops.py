"""The command for workshops, as a coach types it."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.handbooks import DATA


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small handbook with a role play of 38 minutes, and the same in two days."""
    place = tmp_path / "handbook" / "playbooks"
    for case in ("base", "good/workshop-with-role-play"):
        shutil.copytree(DATA / case, place, dirs_exist_ok=True)
    days = DATA / "good" / "workshop-with-days" / "workshops" / "late-bikes.yml"
    shutil.copy(days, place / "workshops" / "two-days.yml")
    return place


def typed(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["workshop", *words, "--playbooks", str(folder)], catch_exceptions=False)


def test_without_an_id_it_lists_what_there_is(folder: Path) -> None:
    result = typed(folder)
    assert result.exit_code == 0, result.output
    assert result.output.splitlines() == [
        "late-bikes  38 min  3 to 9 people  Forty minutes on late bikes",
        "            Counter and mechanics.",
        "two-days    39 min  3 to 9 people  Twenty minutes on late bikes",
        "            Counter and mechanics.",
    ]
    shutil.rmtree(folder / "workshops")
    assert "There are no workshops yet" in typed(folder).output


def test_a_pack_for_the_people_who_come(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "pack"
    result = typed(folder, "late-bikes", "-o", str(out), "--people", "9", "--starts", "13:15")
    assert result.exit_code == 0, result.output
    assert "Forty minutes on late bikes: 9 people, 13:15 to 13:53." in result.output
    names = sorted(path.name for path in out.iterdir())
    assert names[0] == "01-checklist.pdf"
    assert {"03-facilitators-guide.pdf", "08-role-cards.pdf", "late-bikes.zip"} <= set(names)
    with zipfile.ZipFile(out / "late-bikes.zip") as archive:
        assert archive.namelist() == names[:-1]
        assert all(archive.read(name) == (out / name).read_bytes() for name in names[:-1])


def test_a_part_of_the_pack(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "pack"
    result = typed(folder, "late-bikes", "-o", str(out), "--only", "guide, attendance.pdf", "-q")
    assert (result.exit_code, result.output) == (0, "")
    names = ["03-facilitators-guide.pdf", "04-attendance.pdf"]
    assert sorted(path.name for path in out.iterdir()) == names, "a part is not zipped under the name of the whole"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("late-bike", "-o", "x"), "did you mean `late-bikes`?"),
        (("late-bikes",), "Name a folder with -o"),
        (("late-bikes", "-o", "x", "--people", "40"), "is for 3 to 9 people, not for 40"),
        (("late-bikes", "-o", "x", "--people", "40"), "or split the people over two sessions"),
        (("late-bikes", "-o", "x", "--people", "2"), "or ask more people in"),
        (("late-bikes", "-o", "x", "--starts", "noon"), "'noon' is no time of the day"),
        (("two-days", "-o", "x", "--starts", "10:00"), "has several days"),
        (("late-bikes", "-o", "x", "--only", "cheklist"), "did you mean `checklist`?"),
        (("two-days", "-o", "x", "--only", "role-cards"), "this pack has no 'role-cards'"),
    ],
)
def test_wrong_use_is_told_and_nothing_is_written(
    folder: Path, words: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    result = typed(folder, *words)
    assert result.exit_code == 2
    assert told in " ".join(result.output.replace("│", " ").split())
    assert list(here.iterdir()) == []
