"""The packed index: what the page reads back from it is what was written, and MiniSearch scores it as its own."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.checking import check_folder
from generator.finder import ROOM, SCRIPTS
from generator.finder.index import finder_index
from generator.finder.packed import AS_TYPED, kept_lines, numbers, packed, searched_texts
from generator.finder.vocabulary import by_frequency, write_vocabulary
from generator.finder.words import SMALL, Language

ROOT = Path(__file__).parents[2]
NODE = shutil.which("node") or shutil.which("nodejs")
with_node = pytest.mark.skipif(NODE is None, reason="FINDER'S STORE NOT TESTED: no Node found")


@pytest.fixture(scope="module")
def index() -> dict[str, Any]:
    handbook = check_folder(ROOT / "playbooks", date(2026, 11, 22)).handbook
    assert handbook is not None
    return finder_index(handbook, ())


def _run(script: str, given: object, tmp_path: Path) -> Any:
    """What a script answers that runs behind the engine's own, with `given` as JSON."""
    file = tmp_path / "ask.js"
    load = "".join(
        f"vm.runInThisContext(fs.readFileSync({json.dumps(str(ROOM / 'assets' / name))}, 'utf8'));" for name in SCRIPTS
    )
    file.write_text(
        f"const fs = require('fs'), vm = require('vm');{load}"
        f"const given = JSON.parse(fs.readFileSync(0, 'utf8'));process.stdout.write(JSON.stringify({script}))",
        encoding="utf-8",
    )
    assert NODE is not None
    done = subprocess.run([NODE, file], input=json.dumps(given), capture_output=True, check=True, encoding="utf-8")
    return json.loads(done.stdout)


@with_node
def test_numbers_come_back_as_they_were_written(tmp_path: Path) -> None:
    written = [*range(5000), 46**3 - 1, 46**3, 99_999, 2**31]
    assert _run("Array.from(HandbookVocabulary.readNumbers(given))", numbers(written), tmp_path) == written


def test_numbers_need_no_escape_in_a_script() -> None:
    text = numbers(range(10_000))
    assert json.dumps(text) == f'"{text}"'
    assert "<" not in text


def _kept(index: dict[str, Any]) -> list[dict[str, list[tuple[str, ...]]]]:
    """The lines of every field of every entry, as the language reads them and the index keeps them."""
    language, entries = Language(index["language"]), [*index["playbooks"], *index["gaps"]]
    implied = language.implied()
    return [
        kept_lines(
            {field: [language.read_line(line) for line in texts[field]] for field in index["weights"]["fields"]},
            implied,
        )
        for texts in searched_texts(index["playbooks"], entries)
    ]


STORE = """const vocabulary = HandbookVocabulary.readVocabulary(given.vocabulary, given.often);
  const language = HandbookWords.makeLanguage(given.language, vocabulary.words);
  const store = HandbookStore.makeStore(given, vocabulary, language);"""
"""The store of the index `given`, as the engine makes it."""


@with_node
def test_the_page_has_the_lines_word_by_word(index: dict[str, Any], tmp_path: Path) -> None:
    script = f"""(given => {{ {STORE}
      return given.entries.map((_, number) => Object.keys(given.weights.fields).map(field =>
        store.linesOf(number, field).map(line => Array.from(line, term => vocabulary.terms[term - 2]))));
    }})(given)"""
    theirs = _run(script, packed(index), tmp_path)
    for fields, own in zip(theirs, _kept(index), strict=True):
        for lines, kept in zip(fields, own.values(), strict=True):
            assert [sorted(line) for line in lines] == [sorted(line) for line in kept]
            words = [[term for term in line if term[0] != "#"] for line in kept]
            assert [[term for term in line if term[0] != "#"] for line in lines] == words, "in their order"


def test_what_is_compared_as_it_stands_is_kept_whole(index: dict[str, Any]) -> None:
    language = Language(index["language"])
    entry, kept = index["playbooks"][0], _kept(index)[0]
    assert kept["called"] == [language.read_line(text).tokens for text in entry["called"]]
    assert any(term[0] == SMALL for line in kept["called"] for term in line), "small words and all"


def test_of_other_texts_the_words_are_kept_that_are_not_said_yet(index: dict[str, Any]) -> None:
    language = Language(index["language"])
    for entry, kept in zip(index["playbooks"], _kept(index), strict=False):
        said = {term for field in AS_TYPED for line in kept[field] for term in line}
        words = {term for text in entry["wording"] for term in language.read_line(text).tokens if term[0] != SMALL}
        assert words <= said | {term for line in kept["wording"] for term in line}, "found by all of them"
        new = [term for line in kept["wording"] for term in line if term[0] != "#"]
        assert len(set(new)) == len(new)
        assert said.isdisjoint(new), "and by none twice"


