"""What stands on the pages, and in which order: for a stressed person, and for this practice's place and payers."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.pages import render_pages
from generator.problems import codes
from generator.rendering.escape import escape
from generator.source.load import load_handbook
from tests.handbooks import RECOVERY, STOP_CARD, Change, checked
from tests.sites import ROOT


def _pages(tmp_path: Path, *changes: Change) -> dict[str, str]:
    handbook = checked(tmp_path, *changes).handbook
    assert handbook is not None
    return {output.path: output.content for output in render_pages(handbook) if isinstance(output.content, str)}


def _dental(tmp_path: Path, *changes: tuple[str, str]) -> dict[str, str]:
    """The pages of the dental handbook with another practice's settings."""
    folder = tmp_path / "playbooks"
    if not folder.exists():
        shutil.copytree(ROOT / "playbooks", folder)
    file = folder / "handbook.yml"
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    handbook = load_handbook(folder).handbook
    assert handbook is not None
    return {output.path: output.content for output in render_pages(handbook) if isinstance(output.content, str)}


def _order(page: str) -> list[str]:
    return re.findall(r"(?m)^## .*\{: #([\w-]+)", page)


def test_a_recovery_reads_in_the_order_of_the_stressed_moment() -> None:
    handbook = load_handbook(ROOT / "playbooks").handbook
    assert handbook is not None
    wanted = [
        "stop",
        "say-first",
        "steps",
        "branches",
        "limits",
        "gestures",
        "follow-up",
        "words",
        "prevent",
        "confused",
        "law",
        "about",
    ]
    for output in render_pages(handbook):
        if output.path.startswith("defects/") and isinstance(output.content, str):
            found = [part for part in _order(output.content) if part in wanted]
            assert found == [part for part in wanted if part in found], output.path


def test_the_first_line_comes_before_every_step(tmp_path: Path) -> None:
    page = _pages(tmp_path)["defects/not-ready.md"]
    assert page.index("I told you four o&#39;clock") < page.index("Ask how they were going to get home")


def test_a_stop_card_stops_first_and_has_no_gesture(tmp_path: Path) -> None:
    page = _pages(tmp_path)["defects/brakes-failed.md"]
    assert "Stop the script" in page
    assert page.index("Stop the script") < page.index("Ring 112.") < page.index("Please stay off the bike.")
    assert "A present beside a fall reads as a bribe." in page
    assert "hb-gestures" not in page


def test_a_missing_approval_is_shown_and_listed_and_an_approval_is_shown(tmp_path: Path) -> None:
    pages = _pages(tmp_path)
    assert "Not yet approved by Owner" in pages["defects/brakes-failed.md"]
    assert "The brakes failed after our repair" in pages["review.md"].split("## Pages to read again")[0]
    assert "Needs no approval" in pages["defects/not-ready.md"]
    approved = _pages(tmp_path, (STOP_CARD, "review_by:", "approval:\n  by: Ines\n  on: 2026-11-10\nreview_by:"))
    assert "Approved by Ines on 2026-11-10" in approved["defects/brakes-failed.md"]
    assert "Every stop card and every red flag is approved." in approved["review.md"]


def test_gaps_stand_on_the_map_as_gaps_and_are_counted(tmp_path: Path) -> None:
    journey = _pages(tmp_path)["journey.md"]
    assert "The squeak is back" in journey
    assert "<b>2</b> of <b>3</b> known defects have a playbook. <b>1</b> are gaps." in journey
    assert "squeak-came-back.html" not in journey


def test_what_is_due_comes_in_the_order_of_dates(tmp_path: Path) -> None:
    page = _pages(tmp_path, (STOP_CARD, "review_by: 2027-06-30", "review_by: 2027-01-31"))["review.md"]
    table = page.split("## Pages to read again")[1]
    assert table.index("2027-01-31") < table.index("2027-06-30")


def test_what_changed_comes_newest_first(tmp_path: Path) -> None:
    page = _pages(
        tmp_path, (RECOVERY, "changes:\n", "changes:\n  - on: 2026-11-20\n    what: A call at six instead of five.\n")
    )["changes.md"]
    assert re.findall(r"(?m)^## (.*)", page) == ["2026-11-20", "2026-11-02"]


