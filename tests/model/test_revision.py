"""The revision of a page: it changes with what a person learns there, and with nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.model.handbook import Handbook
from generator.model.revision import PARTS, page_revision, page_stamp, parts_that_differ, same_page
from tests.handbooks import RECOVERY, STOP_CARD, Change, checked


def _handbook(tmp_path: Path, *changes: Change) -> Handbook:
    handbook = checked(tmp_path, *changes).handbook
    assert handbook is not None
    return handbook


def _stamps(handbook: Handbook) -> dict[str, str]:
    return {playbook.id: page_stamp(handbook, playbook) for playbook in handbook.playbooks}


@pytest.fixture(scope="module")
def stamps(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return _stamps(_handbook(tmp_path_factory.mktemp("base")))


LEARNT: list[tuple[str, Change, list[str]]] = [
    ("first line", (RECOVERY, "I told you four o'clock and", "I said four o'clock and"), ["first line"]),
    ("step", (RECOVERY, "Ask how they were going to get home.", "Ask how they will get home."), ["steps"]),
    ("time", (RECOVERY, "within: 2 min", "within: 5 min"), ["steps"]),
    ("offer", (RECOVERY, "A call at six, when", "A call at seven, when"), ["steps"]),
    ("case", (RECOVERY, "They need the bike for work tonight", "They need it tonight"), ["hard cases"]),
    ("gesture", (RECOVERY, "answers it better than", "is better than"), ["gestures"]),
    ("record", (RECOVERY, "The time we named and the time we kept", "The time we named"), ["promise and follow-up"]),
    ("trigger", (RECOVERY, "is still on the stand.\nalso", "still hangs there.\nalso"), ["when it applies"]),
    ("limit", ("handbook.yml", "name: Lend a bike for the night", "name: Lend a bike for two nights"), ["limits"]),
    ("money", ("handbook.yml", "may_spend: 10\n", "may_spend: 15\n"), ["limits"]),
]


@pytest.mark.parametrize(("change", "parts"), [row[1:] for row in LEARNT], ids=[row[0] for row in LEARNT])
def test_what_is_learnt_changes_the_revision_and_names_the_part(
    tmp_path: Path, stamps: dict[str, str], change: Change, parts: list[str]
) -> None:
    now = _stamps(_handbook(tmp_path, change))
    assert now["not-ready"] != stamps["not-ready"]
    assert parts_that_differ(stamps["not-ready"], now["not-ready"]) == parts
    assert not same_page(stamps["not-ready"], now["not-ready"])


def test_a_red_flag_and_a_pair_of_wording_change_the_pages_that_have_them(
    tmp_path: Path, stamps: dict[str, str]
) -> None:
    word = checked(tmp_path / "now").handbook
    assert word is not None
    pair = word.by_id["not-ready"].wording[0]
    now = _stamps(_handbook(tmp_path / "now", ("wording.yml", pair.say, f"{pair.say} Truly.")))
    changed = {id_ for id_ in stamps if now[id_] != stamps[id_]}
    assert changed == {one.id for one in word.playbooks if any(entry.say == pair.say for entry in one.wording)}
    assert parts_that_differ(stamps["not-ready"], now["not-ready"]) == ["wording"]
    flag = next(one for one in word.playbooks if one.red_flags).red_flags[0]
    file = next(one.file for one in word.playbooks if one.red_flags)
    flagged = _handbook(tmp_path / "flag", (file, f"do: {flag.do}", f"do: At once. {flag.do}"))
    id_ = next(one.id for one in word.playbooks if one.red_flags)
    assert parts_that_differ(stamps[id_], _stamps(flagged)[id_]) == ["red flags"]


@pytest.mark.parametrize(
    "change",
    [
        (RECOVERY, "also_called: [bike not done", "also_called: [bike unfinished"),
        (RECOVERY, "review_by: 2027-06-30", "review_by: 2028-06-30"),
        (RECOVERY, "what: First version.", "what: First version, read again."),
        (RECOVERY, "because: It owns the promise before the rider has to ask.", "because: It owns the promise."),
        (RECOVERY, "Book no more than six repairs a day.", "Book no more than five repairs a day."),
        (RECOVERY, "severity: 1", "severity: 2"),
        (RECOVERY, "I'm not done. Thank you", "I'm not done - thank you"),
        ("handbook.yml", "phone: 555 0142", "phone: 555 0143"),
        ("handbook.yml", "may_spend: 10\n", "may_spend: 10.00\n"),
    ],
    ids=["search word", "date", "history", "reason", "prevention", "severity", "comma", "phone number", "cents"],
)
def test_what_nobody_learns_anew_leaves_it(tmp_path: Path, stamps: dict[str, str], change: Change) -> None:
    assert _stamps(_handbook(tmp_path, change)) == stamps


def test_the_quiz_and_the_card_are_not_the_page(tmp_path: Path, stamps: dict[str, str]) -> None:
    now = _handbook(tmp_path, (STOP_CARD, "\nowner: owner\n", "\ncard:\n  when: The brakes failed.\nowner: owner\n"))
    assert _stamps(now) == stamps
    asked = now.by_id["brakes-failed"].model_copy(update={"quiz": ()})
    assert page_stamp(now, asked) == stamps["brakes-failed"]


def test_a_step_that_is_not_taken_here_is_nothing_to_learn(tmp_path: Path, stamps: dict[str, str]) -> None:
    """A gesture that is switched off takes its step with it: the page is as it was before the step."""
    step = "\n  - who: counter\n    within: same day\n    do: Hand them a tube for the way.\n    give: inner-tube\n"
    given = _handbook(tmp_path / "given", (RECOVERY, "    needs: lend-bike\n", f"    needs: lend-bike{step}"))
    assert parts_that_differ(stamps["not-ready"], _stamps(given)["not-ready"]) == ["steps", "limits"]
    off = _handbook(
        tmp_path / "given", ("handbook.yml", "name: A spare inner tube\n", "name: A spare inner tube\n    off: yes\n")
    )
    assert _stamps(off)["not-ready"] == stamps["not-ready"]


def test_the_stamp_begins_with_what_is_printed(tmp_path: Path) -> None:
    handbook = _handbook(tmp_path)
    for playbook in handbook.playbooks:
        revision, stamp = page_revision(handbook, playbook), page_stamp(handbook, playbook)
        assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{6}", revision)
        assert stamp.startswith(f"{revision}-")
        assert len(stamp) == len(revision) + 1 + 2 * len(PARTS)
        assert same_page(revision.lower(), stamp)
        assert parts_that_differ(revision, stamp) == []  # paper tells that it changed, not where


def test_the_revision_stays_from_run_to_run(tmp_path: Path) -> None:
    """It stands on paper and in files: a version of ours that makes another one of the same page lapses them all."""
    assert page_stamp(_handbook(tmp_path), _handbook(tmp_path).by_id["not-ready"]) == "PCCBZ1-RDM0E3MXH9MCBBK2T8M0"
