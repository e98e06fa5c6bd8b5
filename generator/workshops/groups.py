"""Groups for role plays: who sits with whom, who plays what in which round, and which scene is played.

Three is the smallest group in which somebody plays, somebody is served and somebody watches. Nobody is left
over: remainders make groups of four, and a second observer sees more than a second audience would.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import lcm

from generator.workshops.session import COACH, Scene, Trio

SIZE = 3
CURVEBALL_EVERY = 3
"""Rounds. A surprise in every round would train for surprises (research 5.2: one round in three)."""


def seat_groups(people: int) -> tuple[tuple[int, ...], ...]:
    """Seats 1 to `people` in groups of three; what is left over makes groups of four, and five people one of five.

    Two people and one are a group of their own, in which the coach fills in.
    """
    count = max(1, people // SIZE)
    larger = people - count * SIZE
    sizes = [people] if count == 1 else [SIZE + (number >= count - larger) for number in range(count)]
    groups, first = [], 1
    for size in sizes:
        groups.append(tuple(range(first, first + size)))
        first += size
    return tuple(groups)


def deal_rounds(people: int, rounds: int, scenes: Sequence[Scene], played: int = 0) -> tuple[tuple[Trio, ...], ...]:
    """The groups of each round. `played` is how many rounds the same people have played before.

    In each group the roles move on by one seat a round, so that everybody plays staff, plays the customer and
    observes before anybody plays staff again. Scenes go round like the stations of a carousel: one set of cards
    serves all groups, and no group plays a scene again while it has not played another.
    """
    groups = seat_groups(people)
    dealt = [
        [_scene(scenes, number, len(groups[0]), played + turn) for number in range(len(groups))]
        for turn in range(rounds)
    ]
    surprises = [_curveballs(number, column) for number, column in enumerate(zip(*dealt, strict=True))]
    return tuple(
        tuple(
            _trio(number, seats, played + turn, dealt[turn][number], turn in surprises[number])
            for number, seats in enumerate(groups)
        )
        for turn in range(rounds)
    )


def _scene(scenes: Sequence[Scene], group: int, size: int, turn: int) -> Scene | None:
    """The next station for a group. Where a group of `size` would meet the same scenes in the same parts again, all
    groups leave one station out.
    """
    return scenes[(group + turn + turn // lcm(size, len(scenes))) % len(scenes)] if scenes else None


def _trio(number: int, seats: tuple[int, ...], turn: int, scene: Scene | None, curveball: bool) -> Trio:
    at = turn % len(seats)
    order = (*seats[at:], *seats[:at])
    if len(order) == 1:
        return Trio(number + 1, COACH, order[0], (), scene, curveball)
    return Trio(number + 1, order[1], order[0], order[2:] or (COACH,), scene, curveball)


def _curveballs(group: int, scenes: Sequence[Scene | None]) -> set[int]:
    """The rounds in which a group meets the curveball of its scene: at most one in each three.

    The third round or the second, by turns, so that no table warns the next one; another where the scene there has
    none. Of fewer than three rounds only the one whose turn it is.
    """
    chosen = set()
    for start in range(0, len(scenes), CURVEBALL_EVERY):
        block = scenes[start : start + CURVEBALL_EVERY]
        wanted = 2 - group % 2
        order = [wanted, 3 - wanted, 0] if len(block) == CURVEBALL_EVERY else [wanted]
        fits = (at for at in order if at < len(block) and _has_curveball(block[at]))
        found = next(fits, None)
        if found is not None:
            chosen.add(start + found)
    return chosen


def _has_curveball(scene: Scene | None) -> bool:
    return scene is not None and scene.scenario.curveball is not None
