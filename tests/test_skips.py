"""What cannot be tested on a machine is told at the end of the run, in capitals, and fails nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.sites import ROOT


def test_without_a_chromium_browser_tests_are_skipped_loudly(tmp_path: Path) -> None:
    (tmp_path / "node").symlink_to(sys.executable)  # a PATH with something on it, and no browser
    environment = {**os.environ, "PATH": str(tmp_path)}
    environment.pop("PYTEST_XDIST_WORKER", None)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/browser/test_search.py"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "BROWSER TESTS SKIPPED: no Chromium found (4 tests)" in done.stdout
