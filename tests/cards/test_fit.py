"""Type is as large as it can be and never under the floor; what does not fit is told with field and millimetres."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from generator.cards.choices import desk_cards
from generator.cards.content import DeskCard, Line
from generator.cards.estimate import surely_fits
from generator.cards.faces import face_data, settings
from generator.cards.fit import fit_cards, template, unfit
from generator.cards.press import Press
from generator.cards.sheets import Plan
from generator.cards.sizes import BACK_LEAST, FRONT_LEAST, SIZES, WISHED
from generator.rendering.cache import Cache
from generator.rendering.typeset import measured
from tests.cards.conftest import SHIPPED, loaded
from tests.cards.random_cards import random_cards
from tests.handbooks import RECOVERY, checked


@pytest.mark.parametrize("folder", SHIPPED)
def test_every_shipped_card_is_set_in_12_pt_at_least(folder: str, press: Press) -> None:
    cards = desk_cards(loaded(folder))
    fits = fit_cards(cards, SIZES["a6"], "en", press.cache)
    assert {id_: fit.front for id_, fit in fits.items() if not fit.ok or fit.front < WISHED} == {}


@pytest.mark.parametrize("size", SIZES)
def test_shipped_cards_fit_in_every_size(size: str, press: Press, dental_cards: list[DeskCard]) -> None:
    fits = fit_cards(dental_cards, SIZES[size], "en", press.cache)  # type: ignore[index]
    assert [id_ for id_, fit in fits.items() if not fit.ok] == []


def test_type_stays_between_floor_and_aim(press: Press) -> None:
    for size in SIZES.values():
        for fit in fit_cards(random_cards(30, 4), size, "en", press.cache).values():
            assert FRONT_LEAST <= fit.front <= size.front_most
            assert fit.sides == 1 or BACK_LEAST <= fit.back <= size.back_most


def test_fewer_words_are_never_set_smaller(press: Press, dental_cards: list[DeskCard]) -> None:
    size = SIZES["a6"]
    fuller = [
        replace(card, id=f"{card.id}-x", when=Line(card.when.text + " And somebody says so.", card.when.path))
        for card in dental_cards
    ]
    fits = fit_cards([*dental_cards, *fuller], size, "en", press.cache)
    # A line more or less can turn out either way by one step; never by more.
    assert all(fits[card.id].front >= fits[f"{card.id}-x"].front for card in dental_cards)


def test_one_side_is_used_where_everything_fits_on_it(press: Press, dental_cards: list[DeskCard]) -> None:
    fits = fit_cards(dental_cards, SIZES["half-letter"], "en", press.cache)
    one = [fit for fit in fits.values() if fit.sides == 1]
    assert one
    assert min(fit.front for fit in one) >= WISHED


def test_the_bound_is_never_wrong(press: Press) -> None:
    """What `check` does not lay out, because it is certain to fit, does fit."""
    certain = 0
    for size in SIZES.values():
        cards = random_cards(60, 6)
        fits = fit_cards(cards, size, "en", press.cache)
        for card in cards:
            if surely_fits(face_data(card, size, qr=False, fit=False), size):
                certain += 1
                assert fits[card.id].ok, (size.name, card.id)
    assert certain > 60, "a bound that is never sure is worth nothing"


def test_what_is_not_tried_on_one_side_would_not_fit_there(press: Press, dental_cards: list[DeskCard]) -> None:
    """A card is tried on one side unless it is certain not to fit: so no card gets two sides that needs one."""
    spared = 0
    for size in SIZES.values():
        cards = [*dental_cards[::4], *random_cards(25, 8)]
        faces = [face_data(card, size, qr=False) for card in cards]
        shared = {**settings(size, title="-", author="-", language="en", date=(2000, 1, 1)), "mode": "fit"}
        given = [face for face in faces if not face["try_one"]]
        tried = measured(template(), {"cfg": shared, "cards": [face | {"try_one": True} for face in given]}, "fit")[0]
        spared += len(given)
        assert [result["id"] for result in tried if result["sides"] == 1] == []
    assert spared > 60, "a bound that is never sure is worth nothing"


def test_the_bound_is_sure_of_most_shipped_cards(dental_cards: list[DeskCard]) -> None:
    sure = [
        card for card in dental_cards if surely_fits(face_data(card, SIZES["a6"], qr=False, fit=False), SIZES["a6"])
    ]
    assert len(sure) >= len(dental_cards) // 2


def test_too_many_words_are_told_with_field_and_millimetres(
    press: Press, dental_cards: list[DeskCard], fold: Plan
) -> None:
    card = next(card for card in dental_cards if card.kind == "recovery")
    full = replace(card, when=Line("word " * 160, ("card", "when")))
    (problem,) = unfit(full, press.fits([full], fold)[full.id], fold.size)
    assert (problem.code, problem.where.file, problem.where.path) == ("card-too-full", card.file, ("card", "when"))
    over = re.search(r"(\d+\.\d) mm too tall at 10\.5 pt", problem.message)
    assert over
    assert 10 < float(over[1]) < 100
    # By how much it is too tall is what has to go: without as many words, it fits.
    shorter = replace(card, when=Line("word " * 8, ("card", "when")))
    assert list(unfit(shorter, press.fits([shorter], fold)[shorter.id], fold.size)) == []


def test_the_field_that_takes_most_room_is_told_and_not_the_one_with_most_words(
    press: Press, dental_cards: list[DeskCard], fold: Plan
) -> None:
    """What not to say stands in half the width: forty words of it are taller than fifty of the promise."""
    card = next(card for card in dental_cards if card.kind == "recovery" and card.promise and card.not_say)
    full = replace(
        card,
        not_say=Line("words here " * 35, ("card", "not_say")),
        promise=Line("words here " * 45, ("card", "promise")),
    )
    (problem,) = unfit(full, press.fits([full], fold)[full.id], fold.size)
    assert problem.where.path == ("card", "not_say")
    told = re.search(r"about (\d+) mm for 70 words", problem.message)
    assert told
    assert 50 < int(told[1]) < 110


def test_a_wide_word_is_told_with_its_field(press: Press, dental_cards: list[DeskCard], fold: Plan) -> None:
    card = dental_cards[0]
    wide = replace(card, not_say=Line("Q" * 40, ("card", "not_say")))
    (problem,) = unfit(wide, press.fits([wide], fold)[wide.id], fold.size)
    assert (problem.code, problem.where.path) == ("card-word-too-wide", ("card", "not_say"))
    assert "mm too wide for the back" in problem.message


def test_a_title_is_measured_on_both_sides(press: Press, dental_cards: list[DeskCard], fold: Plan) -> None:
    card = replace(dental_cards[0], title=Line("M" * 30, ("title",)))
    paths = [problem.where.path for problem in unfit(card, press.fits([card], fold)[card.id], fold.size)]
    assert paths == [("title",)]


def test_check_tells_it_before_anything_is_printed(tmp_path: Path) -> None:
    words = "  when: " + "word " * 200
    found = checked(tmp_path, (RECOVERY, "\nowner: owner\n", f"\ncard:\n{words}\nowner: owner\n"))
    assert [problem.code for problem in found.problems] == ["card-too-full"]
    assert not found.publishable


def test_cards_of_playbooks_with_errors_are_left_alone(tmp_path: Path) -> None:
    found = checked(
        tmp_path, (RECOVERY, "  - who: counter\n    within: 2 min", "  - who: nobody-here\n    within: 2 min")
    )
    assert not [problem for problem in found.problems if problem.code.startswith("card-")]


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(dental_cards: list[DeskCard], tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    cards = dental_cards[:2]
    assert fit_cards(cards, SIZES["a6"], "en", Cache(blocked)) == fit_cards(cards, SIZES["a6"], "en", Cache(None))
