"""What the cards add to the site: every file, the same words as on paper, and what a scanned card is told."""

from __future__ import annotations

import json
import re
import time
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from generator.cards import posters, press, testsheet
from generator.cards.choices import desk_cards
from generator.cards.content import DeskCard
from generator.cards.ledger import FILE, ledger_text, recorded
from generator.cards.press import NO_DATE, imprint
from generator.cards.render import render_cards
from generator.model.handbook import Handbook
from generator.rendering.output import Output
from tests.cards.expected import back_texts, front_texts
from tests.handbooks import RECOVERY, checked


def rendered(handbook: Handbook, playbooks: Path | None = None) -> dict[str, Output]:
    return {output.path: output for output in render_cards(handbook, playbooks)}


def text_of(output: Output) -> str:
    assert isinstance(output.content, str)
    return unescape(re.sub(r"<[^>]+>", " ", output.content)).replace("\u200b", "").replace("\u00a0", " ")


@pytest.fixture(scope="module")
def dental_site(dental: Handbook) -> dict[str, Output]:
    return rendered(dental)


def test_every_playbook_has_its_files(dental: Handbook, dental_site: dict[str, Output]) -> None:
    for playbook in dental.playbooks:
        for path in (f"cards/{playbook.id}.md", f"cards/{playbook.id}.pdf", f"cards/{playbook.id}.js"):
            assert path in dental_site
    assert {
        "cards/deck.pdf",
        "cards/index.md",
        "reprint.md",
        "posters/test-sheet.pdf",
        "posters/journey-a3.pdf",
        "posters/authority-a3.pdf",
    } <= set(dental_site)


def test_all_pdfs_are_pdfs(dental_site: dict[str, Output]) -> None:
    for path, output in dental_site.items():
        if path.endswith(".pdf"):
            assert isinstance(output.content, bytes)
            assert output.content.startswith(b"%PDF-"), path


def test_page_and_paper_say_the_same(dental_cards: list[DeskCard], dental_site: dict[str, Output]) -> None:
    for card in dental_cards:
        page = " ".join(text_of(dental_site[f"cards/{card.id}.md"]).split())
        for words in [*front_texts(card), *back_texts(card), card.owner, card.review_by, card.revision, card.approval]:
            assert " ".join(words.split()) in page, (card.id, words)


def test_the_print_centre_has_the_same_cards(dental_cards: list[DeskCard], dental_site: dict[str, Output]) -> None:
    script = dental_site["cards/cards.js"].content
    assert isinstance(script, str)
    faces = json.loads(script.removeprefix("window.handbookCards = ").removesuffix(";\n"))
    assert set(faces) == {card.id for card in dental_cards}
    centre = text_of(dental_site["cards/index.md"])
    for card in dental_cards:
        assert card.title.text in centre
        assert card.revision in centre


def test_words_cannot_end_the_script(tmp_path: Path) -> None:
    handbook = checked(
        tmp_path, (RECOVERY, "    what: First version.", "    what: '</script><script>alert(1)</script>'")
    ).handbook
    assert handbook is not None
    script = rendered(handbook)["cards/not-ready.js"].content
    assert isinstance(script, str)
    assert "<" not in script


def test_html_in_words_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    handbook = checked(
        tmp_path, (RECOVERY, "title: The bike is not ready", "title: The <b>bike</b> {{phone}} is not ready")
    ).handbook
    assert handbook is not None
    page = rendered(handbook)["cards/not-ready.md"].content
    assert isinstance(page, str)
    assert "<b>bike" not in page
    assert "555 0142" not in page, "a doubled brace is a brace, however often the words are handed on"


def test_same_handbook_same_bytes(tmp_path: Path) -> None:
    first, second = (checked(tmp_path / name).handbook for name in "ab")
    assert first is not None
    assert second is not None
    assert render_cards(first, tmp_path / "a" / "playbooks") == render_cards(second, tmp_path / "b" / "playbooks")


def test_another_playbooks_edit_changes_no_other_pdf(tmp_path: Path) -> None:
    before = checked(tmp_path / "a").handbook
    after = checked(tmp_path / "b", (RECOVERY, "title: The bike is not ready", "title: The bike is not done")).handbook
    assert before is not None
    assert after is not None
    old, new = rendered(before), rendered(after)
    assert old["cards/brakes-failed.pdf"] == new["cards/brakes-failed.pdf"]
    assert old["cards/not-ready.pdf"] != new["cards/not-ready.pdf"]


