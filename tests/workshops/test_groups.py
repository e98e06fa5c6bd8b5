"""Groups for role plays: for any number of people, everybody gets their turn and nobody sits alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.learning import PlayedCustomer, Scenario
from generator.model.playbook import Playbook
from generator.workshops.groups import deal_rounds, seat_groups
from generator.workshops.session import COACH, Scene, Trio

PEOPLE = st.integers(3, 30)
ROUNDS = st.integers(1, 8)


def _scene(number: int, curveball: bool) -> Scene:
    scenario = Scenario.model_construct(
        id=f"scene-{number}", customer=PlayedCustomer.model_construct(), curveball="A red flag." if curveball else None
    )
    return Scene(Playbook.model_construct(id="late"), scenario)


SCENES = st.lists(st.booleans(), min_size=1, max_size=9).map(
    lambda curveballs: [_scene(number, curveball) for number, curveball in enumerate(curveballs)]
)


def _by_group(rounds: tuple[tuple[Trio, ...], ...]) -> list[tuple[Trio, ...]]:
    """What each group does, round by round."""
    return list(zip(*rounds, strict=True))


@pytest.mark.parametrize(
    ("people", "sizes"),
    [
        (1, [1]),
        (2, [2]),
        (3, [3]),
        (4, [4]),
        (5, [5]),
        (6, [3, 3]),
        (7, [3, 4]),
        (8, [4, 4]),
        (9, [3, 3, 3]),
        (10, [3, 3, 4]),
        (11, [3, 4, 4]),
        (29, [3, 3, 3, 3, 3, 3, 3, 4, 4]),
        (30, [3] * 10),
    ],
)
def test_how_people_sit(people: int, sizes: list[int]) -> None:
    assert [len(group) for group in seat_groups(people)] == sizes


@given(PEOPLE)
def test_everybody_has_one_seat_and_no_group_is_under_three(people: int) -> None:
    groups = seat_groups(people)
    assert [seat for group in groups for seat in group] == list(range(1, people + 1))
    assert all(3 <= len(group) <= (5 if people == 5 else 4) for group in groups)


@given(PEOPLE, ROUNDS, SCENES)
def test_in_every_round_everybody_has_one_part(people: int, rounds: int, scenes: list[Scene]) -> None:
    dealt = deal_rounds(people, rounds, scenes)
    assert len(dealt) == rounds
    for groups in dealt:
        seats = [seat for trio in groups for seat in (trio.customer, trio.staff, *trio.observers)]
        assert sorted(seats) == list(range(1, people + 1))
        assert all(trio.observers for trio in groups)


@given(PEOPLE, ROUNDS, st.integers(0, 8))
def test_nobody_has_a_part_twice_before_the_whole_group_has_had_it(people: int, rounds: int, played: int) -> None:
    for group in _by_group(deal_rounds(people, rounds, [], played)):
        seats = {group[0].customer, group[0].staff, *group[0].observers}
        for parts in ([trio.staff for trio in group], [trio.customer for trio in group]):
            times = Counter(parts)
            assert max(times.values()) - min(times[seat] for seat in seats) <= 1
        if rounds >= len(seats):
            assert {seat for trio in group for seat in trio.observers} == seats


@given(PEOPLE, st.integers(1, 4), st.integers(1, 4), SCENES)
def test_a_second_role_play_goes_on_where_the_first_one_ended(
    people: int, first: int, second: int, scenes: list[Scene]
) -> None:
    """With the roles and with the scenes."""
    whole = deal_rounds(people, first + second, scenes)
    parts = deal_rounds(people, first, scenes) + deal_rounds(people, second, scenes, first)
    assert [[replace(trio, curveball=False) for trio in groups] for groups in parts] == [
        [replace(trio, curveball=False) for trio in groups] for groups in whole
    ]


@given(PEOPLE, ROUNDS, SCENES)
def test_a_group_sees_no_scene_again_while_others_are_left(people: int, rounds: int, scenes: list[Scene]) -> None:
    for group in _by_group(deal_rounds(people, rounds, scenes)):
        played = Counter(trio.scene.ref for trio in group if trio.scene is not None)
        assert sum(played.values()) == rounds
        assert max(played.values()) - min(played[scene.ref] for scene in scenes) <= 1


@given(PEOPLE, ROUNDS, SCENES)
def test_nobody_plays_staff_in_a_scene_again_while_others_are_left(
    people: int, rounds: int, scenes: list[Scene]
) -> None:
    played: dict[int, list[str]] = {}
    for groups in deal_rounds(people, rounds, scenes):
        for trio in groups:
            assert trio.scene is not None
            if len(trio.observers) == len(groups[0].observers):  # a larger group goes round with the others
                played.setdefault(trio.staff, []).append(trio.scene.ref)
    assert all(len(set(refs)) == min(len(refs), len(scenes)) for refs in played.values())


@given(PEOPLE, ROUNDS, SCENES)
def test_one_set_of_cards_is_enough_where_there_are_scenes_for_all(
    people: int, rounds: int, scenes: list[Scene]
) -> None:
    for groups in deal_rounds(people, rounds, scenes):
        if len(scenes) >= len(groups):
            assert len({trio.scene.ref for trio in groups if trio.scene}) == len(groups)


@given(PEOPLE, ROUNDS, SCENES)
def test_a_curveball_comes_in_one_round_of_three(people: int, rounds: int, scenes: list[Scene]) -> None:
    for group in _by_group(deal_rounds(people, rounds, scenes)):
        for start in range(0, rounds, 3):
            block = group[start : start + 3]
            surprises = [trio for trio in block if trio.curveball]
            assert len(surprises) <= 1
            assert all(trio.scene and trio.scene.scenario.curveball for trio in surprises)
            if len(block) == 3 and any(trio.scene and trio.scene.scenario.curveball for trio in block):
                assert surprises


def test_tables_beside_each_other_are_not_surprised_together() -> None:
    rounds = deal_rounds(6, 3, [_scene(number, curveball=True) for number in range(3)])
    assert [[trio.curveball for trio in groups] for groups in rounds] == [[False, False], [False, True], [True, False]]


def test_the_coach_fills_in_where_there_are_fewer_than_three() -> None:
    (two,), (two_again,) = deal_rounds(2, 2, [])
    assert (two.staff, two.customer, two.observers) == (1, 2, (COACH,))
    assert (two_again.staff, two_again.customer, two_again.observers) == (2, 1, (COACH,))
    (alone,), (alone_again,) = deal_rounds(1, 2, [])
    assert (alone.staff, alone.customer, alone.observers) == (1, COACH, ())
    assert alone_again == alone
