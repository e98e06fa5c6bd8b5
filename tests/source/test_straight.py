"""The straight way through a file gives what the careful way gives, or nothing; and it takes nearly every file."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pydantic import ValidationError

from generator.model.playbook import PlaybookFile
from generator.problems import Problem
from generator.source.load import load_handbook
from generator.source.reuse import Shared, expand_uses, shared_entries
from generator.source.shape import shape
from generator.source.straight import data_of, shared_data
from generator.source.yaml_reader import read_yaml
from tests.handbooks import DATA, RECOVERY, STOP_CARD

ROOT = Path(__file__).parents[2]


def _shared(folder: Path) -> Shared:
    return shared_entries(read_yaml("wording.yml", (folder / "wording.yml").read_text(encoding="utf-8"))[0])


def _straight(text: str, shared: Shared) -> PlaybookFile | None:
    data = data_of("a.yml", text, shared_data(shared))
    try:
        return None if data is None else PlaybookFile.model_validate(data)
    except ValidationError:
        return None


def _carefully(text: str, shared: Shared) -> tuple[PlaybookFile | None, list[Problem]]:
    document, problems = read_yaml("a.yml", text)
    problems += expand_uses(document, shared)
    value, more = shape(document, PlaybookFile)
    return value, [*problems, *more]


def test_every_shipped_playbook_goes_straight() -> None:
    for folder in (ROOT / "playbooks", ROOT / "examples" / "restaurant" / "playbooks"):
        shared = _shared(folder)
        for stage in load_handbook(folder).handbook.journey:  # type: ignore[union-attr]  # it has no mistakes
            for file in sorted((folder / stage.id).glob("*.yml")):
                text = file.read_text(encoding="utf-8")
                assert (_straight(text, shared), []) == _carefully(text, shared), file.name


def _broken(text: str, rng: random.Random) -> str:
    """`text` with one slip: a sign put in or left out, or a line left out, doubled or moved."""
    if rng.random() < 0.5:
        place = rng.randrange(len(text))
        sign = rng.choice(["", *"\t\n :-#&*!|>'\"%@`{}[],?~\x00\u2028é"])
        return text[:place] + sign + text[place + 1 :]
    lines = text.split("\n")
    number = rng.randrange(len(lines))
    line = lines[number]
    lines[number : number + 1] = rng.choice(
        [[], [line, line], ["  " + line], [line.removeprefix("  ")], [line.partition(":")[0] + ":"], [line + " &a b"]]
    )
    return "\n".join(lines)


@pytest.mark.parametrize("file", [RECOVERY, STOP_CARD])
@pytest.mark.parametrize("seed", range(4))
def test_what_goes_straight_is_what_the_careful_way_finds(file: str, seed: int) -> None:
    shared = _shared(DATA / "base")
    text = (DATA / "base" / file).read_text(encoding="utf-8")
    rng = random.Random(f"{file}{seed}")
    for _ in range(60):
        broken = _broken(text, rng)
        value = _straight(broken, shared)
        if value is not None:
            assert (value, []) == _carefully(broken, shared), broken


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param("kind: recovery\nkind: recovery\n", id="a field twice"),
        pytest.param("kind:\n", id="a field with nothing behind it"),
        pytest.param("kind: &a recovery\n", id="an anchor"),
        pytest.param("kind: !x recovery\n", id="a tag"),
        pytest.param("? [a]\n: b\n", id="a list as a name"),
        pytest.param("a: " + "[" * 12 + "]" * 12 + "\n", id="too deep"),
        pytest.param("a: b\x85c\n", id="a line break that nobody sees"),
        pytest.param("a: b: c\n", id="no YAML"),
        pytest.param("a: b\n---\na: b\n", id="two documents"),
        pytest.param("- a\n", id="a list"),
        pytest.param("", id="nothing"),
        pytest.param("steps:\n  - use: nothing-there\n", id="a shared step that is not there"),
        pytest.param("steps:\n  - use: [write-it-down]\n", id="two shared steps"),
    ],
)
def test_what_is_odd_is_left_to_the_careful_way(odd: str) -> None:
    assert data_of("a.yml", odd, shared_data(_shared(DATA / "base"))) is None
