"""YAML: values stay text, and no text ends the program."""

from __future__ import annotations

import pytest
import yaml

from generator.source import yaml_reader
from generator.source.shape import plain
from generator.source.yaml_reader import MAX_DEPTH, read_yaml


@pytest.mark.parametrize("value", ["no", "1:30", "007", "~", "null", "2026-11-22", "1_000", "0x1F", ".5", "=", "on"])
def test_values_stay_as_they_were_written(value: str) -> None:
    document, problems = read_yaml("a.yml", f"title: {value}\n")
    assert not problems
    assert document.root is not None
    assert plain(document.root, (), []) == {"title": value}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a: " + "[" * 900_000, id="open lists"),
        pytest.param("a: " + "[" * 50_000 + "]" * 50_000, id="lists in lists"),
        pytest.param("{a: " * 200_000, id="open groups"),
        pytest.param("- " * 300_000, id="hyphens"),
        pytest.param("? " * 300_000, id="question marks"),
        pytest.param("\n".join(" " * n + "a:" for n in range(1_200)), id="indented further and further"),
        pytest.param("a: " + "[" * 150 + "]" * 150, id="few brackets"),
    ],
)
@pytest.mark.parametrize("loader", [yaml_reader._Loader, yaml.BaseLoader], ids=["C", "Python"])
def test_deep_nesting_is_a_problem_and_not_the_end(text: str, loader: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """libyaml's tree is built on the C stack: without a look beforehand, brackets alone end the process."""
    monkeypatch.setattr(yaml_reader, "_Loader", loader)
    document, problems = read_yaml("a.yml", text)
    assert [problem.code for problem in problems] == ["too-deep"]
    assert document.root is None


def test_the_deepest_that_is_allowed() -> None:
    def nested(levels: int) -> str:
        return "a: " + "[" * (levels - 1) + "]" * (levels - 1)

    assert not read_yaml("a.yml", nested(MAX_DEPTH))[1]
    assert [problem.code for problem in read_yaml("a.yml", nested(MAX_DEPTH + 1))[1]] == ["too-deep"]


def test_many_brackets_beside_each_other_are_not_deep() -> None:
    assert not read_yaml("a.yml", "a:\n" + "  - [x, {y: z}]\n" * 500)[1]


def test_every_duplicate_and_every_anchor_is_reported_at_once() -> None:
    assert [problem.code for problem in read_yaml("a.yml", "a: 1\na: 2\na: 3\n")[1]] == ["duplicate-key"] * 2
    assert [problem.code for problem in read_yaml("a.yml", "a: &x 1\nb: *x\nc: !y z\n")[1]] == [
        "anchor",
        "anchor",
        "tag",
    ]


@pytest.mark.parametrize("text", ["a: Tom & Jerry\n", "a: 'a *b* &c !d'\n", "a: wow! *\n", "a: |\n  &b *c !d\n"])
def test_signs_inside_a_text_are_no_anchors(text: str) -> None:
    assert not read_yaml("a.yml", text)[1]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("a: b\n---\nc: d: e\n", "yaml-syntax", id="a second document that is broken"),
        pytest.param('{"a":*x, b: "c}', "yaml-syntax", id="an alias in a text that is broken"),
        pytest.param('{"a":&x b, "c":*x}', "anchor", id="an alias without a space before it"),
        pytest.param('{"a":*x}', "anchor", id="an alias of nothing"),
    ],
)
def test_two_things_at_once_end_in_a_report(text: str, code: str) -> None:
    assert read_yaml("a.yml", text)[1][0].code == code


def test_lines_are_counted_as_editors_count_them() -> None:
    """YAML knows line breaks that no editor shows; they are refused, or every line after one would be wrong."""
    problem = read_yaml("a.yml", "a: b\nc: d\x85e\nf: g: h\n")[1][0]
    assert (problem.code, problem.where.line, problem.where.column) == ("hidden-character", 2, 5)


def test_columns_count_characters_and_not_bytes() -> None:
    problem = read_yaml("a.yml", "a: 'é🚲'\nb: ü: c\n")[1][0]
    assert (problem.where.line, problem.where.column) == (2, 5)
