"""A session: its times add up, and whatever it uses is in the handbook."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from generator.model.handbook import Handbook
from generator.model.workshop import Workshop, WorkshopFile
from generator.source.load import load_handbook
from generator.workshops.plan import PlanError, clock, minute_of, plan_session
from generator.workshops.session import Session, Slot

ROOT = Path(__file__).parents[2]
SHIPPED = ("playbooks", "examples/restaurant/playbooks", "generator/starter/playbooks")


@cache
def _handbook(playbooks: str) -> Handbook:
    handbook = load_handbook(ROOT / playbooks).handbook
    assert handbook is not None
    return handbook


def _all_shipped() -> list[tuple[str, str]]:
    return [
        (playbooks, file.stem)
        for playbooks in SHIPPED
        for file in sorted((ROOT / playbooks / "workshops").glob("*.yml"))
    ]


def _workshop(**fields: object) -> Workshop:
    """A workshop on two pages of the dental handbook, with what is given in place of what stands here."""
    data = {
        "title": "A test",
        "aim": "Known.",
        "audience": "All.",
        "outcomes": ["Known."],
        "owner": "dentist",
        "starts": "9:05",
        "defects": ["running-late", "medical-emergency"],
        **fields,
    }
    return Workshop.model_construct(**dict(WorkshopFile.model_validate(data)), id="test", file="workshops/test.yml")


def _segment(kind: str, minutes: int, **fields: object) -> dict[str, object]:
    return {"id": f"{kind}-{minutes}", "kind": kind, "title": "T", "minutes": minutes, "aim": "A.", **fields}


def _slot(segment: dict[str, object], **fields: object) -> Slot:
    return plan_session(_handbook("playbooks"), _workshop(segments=[segment], **fields)).slots[0]


@pytest.mark.parametrize(("playbooks", "id_"), _all_shipped())
def test_the_times_of_every_shipped_workshop_add_up(playbooks: str, id_: str) -> None:
    handbook = _handbook(playbooks)
    workshop = next(one for one in handbook.workshops if one.id == id_)
    for people in {workshop.group.least, workshop.group.plan_for, workshop.group.most}:
        session = plan_session(handbook, workshop, people)
        for day, written in zip(session.days, workshop.sittings, strict=True):
            now = minute_of(written.starts)
            for slot in day.slots:
                assert slot.starts == clock(now)
                now += slot.segment.minutes
                assert slot.ends == clock(now)
                _assert_rounds_fill_their_end(slot)
            assert (day.starts, day.ends) == (clock(minute_of(written.starts)), clock(now))
            assert day.minutes == sum(segment.minutes for segment in written.segments)
        names = [slot.name for slot in session.slots]
        assert len(set(names)) == len(names)


def _assert_rounds_fill_their_end(slot: Slot) -> None:
    assert bool(slot.rounds) == (slot.segment.kind == "role-play")
    if slot.rounds:
        starts = [one.starts for one in slot.rounds]
        assert starts[1:] == [one.ends for one in slot.rounds[:-1]]
        assert slot.starts <= starts[0]
        assert slot.rounds[-1].ends == slot.ends
        assert all(one.starts < one.feedback_at <= one.ends for one in slot.rounds)
        assert all(trio.scene for one in slot.rounds for trio in one.groups)


@pytest.mark.parametrize(("playbooks", "id_"), _all_shipped())
def test_what_a_session_uses_is_what_the_handbook_says(playbooks: str, id_: str) -> None:
    """The very objects: nothing can be restated that is not copied."""
    handbook = _handbook(playbooks)
    session = plan_session(handbook, next(one for one in handbook.workshops if one.id == id_))
    for slot in session.slots:
        assert all(handbook.by_id[one.id] is one for one in slot.playbooks)
        assert all(any(scene.scenario is one for one in scene.playbook.scenarios) for scene in slot.scenes)
        assert all(any(asked.question is one for one in asked.playbook.quiz) for asked in slot.asked)
        assert all(handbook.pairs[pair_id] is pair for pair_id, pair in slot.pairs)
        assert {scene.playbook.id for scene in slot.scenes} <= {one.id for one in slot.playbooks}


def test_a_session_may_go_on_after_midnight() -> None:
    night = _workshop(starts="23:40", segments=[_segment("talk", 15), _segment("break", 20)])
    session = plan_session(_handbook("playbooks"), night)
    assert [(slot.starts, slot.ends) for slot in session.slots] == [("23:40", "23:55"), ("23:55", "00:15")]
    assert session.days[0].minutes == 35


def test_another_start_and_another_number_of_people() -> None:
    session = plan_session(_handbook("playbooks"), _workshop(segments=[_segment("role-play", 24)]), 9, "7:30")
    assert (session.people, session.days[0].starts, session.days[0].ends) == (9, "07:30", "07:54")
    assert [len(one.groups) for one in session.slots[0].rounds] == [3, 3, 3]


@pytest.mark.parametrize(
    ("people", "starts", "says"),
    [
        (2, None, "3 to 12 people, not for 2"),
        (31, None, "3 to 12 people, not for 31"),
        (None, "25:00", "no time of the day"),
        (None, "noon", "no time of the day"),
    ],
)
def test_what_cannot_be_planned_is_told(people: int | None, starts: str | None, says: str) -> None:
    with pytest.raises(PlanError, match=says):
        plan_session(_handbook("playbooks"), _workshop(segments=[_segment("talk", 5)]), people, starts)


def test_one_start_cannot_stand_for_several_days() -> None:
    day = {"title": "Day", "starts": "09:00", "segments": [_segment("talk", 5)]}
    workshop = _workshop(starts=None, days=[day, day])
    assert [slot.name for slot in plan_session(_handbook("playbooks"), workshop).slots] == [
        "day-1-talk-5",
        "day-2-talk-5",
    ]
    with pytest.raises(PlanError, match="several days"):
        plan_session(_handbook("playbooks"), workshop, None, "10:00")


def test_a_segment_is_about_its_own_playbooks_or_those_of_the_workshop() -> None:
    def ids(segment: dict[str, object]) -> list[str]:
        return [one.id for one in _slot(segment).playbooks]

    assert ids(_segment("talk", 5)) == ["running-late", "medical-emergency"]
    assert ids(_segment("talk", 5, defects="double-booked")) == ["double-booked"]
    assert ids(_segment("break", 5)) == []
    assert ids(_segment("stop-card-drill", 5)) == ["medical-emergency"]
    every = ids(_segment("stop-card-drill", 5, every_stop_card=True))
    assert every == [one.id for one in _handbook("playbooks").playbooks if one.kind == "stop-card"]
    assert ids(_segment("role-play", 10, scenarios=["wait-not-explained/chair-by-the-radiator"])) == [
        "wait-not-explained"
    ]


def test_a_role_play_without_scenarios_plays_those_of_its_playbooks() -> None:
    slot = _slot(_segment("role-play", 24))
    assert [scene.ref for scene in slot.scenes] == [
        f"{one.id}/{scenario.id}" for one in slot.playbooks for scenario in one.scenarios
    ]
    assert _slot(_segment("talk", 24)).scenes == ()


def test_a_quiz_without_questions_asks_one_of_each_page_before_a_second() -> None:
    slot = _slot(_segment("quiz", 5))
    assert len(slot.asked) == 3
    assert [asked.playbook.id for asked in slot.asked] == ["running-late", "medical-emergency", "running-late"]
    assert all(asked.question.type == "one" for asked in slot.asked)
    assert len(_slot(_segment("quiz", 120)).asked) <= 20
    assert [one.ref for one in _slot(_segment("talk", 5, questions=["running-late/nearly-done"])).asked] == [
        "running-late/nearly-done"
    ]


def test_a_words_clinic_takes_the_lines_that_its_pages_use() -> None:
    slot = _slot(_segment("words-clinic", 6))
    used = {wording.use for one in slot.playbooks for wording in one.wording}
    assert 1 <= len(slot.pairs) <= 2
    assert all(id_ in used and pair.instead_of for id_, pair in slot.pairs)


def test_minutes_each_only_where_there_are_several() -> None:
    assert _slot(_segment("page-walk", 9)).minutes_each == 4
    assert _slot(_segment("page-walk", 9, defects=["running-late"])).minutes_each is None
    assert _slot(_segment("page-walk", 1)).minutes_each is None
    assert _slot(_segment("talk", 9)).minutes_each is None


def test_minutes_beyond_the_rounds_come_first() -> None:
    rounds = {"count": 2, "play": 3, "feedback": 4, "reset": 1}
    slot = _slot(_segment("role-play", 20, rounds=rounds))
    assert [(one.starts, one.feedback_at, one.ends) for one in slot.rounds] == [
        ("09:09", "09:12", "09:17"),
        ("09:17", "09:20", "09:25"),
    ]


def test_rounds_that_nobody_wrote_are_three_of_at_least_five_minutes() -> None:
    assert [len(_slot(_segment("role-play", minutes)).rounds) for minutes in (1, 5, 10, 15, 24, 47, 48, 240)] == [
        1, 1, 2, 3, 3, 3, 4, 8
    ]  # fmt: skip


def test_a_second_role_play_begins_with_whoever_has_not_played_staff() -> None:
    segments = [_segment("role-play", 24), _segment("role-play", 10)]
    first, second = plan_session(_handbook("playbooks"), _workshop(segments=segments), 4).slots
    assert [one.groups[0].staff for one in first.rounds] == [1, 2, 3]
    assert [one.groups[0].staff for one in second.rounds] == [4, 1]


def test_what_is_not_in_the_handbook_is_left_out() -> None:
    slot = _slot(_segment("role-play", 8, defects=["nowhere"], scenarios=["nowhere/x"], questions=["running-late/x"]))
    assert (slot.playbooks, slot.scenes, slot.asked) == ((_handbook("playbooks").by_id["running-late"],), (), ())
    assert [trio.scene for one in slot.rounds for trio in one.groups] == [None, None]


def test_everything_used_is_listed_once() -> None:
    workshop = _workshop(segments=[_segment("page-walk", 8), _segment("quiz", 5), _segment("role-play", 24)])
    session: Session = plan_session(_handbook("playbooks"), workshop)
    assert [one.id for one in session.playbooks] == ["running-late", "medical-emergency"]
    assert len(session.scenes) == len({scene.ref for scene in session.scenes}) == len(session.slots[2].scenes)
    assert len(session.asked) == 3
