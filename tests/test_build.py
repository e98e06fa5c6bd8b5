"""Load, check, render: the door that both adapters use."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.build import colliding, fill_nav, last_change, render_handbook
from generator.checking import check_folder
from generator.rendering.output import Output
from generator.source.load import load_handbook
from tests.handbooks import RECOVERY, STOP_CARD, checked
from tests.sites import BASE, ROOT


def test_rendering_twice_gives_the_same_bytes_in_the_same_order() -> None:
    handbook = check_folder(BASE, date(2026, 11, 22)).handbook
    again = check_folder(BASE, date(2026, 11, 22)).handbook
    assert handbook is not None
    assert again is not None
    assert render_handbook(handbook) == render_handbook(again)


def test_the_day_of_the_check_changes_no_page() -> None:
    """What is late is the reader's clock to say: a page that knew its day would be another page tomorrow."""
    pages = []
    for day in (date(2020, 1, 1), date(2040, 1, 1)):
        handbook = check_folder(BASE, day).handbook
        assert handbook is not None
        pages.append(render_handbook(handbook))
    assert pages[0] == pages[1]


def test_no_two_outputs_have_one_path() -> None:
    for playbooks in (BASE, ROOT / "playbooks", ROOT / "examples" / "restaurant" / "playbooks"):
        handbook = load_handbook(playbooks).handbook
        assert handbook is not None
        paths = [output.path for output in render_handbook(handbook, playbooks)]  # with the folder, PDFs may be cached
        assert len(paths) == len(set(paths))


def test_each_playbook_stage_and_page_of_the_contract_is_made() -> None:
    handbook = check_folder(BASE, date(2026, 11, 22)).handbook
    assert handbook is not None
    paths = {output.path for output in render_handbook(handbook)}
    assert paths >= {"defects/not-ready.md", "defects/brakes-failed.md", "stages/ready.md", "stages/road.md"}
    fixed = ("index", "journey", "phrasebook", "authority", "gestures", "red-flags", "review", "changes", "problems")
    assert paths >= {f"{page}.md" for page in fixed}


@pytest.mark.parametrize(
    ("mine", "taken"),
    [
        ("journey.md", True),
        ("journey/index.md", True),
        ("journey/README.md", True),
        ("journey.html", True),
        ("index.md", True),
        ("README.md", True),
        ("index.html", True),
        ("assets/handbook/handbook.css", True),
        ("my-journey.md", False),
        ("journey/more.md", False),
        ("index/more.md", False),
        ("assets/photo.png", False),
    ],
)
def test_a_page_is_taken_if_source_or_address_is(mine: str, taken: bool) -> None:
    outputs = [Output("index.md", ""), Output("journey.md", ""), Output("assets/handbook/handbook.css", b"")]
    assert [problem.code for problem in colliding(outputs, [mine])] == (["page-taken"] if taken else [])


def test_the_navigation_gets_the_stages_where_the_mark_stands(tmp_path: Path) -> None:
    handbook = checked(tmp_path).handbook
    assert handbook is not None
    stages = [
        {"Collecting the bike": ["stages/ready.md", "defects/not-ready.md"]},
        {"On the road again": ["stages/road.md", "defects/brakes-failed.md"]},
    ]
    assert fill_nav(["index.md", "playbooks", {"More": ["a.md"]}], handbook) == [
        "index.md",
        *stages,
        {"More": ["a.md"]},
    ]
    assert fill_nav([{"Journey": ["journey.md", "playbooks"]}], handbook) == [{"Journey": ["journey.md", *stages]}]
    assert fill_nav(["index.md"], handbook) == ["index.md"]


def test_a_name_in_the_navigation_has_its_settings_filled_in_and_is_safe(tmp_path: Path) -> None:
    change = ("handbook.yml", "name: Collecting the bike", "name: '<b> & {practice}'")
    handbook = checked(tmp_path, change).handbook
    assert handbook is not None
    assert list(fill_nav(["playbooks"], handbook)[0]) == ["&lt;b&gt; &amp; Kettle Lane Cycles"]


def test_generated_files_carry_the_newest_date_of_the_playbooks(tmp_path: Path) -> None:
    handbook = checked(tmp_path, (STOP_CARD, "on: 2026-11-02", "on: 2026-11-20")).handbook
    assert handbook is not None
    assert last_change(handbook) == date(2026, 11, 20)


def test_only_errors_keep_a_handbook_from_being_published(tmp_path: Path) -> None:
    warned = checked(tmp_path, ("gaps.yml", "squeak-came-back", "brakes-failed"))
    assert [problem.code for problem in warned.problems] == ["gap-filled"]
    assert warned.publishable
    assert not checked(tmp_path, (RECOVERY, "severity: 1", "severity: 9")).publishable
