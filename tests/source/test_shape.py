"""What pydantic finds, in an author's words: one slip, one Problem."""

from __future__ import annotations

import pytest

from generator.model.handbook import HandbookFile
from generator.model.playbook import PlaybookFile
from generator.problems import Problem
from generator.source.fields import description, field_names, is_entry, is_list, owner, places_of
from generator.source.shape import shape
from generator.source.yaml_reader import read_yaml

STEP = """\
steps:
  - who: counter
    within: 5 min
    do: Ask.
"""


def _found(text: str) -> list[Problem]:
    document, problems = read_yaml("a.yml", text)
    assert not problems
    return shape(document, PlaybookFile)[1]


def _about(text: str, name: str) -> list[Problem]:
    """What is said about one field; the many that are missing in so short a file are left out."""
    return [problem for problem in _found(text) if name in map(str, problem.where.path)]


def test_everything_that_is_missing_is_said_at_once() -> None:
    missing = {problem.where.path[-1] for problem in _found("kind: recovery\n") if problem.code == "missing-field"}
    assert {"title", "definition", "first_line", "steps", "owner", "changes"} <= missing


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        pytest.param("    wihtin: 5 min\n", "unknown-field", id="a required field misspelt is not missing as well"),
        pytest.param("    within: soon\n", "bad-time", id="a wrong entry does not leave the list empty"),
        pytest.param("    within:\n", "missing-field", id="a blank field"),
        pytest.param('    within: ""\n', "bad-time", id="empty quotes"),
        pytest.param("    within: [5 min]\n", "wrong-type", id="a list"),
        pytest.param("    within: {at: five}\n", "wrong-type", id="a group of fields"),
        pytest.param("", "missing-field", id="left out"),
    ],
)
def test_one_slip_in_a_step_is_one_problem(slip: str, code: str) -> None:
    assert [problem.code for problem in _about(STEP.replace("    within: 5 min\n", slip), "steps")] == [code]


def test_a_blank_optional_field_is_not_written() -> None:
    assert not _about(STEP + "card:\nnote:\nfirst_visit:\n", "card")


def test_a_field_that_belongs_elsewhere_is_sent_there() -> None:
    (problem,) = _about("looks_like: Somebody is hurt.\n", "looks_like")
    assert problem.help == "it belongs under `red_flags`"


def test_a_long_text_is_not_repeated_in_full() -> None:
    (problem,) = _about(STEP.replace("5 min", "x" * 5_000), "steps")
    assert len(problem.message) < 120


def test_a_character_that_nobody_sees_is_pointed_at() -> None:
    (problem,) = _about("title: a\u202eb\n", "title")
    assert (problem.code, problem.where.phrase) == ("hidden-character", "\u202e")


def test_fields_under_names_of_the_authors_own() -> None:
    """A role may be called `name`: what stands under it is a role and no text."""
    assert owner(HandbookFile, ("roles", "name")) is not None
    assert is_entry(HandbookFile, ("roles", "name"))
    assert not is_entry(HandbookFile, ("roles", "counter", "name"))
    assert description(HandbookFile, ("roles", "counter", "may_spend")) == "The most for one event, without asking."


def test_places_in_the_format() -> None:
    assert "if" in field_names(owner(PlaybookFile, ("branches", 0)))
    assert is_list(PlaybookFile, ("branches", 0, "steps"))
    assert not is_list(PlaybookFile, ("promise",))
    assert owner(PlaybookFile, ("nothing", "there")) is None
    assert places_of(PlaybookFile, "even_if") == ["promise"]
