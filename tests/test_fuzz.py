"""A small run of scripts/fuzz.py: the shipped playbooks, broken at random, end in pages or in Problems."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sites import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
from mutations import MUTATIONS, mutated

PLAYBOOK = ROOT / "playbooks" / "arrive" / "appointment-not-in-book.yml"


def test_sixty_mutations_end_in_pages_or_problems() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "fuzz.py"), "--count", "60", "--seed", "20261122"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "60 cases, seed 20261122" in done.stdout
    assert " pages" in done.stdout, "none of the cases was harmless: the pages were never looked at"
    assert " problems" in done.stdout


@pytest.mark.parametrize("kind", sorted(set(MUTATIONS)))
def test_a_case_comes_again_with_its_seed(tmp_path: Path, kind: str) -> None:
    results = []
    for folder in ("one", "two"):
        file = tmp_path / folder / PLAYBOOK.name
        file.parent.mkdir()
        file.write_bytes(PLAYBOOK.read_bytes())
        mutated(file, kind, random.Random("3:14"))
        results.append({path.name: path.read_bytes() if path.is_file() else None for path in file.parent.iterdir()})
    assert results[0] == results[1]


@pytest.mark.parametrize("kind", sorted(set(MUTATIONS)))
def test_every_mutation_changes_something(tmp_path: Path, kind: str) -> None:
    before = {PLAYBOOK.name: PLAYBOOK.read_bytes()}
    for seed in range(20):
        folder = tmp_path / str(seed)
        folder.mkdir()
        file = folder / PLAYBOOK.name
        file.write_bytes(PLAYBOOK.read_bytes())
        mutated(file, kind, random.Random(seed))
        if {path.name: path.read_bytes() if path.is_file() else None for path in folder.iterdir()} != before:
            return
    pytest.fail("twenty cases, and the file is as it was")
