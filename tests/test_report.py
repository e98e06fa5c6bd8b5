"""Reports: the caret stands under the words, and nothing in a text reaches the terminal as a command."""

from __future__ import annotations

import json

import pytest

from generator.problems import Problem, Where, codes
from generator.report import WIDTH, as_github, as_json, as_text, explanation, summary


def _problem(
    line: int = 1,
    column: int = 1,
    length: int = 1,
    file: str = "a.yml",
    message: str = "it is so",
    help_: str = "do this",
) -> Problem:
    return Problem("vague-time", Where(file, line=line, column=column, length=length), message, help_)


def _marked(text: str, column: int, length: int) -> str:
    """The words above the carets."""
    excerpt, carets = as_text([_problem(1, column, length)], {"a.yml": text}).split("\n")[1:3]
    start = carets.index("^")
    return excerpt[start : start + carets.count("^")]


def test_text_in_full() -> None:
    report = as_text([_problem(2, 8, 4)], {"a.yml": "kind: recovery\n  say: soon\n"}, "playbooks/")
    assert report == (
        "playbooks/a.yml:2:8: error [vague-time]\n  2 |   say: soon\n    |        ^^^^\n  it is so\n  help: do this\n"
    )


def test_nothing_to_report_is_nothing() -> None:
    assert as_text([], {}) == ""
    assert as_json([]) == "[]"
    assert as_github([]) == ""


def test_what_is_the_same_of_many_places_is_told_of_a_few() -> None:
    """A role renamed in handbook.yml is unknown in hundreds of steps. The one other mistake must not drown in them."""
    same = [_problem(line, message="there is no role `nurs`") for line in range(1, 501)]
    problems = [*same[:250], _problem(7, message="another"), *same[250:]]
    report = as_text(problems, {})
    assert report.count("there is no role `nurs`") == 3
    assert "the same in 497 more places" in report
    assert "  another\n" in report
    assert len(json.loads(as_json(problems))) == 501
    assert summary(problems, 1) == "1 playbook: 501 errors, 0 warnings."
    assert as_text(same[:8], {}).count("nurs") == 8


@pytest.mark.parametrize(
    ("text", "column", "length", "words"),
    [
        pytest.param("say: soon", 6, 4, "soon", id="plain"),
        pytest.param("say: soon", 1, 3, "say", id="at the left edge"),
        pytest.param("say: soon", 9, 1, "n", id="at the right edge"),
        pytest.param("say: soon", 6, 400, "soon", id="no caret beyond the line"),
        pytest.param("\tsay:\tsoon", 7, 4, "soon", id="tabs are one column"),
        pytest.param("x" * 300 + " soon " + "x" * 300, 302, 4, "soon", id="in the middle of a long line"),
        pytest.param("soon " + "x" * 300, 1, 4, "soon", id="at the beginning of a long line"),
        pytest.param("x" * 300 + " soon", 302, 4, "soon", id="at the end of a long line"),
        pytest.param("x" * (WIDTH - 4) + "soon", WIDTH - 3, 4, "soon", id="a line that just fits"),
        pytest.param("say: \x1b[31m soon", 12, 4, "soon", id="a character that is not shown"),
    ],
)
def test_the_caret_stands_under_the_words(text: str, column: int, length: int, words: str) -> None:
    assert _marked(text, column, length) == words


@pytest.mark.parametrize(
    ("before", "places"),
    [("caf\u00e9 ", 5), ("cafe\u0301 ", 5), ("\U0001f600 ", 3), ("\u3042\u3044 ", 5), ("\u05e9 ", 2)],
)
def test_the_caret_goes_by_the_places_of_a_terminal(before: str, places: int) -> None:
    """An emoji takes two places there, and an accent that follows its letter takes none."""
    carets = as_text([_problem(1, len(before) + 1, 4)], {"a.yml": before + "soon"}).split("\n")[2]
    assert carets == "    | " + " " * places + "^^^^"


def test_a_long_line_is_cut() -> None:
    for column in (1, 500, 999):
        for line in as_text([_problem(1, column, 5)], {"a.yml": "x" * 1_000}).split("\n"):
            assert len(line) <= WIDTH + 20


def test_a_caret_just_behind_the_line() -> None:
    """Where something is missing, the place is behind the last character."""
    assert "    |     ^" in as_text([_problem(1, 5, 1)], {"a.yml": "say:"}).replace("  1", "   ")


@pytest.mark.parametrize("place", [_problem(0, 0), _problem(7, 1), _problem(1, 1, 0), _problem(file="b.yml")])
def test_no_line_is_shown_where_there_is_none(place: Problem) -> None:
    assert " | " not in as_text([place], {"a.yml": "say: soon"})


def test_nothing_in_a_text_is_obeyed_by_a_terminal() -> None:
    report = as_text([_problem(message="\x1b[2J\rgone\nnew line", help_="\u202eback")], {"a.yml": "\x1b[2J\u202e\x07"})
    assert not set(report) & set("\x1b\r\u202e\x07")
    assert "new line" in report.split("\n")[3]


def test_a_file_name_that_is_not_utf8_can_be_printed() -> None:
    problem = _problem(file="v\udce9lo/a.yml")
    for report in (as_text([problem], {}), as_json([problem]), as_github([problem])):
        report.encode("utf-8")


def test_the_prefix_is_the_folder_that_the_reader_knows() -> None:
    assert as_text([_problem(file="")], {}, "books").startswith("books:1:1: ")
    assert as_text([_problem()], {}, ".").startswith("a.yml:1:1: ")
    assert as_text([_problem(file="")], {}, ".").startswith(".:1:1: ")
    assert as_text([_problem(file="/elsewhere/a.yml")], {}, "books").startswith("/elsewhere/a.yml:1:1: ")


def test_json_has_the_fields_of_the_contract() -> None:
    (row,) = json.loads(as_json([_problem(2, 8, 4, message="é 🚲")], "books"))
    assert row == {
        "code": "vague-time",
        "severity": "error",
        "file": "books/a.yml",
        "line": 2,
        "column": 8,
        "message": "é 🚲",
        "help": "do this",
    }


def test_github_commands_cannot_be_broken_out_of() -> None:
    problem = _problem(file="a,b:c.yml", message="100 %\n::error::x", help_="do")
    assert as_github([problem]) == "::error file=a%2Cb%3Ac.yml,line=1,col=1,title=vague-time::100 %25 ::error::x. do"
    assert "line" not in as_github([_problem(0, 0)])


@pytest.mark.parametrize(
    ("problems", "playbooks", "line"),
    [
        ([], 1, "1 playbook: no problems."),
        ([_problem()], 2, "2 playbooks: 1 error, 0 warnings."),
        ([_problem(), Problem("no-record", Where("a.yml"), "", "")], 0, "0 playbooks: 1 error, 1 warning."),
    ],
)
def test_summary(problems: list[Problem], playbooks: int, line: str) -> None:
    assert summary(problems, playbooks) == line


def test_explanation_shows_what_to_write() -> None:
    text = explanation(codes()["vague-time"])
    assert text.startswith("vague-time (error)\n")
    assert "\nBad:\n    say: The dentist will be with you shortly.\n\nGood:\n    say: " in text
    alone = explanation(codes()["no-record"])
    assert "Good:" in alone
    assert "Bad:" not in alone
