"""The coach's table of sign-offs: written by the program, filled in a spreadsheet, read with what may be wrong."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.checking import check_folder
from generator.cli import main
from generator.model.handbook import Handbook
from generator.model.revision import page_revision, page_stamp
from generator.quizzes.items import quizzes_of
from generator.quizzes.ladder import ORDER, Person, Place, ladder_of, retest
from generator.quizzes.ladder_reports import ladder_csv, ladder_text, retest_text
from generator.quizzes.pages import drills_of
from generator.quizzes.reports import results_page
from generator.quizzes.results import load_results
from generator.quizzes.sign_offs import COLUMNS, SignOffs, load_sign_offs, sign_off_table
from tests.quizzes.conftest import read_every_type
from tests.quizzes.test_results import _answer, _file

TODAY = date(2027, 6, 1)
PAGE = "not-ready"
STOP = "brakes-failed"


def _table(folder: Path, handbook: Handbook, **cells: str) -> Path:
    """A table with one row of Ana's, for the page as it is now unless `revision` says otherwise."""
    row = {"person": "Ana", "defect": PAGE, **{name.replace("_", " "): cell for name, cell in cells.items()}}
    row.setdefault("revision", page_stamp(handbook, handbook.by_id[row["defect"]]))
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerow(row)
    file = folder / f"sign-offs-{len(list(folder.iterdir()))}.csv"
    file.write_text(out.getvalue(), encoding="utf-8")
    return file


def _load(file: Path, handbook: Handbook) -> SignOffs:
    return load_sign_offs(file, handbook, TODAY)


def _place(handbook: Handbook, *, table: Path | None = None, progress: Path | None = None, page: str = PAGE) -> Place:
    """Where Ana stands with a page."""
    rows = _load(table, handbook).rows if table else []
    learners = [one.learner for one in load_results(handbook, [progress]).standings] if progress else []
    (person,) = ladder_of(handbook, learners, rows)
    return next(place for place in person.places if place.playbook.id == page)


def _passed(folder: Path, handbook: Handbook, page: str = PAGE, *, pages: object = None, drill: float = 0) -> Path:
    """A progress file of Ana's in which the quiz of a page is passed, and its drill in `drill` seconds."""
    keys = [item.key for quiz in quizzes_of(handbook) for item in quiz.items if quiz.playbook.id == page]
    rows = {key: [_answer(handbook, key, right=True)] for key in keys}
    if drill:
        item = next(one for one in drills_of(handbook) if one.defect == page)
        rows[item.key] = [["2027-01-04T09:00:00.000Z", 1, [], drill, item.hash, 0]]
    more = {} if pages is None else {"pages": pages}
    return _file(folder, handbook, "Ana", rows, **more)


CHAIN = [
    ({"read": ""}, "", "read"),
    ({"read": "2027-01-10"}, "read", "say"),
    ({"read": "2027-01-10", "say": "2027-01-11 JM"}, "say", "play"),
    ({"read": "2027-01-10", "say": "2027-01-11 JM", "play": "2027-01-12 JM"}, "say", "play again"),
    ({"play_again": "2027-01-13 KT"}, "", "read"),
]


@pytest.mark.parametrize(("cells", "rung", "next_"), CHAIN)
def test_a_rung_counts_when_all_below_it_are_signed(
    handbook: Handbook, tmp_path: Path, cells: dict[str, str], rung: str, next_: str
) -> None:
    place = _place(handbook, table=_table(tmp_path, handbook, **cells))
    assert (place.rung, place.next) == (rung, next_)


ALL = {
    "read": "2027-01-10",
    "say": "2027-01-11 JM",
    "play": "2027-01-12 JM",
    "play_again": "2027-01-13 KT",
    "observed": "2027-02-01 JM",
    "solo": "2027-02-02 JM",
}


def test_a_changed_page_lapses_to_reread_and_says_what_changed(handbook: Handbook, tmp_path: Path) -> None:
    table = _table(tmp_path, handbook, **ALL)
    assert _place(handbook, table=table).rung == "solo"
    changed = read_every_type(tmp_path / "search", "also_called: [bike not done", "also_called: [bike undone")
    assert _place(changed, table=table).rung == "solo"  # nobody learns a search word
    history = "changes:\n  - on: 2027-03-01\n    what: We ask about the way home at once.\n"
    read_every_type(tmp_path / "now", "within: 2 min", "within: 1 min")
    file = tmp_path / "now" / "ready" / "not-ready.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("changes:\n", history), encoding="utf-8")
    changed = check_folder(tmp_path / "now", TODAY).handbook
    assert changed is not None
    place = _place(changed, table=table)
    assert (place.rung, place.next) == ("reread", "read")
    assert place.again == ("read", "say", "play", "play again", "observed", "solo")
    assert place.changed == "steps. 2027-03-01: We ask about the way home at once."


