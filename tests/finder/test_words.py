"""How words are read: spellings, endings, short forms, sounds. Asked of the page's own script, in Node; and words.py,
which reads the handbook when it is built, reads every text as that script does."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generator.checking import check_folder
from generator.finder import ROOM
from generator.finder.index import finder_index, load_language, weights
from generator.finder.packed import packed
from generator.finder.words import Language

ROOT = Path(__file__).parents[2]
NODE = shutil.which("node") or shutil.which("nodejs")
pytestmark = pytest.mark.skipif(NODE is None, reason="FINDER'S WORDS NOT TESTED: no Node found")


@cache
def _index(playbooks: str) -> dict[str, Any]:
    handbook = check_folder(ROOT / playbooks, date(2026, 11, 22)).handbook
    assert handbook is not None
    return finder_index(handbook, ())


@cache
def _english() -> dict[str, Any]:
    """What is known of English, with the dental practice's words."""
    known: dict[str, Any] = _index("playbooks")["language"]
    return known


@cache
def _packed() -> dict[str, Any]:
    bare = {"language": _english(), "weights": weights(), "playbooks": [], "gaps": [], "elsewhere": []}
    known: dict[str, Any] = packed(bare)["language"]
    return known


def _ask(expression: str, given: object = None) -> object:
    """The value of a JavaScript expression, with the language as `english` and `given` as it is."""
    script = (
        f"require({json.dumps(str(ROOM / 'assets' / 'words.js'))});"
        "const [data, given] = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        "const english = HandbookWords.makeLanguage(data);"
        f"process.stdout.write(JSON.stringify({expression}))"
    )
    assert NODE is not None
    asked = json.dumps([_packed(), given])
    done = subprocess.run([NODE, "-e", script], input=asked, capture_output=True, check=True, encoding="utf-8")
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    "words",
    [
        "colour color colours",
        "cancelled canceled cancelling cancellation",
        "bill billed billing bills",
        "fill filling filled",
        "apologise apologize apologising",
        "anaesthetic anesthetic",
        "promise promised promises promising",
        "deny denied denies",
        "broke broken breaks breaking",
        "rang ringing rung rings",
        "child children",
        "rude rudeness rudely",
        "swollen swelling swells",
        "note notes noted",
    ],
)
def test_forms_of_one_word_are_one(words: str) -> None:
    stems = _ask(f"{json.dumps(words.split())}.map(english.stem)")
    assert len(set(stems)) == 1, stems


@pytest.mark.parametrize("words", ["note not", "rate rat", "hose hospital", "care car", "plate plan"])
def test_words_that_are_not_one_stay_apart(words: str) -> None:
    stems = _ask(f"{json.dumps(words.split())}.map(english.stem)")
    assert len(set(stems)) == 2, stems


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("no 1 rang me b4 lunch", ["nobody", "rang", "me", "before", "lunch"]),
        ("can't, cant and CANNOT", ["not", "not", "and", "not"]),
        ("she'll ring; it's late", ["she", "ring", "it", "late"]),
        ("appt cx 2day", ["appointment", "cancelled", "today"]),
        ("c/b not done", ["callback", "not", "done"]),
        ("A&E", ["aande"]),
        ("CAFÉ naïve", ["cafe", "naive"]),
        ("Привет, мир", ["привет", "мир"]),
        ("", []),
        ("?! ...", []),
    ],
)
def test_short_forms_are_written_out(typed: str, read: list[str]) -> None:
    assert _ask(f"english.split({json.dumps(typed)})") == read


@pytest.mark.parametrize(
    ("one", "other"),
    [("hygenist", "hygienist"), ("fone", "phone"), ("anafilaxis", "anaphylaxis"), ("nife", "knife"), ("toof", "tooth")],
)
def test_what_sounds_alike_is_heard_alike(one: str, other: str) -> None:
    heard = _ask(f"[english.sound({json.dumps(one)}), english.sound({json.dumps(other)})]")
    assert isinstance(heard, list)
    assert heard[0] == heard[1]


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("recieve", "receive", 1), ("tooth", "tooth", 0), ("tooth", "teeth", 2), ("cat", "dog", 3), ("", "abc", 3)],
)
def test_letters_apart(one: str, other: str, apart: int) -> None:
    """Two neighbours that have changed places are one mistake."""
    assert _ask(f"english.distance({json.dumps(one)}, {json.dumps(other)}, 9)") == apart


@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        ("what time do we close", True),
        ("What's the wifi code?", True),
        ("where is my crown", False),
        ("it is late", False),
    ],
)
def test_a_question_for_something_to_know_is_told_from_a_complaint(typed: str, asks: bool) -> None:
    assert _ask(f"english.asks({json.dumps(typed)})") == asks


