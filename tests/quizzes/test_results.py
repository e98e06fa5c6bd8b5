"""The coach's results: files merged, old wordings and retries left out, advice only where there are enough learners."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.model.handbook import Handbook
from generator.quizzes.course import course_of
from generator.quizzes.reports import results_csv, results_page, results_text
from generator.quizzes.results import load_results
from tests.quizzes.conftest import read_every_type

KEY = "not-ready/four-oclock"
Row = list[Any]


def _file(folder: Path, handbook: Handbook, name: str, questions: dict[str, list[Row]], **more: Any) -> Path:
    data = {
        "format": "handbook-progress",
        "version": 1,
        "book": course_of(handbook).id,
        "learner": {"id": name.lower(), "name": name},
        "questions": {key: {"h": rows[-1][4], "tries": rows} for key, rows in questions.items()},
    }
    file = folder / f"{name}-{len(list(folder.iterdir()))}.json"
    file.write_text(json.dumps(data | more), encoding="utf-8")
    return file


def _answer(
    handbook: Handbook,
    key: str,
    *,
    right: bool,
    at: str = "2027-01-04T09:00:00.000Z",
    seconds: float = 12,
    old: bool = False,
    retry: bool = False,
) -> Row:
    item = next(item for item in course_of(handbook).items if item.key == key)
    chose = [choice.id for choice in item.choices if choice.right is right][:1]
    return [at, int(right), chose, seconds, "0000" if old else item.hash, int(retry)]


def test_shares_draws_and_advice(handbook: Handbook, tmp_path: Path) -> None:
    files = [
        _file(tmp_path, handbook, "Ana", {KEY: [_answer(handbook, KEY, right=False)]}),
        _file(
            tmp_path,
            handbook,
            "Ben",
            {
                KEY: [
                    _answer(handbook, KEY, right=False),
                    _answer(handbook, KEY, right=True, at="2027-01-04T09:01:00.000Z", retry=True),
                ]
            },
        ),
        _file(tmp_path, handbook, "Cem", {KEY: [_answer(handbook, KEY, right=True, seconds=30)]}),
    ]
    found = load_results(handbook, files)
    (row,) = found.rows
    wrong = next(choice for choice in row.item.choices if not choice.right)
    assert (row.learners, row.right, row.seconds, row.draws, row.drawn) == (3, 1, 12, wrong.text, 2)
    assert "draws half" in row.advice
    assert KEY in results_text(found)


def test_two_learners_are_no_statistic(handbook: Handbook, tmp_path: Path) -> None:
    files = [_file(tmp_path, handbook, name, {KEY: [_answer(handbook, KEY, right=False)]}) for name in ("Ana", "Ben")]
    assert [row.advice for row in load_results(handbook, files).rows] == [""]


def test_a_try_at_an_older_wording_counts_for_nobody(handbook: Handbook, tmp_path: Path) -> None:
    found = load_results(
        handbook, [_file(tmp_path, handbook, "Ana", {KEY: [_answer(handbook, KEY, right=True, old=True)]})]
    )
    assert found.rows == []
    assert [unit.id for unit in found.standings[0].changed] == ["not-ready"]


def test_two_files_of_one_learner_are_one_learner(handbook: Handbook, tmp_path: Path) -> None:
    same = _answer(handbook, KEY, right=False)
    later = _answer(handbook, KEY, right=True, at="2027-02-01T09:00:00.000Z")
    files = [_file(tmp_path, handbook, "Ana", {KEY: [same]}), _file(tmp_path, handbook, "ana ", {KEY: [same, later]})]
    found = load_results(handbook, files)
    assert [(one.learner.name, one.answered, one.right, one.last) for one in found.standings] == [
        ("Ana", 2, 1, "2027-02-01")
    ]
    assert [(row.learners, row.right) for row in found.rows] == [
        (1, 0)
    ]  # the first try is what counts for the question


def test_passed_means_every_question_of_the_page(handbook: Handbook, tmp_path: Path) -> None:
    unit = next(unit for unit in course_of(handbook).units if unit.id == "not-ready")
    every = {item.key: [_answer(handbook, item.key, right=True)] for item in unit.items}
    files = [_file(tmp_path, handbook, "Ana", every), _file(tmp_path, handbook, "Ben", dict(list(every.items())[1:]))]
    assert [len(one.passed) for one in load_results(handbook, files).standings] == [1, 0]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"{ half", "damaged"),
        (b"\xff\xfe\x00", "damaged"),
        (b"[]", "no progress file"),
        (
            b'{"format": "handbook-progress", "version": 1, "learner": {"name": "A"}, "questions": {"a": 1}}',
            "no progress file",
        ),
        (
            json.dumps(
                {
                    "format": "handbook-progress",
                    "version": 1,
                    "book": "x",
                    "bookName": "A bakery",
                    "learner": {"name": "A"},
                    "questions": {},
                }
            ).encode(),
            "another handbook (A bakery)",
        ),
        (b"[" * 100_000, "damaged"),
    ],
)
def test_a_file_that_is_none_of_ours_is_named_and_left_out(
    handbook: Handbook, tmp_path: Path, content: bytes, why: str
) -> None:
    file = tmp_path / "odd.json"
    file.write_bytes(content)
    good = _file(tmp_path, handbook, "Ana", {KEY: [_answer(handbook, KEY, right=True)]})
    found = load_results(handbook, [file, good, tmp_path / "missing.json"])
    assert [name for name, _ in found.unread] == [str(file), str(tmp_path / "missing.json")]
    assert why in found.unread[0][1]
    assert len(found.standings) == 1


def test_rows_that_are_not_answers_are_passed_over(handbook: Handbook, tmp_path: Path) -> None:
    rows: list[Row] = [[1, 2, 3, 4, 5, 6], ["yesterday", 1, [], 1, "x", 0], [], _answer(handbook, KEY, right=True)]
    found = load_results(handbook, [_file(tmp_path, handbook, "Ana", {KEY: rows})])
    assert found.standings[0].answered == 1


def test_the_page_escapes_names_and_the_table_holds_no_formula(handbook: Handbook, tmp_path: Path) -> None:
    file = _file(
        tmp_path,
        handbook,
        "Ana",
        {KEY: [_answer(handbook, KEY, right=False)]},
        learner={"id": "x", "name": "<img src=x onerror=alert(1)>"},
    )
    found = load_results(handbook, [file])
    page = results_page(found, handbook)
    assert "<img" not in page
    assert "onerror" in page
    rows = list(csv.DictReader(io.StringIO(results_csv(found).decode("utf-8-sig"))))
    assert rows[0]["question"] == KEY
    assert rows[0]["draws"]


def test_the_command_writes_both_and_tells_what_it_left_out(handbook: Handbook, tmp_path: Path) -> None:
    book = read_every_type(tmp_path / "playbooks")
    good = _file(tmp_path, book, "Ana", {KEY: [_answer(book, KEY, right=False)]})
    (tmp_path / "odd.json").write_text("no", encoding="utf-8")
    run = CliRunner().invoke(
        main,
        [
            "results",
            str(good),
            str(tmp_path / "odd.json"),
            "--playbooks",
            str(tmp_path / "playbooks"),
            "--csv",
            str(tmp_path / "out" / "r.csv"),
            "--page",
            str(tmp_path / "r.html"),
        ],
    )
    assert run.exit_code == 1
    assert "Left out" in run.output
    assert "Ana" in run.output
    assert (tmp_path / "out" / "r.csv").is_file()
    assert "Ana" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_the_export_command_names_what_is_not_there(tmp_path: Path) -> None:
    read_every_type(tmp_path / "playbooks")
    base = ["quiz", "export", "--to", "csv", "-o", str(tmp_path / "q.csv"), "--playbooks", str(tmp_path / "playbooks")]
    wrong = CliRunner().invoke(main, [*base, "--only", "not-redy"])
    assert (wrong.exit_code, "did you mean `not-ready`?" in wrong.output) == (2, True)
    assert CliRunner().invoke(main, [*base, "--stage", "redy"]).exit_code == 2
    right = CliRunner().invoke(main, [*base, "--only", "not-ready"])
    assert right.exit_code == 0
    assert "7 questions of 1 playbooks" in right.output
