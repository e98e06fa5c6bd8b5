"""Where the rules for workshops begin and end; what they say stands in `data/bad/workshop-*`."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from generator.model.handbook import Handbook
from generator.model.learning import Option, Question
from generator.model.rubric import Rubric
from generator.model.workshop import Workshop, WorkshopFile
from generator.problems import Problem
from generator.rules import check_playbooks, check_whole
from generator.rules.sessions import check_sessions
from generator.rules.workshops import check_rubric, check_workshops
from generator.source.load import load_handbook
from tests.handbooks import TODAY
from tests.sites import BASE

Segment = dict[str, Any]


@cache
def _base() -> Handbook:
    handbook = load_handbook(BASE).handbook
    assert handbook is not None
    return handbook


def _segment(minutes: int, kind: str = "talk", **fields: object) -> Segment:
    return {"id": f"{kind}-{minutes}", "kind": kind, "title": "T", "minutes": minutes, "aim": "A.", **fields}


def _workshop(*segments: Segment, **fields: object) -> Workshop:
    numbered = [{**segment, "id": f"{segment['id']}-{number}"} for number, segment in enumerate(segments)]
    data = {"title": "T", "aim": "A.", "audience": "All.", "outcomes": ["O."], "owner": "owner", "starts": "09:00"}
    content = WorkshopFile.model_validate({**data, "segments": numbered, **fields})
    return Workshop.model_construct(**dict(content), id="test", file="workshops/test.yml")


def _handbook(*workshops: Workshop, **fields: object) -> Handbook:
    return _base().model_copy(update={"workshops": workshops, **fields})


def _codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("booked", "taken", "fits"), [(60, 60, True), (60, 61, False), (60, 54, True), (60, 53, False), (10, 9, True)]
)
def test_a_tenth_may_be_left_over_and_nothing_may_be_too_much(booked: int, taken: int, fits: bool) -> None:
    problems = list(check_sessions(_handbook(_workshop(_segment(taken), length=booked))))
    assert _codes(problems) == ([] if fits else ["does-not-fit"])


def test_where_no_length_is_booked_nothing_can_be_too_long() -> None:
    assert not list(check_sessions(_handbook(_workshop(_segment(90)))))


@pytest.mark.parametrize(
    ("segments", "places"),
    [
        ([_segment(100)], []),
        ([_segment(101)], [0]),
        ([_segment(60), _segment(41), _segment(30)], [1]),
        ([_segment(60), _segment(1, "break"), _segment(100)], []),
        ([_segment(101), _segment(5, "break"), _segment(101)], [0, 2]),
    ],
    ids=["at-most", "over", "told-once", "a-break-counts-anew", "each-stretch"],
)
def test_a_hundred_minutes_without_a_break(segments: list[Segment], places: list[int]) -> None:
    problems = list(check_sessions(_handbook(_workshop(*segments))))
    assert [(problem.code, problem.where.path[1]) for problem in problems] == [("no-break", at) for at in places]


@pytest.mark.parametrize(("minutes", "fits"), [(24, True), (25, True), (23, False)])
def test_rounds_fit_their_segment_to_the_minute(minutes: int, fits: bool) -> None:
    play = _segment(minutes, "role-play", rounds={"count": 3, "play": 3, "feedback": 4, "reset": 1})
    assert _codes(list(check_sessions(_handbook(_workshop(play))))) == ([] if fits else ["rounds-do-not-fit"])


def test_days_are_summed_each_for_itself() -> None:
    day = {"title": "Day", "starts": "09:00", "length": 60, "segments": [_segment(60)]}
    workshop = _workshop(segments=[], starts=None, days=[day, day])
    assert not list(check_sessions(_handbook(workshop)))
    assert not list(check_workshops(_handbook(workshop)))


def test_the_missing_rubric_is_told_once() -> None:
    workshop = _workshop(_segment(24, "role-play"), _segment(24, "role-play"))
    assert _codes(list(check_rubric(_handbook(workshop, workshop)))) == ["no-rubric"]
    assert not list(check_rubric(_handbook(_workshop(_segment(5)))))
    assert not list(check_rubric(_handbook(workshop, unread_settings=frozenset({"rubric.yml"}))))


@pytest.mark.parametrize(("mark", "reached"), [(1, True), (4, True), (5, False)])
def test_a_pass_mark_can_be_reached(mark: int, reached: bool) -> None:
    behaviours = [{"id": id_, "title": "T", "clear": "C."} for id_ in ("one", "two")]
    rubric = Rubric.model_validate({"behaviours": behaviours, "pass_mark": mark})
    assert _codes(list(check_rubric(_handbook(rubric=rubric)))) == ([] if reached else ["pass-mark-too-high"])


def test_what_a_coach_says_is_no_line_to_a_customer() -> None:
    """It quotes the very phrases that a script must not hold."""
    segment = _segment(5, say=["Who has heard 'I need to check with the owner' today?", "No worries."])
    handbook = _handbook(_workshop(segment))
    assert not check_whole(handbook, TODAY)
    assert not check_playbooks(handbook, handbook.playbooks)


def test_a_segment_that_names_everything_itself_needs_no_playbooks_of_the_workshop() -> None:
    drill = _segment(5, "stop-card-drill", every_stop_card=True)
    words = _segment(5, "words-clinic", wording=["clock-not-soon"])
    assert not list(check_workshops(_handbook(_workshop(drill, words))))


def test_a_role_play_that_names_only_questions_has_nothing_to_play() -> None:
    play = _segment(24, "role-play", questions=["not-ready/first-words"])
    assert "nothing-to-use" in _codes(list(check_workshops(_handbook(_workshop(play)))))


@pytest.mark.parametrize("named", [{"questions": ["not-ready/told"]}, {}])
def test_a_question_that_is_not_asked_here_is_no_mistake(named: dict[str, object]) -> None:
    """The coach wrote it for every place; that this one has other payers is nothing to mend."""
    option = Option(text="A", because="B.")
    question = Question(id="told", tests="limits", prompt="Who pays?", answer=option, payers=("public",))
    playbooks = tuple(
        one.model_copy(update={"quiz": (question,) if one.id == "not-ready" else ()}) for one in _base().playbooks
    )
    handbook = Handbook.model_construct(
        **{**dict(_handbook(_workshop(_segment(10, "quiz", defects=["not-ready"], **named)))), "playbooks": playbooks}
    )
    assert handbook.questions_here(handbook.by_id["not-ready"]) == ()
    assert not list(check_workshops(handbook))