def test_a_verb_in_two_parts_is_found_around_its_object() -> None:
    def phrases(text: str) -> set[str]:
        row = f"english.split({json.dumps(text)}).filter(word => !english.isThin(word)).map(english.stem)"
        return set(_ask(f"english.findPhrases({row}).map(phrase => phrase.token)"))  # type: ignore[arg-type]  # a list of texts

    together = phrases("ring back")
    assert together & phrases("ring Mrs Bell back") == together
    assert not together <= phrases("ring the whole long list back")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _every_letter() -> Iterator[str]:
    """Every character that has a name, between letters, at the beginning of a word and at its end."""
    codes = (*range(0x3400), *range(0x3400, 0x20000, 13))
    named = (chr(code) for code in codes if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co"))
    for char in named:
        yield f"a{char}b {char}ing walk{char}s {char}"


def _made_up(count: int) -> Iterator[str]:
    """Texts of what a reader of words can trip over. The same ones each time."""
    pick = random.Random(3)
    endings = ["ing", "ed", "eed", "ies", "sses", "ly", "ll", "ation", "ise", "ized", "our", "tre", "ness"]
    marks = ["n't", "'s", "'", "\u2019", "&", "-", "_", "\u0301", "\u00df", "\u0130", "\u03a3", "9", "\u00bd", "\u0661"]
    marks += ["\u65e5", "\U0001d41b", "\U00010330", "\U0001f600"]
    spaces = [" ", " ", " ", "\n", "\t", "\u00a0", "\ufeff", "\u2028"]
    words = ["no 1", "c/b", "ring", " back ", "not ", "cut ", "off ", "the ", "my "]
    parts = [*"abcdeilorsty", *endings, *marks, *spaces, *words]
    for _ in range(count):
        yield "".join(pick.choice(parts) for _ in range(pick.randrange(1, 14)))


READ = """given.map(text => {
  const words = english.split(text), row = words.filter(word => !english.isThin(word)).map(english.stem);
  return [words, words.map(english.stem), english.findPhrases(row).map(phrase => phrase.token)];
})"""


@pytest.mark.parametrize("playbooks", ["playbooks", "examples/restaurant/playbooks"])
def test_the_handbook_is_read_when_it_is_built_as_the_page_reads_what_is_typed(playbooks: str) -> None:
    _same_words(sorted(set(_texts(_index(playbooks)))))


def test_whatever_anybody_writes_is_read_alike() -> None:
    _same_words([*_every_letter(), *_made_up(5_000), "", " ", "'", "&", "a & b", "A&E", "'s", "no", "no 1", "n't"])


def _same_words(texts: list[str]) -> None:
    read = Language(_english())
    theirs = _ask(READ, texts)
    assert isinstance(theirs, list)
    for text, (words, stems, phrases) in zip(texts, theirs, strict=True):
        assert read.split(text) == words, ascii(text)
        assert [read.stem(word) for word in words] == stems, ascii(text)
        line = read.read_line(text)
        assert [*line.tokens[len(line.tokens) - sum(token[0] == "#" for token in phrases) :], *line.dangers] == [
            *(token for token in phrases if token[0] == "#"),
            *(token for token in phrases if token[0] == "!"),
        ], ascii(text)


def test_kin_are_the_dangers_of_one_group() -> None:
    words = {"same": [["faint", "pass out", "wobbly"]], "danger": ["faint", "pass out", "fire", "wobble"], "calm": []}
    known = Language(
        {"code": "en", **dict.fromkeys(("empty", "curses", "thin", "particles", "forms"), ""), "short": {}, **words}
    )
    assert known.kin() == {"!0": ["!0", "!1"], "!1": ["!1", "!0"], "!2": ["!2"], "!3": ["!3"]}


def test_a_danger_inside_a_longer_one_is_not_meant() -> None:
    words = {
        "same": [],
        "danger": [["swell"], ["tongue swelling", "swollen tongue"], ["blood"]],
        "calm": ["blood pressure"],
    }
    known = Language(
        {"code": "en", **dict.fromkeys(("empty", "curses", "thin", "particles", "forms"), ""), "short": {}, **words}
    )
    assert known.read_line("her cheek is swelling").dangers == ("!0",)
    assert known.read_line("a swollen tongue").dangers == ("!1",)
    assert known.read_line("high blood pressure").dangers == ()
    assert known.read_line("blood, and high blood pressure").dangers == ("!2",)


def test_no_phrase_of_english_is_one_word_in_disguise() -> None:
    """Small words are passed over where a phrase is looked for. "Hit me" would then be found in "hit his head"."""
    known = load_language("en")
    thin = set(known["thin"].split())
    groups = [*known["same"]["groups"], *known["danger"]["words"], known["danger"]["calm"]]
    phrases = [phrase for group in groups for phrase in group if " " in phrase]
    assert len(phrases) > 500
    assert not [phrase for phrase in phrases if len([word for word in phrase.split() if word not in thin]) < 2]
