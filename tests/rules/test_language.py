"""Rules that know English words leave other languages alone; a house's own words are taken as they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.handbooks import RECOVERY, Change, found, saying

GERMAN: Change = ("handbook.yml", "  customers: riders", "  customers: Kunden\n  language: de")


def test_another_language_is_not_held_to_english_words(tmp_path: Path) -> None:
    assert found(tmp_path, GERMAN, saying("Um vier war es versprochen. Sorry, das Rad steht noch da.")) == []


def test_what_a_house_bans_is_banned_in_every_language(tmp_path: Path) -> None:
    banned: Change = ("wording.yml", "phrase: no worries", "phrase: kein Problem")
    assert found(tmp_path, GERMAN, banned, saying("Kein  Problem.")) == ["banned-phrase"]


@pytest.mark.parametrize("phrase", ["what?", "(really)", "C++", "[sic]", "a.b", "10 %", "^", "\\d"])
def test_signs_in_a_banned_phrase_are_only_signs(tmp_path: Path, phrase: str) -> None:
    banned: Change = ("wording.yml", "phrase: no worries", f"phrase: '{phrase}'")
    assert found(tmp_path, banned, saying("Thank you, I say a-b 10 d.")) == []
    (tmp_path / "playbooks" / RECOVERY).write_text(
        (tmp_path / "playbooks" / RECOVERY)
        .read_text(encoding="utf-8")
        .replace("I say a-b 10 d.", f"I say {phrase} now."),
        encoding="utf-8",
    )
    assert found(tmp_path) == ["banned-phrase"]


@pytest.mark.parametrize("mark", ["'", "\u2019"])
@pytest.mark.parametrize("typed", ["'", "\u2019"])
def test_both_apostrophes_are_one(tmp_path: Path, mark: str, typed: str) -> None:
    banned: Change = ("wording.yml", "phrase: no worries", f"phrase: that{mark}s life")
    assert found(tmp_path, banned, saying(f"Thank you, I say that{typed}s life.")) == ["banned-phrase"]


def test_a_word_is_not_found_inside_another(tmp_path: Path) -> None:
    banned: Change = ("wording.yml", "phrase: no worries", "phrase: port")
    assert found(tmp_path, banned, saying("Thank you, I report and support.")) == []


@pytest.mark.parametrize("language", ["en", "en-GB", "EN"])
def test_english_by_any_of_its_names(tmp_path: Path, language: str) -> None:
    english: Change = ("handbook.yml", "  customers: riders", f"  customers: riders\n  language: {language}")
    assert found(tmp_path, english, saying("Thank you, I'll be done shortly.")) == ["vague-time"]
