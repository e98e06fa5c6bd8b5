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
from generator.finder.packed import numbers, packed, searched_texts
from generator.finder.words import Language

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
    assert _run("Array.from(HandbookStore.readNumbers(given))", numbers(written), tmp_path) == written


def test_numbers_need_no_escape_in_a_script() -> None:
    text = numbers(range(10_000))
    assert json.dumps(text) == f'"{text}"'
    assert "<" not in text


def _read_lines(index: dict[str, Any]) -> list[list[list[tuple[str, ...]]]]:
    """The terms of every line of every field of every entry, as the language reads them."""
    language, entries = Language(index["language"]), [*index["playbooks"], *index["gaps"]]
    return [
        [[language.read_line(line).tokens for line in texts[field]] for field in index["weights"]["fields"]]
        for texts in searched_texts(index["playbooks"], entries)
    ]


@with_node
def test_the_page_has_the_lines_that_say_what_a_defect_is(index: dict[str, Any], tmp_path: Path) -> None:
    data = packed(index)
    script = """(store => given.playbooks.map((_, number) =>
        store.closeLines(number).map(line => Array.from(line.tokens))))(HandbookStore.makeStore(given.data))"""
    theirs = _run(script, {"data": data, "playbooks": index["playbooks"]}, tmp_path)
    terms, language = data["terms"].split(" "), Language(index["language"])
    for entry, lines in zip(index["playbooks"], theirs, strict=True):
        own = [entry["title"], entry["definition"], *entry.get("called", ()), *entry.get("triggers", ())]
        read = [sorted(terms[number - 2] for number in line) for line in lines]  # the order of words is not kept
        assert read[: len(own)] == [sorted(language.read_line(text).tokens) for text in own], entry["id"]


@with_node
def test_tokens_score_as_if_minisearch_had_taken_up_the_texts_itself(index: dict[str, Any], tmp_path: Path) -> None:
    """MiniSearch is given the words of a query only. That must make no difference."""
    data = packed(index)
    texts = [[[term for line in lines for term in line] for lines in fields] for fields in _read_lines(index)]
    script = """(({ data: given, texts }) => {
      const store = HandbookStore.makeStore(given), fields = Object.keys(given.weights.fields);
      const terms = given.terms.split(" ");
      const tokenize = text => text ? text.split(" ") : [];
      const plain = new MiniSearch({ fields, tokenize, processTerm: term => term });
      given.entries.forEach((_, id) => plain.add(Object.assign({ id }, ...fields.map((field, at) =>
        ({ [field]: texts[id][at].join(" ") })))));
      const options = { boost: given.weights.fields, bm25: given.weights.bm25 };
      return terms.filter((_, at) => at % 17 === 0).map(term => [term, Array.from(store.scoresOf(term)),
        plain.search(term, options).map(found => [found.id, found.score])]);
    })(given)"""
    for term, ours, plain in _run(script, {"data": data, "texts": texts}, tmp_path):
        assert dict(ours) == pytest.approx(dict(plain), rel=1e-6), term


def test_what_is_only_searched_is_not_in_it_as_text(index: dict[str, Any]) -> None:
    entry = packed(index)["entries"][0]
    assert entry["title"] == index["playbooks"][0]["title"]
    assert not entry.keys() & {"called", "triggers", "wording", "apart", "definition"}


def test_the_same_handbook_is_packed_the_same(index: dict[str, Any]) -> None:
    assert json.dumps(packed(index)) == json.dumps(packed(index))
