"""Names between braces are filled in; every other brace is a brace."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.settings import fill, names_in

SETTINGS = {"phone": "555 0142", "practice": "Kettle & {phone} <b>"}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Ring {phone}.", "Ring 555 0142."),
        ("{phone}{phone}", "555 0142555 0142"),
        ("{{phone}}", "{phone}"),
        ("{practice}", "Kettle & {phone} <b>"),  # what a setting holds is not filled in again
        ("{nobody}", "{nobody}"),
        ("{ phone }", "{ phone }"),
        ("{Phone}", "{Phone}"),
        ("{}", "{}"),
        ("{", "{"),
        ("{{{phone}}}", "{{phone}}"),
        ("{phone", "{phone"),
        ("{% raw %}{{ 7*7 }}", "{% raw %}{{ 7*7 }}"),
        ("\\{phone}", "\\555 0142"),
    ],
)
def test_fill(text: str, filled: str) -> None:
    assert fill(text, SETTINGS) == filled


def test_names_in() -> None:
    assert names_in("{phone} {{mine}} {a-b} { x } {X}") == ["phone", "a-b"]


@given(st.text().filter(lambda text: "{" not in text))
def test_a_text_without_braces_stays_as_it_is(text: str) -> None:
    assert fill(text, SETTINGS) == text
