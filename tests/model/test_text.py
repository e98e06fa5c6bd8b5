"""What an author writes becomes a value, or a Problem with the code that its page explains."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from generator.model.text import MAX_TEXT, Day, Id, Ids, Lines, Money, Text, Within, hidden_character


def _code(kind: Any, value: Any) -> str:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(kind).validate_python(value)
    return str(refused.value.errors()[0]["type"])


@pytest.mark.parametrize(
    "moment",
    [
        "now",
        "5 min",
        "30 sec",
        "1 h",
        "2 days",
        "1 day",
        "3 working days",
        "2 weeks",
        "before they leave",
        "same day",
        "same day 17:00",
        "next working day",
        "next working day 12:00",
        "next working day 9:05",
        "same day 23:59",
        "  5   min ",
    ],
)
def test_moments_that_can_be_kept(moment: str) -> None:
    assert TypeAdapter(Within).validate_python(moment) == " ".join(moment.split())


@pytest.mark.parametrize(
    "moment",
    [
        "soon",
        "shortly",
        "asap",
        "5",
        "min",
        "5 minutes",
        "five min",
        "same day 25:00",
        "same day 17:60",
        "17:00",
        "tomorrow",
        "-5 min",
        "5.5 min",
        "0 min",
        "00 days",
        "601 min",
        "61 weeks",
        pytest.param("9" * 5_000 + " min", id="more digits than Python reads"),
        "now or never",
        "same day 17:00 or so",
    ],
)
def test_moments_that_cannot(moment: str) -> None:
    assert _code(Within, moment) == "bad-time"


@pytest.mark.parametrize(
    ("written", "amount"), [("0", "0"), ("12", "12"), ("12.5", "12.5"), ("12.50", "12.50"), ("999999999", "999999999")]
)
def test_money_is_a_decimal_and_never_a_float(written: str, amount: str) -> None:
    value = TypeAdapter(Money).validate_python(written)
    assert isinstance(value, Decimal)
    assert str(value) == amount


@pytest.mark.parametrize(
    "written", ["$5", "5 EUR", "-5", "1,000", "1.234", ".5", "5.", "1e3", "nan", "inf", "1000000000", "\u0665", ""]
)
def test_what_is_no_amount(written: str) -> None:
    assert _code(Money, written) == "bad-amount"


def test_days() -> None:
    assert TypeAdapter(Day).validate_python("2028-02-29") == date(2028, 2, 29)
    for wrong in ("2027-02-29", "29.2.2028", "2028-2-29", "2028-02-29T10:00", "20280229", "tomorrow"):
        assert _code(Day, wrong) == "bad-date"


@pytest.mark.parametrize("name", ["a", "late", "wait-not-explained", "2nd-time", "a" * 80])
def test_ids(name: str) -> None:
    assert TypeAdapter(Id).validate_python(name) == name
    assert TypeAdapter(Ids).validate_python(name) == (name,)


@pytest.mark.parametrize(
    "name", ["", "A", "a_b", "-a", "a-", "a--b", "a b", "../a", "a/b", "a.b", "\u00e9", "a" * 81, "a\n"]
)
def test_what_could_not_be_a_file_and_an_address(name: str) -> None:
    assert _code(Id, name) == "bad-id"


def test_one_id_is_a_list_of_one() -> None:
    assert TypeAdapter(Ids).validate_python(["a", "b"]) == ("a", "b")
    assert TypeAdapter(Ids).validate_python("a") == ("a",)


def test_a_block_is_a_list_with_a_text_to_each_line() -> None:
    assert TypeAdapter(Lines).validate_python(["a b", "c"]) == ("a b", "c")
    assert TypeAdapter(Lines).validate_python("a b\n\n  c \n- d\n") == ("a b", "c", "d"), "a hyphen does no harm"
    assert TypeAdapter(Lines).validate_python("a") == ("a",)
    assert _code(Lines, "a\nb\x85c") == "hidden-character"


def test_text_keeps_every_character_inside_and_none_around() -> None:
    assert TypeAdapter(Text).validate_python("  a \u00a0 <b>\tc\n\n d  ") == "a \u00a0 <b>\tc\n\n d"


def test_what_is_no_text() -> None:
    assert _code(Text, "  \n ") == "missing-field"
    assert _code(Text, "x" * (MAX_TEXT + 1)) == "too-long"
    for hidden in ("\x00", "\x1b", "\x85", "\u202e", "\u2066", "\ud800", "\x7f"):
        assert _code(Text, f"a{hidden}b") == "hidden-character"


@given(st.text())
def test_letters_of_any_script_are_seen(text: str) -> None:
    """What is refused is what nobody can see: controls, direction overrides, lone surrogates. Nothing else is."""
    found = hidden_character(text)
    unseen = [char for char in text if unicodedata.category(char) in ("Cc", "Cs") and char not in "\t\n"]
    overrides = [char for char in text if char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"]
    assert (found is not None) == bool(unseen or overrides)
