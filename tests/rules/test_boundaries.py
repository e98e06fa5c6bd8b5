"""Where a rule begins: the last value that is fine, and the first that is not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.model.handbook import Handbook
from generator.rules.lengths import words_in
from tests.handbooks import RECOVERY, STOP_CARD, Change, checked, found, saying

OUR_WORDS = (
    "[bike not done, still on the stand, not ready yet, came for nothing, promised today, repair late, "
    "isnt finished, not redy]"
)
THEIR_WORDS = (
    "[brakes gone, no brakes, couldnt stop, brake failure, brakes dont hold, nearly crashed, cable snapped, "
    "breaks failed]"
)
STEP = "    do: Ask how they were going to get home.\n"


def _words(number: int) -> str:
    return " ".join(["word"] * number)


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        pytest.param(f"Thank you, I {_words(17)}.", [], id="a sentence of 20 words"),
        pytest.param(f"Thank you, I {_words(18)}.", ["sentence-too-long"], id="a sentence of 21 words"),
        pytest.param(f"Thank you, I {_words(16)}. {_words(19)}.", [], id="a turn of 38 words"),
        pytest.param(f"Thank you, I {_words(16)}. {_words(20)}.", ["line-too-long"], id="a turn of 39 words"),
        pytest.param(f"I'm sorry {_words(16)}. Thank you.", [], id="an apology of 18 words"),
        pytest.param(f"I'm sorry {_words(17)}. Thank you.", ["apology-too-long"], id="an apology of 19 words"),
        pytest.param(f"I'm sorry {_words(18)}. Thank you.", ["apology-too-long"], id="an apology of 20 words"),
        pytest.param(f"I'm sorry {_words(19)}. Thank you.", ["sentence-too-long"], id="an apology of 21 words: once"),
    ],
)
def test_first_line(tmp_path: Path, line: str, codes: list[str]) -> None:
    assert found(tmp_path, saying(line)) == codes


@pytest.mark.parametrize(("number", "codes"), [(120, []), (121, ["line-too-long"])])
def test_written_words(tmp_path: Path, number: int, codes: list[str]) -> None:
    note = f"note:\n  words: {_words(number)}\nrecord:\n"
    assert found(tmp_path, (RECOVERY, "record:\n", note)) == codes


@pytest.mark.parametrize(("number", "codes"), [(25, []), (26, ["because-too-long"])])
def test_reason(tmp_path: Path, number: int, codes: list[str]) -> None:
    assert found(tmp_path, (RECOVERY, "It owns the promise before the rider has to ask.", _words(number))) == codes


@pytest.mark.parametrize(
    ("text", "number"), [("", 0), ("one - two", 2), ("1:30 - ok?", 2), ("… !", 0), ("don't stop-go", 2), ("ä  \n b", 2)]
)
def test_what_counts_as_a_word(text: str, number: int) -> None:
    assert words_in(text) == number


@pytest.mark.parametrize(("shared", "codes"), [(4, []), (5, ["search-overlap"])])
def test_search_words_may_overlap_by_two_in_five(tmp_path: Path, shared: int, codes: list[str]) -> None:
    """4 of 10 are 40 per cent. The shorter list decides, or a long one would hide that it holds a short one."""
    ours = [f"our {number}" for number in range(10)]
    theirs = [*ours[:shared], *(f"their {number}" for number in range(20))]
    changes: list[Change] = [(RECOVERY, OUR_WORDS, str(ours)), (STOP_CARD, THEIR_WORDS, str(theirs))]
    assert found(tmp_path, *changes) == codes


@pytest.mark.parametrize(("cost", "codes"), [("10", []), ("10.01", ["over-spend"])])
def test_spending(tmp_path: Path, cost: str, codes: list[str]) -> None:
    assert found(tmp_path, (RECOVERY, STEP, f"{STEP}    cost: {cost}\n")) == codes


@pytest.mark.parametrize(("value", "codes"), [("20", []), ("20.01", ["gesture-over-law"])])
def test_gift_under_the_limit_of_the_place(tmp_path: Path, value: str, codes: list[str]) -> None:
    assert found(tmp_path, ("handbook.yml", "value: 18", f"value: {value}")) == codes


def test_a_limit_for_a_payer_whom_nobody_knows(tmp_path: Path) -> None:
    """The payer is missed once; the limit itself cannot be held against anything."""
    known = ("handbook.yml", "payers: [self-pay, bike-cover]", "payers: [self-pay, bank]")
    limit = ("jurisdictions.yml", "        payers: [bike-cover]", "        payers: [bank]")
    assert found(tmp_path, known, limit, ("handbook.yml", "value: 18", "value: 99")) == ["unknown-name"]


@pytest.mark.parametrize(
    ("today", "codes"), [(date(2027, 3, 1), []), (date(2027, 3, 2), ["expired-source", "expired-source"])]
)
def test_a_source_holds_until_its_day_is_over(tmp_path: Path, today: date, codes: list[str]) -> None:
    assert found(tmp_path, today=today) == codes


@pytest.mark.parametrize(("day", "codes"), [("2026-11-23", []), ("2026-11-24", ["wrong-dates"])])
def test_a_source_was_looked_up_today_at_the_latest(tmp_path: Path, day: str, codes: list[str]) -> None:
    """Or tomorrow: where it is later in the day than at the machine that checks."""
    source = "        source: The made-up trade board, notice 4\n        confidence: high\n        verified_on: "
    assert found(tmp_path, ("jurisdictions.yml", f"{source}2026-03-01", source + day)) == codes


@pytest.mark.parametrize(("a_year", "codes"), [("18", []), ("17.99", ["gesture-never"])])
def test_a_gesture_may_be_given_once_a_year(tmp_path: Path, a_year: str, codes: list[str]) -> None:
    assert found(tmp_path, ("handbook.yml", "value: 18\n", f"value: 18\n    a_year: {a_year}\n")) == codes


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("{Mechanic}", ["unknown-setting"]),
        ("{ mechanic }", ["unknown-setting"]),
        ("{Mechanc}", ["unknown-setting"]),
        ("{Mechanic first}", []),
        ("{Note}", []),
        ("{{Mechanic}}", []),
        ("{ }", []),
        ("{A, b}", []),
    ],
)
def test_braces_that_nearly_hold_a_setting(tmp_path: Path, written: str, codes: list[str]) -> None:
    assert found(tmp_path, (RECOVERY, STEP, f"    do: Ask {written} how they get home.\n")) == codes


@pytest.mark.parametrize(
    ("within", "codes"),
    [
        ("now", []),
        ("45 sec", []),
        ("60 min", []),
        ("1 h", []),
        ("61 min", ["stop-card-incomplete"]),
        ("2 h", ["stop-card-incomplete"]),
    ],
)
def test_a_stop_card_hands_over_within_the_hour(tmp_path: Path, within: str, codes: list[str]) -> None:
    step = "    within: 2 min\n    do: Fetch the mechanic, and"
    assert found(tmp_path, (STOP_CARD, step, step.replace("2 min", within))) == codes


@pytest.mark.parametrize(("number", "codes"), [(8, []), (7, ["few-search-words"])])
def test_search_words(tmp_path: Path, number: int, codes: list[str]) -> None:
    assert found(tmp_path, (RECOVERY, OUR_WORDS, str([f"word {n}" for n in range(number)]))) == codes


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        ("I'll fetch the gift after " + _words(6) + " review.", []),
        ("I have a gift " + _words(11) + " review.", ["bought-silence"]),
        ("I have a gift " + _words(12) + " review.", []),
        ("I have a gift. I would like a review.", ["bought-silence"]),
        ("I have a gift whatever you write in the review.", []),
    ],
)
def test_a_present_within_twelve_words_of_a_review(tmp_path: Path, sentence: str, codes: list[str]) -> None:
    if "after" in sentence:
        sentence = sentence.replace("gift", "bell")
    assert found(tmp_path, saying(f"Thank you. {sentence}")) == codes


def test_the_handbook_of_these_tests_is_sound(tmp_path: Path) -> None:
    assert isinstance(checked(tmp_path).handbook, Handbook)
