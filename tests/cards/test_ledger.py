"""What was printed is remembered, and old cards are found again: stop cards first, and as an alarm."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.cards.content import DeskCard, revision_of
from generator.cards.ledger import LedgerError, compare, ledger_text, read_ledger, recorded

ONE, TWO = date(2026, 11, 22), date(2026, 12, 24)


def edited(card: DeskCard, text: str = "Another moment.") -> DeskCard:
    changed = replace(card, when=replace(card.when, text=text))
    return replace(changed, revision=revision_of(changed.printed()))


def of_kind(cards: list[DeskCard], kind: str) -> DeskCard:
    return next(card for card in cards if card.kind == kind)


def test_a_ledger_is_read_back_as_it_was_written(dental_cards: list[DeskCard], tmp_path: Path) -> None:
    printed = recorded([], dental_cards, ONE)
    file = tmp_path / "printed.json"
    file.write_text(ledger_text(printed), encoding="utf-8")
    assert read_ledger(file) == printed


def test_a_card_is_remembered_for_each_of_its_places(dental_cards: list[DeskCard]) -> None:
    card = next(card for card in dental_cards if len(card.places) > 1)
    assert [entry.place for entry in recorded([], [card], ONE)] == list(card.places)
    assert [entry.place for entry in recorded([], [card], ONE, places=[card.places[1]])] == [card.places[1]]


def test_nothing_is_to_be_done_right_after_printing(dental_cards: list[DeskCard]) -> None:
    todo = compare(dental_cards, recorded([], dental_cards, ONE))
    assert (todo.stale, todo.new) == ((), ())


def test_an_edited_card_is_collected_and_printed_again(dental_cards: list[DeskCard]) -> None:
    card = of_kind(dental_cards, "recovery")
    todo = compare([edited(card)], recorded([], [card], ONE))
    assert {stale.printed.revision for stale in todo.stale} == {card.revision}
    assert {stale.changed for stale in todo.stale} == {("when",)}
    assert [one.revision for one in todo.cards] == [edited(card).revision]


def test_an_old_stop_card_comes_first_and_is_an_alarm(dental_cards: list[DeskCard]) -> None:
    both = [of_kind(dental_cards, "recovery"), of_kind(dental_cards, "stop-card")]
    todo = compare([edited(card) for card in both], recorded([], both, ONE))
    assert [stale.alarm for stale in todo.stale] == sorted((stale.alarm for stale in todo.stale), reverse=True)
    assert todo.stale[0].alarm
    assert todo.cards[0].kind == "stop-card"


def test_a_card_whose_playbook_is_gone_is_collected_and_not_printed(dental_cards: list[DeskCard]) -> None:
    card = of_kind(dental_cards, "recovery")
    todo = compare([], recorded([], [card], ONE))
    assert {stale.card for stale in todo.stale} == {None}
    assert todo.cards == ()


def test_a_card_that_moved_is_taken_away_from_where_it_was(dental_cards: list[DeskCard]) -> None:
    card = replace(of_kind(dental_cards, "recovery"), places=("phone",))
    card = replace(card, revision=revision_of(card.printed()))
    moved = replace(card, places=("chair",))
    moved = replace(moved, revision=revision_of(moved.printed()))
    todo = compare([moved], recorded([], [card], ONE))
    assert [(stale.printed.place, stale.card) for stale in todo.stale] == [("phone", None)]
    assert todo.new == (moved,)


def test_the_newest_print_is_the_one_that_hangs_there(dental_cards: list[DeskCard]) -> None:
    card = of_kind(dental_cards, "recovery")
    printed = recorded(recorded([], [card], ONE), [edited(card)], TWO)
    assert compare([edited(card)], printed).stale == ()
    assert {entry.revision for entry in printed} == {card.revision, edited(card).revision}, (
        "the old QR code is still known"
    )


def test_printing_the_same_card_again_makes_one_entry(dental_cards: list[DeskCard]) -> None:
    card = of_kind(dental_cards, "recovery")
    printed = recorded(recorded([], [card], ONE), [card], TWO)
    assert [entry.on for entry in printed] == [TWO] * len(card.places)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no json",
        "[]",
        '{"format": 2, "printed": []}',
        '{"format": 1}',
        '{"format": 1, "printed": [{}]}',
        '{"format": 1, "printed": [1]}',
        "[" * 100_000,
        '{"format": 1, "printed": [{"card":"","kind":"","title":"","revision":"","place":"","on":"never","words":{}}]}',
    ],
)
def test_a_damaged_ledger_is_told_in_one_sentence(tmp_path: Path, text: str) -> None:
    file = tmp_path / "printed.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(LedgerError, match=r"printed\.json"):
        read_ledger(file)


def test_a_missing_ledger_is_told(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="cannot be read"):
        read_ledger(tmp_path / "none.json")
