"""Work that is divided between processes comes out as if it had been done by one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from generator import forks, report
from generator.checking import check_folder
from tests.handbooks import DATA, RECOVERY, TODAY

ROOT = Path(__file__).parents[1]
FORKS = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")


def _where(piece: int) -> tuple[int, int]:
    return piece, os.getpid()


@FORKS
def test_pieces_come_back_in_their_order_from_other_processes() -> None:
    made = list(forks._forked(_where, 7, 2))
    assert [piece for piece, _ in made] == list(range(7))
    assert os.getpid() not in {process for _, process in made}


def test_a_little_work_is_done_here() -> None:
    assert list(forks.in_forks(_where, 2, worthwhile=False)) == [(0, os.getpid()), (1, os.getpid())]


@FORKS
def test_beside_a_thread_nothing_is_forked() -> None:
    ended = threading.Event()
    thread = threading.Thread(target=ended.wait)
    thread.start()
    try:
        assert not forks._may_fork()
    finally:
        ended.set()
        thread.join()


@FORKS
def test_a_mistake_of_ours_is_not_lost() -> None:
    with pytest.raises(ZeroDivisionError):
        list(forks._forked(lambda piece: 1 // piece, 3, 2))


DIVIDED = """
import sys
from pathlib import Path
from generator import checking, forks, report
from generator.source import load
from tests.handbooks import TODAY

forked = []
really = forks._forked
forks._forked = lambda *work: forked.append(1) or really(*work)
forks._cores = lambda: 2
load.MANY = checking.MANY = 2
load.PIECE = checking.PIECE = 3
print(report.as_json(checking.check_folder(Path(sys.argv[1]), TODAY).problems))
assert len(forked) == 2, "reading, then rules and cards"
"""


@FORKS
def test_a_divided_check_finds_the_same(tmp_path: Path) -> None:
    """Many copies of one playbook: one cannot be read, one breaks a rule, one has too full a card. In a process of
    its own, because the press of other tests leaves threads behind."""
    folder = tmp_path / "playbooks"
    shutil.copytree(DATA / "base", folder)
    text = (folder / RECOVERY).read_text(encoding="utf-8")
    for number in range(12):
        changed = text.replace("title: ", f"title: {number} ", 1)
        if number == 3:
            changed = changed.replace("kind: recovery", "kind: recovry")
        if number == 5:
            changed = changed.replace("who: counter", "who: conter", 1)
        if number == 7:
            changed += "card:\n  when: " + "many words that nobody can read in time " * 20 + "\n"
        (folder / "ready" / f"copy-{number}.yml").write_text(changed, encoding="utf-8")
    command = [sys.executable, "-c", DIVIDED, str(folder)]
    divided = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert divided.returncode == 0, divided.stderr
    alone = check_folder(folder, TODAY).problems
    assert {problem.code for problem in alone} >= {"unknown-choice", "unknown-name", "card-too-full"}
    assert divided.stdout == report.as_json(alone) + "\n"
