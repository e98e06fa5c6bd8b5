"""Whatever an author writes, there is a report. Files are broken at random, from a fixed seed."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from generator.checking import check_folder
from generator.report import as_github, as_json, as_text
from tests.handbooks import DATA, TODAY

BITS = [
    *"[]{}\"'-:?|>#&*!%@`\\,\t\n\x07\x7f\u2028\u202e🚲",
    *(
        "- ",
        ": ",
        "  ",
        "---\n",
        "...\n",
        "<<: ",
        "&a ",
        "*a",
        "!x ",
        "{phone}",
        "{{",
        "use: write-it-down\n",
        "~",
        "1:30",
    ),
]
VALUES = [
    "",
    "[]",
    "{}",
    '""',
    "[[x]]",
    "{a: b}",
    "{use: write-it-down}",
    "yes",
    "-1",
    "|",
    "*a",
    "owner",
    "now",
    "()",
    "é" * 500,
]


def _broken(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    number = dice.randrange(len(lines))
    line = lines[number]
    match dice.randrange(5):
        case 0:
            del lines[number]
        case 1:
            lines.insert(dice.randrange(len(lines)), line)
        case 2:
            lines[number] = " " * dice.randrange(9) + line.lstrip()
        case 3:
            lines[number] = line.partition(":")[0] + ": " + dice.choice(VALUES)
        case _:
            column = dice.randrange(len(line) + 1)
            lines[number] = line[:column] + dice.choice(BITS) + line[column + dice.randrange(3) :]
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(10))
def test_a_broken_file_ends_in_a_report(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    folder = tmp_path / "playbooks"
    shutil.copytree(DATA / "base", folder)
    files = sorted(folder.rglob("*.yml"))
    for _ in range(40):
        file = dice.choice(files)
        sound = text = file.read_text(encoding="utf-8")
        for _ in range(dice.randint(1, 3)):
            text = _broken(text, dice)
        file.write_text(text, encoding="utf-8")
        found = check_folder(folder, TODAY)
        for problem in found.problems:
            lines = found.texts.get(problem.where.file, "").split("\n")
            assert problem.where.line <= len(lines), text
            assert not problem.where.line or problem.where.column <= len(lines[problem.where.line - 1]) + 1, text
        for report in (as_text(found.problems, found.texts), as_json(found.problems), as_github(found.problems)):
            report.encode("utf-8")
        file.write_text(sound, encoding="utf-8")
