"""The Nu Html Checker (vnu) finds no error on any page of the site.

Whole pages are checked as they are published, because markup of ours can be right by itself and wrong
where it stands. What the theme emits is let through by its exact message and place, so that the same
mistake in a page of ours still fails.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import ROOT

NO_VNU = "MARKUP TEST SKIPPED: no Java, or no vnu; `npm ci` installs vnu"

THEMES_OWN = (
    ("Attribute \u201cautocomplete\u201d is only allowed", 'class="md-'),
    ("Bad value \u201c\u201d for attribute \u201ctabindex\u201d on element \u201clabel\u201d", 'class="md-nav__'),
    ("The value of the \u201cfor\u201d attribute of the \u201clabel\u201d element", 'for="__toc"'),
)
"""What Material for MkDocs 9.8 emits that is no valid HTML: its message, and what the place holds."""


def test_vnu_finds_no_error(built_site: Path) -> None:
    jar = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if shutil.which("java") is None or not jar.is_file():
        pytest.skip(NO_VNU)
    pages = sorted(map(str, built_site.rglob("*.html")))
    command = ["java", "-jar", str(jar), "--format", "json", "--exit-zero-always", "--stdout", *pages]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    messages: list[dict[str, Any]] = json.loads(run.stdout)["messages"]
    found = [message for message in messages if not _is_the_themes(message)]
    assert not found, "\n" + "\n".join(
        f"{m['url']}:{m.get('lastLine')}: {m['message']}\n    {m.get('extract')}" for m in found[:20]
    )


def _is_the_themes(message: dict[str, Any]) -> bool:
    extract = message.get("extract", "")
    return any(message["message"].startswith(says) and holds in extract for says, holds in THEMES_OWN)
