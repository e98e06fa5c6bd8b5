"""What a handbook knows of itself: who may do what, where it is, who pays."""

from __future__ import annotations

from pathlib import Path

from generator.model.handbook import Handbook
from tests.handbooks import Change, checked


def _handbook(tmp_path: Path, *changes: Change) -> Handbook:
    handbook = checked(tmp_path, *changes).handbook
    assert handbook is not None
    return handbook


def test_a_role_has_the_actions_of_the_role_it_builds_on(tmp_path: Path) -> None:
    handbook = _handbook(tmp_path)
    assert handbook.authority("counter") == {"lend-bike"}
    assert handbook.authority("owner") == {"redo-work", "lend-bike", "decide-claims"}
    assert handbook.authority("nobody") == frozenset()


def test_roles_that_build_on_each_other_do_not_go_round_for_ever(tmp_path: Path) -> None:
    handbook = _handbook(tmp_path, ("handbook.yml", "    name: Mechanic\n", "    name: Mechanic\n    same_as: owner\n"))
    assert handbook.authority("mechanic") == handbook.authority("owner")


def _within(tmp_path: Path, whole: str) -> Handbook:
    """Townland as a part of `whole`, and the country as a part of Townland: somebody wrote a circle."""
    place = "  townland:\n    name: Townland\n"
    country = "  country:\n    name: Country\n    within: townland\n"
    return _handbook(tmp_path, ("jurisdictions.yml", place, f"{country}{place}    within: {whole}\n"))


def test_the_law_of_a_place_is_its_own_and_that_of_what_it_is_part_of(tmp_path: Path) -> None:
    assert _handbook(tmp_path / "one").places == ("townland",)
    assert _within(tmp_path / "two", "country").places == ("townland", "country")


def test_a_limit_that_nobody_could_verify_is_no_limit(tmp_path: Path) -> None:
    assert len(_handbook(tmp_path).gift_limits) == 1
    doubtful = _handbook(tmp_path, ("jurisdictions.yml", "        confidence: high\n", "        confidence: low\n"))
    assert doubtful.gift_limits == ()


def test_a_limit_holds_for_the_payers_that_are_here(tmp_path: Path) -> None:
    assert (
        _handbook(tmp_path, ("handbook.yml", "payers: [self-pay, bike-cover]", "payers: [self-pay]")).gift_limits == ()
    )


def test_where_no_payer_is_named_the_customer_pays(tmp_path: Path) -> None:
    assert _handbook(tmp_path).payer_kinds == {"self", "private"}
    alone = _handbook(tmp_path / "alone", ("handbook.yml", "  payers: [self-pay, bike-cover]\n", ""))
    assert alone.payer_kinds == {"self"}


def test_playbooks_come_in_the_order_of_the_journey(tmp_path: Path) -> None:
    handbook = _handbook(tmp_path)
    assert [playbook.id for playbook in handbook.playbooks] == ["not-ready", "brakes-failed"]
    assert [playbook.id for playbook in handbook.at_stage("road")] == ["brakes-failed"]
