"""The registry of codes: what the code base reports, and what authors can look up, are the same."""

from __future__ import annotations

import ast
import tomllib
from importlib import resources
from pathlib import Path

import pytest
import yaml

import generator
from generator.problems import Code, Problem, Severity, Where, codes, has_errors
from generator.rules.phrases import families

MAKERS = {"Problem", "_problem", "PydanticCustomError"}
"""What a code is given to, as its first argument."""
NO_EXCERPT = {"yaml-syntax", "duplicate-key", "anchor", "tag"}
"""Codes whose bad excerpt is no YAML that could be read."""


def _used() -> set[str]:
    """Every code that stands in the source: given to a Problem, or the name of a family of phrases."""
    used = {family.code for family in families()}
    for file in Path(next(iter(generator.__path__))).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS and node.args:
                code = node.args[0]
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    used.add(code.value)
    return used


def test_every_code_that_is_used_is_registered_and_the_other_way_round() -> None:
    assert _used() == set(codes())


@pytest.mark.parametrize("code", codes().values(), ids=lambda code: code.id)
def test_every_code_tells_what_why_and_what_to_do(code: Code) -> None:
    assert all((code.title, code.why, code.remedy))
    assert len(code.title) <= 72
    assert not code.title.endswith(".")
    assert code.why.endswith((".", "?"))
    assert code.remedy.endswith(".")
    assert not code.bad or code.good, "a bad excerpt without a good one leaves the author with the mistake"
    assert not code.good or yaml.safe_load(code.good), "a good excerpt is what an author copies"
    if code.bad and code.id not in NO_EXCERPT:
        assert yaml.load(code.bad, Loader=yaml.BaseLoader)


def test_no_entry_is_written_twice_or_copied() -> None:
    """A second table of one name is an error of TOML itself; two codes with one reason are one code."""
    text = resources.files("generator").joinpath("codes.toml").read_text(encoding="utf-8")
    assert (
        len(tomllib.loads(text))
        == len({code.why for code in codes().values()})
        == len({code.title for code in codes().values()})
    )


def test_only_errors_stop_a_build() -> None:
    warning = Problem("no-record", Where("a.yml"), "", "")
    error = Problem("yaml-syntax", Where("a.yml"), "", "")
    assert (warning.severity, error.severity) == (Severity.WARNING, Severity.ERROR)
    assert not has_errors([warning])
    assert has_errors([warning, error])
