"""The quiz asks about what is done here: steps that give what this place does not give are no part of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.model.handbook import Handbook
from generator.quizzes.derive import derived_questions
from generator.quizzes.drills import drill_questions
from generator.quizzes.items import Item, quizzes_of
from generator.quizzes.stems import all_steps, first_sentence
from generator.source.load import load_handbook
from tests.handbooks import DATA, RECOVERY, STOP_CARD, Change, checked
from tests.quizzes.conftest import EVERY_TYPE
from tests.sites import ROOT

TUBE = "Hand them a tube for the way."
STEPS = f"""    needs: lend-bike
  - who: counter
    within: same day
    do: {TUBE}
    give: inner-tube
  - who: counter
    within: 2 days
    do: Ring them and ask how it rides.
"""
OFF = ("handbook.yml", "name: A spare inner tube\n", "name: A spare inner tube\n    off: yes\n")


def _handbook(folder: Path, *changes: Change) -> Handbook:
    if not folder.exists():  # with the third playbook: a drill has two wrong actions
        shutil.copytree(DATA / "base", folder / "playbooks")
        shutil.copytree(EVERY_TYPE / "road", folder / "playbooks" / "road", dirs_exist_ok=True)
    handbook = checked(folder, *changes).handbook
    assert handbook is not None
    return handbook


def _order(handbook: Handbook) -> list[str]:
    """The steps that the derived question has put in order."""
    found = {question.id: question for question in derived_questions(handbook, handbook.by_id["not-ready"])}
    return [option.text for option in found["from-steps"].in_order]


def test_a_step_that_is_not_taken_here_is_not_put_in_order(tmp_path: Path) -> None:
    given = _handbook(tmp_path / "given", (RECOVERY, "    needs: lend-bike\n", STEPS))
    off = _handbook(tmp_path / "off", (RECOVERY, "    needs: lend-bike\n", STEPS), OFF)
    assert TUBE in _order(given)
    assert _order(off) == [text for text in _order(given) if text != TUBE]


def test_the_first_action_of_a_drill_is_one_that_is_taken_here(tmp_path: Path) -> None:
    first = "steps:\n  - who: counter\n    within: now\n    do: Give them a tube.\n    give: inner-tube\n"
    given = _handbook(tmp_path / "given", (STOP_CARD, "\nsteps:\n", f"\n{first}"))
    off = _handbook(tmp_path / "off", (STOP_CARD, "\nsteps:\n", f"\n{first}"), OFF)

    def answers(handbook: Handbook) -> set[str]:
        drills = drill_questions(handbook, handbook.by_id["brakes-failed"])
        return {question.answer.text for question in drills if question.answer is not None}

    assert answers(given) == {"Give them a tube."}
    assert len(answers(off)) == 1
    assert answers(off) != answers(given)


QUESTION = """quiz:
  - id: a-tube
    tests: limits
    {rests_on}
    prompt: The bike stays here over night. What do you hand over?
    answer:
      text: A tube for the way
      because: It is yours to give.
    distractors:
      - text: A new wheel
        because: That is far beyond your amount.
      - text: Nothing at all
        because: They walk home because of us.
owner: owner
"""


def _rests_on(line: str) -> Change:
    return RECOVERY, "owner: owner\nreview_by", f"{QUESTION.format(rests_on=line)}review_by"


@pytest.mark.parametrize(
    ("line", "changes", "asked"),
    [
        ("give: inner-tube", (), True),
        ("give: inner-tube", (OFF,), False),
        ("give: [bell, inner-tube]", (OFF,), False),
        ("give: bell", (OFF,), True),
        ("payers: [private]", (), True),
        ("payers: [self]", (), True),
        ("payers: [public]", (), False),
        ("payers: [public, private]", (), True),
        ("payers: [self]", (("handbook.yml", "[self-pay, bike-cover]", "[bike-cover]"),), False),
    ],
)
def test_a_question_is_asked_where_it_makes_sense(
    tmp_path: Path, line: str, changes: tuple[Change, ...], asked: bool
) -> None:
    handbook = _handbook(tmp_path, _rests_on(line), *changes)
    keys = {item.key for quiz in quizzes_of(handbook) for item in quiz.items}
    assert ("not-ready/a-tube" in keys) == asked


def test_what_is_not_asked_here_leaves_its_place_to_a_derived_question(tmp_path: Path) -> None:
    """It tests who takes over, and so does the derived one, in the same way: only one of them is asked."""
    about = QUESTION.replace("tests: limits", "tests: hand-over")

    def derived(name: str, kind: str) -> bool:
        quiz = about.format(rests_on=f"payers: [{kind}]")
        handbook = _handbook(tmp_path / name, (STOP_CARD, "owner: owner\nreview_by", f"{quiz}review_by"))
        return "brakes-failed/from-red-flag" in _asked(handbook)

    assert not derived("asked", "private")
    assert derived("not-asked", "public")


def _dental(folder: Path, jurisdiction: str) -> Handbook:
    shutil.copytree(ROOT / "playbooks", folder)
    file = folder / "handbook.yml"
    text = file.read_text(encoding="utf-8")
    assert text.count("  jurisdiction: us\n") == 1
    file.write_text(text.replace("  jurisdiction: us\n", f"  jurisdiction: {jurisdiction}\n"), encoding="utf-8")
    handbook = load_handbook(folder).handbook
    assert handbook is not None
    return handbook


def _asked(handbook: Handbook) -> dict[str, Item]:
    return {item.key: item for quiz in quizzes_of(handbook) for item in quiz.items if item.derived}


def test_another_place_has_another_quiz(tmp_path: Path) -> None:
    """Where fares may not be paid, no derived question rests on a step that pays one."""
    here, there = _dental(tmp_path / "us", "us"), _dental(tmp_path / "de", "de")
    left_out = {
        first_sentence(step.do)
        for playbook in there.playbooks
        for step in set(all_steps(here, playbook)) - set(all_steps(there, playbook))
    }
    assert left_out
    asked = [choice.text for item in _asked(there).values() for choice in item.choices]
    assert not left_out & set(asked)
    assert _asked(here) != _asked(there)