def test_settings_are_filled_in_wherever_a_text_asks_for_them(tmp_path: Path) -> None:
    page = _pages(tmp_path, ("handbook.yml", 'emergency_number: "112"', 'emergency_number: "000"'))[
        "defects/brakes-failed.md"
    ]
    assert "Ring 000." in page
    assert "{" not in re.sub(r"\{: #[\w-]+( data-search-exclude)? \}", "", page).split("---", 2)[2]


def test_links_are_made_only_to_what_is_there(tmp_path: Path) -> None:
    """A defect that is still a gap is named and not linked."""
    confused = "confused_with:\n  - defect: squeak-came-back\n    difference: It is noise, not time.\nowner:"
    page = _pages(tmp_path, (RECOVERY, "\nowner: owner\n", f"\n{confused} owner\n"))["defects/not-ready.md"]
    assert "The squeak is back</span>" in page
    assert "squeak-came-back.html" not in page


def test_another_place_has_other_law_and_other_gestures(tmp_path: Path) -> None:
    """The notes, the limits and the catalogue follow `jurisdiction`; nothing else has to be changed."""
    here = _dental(tmp_path)
    there = _dental(tmp_path, ("  jurisdiction: us\n", "  jurisdiction: de\n"))
    assert "not given in Germany" in there["defects/appointment-not-in-book.md"] + there["gestures.md"]
    assert "Not given in Germany." in there["gestures.md"]
    assert "Germany" not in here["gestures.md"]
    assert "Limits in Germany" in there["gestures.md"] or "Limits in" not in there["gestures.md"]
    law = (
        {path for path in here if "## The law here" in here[path]},
        {path for path in there if "## The law here" in there[path]},
    )
    assert law[0] != law[1]


def test_other_payers_bring_other_rules(tmp_path: Path) -> None:
    """Where customers pay alone there is no rule of a plan to be told, and no gift that is not for its members."""
    with_plans = _dental(tmp_path)
    alone = _dental(tmp_path, ("  payers: [self-pay, private-plan, medicaid]\n", "  payers: [self-pay]\n"))
    told = [path for path, page in with_plans.items() if "hb-payers" in page]
    assert told, "some shipped playbook talks of money"
    assert not any("hb-payers" in page for page in alone.values())
    assert "patients of" in with_plans["gestures.md"]
    assert "patients of" not in alone["gestures.md"]


@pytest.mark.parametrize("playbooks", ["playbooks", "examples/restaurant/playbooks"])
def test_every_page_says_who_keeps_it_true_and_until_when(playbooks: str) -> None:
    handbook = load_handbook(ROOT / playbooks).handbook
    assert handbook is not None
    pages = {output.path: output.content for output in render_pages(handbook)}
    for playbook in handbook.playbooks:
        page = str(pages[f"defects/{playbook.id}.md"])
        assert f'data-due="{playbook.review_by}"' in page
        assert handbook.roles[playbook.owner].name in page


def test_the_review_page_says_where_the_emergency_number_comes_from(tmp_path: Path) -> None:
    """It stands on every stop card: with its source and the day to look it up again, as every other legal figure."""
    (law,) = re.findall(r"[^\n]*Rung in an emergency: 911\.[^\n]*(?:\n[^\n]+){0,6}", _dental(tmp_path)["review.md"])
    assert "FCC" in law
    assert "2027-11-22" in law


def test_no_line_of_a_page_begins_with_a_comma_or_a_colon() -> None:
    """Texts of authors keep their line breaks, so one in a template is seen: the sentence broke before its colon."""
    handbook = load_handbook(ROOT / "playbooks").handbook
    assert handbook is not None
    for output in render_pages(handbook):
        if isinstance(output.content, str) and output.path.startswith("defects/"):
            assert not re.findall(r"(?m)^\s*[:,.;] .*", output.content), output.path


def test_what_is_typed_stands_as_code_on_the_page_of_codes(tmp_path: Path) -> None:
    """The registry writes for a terminal, between backticks, which a page would show as they are."""
    page = _pages(tmp_path)["problems.md"]
    assert "<code>handbook init</code>" in page
    assert "`" not in page
    for code in codes().values():
        for typed in re.findall("`([^`]+)`", code.why + code.remedy):
            assert f"<code>{escape(typed)}</code>" in page, code.id
