"""Questions as they are asked: ids that stay, an order that tells nothing, derived ones that are good or absent."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from generator.model.handbook import Handbook
from generator.model.learning import Option, Question
from generator.quizzes.derive import DERIVED, derived_questions
from generator.quizzes.items import MOST, Item, item_of, quizzes_of
from tests.quizzes.conftest import read_every_type


def _items(handbook: Handbook) -> dict[str, Item]:
    return {item.key: item for quiz in quizzes_of(handbook) for item in quiz.items}


def test_keys_are_authored_and_no_position(handbook: Handbook, tmp_path: Path) -> None:
    first = _items(handbook)
    moved = read_every_type(tmp_path / "playbooks", "quiz:\n", "quiz:\n" + _question("new-one"))
    now = _items(moved)
    assert "not-ready/new-one" in now
    assert all(now[key].hash == item.hash for key, item in first.items() if item.defect == "not-ready")


def _question(id_: str) -> str:
    return f"""  - id: {id_}
    tests: why
    prompt: Why do we name a time?
    answer:
      text: Because it can be planned around.
      because: A day can be built on a time.
    distractors:
      - text: Because it sounds good.
        because: It has to be kept.
      - text: Because the owner says so.
        because: The rider has to do something with it.
"""


@pytest.mark.parametrize(
    ("old", "new", "stays"),
    [
        ("because: It owns the promise before he has to ask.", "because: It owns it.", True),  # only the reason
        ("Are you sure it was today?", "Are you quite sure it was today?", False),
        ("It is four. Mr Brandt", "It is five. Mr Brandt", False),
    ],
)
def test_the_hash_follows_what_is_asked_and_answered(
    handbook: Handbook, tmp_path: Path, old: str, new: str, *, stays: bool
) -> None:
    key = "not-ready/four-oclock"
    changed = _items(read_every_type(tmp_path / "playbooks", old, new))[key]
    assert (changed.hash == _items(handbook)[key].hash) is stays


def test_the_right_answer_stands_in_every_place() -> None:
    """By the shuffle of a hash each place is the right one about as often."""
    places: Counter[int] = Counter()
    for number in range(300):
        question = Question(
            id=f"q-{number}",
            tests="why",
            prompt=f"Question {number}?",
            answer=Option(text="right", because="r"),
            distractors=(Option(text="wrong", because="w"), Option(text="other", because="o")),
        )
        item = item_of("defect", question)
        places[[choice.right for choice in item.choices].index(True)] += 1
    assert all(70 < places[place] < 130 for place in range(3)), places


def test_an_order_is_never_shown_in_order() -> None:
    for number in range(200):
        steps = tuple(Option(text=text, because=text) for text in (f"a {number}", f"b {number}"))
        item = item_of("defect", Question(id=f"q-{number}", type="order", tests="steps", prompt="?", in_order=steps))
        assert item.choices != item.in_order


def test_a_conversation_knows_the_better_choice(handbook: Handbook) -> None:
    talk = _items(handbook)["not-ready/tonight"]
    first, second = talk.turns[0], talk.turns[1]
    assert [choice.text for choice, _ in first.choices if choice.right] == [
        "Take one of ours for the night, and I ring you at six."
    ]
    assert [choice.right for choice, to in second.choices if talk.turns[to - 1].ends == "badly"] == [False]


def test_derived_questions_fill_up_and_do_not_repeat_what_authors_test(handbook: Handbook) -> None:
    for playbook in handbook.playbooks:
        authored = {question.tests for question in playbook.quiz}
        types = {question.type for question in playbook.quiz}
        for question in derived_questions(handbook, playbook):
            assert question.id.startswith(DERIVED)
            assert question.tests not in authored or question.type not in types
    for quiz in quizzes_of(handbook):
        assert len(quiz.items) <= max(MOST, len(quiz.playbook.quiz))


def test_every_derived_option_is_another_answer_with_its_reason(handbook: Handbook) -> None:
    found = [question for playbook in handbook.playbooks for question in derived_questions(handbook, playbook)]
    assert found
    for question in found:
        texts = [option.text for option in (*question.rights, *question.wrongs)]
        assert len(set(texts)) == len(texts), question.id
        assert len(texts) >= 3 or question.type == "type-line", question.id


def test_a_red_flag_asks_who_takes_over(handbook: Handbook) -> None:
    # On that page nobody else acts, so there is no plausible wrong role, and no question.
    assert "fell-off/from-red-flag" not in _items(handbook)
    flagged = handbook.by_id["brakes-failed"]
    question = next((one for one in derived_questions(handbook, flagged) if one.id == "from-red-flag"), None)
    assert question is not None
    assert question.answer is not None
    assert question.answer.text == "Owner, now."
    assert any("Mechanic" in option.text for option in question.distractors)


def test_another_language_has_its_authors_questions_only(handbook: Handbook) -> None:
    practice = handbook.practice.model_copy(update={"language": "de"})
    other = handbook.model_copy(update={"practice": practice})
    assert all(not derived_questions(other, playbook) for playbook in other.playbooks)