@with_node
def test_words_come_back_with_what_they_are_searched_by(index: dict[str, Any], tmp_path: Path) -> None:
    """As they are in this handbook, and some that no rule is made for."""
    language = Language(index["language"])
    for text in (
        *(entry["title"] for entry in index["playbooks"]),
        "Stra\u00dfe \u65e5\u672c \U00010330\U00010331 trademark\u2122 went",
    ):
        language.read_line(text)
    counts = {language.stem(word): 1 + len(word) % 7 for word in sorted(language.vocabulary) if len(word) % 3}
    text, often = write_vocabulary(language, counts)
    assert json.dumps(text, ensure_ascii=False) == f'"{text}"', "needs no escape"
    found = _run("HandbookVocabulary.readVocabulary(given[0], given[1])", [text, numbers(often)], tmp_path)
    assert found["terms"] == by_frequency(counts)
    assert list(found["often"].values()) == [counts[term] for term in found["terms"]]
    assert found["words"] == sorted(language.vocabulary, key=lambda word: word.encode("utf-16-be"))
    stems = [found["terms"][number - 2] if number else None for number in found["stems"].values()]
    assert stems == [stem if (stem := language.stem(word)) in counts else None for word in found["words"]]


@with_node
def test_tokens_score_as_if_minisearch_had_taken_up_the_texts_itself(index: dict[str, Any], tmp_path: Path) -> None:
    """MiniSearch is given the words of a query only. That must make no difference."""
    data = packed(index)
    texts = [
        [[term for line in lines for term in line if term[0] != SMALL] for lines in fields.values()]
        for fields in _kept(index)
    ]
    script = """(({ data: given, texts }) => {
      STORE
      const fields = Object.keys(given.weights.fields), terms = vocabulary.terms.filter(term => term[0] !== "~");
      const tokenize = text => text ? text.split(" ") : [];
      const plain = new MiniSearch({ fields, tokenize, processTerm: term => term });
      given.entries.forEach((_, id) => plain.add(Object.assign({ id }, ...fields.map((field, at) =>
        ({ [field]: texts[id][at].join(" ") })))));
      const options = { boost: given.weights.fields, bm25: given.weights.bm25 };
      return terms.filter((_, at) => at % 17 === 0).map(term => [term, Array.from(store.scoresOf(term)),
        plain.search(term, options).map(found => [found.id, found.score])]);
    })(given)""".replace("STORE", STORE)
    for term, ours, plain in _run(script, {"data": data, "texts": texts}, tmp_path):
        assert dict(ours) == pytest.approx(dict(plain), rel=1e-6), term


@pytest.fixture
def three(index: dict[str, Any]) -> dict[str, Any]:
    """A handbook of three entries that are told apart by how their words stand together."""
    said = {
        "rang": ["nobody rang me back", "they never rang back", "rang twice and no answer back"],
        "bill": ["was told 90 now it is 145", "said 20 now 35", "my back hurts from waiting"],
        "fall": ["the man hit his head", "ring 999 for him", "fell over the step"],
    }
    playbooks = [
        {"id": id_, "title": id_, "definition": id_, "kind": "recovery", "severity": 1, "prior": 1, "called": called}
        for id_, called in said.items()
    ]
    return packed({**index, "playbooks": playbooks, "gaps": [], "elsewhere": []})


def _asked(what: str, given: dict[str, Any], tmp_path: Path) -> list[float]:
    values = _run(f"(given => {{ {STORE} return Array.from({what}); }})(given)", given, tmp_path)
    assert len(values) == 3
    return [float(value) for value in values]


@with_node
def test_an_entry_is_like_the_words_that_it_uses_most(three: dict[str, Any], tmp_path: Path) -> None:
    rang, bill, fall = _asked("store.likeness(new Map([['ring', 1], ['back', 1]]))", three, tmp_path)
    assert 1 >= rang > bill > fall > 0, "each has one of them; the first has both, and often"


@with_node
def test_a_word_that_nobody_uses_makes_a_query_less_like_any(three: dict[str, Any], tmp_path: Path) -> None:
    known = _asked("store.likeness(new Map([['ring', 1]]))", three, tmp_path)
    with_another = _asked("store.likeness(new Map([['ring', 1], ['zeppelin', 1]]))", three, tmp_path)
    assert all(one > other for one, other in zip(known, with_another, strict=True) if one)


@with_node
def test_words_count_together_where_they_stand_side_by_side(three: dict[str, Any], tmp_path: Path) -> None:
    assert [value > 0 for value in _asked("store.pairs([['ring'], ['back']])", three, tmp_path)] == [True, False, False]
    assert not any(_asked("store.pairs([['back'], ['ring']])", three, tmp_path)), "in their order"
    assert not any(_asked("store.pairs([['ring']])", three, tmp_path)), "one word alone is no pair"


@with_node
def test_a_number_is_as_good_as_another_but_for_those_that_stand_for_something(
    three: dict[str, Any], tmp_path: Path
) -> None:
    assert [value > 0 for value in _asked("store.pairs([['~0'], ['now']])", three, tmp_path)] == [False, True, False]
    script = f"(given => {{ {STORE} return ['145', '7', '999', 'b4'].map(language.isNumber); }})(given)"
    assert _run(script, three, tmp_path) == [True, True, False, False]


def test_what_is_only_searched_is_not_in_it_as_text(index: dict[str, Any]) -> None:
    entry = packed(index)["entries"][0]
    assert entry["title"] == index["playbooks"][0]["title"]
    assert not entry.keys() & {"called", "triggers", "wording", "apart", "definition"}


def test_the_same_handbook_is_packed_the_same(index: dict[str, Any]) -> None:
    assert json.dumps(packed(index)) == json.dumps(packed(index))
