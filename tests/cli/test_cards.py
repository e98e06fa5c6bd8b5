"""`handbook cards` as a person uses it: what is written, what is told, and the exit code."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path

import pdfplumber
import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.handbooks import DATA

RECOVERY = "ready/not-ready.yml"
STOP_CARD = "road/brakes-failed.yml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(DATA / "base", tmp_path / "playbooks")
    return tmp_path / "playbooks"


def run(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["cards", "--playbooks", str(folder), *options], catch_exceptions=False)


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def pages(pdf: Path) -> list[str]:
    with pdfplumber.open(io.BytesIO(pdf.read_bytes())) as document:
        return [page.extract_text() for page in document.pages]


def test_the_deck_is_to_be_folded(folder: Path, tmp_path: Path) -> None:
    done = run(folder, "-o", str(tmp_path / "deck.pdf"))
    assert done.exit_code == 0
    assert "2 cards on 1 page (A4, fold)" in done.output
    assert "1 stop card not approved yet" in done.output
    (text,) = pages(tmp_path / "deck.pdf")
    assert "The bike is not ready" in text
    assert "STOP" in text


@pytest.mark.parametrize(("duplex", "count"), [("long", 2), ("short", 2), ("none", 1)])
def test_both_sides(folder: Path, tmp_path: Path, duplex: str, count: int) -> None:
    assert run(folder, "--duplex", duplex, "-o", str(tmp_path / "deck.pdf")).exit_code == 0
    assert len(pages(tmp_path / "deck.pdf")) == count


@pytest.mark.parametrize("size", ["a6", "a5", "4x6", "half-letter"])
def test_every_size(folder: Path, tmp_path: Path, size: str) -> None:
    assert (
        run(folder, "--size", size, "--paper", "letter", "--duplex", "long", "-o", str(tmp_path / "deck.pdf")).exit_code
        == 0
    )


@pytest.mark.parametrize(
    "options",
    [
        ["--only", "brakes-failed", "not-ready"],
        ["--only", "brakes-failed,not-ready"],
        ["--only", "brakes-failed", "--only", "not-ready"],
    ],
)
def test_several_cards(folder: Path, tmp_path: Path, options: list[str]) -> None:
    done = run(folder, *options, "-o", str(tmp_path / "deck.pdf"))
    assert "2 cards" in done.output


def test_one_card(folder: Path, tmp_path: Path) -> None:
    assert "1 card on 1 page" in run(folder, "--only", "not-ready", "-o", str(tmp_path / "one.pdf")).output
    assert "brakes" not in pages(tmp_path / "one.pdf")[0].lower()


def test_a_card_that_is_not_there(folder: Path, tmp_path: Path) -> None:
    done = run(folder, "--only", "not-redy", "-o", str(tmp_path / "one.pdf"))
    assert done.exit_code == 2
    assert "did you mean `not-ready`?" in done.output
    assert not (tmp_path / "one.pdf").exists()


def test_a_stray_word_is_not_taken_for_a_card(folder: Path, tmp_path: Path) -> None:
    assert run(folder, "not-ready", "-o", str(tmp_path / "one.pdf")).exit_code == 2


def test_cards_of_a_place(folder: Path, tmp_path: Path) -> None:
    change(folder, RECOVERY, "\nowner: owner\n", "\ncard: {place: [phone]}\nowner: owner\n")
    assert "1 card" in run(folder, "--place", "phone", "-o", str(tmp_path / "a.pdf")).output
    assert "There is nothing to print." in run(folder, "--place", "chair", "-o", str(tmp_path / "b.pdf")).output
    assert not (tmp_path / "b.pdf").exists()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--size", "half-letter", "--paper", "a4"], "choose --paper letter"),
        (["--layout", "fold", "--duplex", "long"], "leave out --duplex"),
        (["--paper", "a3"], "a3 is for posters"),
        (["--offset", "1"], "two numbers in mm"),
        (["--offset", "nan,0"], "10 mm"),
        (["--offset", "40,0"], "10 mm"),
        (["--changed-since", "no-such-thing"], "neither a ledger nor a revision"),
        (["--changed-since", "--output=deck.pdf"], "neither a ledger nor a revision"),
    ],
)
def test_wrong_use_is_told(folder: Path, tmp_path: Path, options: list[str], told: str) -> None:
    done = run(folder, *options, "-o", str(tmp_path / "deck.pdf"))
    assert done.exit_code == 2
    assert told in done.output
    assert not (tmp_path / "deck.pdf").exists()


def test_what_does_not_fit_is_told_and_not_printed(folder: Path, tmp_path: Path) -> None:
    change(folder, RECOVERY, "\nowner: owner\n", "\ncard:\n  when: " + "word " * 200 + "\nowner: owner\n")
    done = run(folder, "-o", str(tmp_path / "deck.pdf"))
    assert done.exit_code == 1
    assert "[card-too-full]" in done.output
    assert not (tmp_path / "deck.pdf").exists()


def test_what_does_not_fit_in_another_size_is_told_with_its_line(folder: Path, tmp_path: Path) -> None:
    """On 4 x 6 in a word may be too wide that fits on A6."""
    word = "Rechtsschutzversicherungsgesellschaften"
    for count in range(36, 60):
        change(folder, RECOVERY, "\nowner: owner\n", f"\ncard:\n  when: {(word * 2)[:count]}\nowner: owner\n")
        if run(folder, "-q", "-o", str(tmp_path / "a6.pdf")).exit_code:
            break
        done = run(folder, "--size", "4x6", "--paper", "letter", "-o", str(tmp_path / "deck.pdf"))
        if done.exit_code:
            assert "playbooks/ready/not-ready.yml:48:" in done.output
            assert "(4 x 6 in)" in done.output
            assert "Nothing was printed." in done.output
            return
        change(folder, RECOVERY, f"\ncard:\n  when: {(word * 2)[:count]}\nowner: owner\n", "\nowner: owner\n")
    pytest.fail("no word was found that fits on A6 and not on 4 x 6 in")


def test_print_edit_and_print_again_what_changed(folder: Path, tmp_path: Path) -> None:
    ledger, deck = tmp_path / "printed.json", str(tmp_path / "deck.pdf")
    assert run(folder, "-o", deck, "--record", str(ledger), "--today", "2026-11-22").exit_code == 0
    rows = json.loads(ledger.read_text(encoding="utf-8"))["printed"]
    assert [(row["card"], row["on"], row["place"]) for row in rows] == [
        ("not-ready", "2026-11-22", "desk"),
        ("brakes-failed", "2026-11-22", "desk"),
    ]
    assert "There is nothing to print." in run(folder, "-o", deck, "--changed-since", str(ledger)).output

    change(folder, STOP_CARD, "Fetch the mechanic, and leave the bike as it is.", "Fetch the mechanic. Touch nothing.")
    again = str(tmp_path / "again.pdf")
    done = run(folder, "-o", again, "--changed-since", str(ledger), "--record", str(ledger), "--today", "2026-12-01")
    assert done.output.startswith("ALARM, old stop card: brakes-failed (Desk): collect ")
    assert "Different: steps." in done.output
    assert "1 card on 1 page" in done.output
    assert "There is nothing to print." in run(folder, "-o", again, "--changed-since", str(ledger)).output
    assert len(json.loads(ledger.read_text(encoding="utf-8"))["printed"]) == 3


def test_an_alarm_is_told_even_to_who_wants_quiet(folder: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "printed.json"
    run(folder, "-o", str(tmp_path / "deck.pdf"), "--record", str(ledger))
    change(folder, STOP_CARD, "Fetch the mechanic, and leave the bike as it is.", "Fetch the mechanic. Touch nothing.")
    change(folder, RECOVERY, "Ask how they were going to get home.", "Ask how they get home.")
    told = run(folder, "-q", "-o", str(tmp_path / "again.pdf"), "--changed-since", str(ledger)).output
    assert told.count("\n") == 1
    assert told.startswith("ALARM")


def test_only_the_place_that_was_printed_for_is_recorded(folder: Path, tmp_path: Path) -> None:
    change(folder, RECOVERY, "\nowner: owner\n", "\ncard: {place: [phone, desk]}\nowner: owner\n")
    ledger = tmp_path / "printed.json"
    run(folder, "--place", "phone", "-o", str(tmp_path / "deck.pdf"), "--record", str(ledger))
    assert [row["place"] for row in json.loads(ledger.read_text(encoding="utf-8"))["printed"]] == ["phone"]


def test_a_damaged_ledger_is_never_written_over(folder: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "printed.json"
    ledger.write_text("something else", encoding="utf-8")
    done = run(folder, "-o", str(tmp_path / "deck.pdf"), "--record", str(ledger))
    assert done.exit_code == 1
    assert "damaged" in done.output
    assert ledger.read_text(encoding="utf-8") == "something else"
    assert not (tmp_path / "deck.pdf").exists()


def test_since_a_git_revision(folder: Path, tmp_path: Path) -> None:
    if shutil.which("git") is None:
        pytest.skip("no git here to compare with an earlier revision")
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "first"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True, capture_output=True)
    change(folder, RECOVERY, "Ask how they were going to get home.", "Ask how they get home.")
    done = run(folder, "-o", str(tmp_path / "again.pdf"), "--changed-since", "HEAD")
    assert done.exit_code == 0
    assert "1 card on 1 page" in done.output
    assert "not-ready (Desk): collect" in done.output


def test_the_test_sheet_and_the_posters(folder: Path, tmp_path: Path) -> None:
    for options, words in (
        (["--test-sheet"], "100 mm"),
        (["--poster", "journey"], "The journey of our riders"),
        (["--poster", "authority", "--paper", "a3"], "Mechanic"),
    ):
        file = tmp_path / "sheet.pdf"
        assert run(folder, *options, "-o", str(file)).exit_code == 0
        assert words in " ".join(pages(file))


def test_a_place_that_cannot_be_written_is_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    done = run(folder, "-o", str(tmp_path / "file" / "deck.pdf"))
    assert done.exit_code == 1
    assert "cannot be written" in done.output
