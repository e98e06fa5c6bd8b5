"""A new workshop: for every length there is, its times add up and the check has nothing to say."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.handbook import Handbook
from generator.model.settings import names_in
from generator.model.workshop import Workshop, WorkshopFile
from generator.problems import Problem
from generator.rules.sessions import check_sessions
from generator.rules.workshops import check_workshops
from generator.scaffold.workshops import LEAST_MINUTES, MOST_MINUTES, NewWorkshop, left_out, workshop_text
from generator.source.load import load_handbook
from generator.source.shape import shape
from generator.source.yaml_reader import read_yaml
from tests.sites import BASE, ROOT

LENGTHS = range(LEAST_MINUTES, MOST_MINUTES + 1)


@cache
def _dental() -> Handbook:
    handbook = load_handbook(ROOT / "playbooks").handbook
    assert handbook is not None
    return handbook


@cache
def _bicycles() -> Handbook:
    """Playbooks without a scenario, a question or a rubric."""
    handbook = load_handbook(BASE).handbook
    assert handbook is not None
    return handbook


def _new(handbook: Handbook, minutes: int, *defects: str, **more: str) -> NewWorkshop:
    return NewWorkshop("test", tuple(handbook.by_id[id_] for id_ in defects), minutes, **more)


def _read(new: NewWorkshop, handbook: Handbook) -> tuple[Workshop, list[Problem]]:
    """The workshop as it is read again, and what the rules say of it."""
    document, syntax = read_yaml("workshops/test.yml", workshop_text(new, handbook))
    content, problems = shape(document, WorkshopFile)
    assert (syntax, problems) == ([], [])
    assert content is not None
    workshop = Workshop.model_construct(**dict(content), id="test", file="workshops/test.yml")
    alone = handbook.model_copy(update={"workshops": (workshop,)})
    return workshop, [*check_workshops(alone), *check_sessions(alone)]


@pytest.mark.parametrize("defects", [("running-late",), ("wait-not-explained", "medical-emergency")], ids=str)
def test_every_length_adds_up_and_passes_the_check(defects: tuple[str, ...]) -> None:
    for minutes in LENGTHS:
        workshop, problems = _read(_new(_dental(), minutes, *defects), _dental())
        assert problems == [], minutes
        assert sum(segment.minutes for segment in workshop.segments) == minutes == workshop.length
        assert len({segment.id for segment in workshop.segments}) == len(workshop.segments)


@given(st.sampled_from(LENGTHS), st.sets(st.sampled_from(["not-ready", "brakes-failed"]), min_size=1))
def test_what_the_playbooks_do_not_have_has_no_segment(minutes: int, defects: set[str]) -> None:
    new = _new(_bicycles(), minutes, *sorted(defects))
    workshop, problems = _read(new, _bicycles())
    assert problems == []
    assert sum(segment.minutes for segment in workshop.segments) == minutes
    assert not {"role-play", "quiz"} & {segment.kind for segment in workshop.segments}
    assert len(left_out(new, _bicycles())) == (0 if minutes < 20 else 2)


def test_the_hour_is_the_hour_of_the_research() -> None:
    workshop, _ = _read(_new(_dental(), 60, "running-late"), _dental())
    assert [(segment.kind, segment.minutes) for segment in workshop.segments] == [
        ("story", 5),
        ("group-work", 7),
        ("page-walk", 8),
        ("words-clinic", 6),
        ("role-play", 24),
        ("commitment", 5),
        ("quiz", 5),
    ]
    rounds = workshop.segments[4].rounds
    assert rounds is not None
    assert (rounds.count, rounds.play, rounds.feedback, rounds.reset) == (3, 3, 4, 1)


def test_a_huddle_is_a_huddle() -> None:
    workshop, _ = _read(_new(_dental(), 5, "running-late"), _dental())
    assert [segment.minutes for segment in workshop.segments] == [1, 2, 1, 1]
    assert not any(segment.kind == "role-play" for segment in workshop.segments)


@pytest.mark.parametrize("minutes", [101, 180, 240, 300, 420, 480])
def test_people_get_their_breaks_and_a_role_play_its_debrief(minutes: int) -> None:
    workshop, _ = _read(_new(_dental(), minutes, "running-late"), _dental())
    kinds = [segment.kind for segment in workshop.segments]
    assert "break" in kinds
    assert kinds[0] != "break" != kinds[-1]
    assert all(pair != ("break", "debrief") for pair in pairwise(kinds))
    assert any(segment.id == "lunch" for segment in workshop.segments) is (minutes >= 300)


def test_a_drill_takes_the_stop_cards_that_are_named_or_else_all() -> None:
    def drill(*defects: str) -> tuple[tuple[str, ...], bool]:
        workshop, _ = _read(_new(_dental(), 180, *defects), _dental())
        segment = next(one for one in workshop.segments if one.kind == "stop-card-drill")
        return segment.defects, segment.every_stop_card

    assert drill("running-late", "medical-emergency") == (("medical-emergency",), False)


def test_all_stop_cards_where_none_is_named() -> None:
    text = workshop_text(_new(_dental(), 180, "running-late"), _dental())
    assert "    every_stop_card: yes\n" in text


@pytest.mark.parametrize("title", ["Phones: how we ring back", "'", "# one", "- x", "1:30", "yes", "Ü & <b>"])
def test_any_title_comes_back_as_it_was_given(title: str) -> None:
    workshop, problems = _read(_new(_dental(), 30, "running-late", title=title, starts="7:15"), _dental())
    assert (workshop.title, workshop.starts, problems) == (title, "07:15", [])


def test_nothing_is_left_to_fill_in() -> None:
    for minutes in (5, 25, 60, 180, 480):
        new = _new(_dental(), minutes, "running-late")
        text = workshop_text(new, _dental())
        assert "<" not in text
        assert set(names_in(text)) <= _dental().settings().keys()