def test_a_revision_from_paper_is_enough(handbook: Handbook, tmp_path: Path) -> None:
    paper = page_revision(handbook, handbook.by_id[PAGE]).lower()
    assert _place(handbook, table=_table(tmp_path, handbook, revision=paper, read="2027-01-10")).rung == "read"


def test_where_there_is_a_progress_file_the_quiz_decides(handbook: Handbook, tmp_path: Path) -> None:
    table = _table(tmp_path, handbook, read="2027-01-10", say="2027-01-11 JM")
    key = f"{PAGE}/four-oclock"
    begun = _file(tmp_path, handbook, "ana ", {key: [_answer(handbook, key, right=True)]})
    place = _place(handbook, table=table, progress=begun)
    assert (place.rung, place.next) == ("", "quiz")
    assert _place(handbook, table=table, progress=_passed(tmp_path, handbook)).rung == "say"


def test_a_progress_file_knows_the_page_that_was_read(handbook: Handbook, tmp_path: Path) -> None:
    now = page_stamp(handbook, handbook.by_id[PAGE])
    old = {PAGE: {"r": "000000" + now[6:], "at": "2027-01-04T09:00:00.000Z"}}
    same = {PAGE: {"r": now, "at": "2027-01-04T09:00:00.000Z"}}
    assert _place(handbook, progress=_passed(tmp_path, handbook, pages=same)).rung == "read"
    assert _place(handbook, progress=_passed(tmp_path, handbook)).rung == "read"  # from before pages had revisions
    lapsed = _passed(tmp_path, handbook, pages=old)
    assert (_place(handbook, progress=lapsed).rung, _place(handbook, progress=lapsed).next) == ("reread", "reread")
    (standing,) = load_results(handbook, [lapsed]).standings
    assert [unit.id for unit in standing.reread] == [PAGE]
    assert [unit.id for unit in standing.passed] == [PAGE]  # nothing that was answered is forgotten
    # Signed by the coach since: the page as it is now was read.
    assert _place(handbook, progress=lapsed, table=_table(tmp_path, handbook, read="2027-02-01")).rung == "read"


def test_a_page_entry_that_is_none_is_passed_over(handbook: Handbook, tmp_path: Path) -> None:
    for odd in ([], {PAGE: 7}, {PAGE: {"r": 7}}, {PAGE: {"at": "x"}}):
        assert _place(handbook, progress=_passed(tmp_path, handbook, pages=odd)).rung == "read"


def test_a_stop_card_needs_its_drill_in_ten_seconds(handbook: Handbook, tmp_path: Path) -> None:
    def standing(drill: float, table: Path | None = None) -> tuple[str, str]:
        place = _place(handbook, progress=_passed(tmp_path, handbook, STOP, drill=drill), page=STOP, table=table)
        return place.rung, place.next

    assert standing(0) == ("", "drill")
    assert standing(11) == ("", "drill")
    assert standing(10) == ("read", "say")
    # A drill that was run aloud is signed with Read.
    assert standing(0, _table(tmp_path, handbook, defect=STOP, read="2027-01-10 JM")) == ("read", "say")


BAD = [
    ({"defect": "not-redy"}, "there is no page 'not-redy'; did you mean `not-ready`?"),
    ({"person": ""}, "nobody is named"),
    ({"revision": "12"}, "'12' is no revision"),
    ({"say": "soon"}, "say: 'soon' does not begin with a date"),
    ({"say": "2027-02-30 JM"}, "say: 2027-02-30 is no day of the calendar"),
    ({"say": "2027-07-01 JM"}, "say: 2027-07-01 is not yet"),
    ({"say": "2027-01-11"}, "say: who saw it?"),
    ({"play": "2027-01-11 JM", "play again": "2027-01-12 jm"}, "a second observer is needed"),
    ({"say": "03/04/2027 JM"}, "may be read in two ways"),
]


