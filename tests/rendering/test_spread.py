"""Two processes make what one would make, in the same order; what goes wrong in them is not swallowed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.rendering.spread import SpreadError, spread

JOBS = list(range(15))


def who_and_what(job: int) -> tuple[int, int]:
    return os.getpid(), job * job


def fail(job: int) -> int:
    return 1 // (job - 5)


@pytest.fixture(autouse=True)
def _two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def test_much_is_done_by_others_and_comes_in_order() -> None:
    made = list(spread(who_and_what, JOBS, worthwhile=True))
    assert [what for _, what in made] == [job * job for job in JOBS]
    assert os.getpid() not in {who for who, _ in made}


def test_little_is_done_here() -> None:
    made = list(spread(who_and_what, JOBS, worthwhile=False))
    assert {who for who, _ in made} == {os.getpid()}


def test_an_error_in_a_process_ends_it_all(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SpreadError):
        list(spread(fail, JOBS, worthwhile=True))
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_a_program_that_knows_nothing_of_processes_is_not_run_again(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    script = tmp_path / "program.py"
    script.write_text(
        f"import os, sys; sys.path.insert(0, {str(root)!r}); os.cpu_count = lambda: 2\n"
        "print('started')\n"
        "from generator.rendering.spread import spread\n"
        "print(list(spread(abs, range(-20, 0), worthwhile=True)))\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True)
    assert done.stdout == f"started\n{list(range(20, 0, -1))}\n"
