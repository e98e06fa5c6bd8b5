"""The pages of the quizzes as files: of a size that does not grow with the handbook, and the same for the same."""

from __future__ import annotations

import json

import pytest

from generator.model.handbook import Handbook
from generator.model.revision import page_stamp
from generator.quizzes import pages, render_quizzes
from generator.quizzes.pages import TICKS

MIXED = ("quizzes/index.md", "learn/all.md", "learn/daily.md", "learn/start.md")


def _grown(handbook: Handbook, size: int) -> Handbook:
    """The handbook with copies of its playbooks, each with an id of its own."""
    fields = {name: getattr(handbook, name) for name in Handbook.model_fields}
    copies = [
        playbook.model_copy(update={"id": f"{playbook.id}-{number}"})
        for playbook in handbook.playbooks
        for number in range(size // len(handbook.playbooks) + 1)
    ]
    return Handbook(**fields | {"playbooks": tuple(copies)})


def _rendered(handbook: Handbook) -> dict[str, str]:
    return {output.path: output.content for output in render_quizzes(handbook) if isinstance(output.content, str)}


def test_a_large_handbook_lists_its_quizzes_by_stage(handbook: Handbook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MOST_LISTED", 30)
    small, large, larger = (_rendered(_grown(handbook, size)) for size in (27, 60, 120))
    for path in MIXED:
        assert "quizzes/not-ready-7.html" in small[path], path
        assert "quizzes/not-ready-7.html" not in large[path], path
        assert "learn/stages/ready.html" in large[path], path
        assert len(larger[path]) < len(large[path]) + 100, path
    assert "quizzes/not-ready-7.html" in larger["learn/stages/ready.md"]
    assert len(larger[TICKS]) == len(small[TICKS])  # it stands on every page


def test_the_list_of_questions_says_which_revision_of_a_page_it_is_of(handbook: Handbook) -> None:
    rendered = _rendered(handbook)
    book = json.loads(rendered["assets/quizzes/data/book.js"].removeprefix("window.hbBook=").rstrip(";\n"))
    stamps = {quiz["id"]: quiz["r"] for quiz in book["quizzes"]}
    assert stamps == {one.id: page_stamp(handbook, one) for one in handbook.playbooks if one.id in stamps}
    state = json.loads(rendered[TICKS].partition("\n")[0].removeprefix("window.hbTicks=").rstrip(";"))
    assert state == {"id": book["id"], "v": book["v"]}
    assert all(stamp[:6] in rendered["learn/sign-off.md"] for stamp in stamps.values())


def test_the_state_of_the_handbook_follows_its_questions_and_its_pages(handbook: Handbook) -> None:
    first = handbook.playbooks[0]

    def state(**changed: object) -> str:
        fields = {name: getattr(handbook, name) for name in Handbook.model_fields}
        playbooks = (first.model_copy(update=changed), *handbook.playbooks[1:])
        return _rendered(Handbook(**fields | {"playbooks": playbooks}))[TICKS]

    assert state() == state()
    assert state(also_called=("anything",)) == state()
    assert state(stay="Stay beside them.") != state()
    assert state(quiz=first.quiz[:-1]) != state()