@pytest.mark.parametrize(("cells", "told"), BAD)
def test_what_cannot_be_right_is_told_with_its_line(
    handbook: Handbook, tmp_path: Path, cells: dict[str, str], told: str
) -> None:
    base = {"person": "Ana", "defect": PAGE, "revision": "ABCDEF", "read": "2027-01-10"} | cells
    lines = [",".join(COLUMNS), ",".join(base.get(name, "") for name in COLUMNS)]
    file = tmp_path / "s.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    ((line, why),) = _load(file, handbook).faults
    assert (line, told in why) == (2, True), why


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"name;page\nAna;x\n", "has no column person and no column defect and no column revision"),
        (b"person,defect,revision,oberved\n", "there is no rung or column 'oberved'; did you mean `observed`?"),
        ("person,defect,revision\nJos\u00e9,not-ready,ABCDEF\n".encode("cp1252"), "is not UTF-8"),
        (b"PK\x03\x04\xff\xfe", "is not UTF-8"),
        (b"", "has no column person"),
        (b'person,defect,revision\n"Ana,' + b"x" * 200_000, "is no table that a spreadsheet saved as CSV"),
    ],
    ids=["other columns", "unknown rung", "old encoding", "a workbook", "empty", "a broken cell"],
)
def test_a_file_that_is_no_table_is_told(handbook: Handbook, tmp_path: Path, content: bytes, told: str) -> None:
    file = tmp_path / "odd.csv"
    file.write_bytes(content)
    found = _load(file, handbook)
    assert found.rows == []
    assert told in found.faults[0][1]
    assert "cannot be read" in _load(tmp_path / "missing.csv", handbook).faults[0][1]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("day", ["2027-01-13", "13.1.2027", "13/01/2027"])
def test_what_spreadsheets_make_of_a_table_is_read(
    handbook: Handbook, tmp_path: Path, delimiter: str, day: str
) -> None:
    stamp = page_stamp(handbook, handbook.by_id[PAGE])
    lines = ["Person|Defect|Revision|Read|Say", f"Ana|{PAGE}|{stamp}|{day}|{day} J. Moreno"]
    file = tmp_path / "s.csv"
    file.write_text("\r\n".join(lines).replace("|", delimiter), encoding="utf-8-sig")
    (row,) = _load(file, handbook).rows
    assert (row.signed["say"].on, row.signed["say"].by) == (date(2027, 1, 13), "J. Moreno")


def test_the_new_table_has_every_page_for_everybody_and_keeps_what_was_signed(
    handbook: Handbook, tmp_path: Path
) -> None:
    first = sign_off_table(handbook, ["Ben", "Ana", "=Eve"])
    rows = list(csv.DictReader(io.StringIO(first.decode("utf-8-sig"))))
    assert len(rows) == 3 * len(handbook.playbooks)
    assert {row["revision"] for row in rows} == {page_stamp(handbook, one) for one in handbook.playbooks}
    file = tmp_path / "s.csv"
    file.write_bytes(first)
    read = _load(file, handbook)
    assert read.faults == []
    assert not any(row.signed for row in read.rows)
    assert {row.person for row in read.rows} == {"Ana", "Ben", "=Eve"}  # no formula in the file
    assert sign_off_table(handbook, [], read.rows) == first
    # Signed, then the page changes: the signed row stays, an empty one for the new page follows it.
    kept = _load(_table(tmp_path, handbook, **ALL), handbook).rows
    changed = read_every_type(tmp_path / "now", "within: 2 min", "within: 1 min")
    again = list(csv.DictReader(io.StringIO(sign_off_table(changed, ["Ben"], kept).decode("utf-8-sig"))))
    mine = [row for row in again if row["person"] == "Ana" and row["defect"] == PAGE]
    assert [row["solo"] for row in mine] == ["2027-02-02 JM", ""]
    assert mine[1]["revision"] == page_stamp(changed, changed.by_id[PAGE])
    assert len(again) == 2 * len(changed.playbooks) + 1


def _people(handbook: Handbook, tmp_path: Path) -> list[Person]:
    return ladder_of(handbook, [], _load(_table(tmp_path, handbook, revision="000000", **ALL), handbook).rows)


