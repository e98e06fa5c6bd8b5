"""The handbooks that are shipped: nothing to report, nothing missing, and no page that repeats another."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from generator.checking import Checked, check_folder
from generator.model.handbook import Handbook

ROOT = Path(__file__).parents[1]
SHIPPED = {
    "dental": ROOT / "playbooks",
    "restaurant": ROOT / "examples" / "restaurant" / "playbooks",
    "starter": ROOT / "generator" / "starter" / "playbooks",
}
TODAY = date(2026, 11, 22)

sys.path.insert(0, str(ROOT / "scripts"))
import near_duplicates  # noqa: E402  # a script, not a package


@pytest.fixture(scope="module")
def checked() -> dict[str, Checked]:
    return {name: check_folder(folder, TODAY) for name, folder in SHIPPED.items()}


@pytest.fixture(scope="module")
def dental(checked: dict[str, Checked]) -> Handbook:
    handbook = checked["dental"].handbook
    assert handbook is not None
    return handbook


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_handbook_has_nothing_to_report(checked: dict[str, Checked], name: str) -> None:
    assert checked[name].problems == []
    assert checked[name].publishable


def test_the_journey_knows_every_defect_once(dental: Handbook) -> None:
    assert len(dental.by_id) == 64
    assert len(dental.by_id) + len(dental.gap_stage) == 129
    assert not set(dental.by_id) & set(dental.gap_stage)
    assert sum(playbook.kind == "stop-card" for playbook in dental.playbooks) == 18


def test_every_playbook_can_be_learnt_and_played(dental: Handbook) -> None:
    for playbook in dental.playbooks:
        assert 3 <= len(playbook.quiz) <= 5, playbook.id
        assert playbook.scenarios, playbook.id
        assert playbook.card is not None, playbook.id
        assert len(playbook.also_called) >= 12, playbook.id


def test_nothing_is_approved_before_a_practice_says_so(dental: Handbook) -> None:
    assert all(playbook.approval is None for playbook in dental.playbooks)


def test_the_phrasebook_holds_a_hundred_pairs(dental: Handbook) -> None:
    assert len(dental.pairs) >= 100
    assert all(pair.instead_of for pair in dental.pairs.values())


def test_no_two_pages_say_the_same_thing_in_the_same_words(dental: Handbook) -> None:
    sentences = near_duplicates.sentences_of(dental)
    pairs = near_duplicates.near_duplicates(sentences)
    assert near_duplicates.share(sentences, pairs) <= near_duplicates.BAR
