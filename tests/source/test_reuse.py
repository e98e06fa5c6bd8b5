"""`use:` puts a shared entry in, once, and blames nobody twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.model.playbook import Playbook
from tests.handbooks import RECOVERY, checked, found

USE_STEP = (
    RECOVERY,
    "    do: Ask how they were going to get home.\n",
    "    do: Ask how they were going to get home.\n  - use: write-it-down\n",
)


def _recovery(tmp_path: Path, *changes: tuple[str, str, str]) -> Playbook:
    result = checked(tmp_path, *changes)
    assert not result.problems
    assert result.handbook is not None
    return result.handbook.by_id["not-ready"]


def test_a_shared_step_stands_where_it_is_used(tmp_path: Path) -> None:
    step = _recovery(tmp_path, USE_STEP).steps[1]
    assert (step.who, step.within, step.do) == ("counter", "same day 18:00", "Write one line in the shop log.")
    assert step.use == "write-it-down", "products link to the phrasebook by this name"


def test_what_stands_beside_use_wins(tmp_path: Path) -> None:
    step = _recovery(tmp_path, (USE_STEP[0], USE_STEP[1], USE_STEP[2] + "    who: owner\n")).steps[1]
    assert (step.who, step.do) == ("owner", "Write one line in the shop log.")


def test_the_group_of_the_phrasebook_is_not_part_of_the_line(tmp_path: Path) -> None:
    assert _recovery(tmp_path).wording[0].say.startswith("Your bike is on the stand now.")


def test_two_uses_of_one_entry_do_not_share_what_is_added(tmp_path: Path) -> None:
    steps = _recovery(
        tmp_path, (USE_STEP[0], USE_STEP[1], USE_STEP[2] + "    who: owner\n  - use: write-it-down\n")
    ).steps
    assert [step.who for step in steps[1:3]] == ["owner", "counter"]


def test_a_mistake_in_a_shared_line_is_found_once_and_where_it_is_written(tmp_path: Path) -> None:
    problems = checked(
        tmp_path, ("wording.yml", "finished or not.", "as soon as possible."), ("wording.yml", "at four, ", "")
    ).problems
    assert [(problem.code, problem.where.file, problem.where.line) for problem in problems] == [
        ("vague-time", "wording.yml", 4)
    ]


@pytest.mark.parametrize("part", ["steps", "wording"])
def test_an_entry_that_holds_itself_does_not_hang(tmp_path: Path, part: str) -> None:
    """`steps` is no field of a step; looked through for `use` all the same, it would never end."""
    circle = f"    do: Write one line in the shop log.\n    {part}:\n      - use: write-it-down\n"
    assert set(found(tmp_path, USE_STEP, ("wording.yml", "    do: Write one line in the shop log.\n", circle))) == {
        "unknown-field"
    }


def test_a_playbook_that_uses_what_is_not_there_is_known_and_not_shown(tmp_path: Path) -> None:
    result = checked(tmp_path, (RECOVERY, "- use: clock-not-soon", "- use: clock"))
    assert result.handbook is not None
    assert "not-ready" not in result.handbook.by_id
    assert "not-ready" in result.handbook.unread