def test_a_group_stands_where_its_lowest_page_does(handbook: Handbook, tmp_path: Path) -> None:
    (person,) = _people(handbook, tmp_path)
    groups = {group.name: group for group in person.groups}
    assert set(groups) == {"Stop cards", "Collecting the bike", "On the road again"}
    ready = groups["Collecting the bike"]
    assert ready.rung == min((place.rung for place in ready.places), key=ORDER.index)
    assert ready.counts["reread"] == 1
    assert groups["Stop cards"].rung == ""


def test_the_reports_tell_what_lapsed(handbook: Handbook, tmp_path: Path) -> None:
    people = _people(handbook, tmp_path)
    assert "reread: The bike is not ready; sign again: read, say" in ladder_text(people, handbook)
    rows = list(csv.DictReader(io.StringIO(ladder_csv(people, handbook).decode("utf-8-sig"))))
    row = next(row for row in rows if row["defect"] == PAGE)
    assert (row["rung"], row["next"]) == ("reread", "read it and pass the quiz")
    page = results_page(load_results(handbook, []), handbook, people)
    assert "Ana: on which rung" in page
    assert "Sign again: read, say, play, play again, observed, solo." in page


def test_a_retest_draws_from_what_is_signed_and_stays_for_a_month(handbook: Handbook, tmp_path: Path) -> None:
    (nothing,) = _people(handbook, tmp_path)
    assert retest(nothing, TODAY) == []  # what is to be read again is no retest
    row = _load(_table(tmp_path, handbook, **ALL), handbook).rows[0]
    copies = [one.model_copy(update={"id": f"{one.id}-{n}"}) for one in handbook.playbooks for n in range(12)]
    fields = {name: getattr(handbook, name) for name in Handbook.model_fields}
    large = Handbook(**fields | {"playbooks": tuple(copies)})
    rows = [replace(row, defect=one.id, revision=page_stamp(large, one)) for one in copies]
    (ana,) = ladder_of(large, [], rows)
    (ben,) = ladder_of(large, [], [replace(one, person="Ben") for one in rows])

    def drawn(person: Person, day: date) -> list[str]:
        return [place.playbook.id for place in retest(person, day)]

    assert len(set(drawn(ana, TODAY))) == 6
    assert drawn(ana, TODAY) == drawn(ana, TODAY.replace(day=28))
    assert drawn(ana, TODAY) != drawn(ana, TODAY.replace(month=7))
    assert drawn(ana, TODAY) != drawn(ben, TODAY)
    assert "STOP The brakes" in retest_text([ana], large, TODAY)


def test_the_command_writes_reads_and_never_replaces_a_table(tmp_path: Path) -> None:
    handbook = read_every_type(tmp_path / "playbooks")
    base = ["results", "--playbooks", str(tmp_path / "playbooks")]
    new = tmp_path / "new.csv"
    run = CliRunner().invoke(main, [*base, "--new-sign-offs", str(new), "--person", "Ana"])
    assert (run.exit_code, new.is_file()) == (0, True), run.output
    again = CliRunner().invoke(main, [*base, "--new-sign-offs", str(new), "--person", "Ben"])
    assert (again.exit_code, "is there already" in again.output) == (1, True)
    signed = _table(tmp_path, handbook, read="2026-01-10", say="2026-01-11 JM")
    out = ["--ladder", str(tmp_path / "l.csv"), "--page", str(tmp_path / "r.html")]
    run = CliRunner().invoke(main, [*base, "--sign-offs", str(signed), *out])
    assert run.exit_code == 0, run.output
    assert "Ana" in run.output
    assert ",say," in (tmp_path / "l.csv").read_text(encoding="utf-8-sig")
    assert "Ana: on which rung" in (tmp_path / "r.html").read_text(encoding="utf-8")
    signed.write_text(signed.read_text(encoding="utf-8").replace("2026-01-11 JM", "soon"), encoding="utf-8")
    run = CliRunner().invoke(main, [*base, "--sign-offs", str(signed)])
    assert (run.exit_code, f"{signed}:2: say: 'soon' does not begin with a date" in run.output) == (1, True)
    lossy = [*base, "--sign-offs", str(signed), "--new-sign-offs", str(tmp_path / "lossy.csv")]
    run = CliRunner().invoke(main, lossy)
    assert (run.exit_code, "Mend that first" in run.output, (tmp_path / "lossy.csv").exists()) == (1, True, False)
    assert CliRunner().invoke(main, base).exit_code == 2
