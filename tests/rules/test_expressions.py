"""Whole words: the expression that is tried first finds every text that holds one of them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.rules.expressions import WholeWords, by_first_letter
from generator.rules.phrases import families

PARTS = st.sampled_from(
    ["a", "b", "ab", "(?:a|b)", "(?:a|bb|)", "(?:ab)?", "b?", "[ab]", "(?:a(?:b|c))", "(?!b)", "c", " "]
)
FORMS = st.lists(st.lists(PARTS, min_size=1, max_size=4).map("".join), min_size=1, max_size=4)


@given(forms=FORMS, text=st.text("abc ", max_size=12))
def test_sorting_by_the_first_letter_changes_nothing(forms: list[str], text: str) -> None:
    plain = re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)")
    sorted_ = re.compile(rf"(?<!\w)(?:{by_first_letter(forms)})(?!\w)")
    assert bool(plain.search(text)) == bool(sorted_.search(text))


@pytest.mark.parametrize("form", ["(?:ab)+c", "(?:ab)*c", "(?:ab){2}c", "(?:ab)??c", r"(?:a\)|\(b)c", "(?:[)|]a)c"])
def test_forms_that_cannot_be_opened_stay_as_they_are(form: str) -> None:
    for text in ("c", "abc", "ababc", "a)c", "(bc", ")ac", "|ac", "ab"):
        assert bool(re.search(form, text)) == bool(re.search(f"(?:{by_first_letter([form])})", text)), text


@pytest.mark.parametrize("text", ["We are SO  busy", "so\nbusy.", "\u2019so busy"])
def test_words_are_found_in_any_case_and_over_any_space(text: str) -> None:
    assert WholeWords(["so busy"]).search(text)


@pytest.mark.parametrize("text", ["also busy", "so busyness", "so. busy"])
def test_only_whole_words_are_found(text: str) -> None:
    assert not WholeWords(["so busy"]).search(text)


def test_what_is_looked_for_everywhere_has_hints() -> None:
    """Without one a family would never be found: its hints are looked at first."""
    assert all(family.hints for family in families() if "any" in family.places)
