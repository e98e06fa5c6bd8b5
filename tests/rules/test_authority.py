"""Who may do what: inherited, handed over, and given away by words."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.model.handbook import Handbook
from tests.handbooks import RECOVERY, checked, found

STEP = "    do: Ask how they were going to get home.\n"


def _handbook(tmp_path: Path, *changes: tuple[str, str, str]) -> Handbook:
    handbook = checked(tmp_path, *changes).handbook
    assert handbook is not None
    return handbook


def test_a_role_may_what_the_roles_it_builds_on_may(tmp_path: Path) -> None:
    assert _handbook(tmp_path).authority("owner") == {"redo-work", "lend-bike", "decide-claims"}


def test_roles_that_build_on_each_other_share_what_they_may(tmp_path: Path) -> None:
    handbook = _handbook(tmp_path, ("handbook.yml", "may: [redo-work]", "same_as: owner\n    may: [redo-work]"))
    assert handbook.authority("mechanic") == handbook.authority("owner") == {"redo-work", "lend-bike", "decide-claims"}


def test_money_is_not_inherited(tmp_path: Path) -> None:
    """`same_as` gives the actions of a role. What one may spend is said for each."""
    handbook = _handbook(tmp_path, ("handbook.yml", "    may_spend: 300\n", ""))
    assert handbook.roles["owner"].may_spend == 0


def test_places_that_are_parts_of_each_other_end(tmp_path: Path) -> None:
    handbook = _handbook(
        tmp_path,
        ("jurisdictions.yml", "    name: Townland\n", "    name: Townland\n    within: shire\n"),
        ("jurisdictions.yml", "jurisdictions:\n", "jurisdictions:\n  shire:\n    name: Shire\n    within: townland\n"),
    )
    assert handbook.places == ("townland", "shire")


@pytest.mark.parametrize(
    ("added", "codes"),
    [
        pytest.param("    needs: decide-claims\n", ["beyond-authority"], id="not mine"),
        pytest.param("    needs: decide-claims\n    hand_over_to: owner\n", [], id="handed to one who may"),
        pytest.param(
            "    needs: decide-claims\n    hand_over_to: mechanic\n",
            ["hand-over-too-low"],
            id="handed to one who may not",
        ),
        pytest.param("    needs: [lend-bike, decide-claims]\n", ["beyond-authority"], id="one of two"),
        pytest.param("    cost: 200\n    hand_over_to: owner\n", [], id="the one who takes over spends"),
        pytest.param("    cost: 301\n    hand_over_to: owner\n", ["over-spend"], id="and has a limit as well"),
        pytest.param(
            "    hand_over_to: counter\n    needs: decide-claims\n", ["hand-over-to-self"], id="to itself: one Problem"
        ),
    ],
)
def test_step(tmp_path: Path, added: str, codes: list[str]) -> None:
    assert found(tmp_path, (RECOVERY, STEP, STEP + added)) == codes


@pytest.mark.parametrize(
    ("do", "codes"),
    [
        ("Fetch a LOAN  BIKE.", ["undeclared-action"]),
        ("Fetch a loan\n      bike.", ["undeclared-action"]),
        ("Fetch loan bikes.", []),
        ("Fetch a sloan bike.", []),
    ],
)
def test_words_that_give_an_action_away_are_whole_words(tmp_path: Path, do: str, codes: list[str]) -> None:
    assert found(tmp_path, (RECOVERY, STEP, f"    do: {do}\n")) == codes


def test_words_are_compared_in_any_case_and_with_either_apostrophe(tmp_path: Path) -> None:
    words = ("handbook.yml", "words: [redo the job]", "words: [The Rider\u2019s  Job]")
    assert found(tmp_path, words, (RECOVERY, STEP, "    do: Redo the rider's job.\n")) == ["undeclared-action"]


def test_a_word_of_two_actions_is_covered_by_either(tmp_path: Path) -> None:
    both = ("handbook.yml", "    words: [redo the job]", "    words: [loan bike]")
    assert found(tmp_path, both, (RECOVERY, STEP, "    do: Fetch a loan bike.\n    needs: lend-bike\n")) == []


def test_a_line_may_ask_for_permission_only_where_it_hands_over(tmp_path: Path) -> None:
    say = STEP + "    say: I'm not allowed to say. Ines is with you in five minutes.\n"
    assert found(tmp_path, (RECOVERY, STEP, say)) == ["permission-phrase"]
    assert found(tmp_path, (RECOVERY, say, say + "    hand_over_to: mechanic\n")) == []


def test_other_families_are_not_excused_by_a_hand_over(tmp_path: Path) -> None:
    say = "    say: Calm down. Ines is with you in five minutes.\n    hand_over_to: mechanic\n"
    assert found(tmp_path, (RECOVERY, STEP, STEP + say)) == ["minimising"]
