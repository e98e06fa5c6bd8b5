"""How words are read: spellings, endings, short forms, sounds. Asked of the script itself, in Node."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from generator.finder import ROOM
from generator.finder.index import load_language

NODE = shutil.which("node") or shutil.which("nodejs")
pytestmark = pytest.mark.skipif(NODE is None, reason="FINDER'S WORDS NOT TESTED: no Node found")


def _ask(expression: str) -> object:
    """The value of a JavaScript expression, with the English language as `english`."""
    known = load_language("en")
    data = {
        **{name: known[name] for name in ("empty", "light", "thin", "particles", "short")},
        "code": "en",
        "forms": known["forms"]["words"],
        "same": known["same"]["groups"],
        "danger": known["danger"]["words"],
    }
    script = (
        f"require({json.dumps(str(ROOM / 'assets' / 'words.js'))});"
        f"const english = HandbookWords.makeLanguage({json.dumps(data)});"
        f"process.stdout.write(JSON.stringify({expression}))"
    )
    assert NODE is not None
    return json.loads(subprocess.run([NODE, "-e", script], capture_output=True, check=True, encoding="utf-8").stdout)


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


def test_a_verb_in_two_parts_is_found_around_its_object() -> None:
    def phrases(text: str) -> set[str]:
        row = f"english.split({json.dumps(text)}).filter(word => !english.isThin(word)).map(english.stem)"
        return set(_ask(f"english.findPhrases({row}).map(phrase => phrase.token)"))  # type: ignore[arg-type]  # a list of texts

    together = phrases("ring back")
    assert together & phrases("ring Mrs Bell back") == together
    assert not together <= phrases("ring the whole long list back")
