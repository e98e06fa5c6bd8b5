"""Places: a symbolic path becomes the line and the words that an author sees."""

from __future__ import annotations

import pytest

from generator.problems import Path, Problem, Where
from generator.source.locate import locate
from generator.source.yaml_reader import read_yaml

TEXT = """\
title: The bike is late
needs: [lend-bikes, lend-bike]
steps:
  - who: counter
    say: I will be done as
      soon as possible, as soon as I can
  - who: mechanic
    say: 'It won''t happen again'
  - who: owner
    say: "He said \\"calm down\\" twice"
note: calm down 🚲 calm down
called: |

  bike late

  late bike {nobody}
"""


def _located(path: Path, phrase: str = "", *, on_key: bool = False) -> tuple[int, int, int]:
    document, problems = read_yaml("a.yml", TEXT)
    assert not problems
    where = locate(Problem("unknown-name", Where("a.yml", path, phrase, on_key), "", ""), {"a.yml": document}).where
    return where.line, where.column, where.length


@pytest.mark.parametrize(
    ("path", "phrase", "on_key", "place"),
    [
        pytest.param(("title",), "", False, (1, 8, 16), id="a text is underlined"),
        pytest.param(("title",), "", True, (1, 1, 5), id="a field name is underlined where it is the mistake"),
        pytest.param(("title",), "bike", False, (1, 12, 4), id="words inside a text"),
        pytest.param(("called", 0), "", False, (14, 3, 9), id="a line of a block, empty ones not counted"),
        pytest.param(("called", 1), "nobody", False, (16, 14, 6), id="words inside such a line"),
        pytest.param(("title",), "trike", False, (1, 8, 16), id="words that are not there: the whole text"),
        pytest.param(("title",), "is late needs", False, (1, 8, 16), id="the search ends with the text"),
        pytest.param(("needs",), "lend-bike", False, (2, 21, 9), id="a whole name, not the beginning of another"),
        pytest.param(("needs", 1), "", False, (2, 21, 9), id="an entry by its number"),
        pytest.param(("needs", 7), "", False, (2, 1, 5), id="an entry that is not there: the list"),
        pytest.param(("steps", 1), "", False, (7, 5, 3), id="an entry with fields: its first field"),
        pytest.param(("steps", 0, "say"), "as soon as possible", False, (5, 25, 2), id="words broken over lines"),
        pytest.param(("steps", 1, "say"), "won't happen", False, (8, 14, 13), id="an apostrophe written twice"),
        pytest.param(
            ("steps", 2, "say"), 'said "calm down"', False, (10, 14, 18), id="a quote written with a backslash"
        ),
        pytest.param(("note",), "calm down", False, (11, 7, 9), id="the first of two"),
        pytest.param(("note",), "🚲", False, (11, 17, 1), id="a sign beyond the alphabet is one column"),
        pytest.param(("steps", 0, "within"), "", True, (4, 5, 3), id="a missing field: the entry that lacks it"),
        pytest.param(("owner",), "", True, (1, 1, 1), id="a missing field of the file: its beginning"),
        pytest.param((), "", False, (1, 1, 1), id="the whole file: its beginning"),
    ],
)
def test_place(path: Path, phrase: str, on_key: bool, place: tuple[int, int, int]) -> None:
    assert _located(path, phrase, on_key=on_key) == place


def test_a_place_that_is_known_already_stays() -> None:
    document, _ = read_yaml("a.yml", TEXT)
    problem = Problem("tag", Where("a.yml", ("title",), line=9, column=2), "", "")
    assert locate(problem, {"a.yml": document}) == problem


def test_a_file_that_was_not_read_stays_without_a_line() -> None:
    problem = Problem("empty-file", Where("b.yml"), "", "")
    assert locate(problem, {}).where.line == 0