def test_an_edit_sets_its_own_card_and_its_part_of_the_deck_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The edit is of a later day than all others, which is a new date for the deck, the posters and the test sheet."""
    before = checked(tmp_path).handbook
    assert before is not None
    old = rendered(before, tmp_path / "playbooks")
    after = checked(
        tmp_path,
        (RECOVERY, "Ask how they were going to get home.", "Ask how they meant to get home."),
        (RECOVERY, "- on: 2026-11-02\n", "- on: 2026-11-21\n"),
    ).handbook
    assert after is not None
    typeset: list[list[str]] = []
    for module in (press, posters, testsheet):

        def counted(*args: Any, real: Any = module.typeset) -> bytes:
            typeset.append([card["id"] for card in args[1].get("cards", ())])
            return bytes(real(*args))

        monkeypatch.setattr(module, "typeset", counted)
    new = rendered(after, tmp_path / "playbooks")
    assert sorted(typeset) == [["not-ready"], ["not-ready", "brakes-failed"]]
    for path in ("cards/deck.pdf", "posters/journey-a3.pdf", "posters/test-sheet.pdf"):
        assert old[path].content != new[path].content
        assert b"(D:20261121000000Z)" in new[path].content  # type: ignore[operator]


def test_nothing_changed_is_quick(dental: Handbook, tmp_path: Path) -> None:
    """The bar is 0.5 s on a quiet machine; a busy one may take a few times that."""
    folder = tmp_path / "playbooks"
    render_cards(dental, folder)
    started = time.process_time()
    render_cards(dental, folder)
    assert time.process_time() - started < 1.0


def test_the_scanned_card_is_told_what_changed(tmp_path: Path) -> None:
    folder = tmp_path / "playbooks"
    before = checked(tmp_path).handbook
    assert before is not None
    old = desk_cards(before)
    (folder / FILE).write_text(ledger_text(recorded([], old, date(2026, 11, 30))), encoding="utf-8")
    after = checked(
        tmp_path, (RECOVERY, "Ask how they were going to get home.", "Ask how they meant to get home.")
    ).handbook
    assert after is not None
    script = rendered(after, folder)["cards/not-ready.js"].content
    assert isinstance(script, str)
    state = json.loads(script.removeprefix("window.handbookCard = ").removesuffix(";\n"))
    revision = next(card.revision for card in old if card.id == "not-ready")
    assert state["revision"] != revision
    assert state["printed"] == {revision: {"on": "2026-11-30", "parts": ["steps"]}}
    reprint = text_of(rendered(after, folder)["reprint.md"])
    assert f"take away {revision}" in " ".join(reprint.split())


def test_an_old_stop_card_is_an_alarm_on_the_page(tmp_path: Path) -> None:
    folder = tmp_path / "playbooks"
    before = checked(tmp_path).handbook
    assert before is not None
    (folder / FILE).write_text(ledger_text(recorded([], desk_cards(before), date(2026, 11, 30))), encoding="utf-8")
    after = checked(
        tmp_path,
        (
            "road/brakes-failed.yml",
            "Fetch the mechanic, and leave the bike as it is.",
            "Fetch the mechanic. Touch nothing.",
        ),
    ).handbook
    assert after is not None
    page = rendered(after, folder)["reprint.md"].content
    assert isinstance(page, str)
    assert 'role="alert"' in page
    assert "Old stop cards are out there" in page


def test_a_damaged_ledger_does_not_stop_the_site(tmp_path: Path) -> None:
    handbook = checked(tmp_path).handbook
    assert handbook is not None
    (tmp_path / "playbooks" / FILE).write_text("damaged", encoding="utf-8")
    assert "Nothing is known" in text_of(rendered(handbook, tmp_path / "playbooks")["reprint.md"])


def test_no_playbooks_is_no_crash(tmp_path: Path) -> None:
    handbook = checked(tmp_path).handbook
    assert handbook is not None
    empty = handbook.model_copy(update={"playbooks": ()})
    assert imprint(empty).on == NO_DATE
    assert "cards/index.md" in rendered(empty)
