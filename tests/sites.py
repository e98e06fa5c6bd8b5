"""A small handbook in a folder of its own, ready to be built: the bicycle shop, with one hand-written page."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from generator.publish import Places

ROOT = Path(__file__).parents[1]
BASE = ROOT / "tests" / "data" / "base"


def small_handbook(root: Path, **settings: object) -> Places:
    """Write playbooks/, content/ and mkdocs.yml (the shipped one, with `settings` on top) below `root`."""
    root.mkdir(parents=True, exist_ok=True)
    shutil.copytree(BASE, root / "playbooks")
    (root / "content").mkdir()
    (root / "content" / "method.md").write_text(
        "# Our method\n\nWe *own* it, see [the words](phrasebook.md).\n", encoding="utf-8"
    )
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    config |= {"site_name": "Kettle Lane Cycles", "nav": _without_the_dentists_pages(config["nav"])} | settings
    (root / "mkdocs.yml").write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    return Places(root / "mkdocs.yml", root / "playbooks", root / "content", root / "site")


def _without_the_dentists_pages(nav: list[Any]) -> list[Any]:
    """The shipped navigation with what is generated, and of the hand-written pages only the method."""
    kept: list[Any] = []
    for entry in nav:
        title, page = next(iter(entry.items())) if isinstance(entry, dict) else (None, entry)
        if isinstance(page, list):
            kept.append({title: _without_the_dentists_pages(page)})
        elif page == "method.md" or not (ROOT / "content" / page).exists():
            kept.append(entry)
    return kept


def run(*command: str, cwd: Path, check: bool = True, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command of this Python's installation, with nothing in its environment but what it needs."""
    program = [sys.executable, "-m", *command]
    clean = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "SYSTEMROOT", "TEMP") if name in os.environ}
    clean |= {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **environment}
    done = subprocess.run(program, cwd=cwd, env=clean, capture_output=True, text=True, timeout=180, encoding="utf-8")
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


def tree(folder: Path) -> dict[str, str]:
    """Every file below `folder` with a digest of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def break_playbook(places: Places) -> None:
    """Make an error of the kind that stops a build."""
    file = places.playbooks / "ready" / "not-ready.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("who: counter", "who: conter"), encoding="utf-8")
