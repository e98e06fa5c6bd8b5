"""The quiz asks about what is done here: steps that give what this place does not give are no part of it."""

from __future__ import annotations

import shutil
from pathlib import Path

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
