"""`handbook search-report`: the engine is the page's, in Node as in a browser, and the counting is right."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.checking import check_folder
from generator.cli import main
from generator.finder import index_script, measure
from generator.finder.measure import BadQueriesError, Found, NoEngineError, Query, drive, load_queries
from generator.model.handbook import Handbook

ROOT = Path(__file__).parents[2]
QUERIES = ROOT / "tests" / "data" / "queries.tsv"
SECOND = ROOT / "tests" / "data" / "queries_second.tsv"
"""Written later, before the engine was changed for it: what it has no business to find stands in it too."""
THIRD = ROOT / "tests" / "data" / "queries_third.tsv"
"""Written when engine and weights had been settled, from titles and definitions alone, by somebody who had not seen the
search words: a receptionist in a hurry, an angry patient, a nurse's shorthand, a manager's order. Measured once before
anything was changed for them: of the first 106, 98 % in the top 3 and 30 of 33 red ones on top (the engine before: 94 %
and 32). Then stop cards that come third were moved up, and the 36 red ones of the second round written: 34 on top."""
FOURTH = ROOT / "tests" / "data" / "queries_fourth.tsv"
"""Written by two more people from definitions alone, nearly half of them red, the danger often said by the way. The
first 257 showed which kinds of query failed when stop cards, danger words and search words were gone over (90 % in the
top 3, 88 % of the red ones on top before, 95 and 97 after); the other 180 were measured and mended for nothing: 94 %
in the top 3, 71 of 78 red ones on top."""
FIFTH = ROOT / "tests" / "data" / "queries_fifth.tsv"
"""Eight rounds by eight people who saw definitions only. The first two showed what the engine lacked when it was made
anew (the engine before: 90 % in the top 3). Five were measured first and looked at afterwards: 96, 94, 96, 95 and 98 %,
272 of 283 red ones on top. The last 144 are red throughout, half of them said by the way."""
NODE = shutil.which("node") or shutil.which("nodejs")
BROWSER = next((path for name in measure.BROWSERS if (path := shutil.which(name))), None)
with_node = pytest.mark.skipif(NODE is None, reason="SEARCH NOT MEASURED: no Node found")


@pytest.fixture(scope="module")
def dental() -> Handbook:
    handbook = check_folder(ROOT / "playbooks", date(2026, 11, 22)).handbook
    assert handbook is not None
    return handbook


@pytest.fixture(scope="module")
def found(dental: Handbook) -> list[Found]:
    return measure.measure(dental, load_queries(QUERIES))


def _share(values: list[bool]) -> float:
    return sum(values) / len(values)


@pytest.fixture(scope="module")
def found_later(dental: Handbook) -> list[Found]:
    return measure.measure(dental, load_queries(SECOND))


@with_node
def test_the_bars_hold_on_our_own_queries(found: list[Found]) -> None:
    """The bars of the finder: 95 % of first defects in the top 3, 90 % of all in the top 8, every red one on top."""
    counted = [one for one in found if one.counts]
    assert len(counted) >= 100
    assert _share([one.in_top for one in counted]) >= 0.94, [one.query.text for one in counted if not one.in_top]
    assert _share([one.all_there for one in counted]) >= 0.90
    assert not [one.query.text for one in counted if one.query.red and not one.red_on_top]


@with_node
def test_the_bars_hold_on_queries_that_nothing_was_written_for(found_later: list[Found]) -> None:
    counted = [one for one in found_later if one.counts]
    assert len(counted) >= 60
    assert _share([one.in_top for one in counted]) >= 0.9, [one.query.text for one in counted if not one.in_top]
    assert _share([one.all_there for one in counted]) >= 0.90
    red = [one for one in counted if one.query.red]
    assert _share([one.red_on_top for one in red]) >= 0.95, [one.query.text for one in red if not one.red_on_top]


@with_node
def test_the_bars_hold_on_queries_written_by_title_and_definition_only(dental: Handbook) -> None:
    counted = [one for one in measure.measure(dental, load_queries(THIRD)) if one.counts]
    assert len(counted) >= 100
    assert _share([one.in_top for one in counted]) >= 0.95, [one.query.text for one in counted if not one.in_top]
    assert _share([one.all_there for one in counted]) >= 0.95
    assert _share([one.red_on_top for one in counted if one.query.red]) >= 0.9


@with_node
def test_nearly_all_is_found_that_people_say_by_the_way(dental: Handbook) -> None:
    counted = [one for one in measure.measure(dental, load_queries(FOURTH)) if one.counts]
    assert len(counted) >= 400
    assert _share([one.in_top for one in counted]) >= 0.93, [one.query.text for one in counted if not one.in_top]
    assert _share([one.all_there for one in counted]) >= 0.93
    assert _share([one.red_on_top for one in counted if one.query.red]) >= 0.92


@with_node
def test_nearly_all_is_found_of_what_eight_people_thought_of(dental: Handbook) -> None:
    answers = measure.measure(dental, load_queries(FIFTH))
    counted = [one for one in answers if one.counts]
    assert len(counted) >= 1_400
    assert _share([one.in_top for one in counted]) >= 0.95, [one.query.text for one in counted if not one.in_top]
    assert _share([one.all_there for one in counted]) >= 0.93
    assert _share([one.red_on_top for one in counted if one.query.red]) >= 0.93
    assert _share([one.verdict != "found" for one in answers if not one.query.expected]) >= 0.75


@with_node
def test_whoever_types_the_very_words_of_a_playbook_finds_it_first(dental: Handbook) -> None:
    """An author who adds a search word sees that it works. Some are said of two playbooks."""
    called = [(text, playbook.id) for playbook in dental.playbooks for text in playbook.also_called[::5]]
    titles = [(playbook.title, playbook.id) for playbook in dental.playbooks]
    answers = drive(index_script(dental), [text for text, _ in (*titles, *called)])
    first = [
        bool(answer["results"]) and answer["results"][0] == id_  # type: ignore[index]
        for answer, (_, id_) in zip(answers, (*titles, *called), strict=True)
    ]
    assert all(first[: len(titles)])
    assert _share(first[len(titles) :]) >= 0.95


@with_node
def test_what_is_out_of_scope_is_said_to_be_and_what_is_not_is_not(found_later: list[Found]) -> None:
    foreign = [one for one in found_later if not one.query.expected]
    assert len(foreign) >= 25
    assert _share([one.verdict != "found" for one in foreign]) >= 0.8, [
        one.query.text for one in foreign if one.verdict == "found"
    ]
    ours = [one for one in found_later if one.counts]
    assert _share([one.verdict == "found" for one in ours]) >= 0.9, [
        one.query.text for one in ours if one.verdict != "found"
    ]


@with_node
def test_who_it_was_is_somebody(dental: Handbook) -> None:
    """In "Mr Bell" nobody rings, and "the wrong Mrs Khan" is the wrong person."""
    said = ["called the wrong Mrs Khan through", "called the wrong person through", "Mr Bell hung up", "hung up"]
    names, person, bell, nobody = (answer["results"][:3] for answer in drive(index_script(dental), said))
    assert names == person
    assert bell[0] == nobody[0]


@with_node
def test_danger_comes_first_even_where_something_else_fits_better(dental: Handbook) -> None:
    said = [
        "running late and she is having chest pains",
        "the bill is wrong and he cant breathe",
        "complaint about the receptionist, says her son swallowed something and is choking",
        "crown fell off and the bleeding wont stop",
        "unhappy with the colour, says she will call her lawyer",
    ]
    for query, answer in zip(said, drive(index_script(dental), said), strict=True):
        results = answer["results"]
        assert isinstance(results, list)
        assert any(dental.by_id[id_].kind == "stop-card" for id_ in results[:2]), (query, results[:4])
        assert answer["danger"], query


@with_node
def test_several_defects_come_up_together(dental: Handbook) -> None:
    (answer,) = drive(index_script(dental), ["receptionist was rude and nobody rang me back"])
    assert {"brusque-manner", "callback-not-made"} <= set(answer["results"][:4])  # type: ignore[index]


@with_node
@pytest.mark.parametrize(
    ("said", "plainly"),
    [
        ("nobody rang mrs tchaikovskaya back", "nobody rang back"),  # who it was
        ("nobody rang back becuase thier busy", "nobody rang back because their busy"),  # small words spelt wrong
        ("running late", "RUNNING, LATE!"),
    ],
)
def test_what_does_not_tell_what_happened_changes_nothing(dental: Handbook, said: str, plainly: str) -> None:
    one, other = drive(index_script(dental), [said, plainly])
    assert one["verdict"] == other["verdict"] == "found"
    assert one["results"][:3] == other["results"][:3]  # type: ignore[index]


@with_node
@pytest.mark.parametrize("query", ["asdfgh qwerty", "", "?", "the", "нет", "😀"])
def test_nothing_fits_and_it_says_so(dental: Handbook, query: str) -> None:
    (answer,) = drive(index_script(dental), [query])
    assert (answer["verdict"], answer["results"]) == ("nothing", [])


@with_node
def test_what_the_practice_sends_elsewhere_is_said(dental: Handbook) -> None:
    (answer,) = drive(index_script(dental), ["holiday rota"])
    assert answer["verdict"] == "nothing"
    assert "Rota" in str(answer["elsewhere"])


@with_node
@pytest.mark.parametrize(
    ("query", "defect"),
    [
        ("dentist on annual leave and the patients were never told we must move them", "cancelled-by-us-ahead"),
        ("complaint stuck behind the printer for weeks and nobody answered", "complaint-ignored-or-bounced"),
    ],
)
def test_what_fits_is_shown_though_a_word_of_it_belongs_elsewhere(dental: Handbook, query: str, defect: str) -> None:
    (answer,) = drive(index_script(dental), [query])
    assert answer["elsewhere"]
    assert answer["verdict"] != "nothing"
    assert defect in answer["results"][:3]  # type: ignore[index]


@with_node
def test_bloody_is_a_curse_and_bloody_gauze_is_blood(dental: Handbook) -> None:
    cursed, plain, bled = drive(
        index_script(dental), ["waited a bloody long time", "waited a long time", "his gauze, bloody gauze, all night"]
    )
    assert not cursed["danger"]
    assert cursed["results"][:3] == plain["results"][:3]  # type: ignore[index]
    assert bled["danger"]
    assert "bleeding-or-swelling-after" in bled["results"][:2]  # type: ignore[index]


@with_node
def test_a_long_word_written_by_ear_is_the_word_it_sounds_like(dental: Handbook) -> None:
    written, spelt = drive(index_script(dental), ["lost refural", "lost referral"])
    assert written["results"][0] == spelt["results"][0]  # type: ignore[index]


@with_node
def test_a_gap_comes_up_by_its_own_title(dental: Handbook) -> None:
    gaps = {id_: gap.title for gaps in dental.gaps.values() for id_, gap in gaps.items() if id_ not in dental.by_id}
    answers = drive(index_script(dental), list(gaps.values()))
    missed = [id_ for id_, answer in zip(gaps, answers, strict=True) if id_ not in answer["gaps"]]  # type: ignore[operator]
    assert len(missed) <= len(gaps) // 10, missed


@with_node
@pytest.mark.skipif(BROWSER is None, reason="SEARCH-REPORT IN A BROWSER NOT TESTED: no Chromium found")
def test_a_browser_finds_what_node_finds(dental: Handbook) -> None:
    queries = [query.text for query in load_queries(QUERIES)][:40]
    queries += ["<b>\"quoted\" & 'odd'</b>", "</script>"]
    index = index_script(dental)
    assert drive(index, queries, NODE) == drive(index, queries, BROWSER)


@with_node
def test_the_report(tmp_path: Path) -> None:
    file = tmp_path / "queries.tsv"
    file.write_text(
        "query\texpected_slugs\tnote\nrunning behind\trunning-late\t\n"
        "knocked tooth out\turgent-caller-mis-triaged\tRED\n"
        "something\tnobody-wrote-this\t\nasdfgh\t-\t\n",
        encoding="utf-8",
    )
    done = CliRunner().invoke(main, ["search-report", str(file), "--playbooks", str(ROOT / "playbooks")])
    assert done.exit_code == 0, done.output
    assert "running behind: running-late rank 1" in done.output
    assert "nobody-wrote-this absent" in done.output
    assert "first defect in the top 3: 2 of 2 (100 %)" in done.output
    assert "red queries at rank 1 or 2: 1 of 1 (100 %)" in done.output
    assert "absent (their defect has no playbook yet): 1" in done.output
    command = ["search-report", str(file), "--playbooks", str(ROOT / "playbooks"), "--format", "json"]
    data = json.loads(CliRunner().invoke(main, command).stdout)
    assert data["queries"][0]["ranks"] == {"running-late": 1}
    assert data["queries"][2]["as_wanted"] is None


def test_without_node_and_browser_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measure.shutil, "which", lambda _name: None)
    done = CliRunner().invoke(main, ["search-report", str(QUERIES), "--playbooks", str(ROOT / "playbooks")])
    assert done.exit_code == 1
    assert "Node" in done.output
    assert "Traceback" not in done.output


def test_an_engine_that_fails_is_told_and_not_guessed_over(tmp_path: Path) -> None:
    program = tmp_path / "node"
    program.write_text("#!/bin/sh\necho broken >&2\nexit 3\n", encoding="utf-8")
    program.chmod(0o755)
    with pytest.raises(NoEngineError, match="broken"):
        drive("", ["late"], str(program))


@pytest.mark.parametrize("line", ["late", "late\t", "\trunning-late"])
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "queries.tsv"
    file.write_text(f"query\texpected_slugs\tnote\n{line}\n", encoding="utf-8")
    with pytest.raises(BadQueriesError, match="line 2"):
        load_queries(file)


def test_queries_that_are_no_text(tmp_path: Path) -> None:
    file = tmp_path / "queries.tsv"
    file.write_bytes(b"query\texpected\n\xff\xfe\tlate\n")
    with pytest.raises(BadQueriesError, match="UTF-8"):
        load_queries(file)


def test_how_a_rank_is_counted() -> None:
    query = Query("two at once", ("a", "b", "gone"), "RED; two")
    found = Found(query, "found", ("x", "a", "y", "z", "b"), (), absent=("gone",))
    assert found.ranks == {"a": 2, "b": 5}
    assert found.in_top
    assert found.all_there
    assert found.red_on_top
    late = Found(query, "found", ("x", "y", "a"), (), absent=("gone",))
    assert late.in_top
    assert not late.all_there
    assert not late.red_on_top
    absent = Found(query, "found", (), (), absent=("a",))
    assert not absent.counts
    assert not absent.as_wanted
    assert Found(Query("rota", ()), "nothing", (), (), ()).as_wanted
    assert not Found(Query("rota", ()), "found", (), (), ()).as_wanted
