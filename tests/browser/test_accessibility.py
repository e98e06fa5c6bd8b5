"""axe-core finds nothing to complain about on any kind of page, in light and in dark.

The whole page is looked at, the theme's part included: whoever cannot use the menu cannot use the book.
"""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import ROOT, Visit
from tests.browser.kinds import KINDS

NO_AXE = "ACCESSIBILITY TESTS SKIPPED: no axe-core found; `npm ci` installs it"


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, as package-lock.json pins it."""
    file = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not file.is_file():
        pytest.skip(NO_AXE)
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(visit: Visit, axe: str, kind: str, scheme: str) -> None:
    page = visit(KINDS[kind], scheme=scheme, reduced_motion="reduce")
    check_with_axe(page, axe)


def check_with_axe(page: Page, axe: str) -> None:
    """Fail with every violation of the page as it stands, with what is folded opened."""
    page.evaluate("document.querySelectorAll('details').forEach((folded) => { folded.open = true; })")
    page.evaluate(axe)
    # Without `preload` axe would fetch the style sheets, which a browser refuses from a disk.
    found: list[dict[str, Any]] = page.evaluate(
        "axe.run(document, { preload: false, resultTypes: ['violations'] }).then((results) => results.violations)"
    )
    assert not found, "\n" + "\n".join(_told(violation) for violation in found)


def _told(violation: dict[str, Any]) -> str:
    places = [
        f"    {' '.join(map(str, node['target']))}\n      {node['html'][:160]}\n      {node['failureSummary']}"
        for node in violation["nodes"][:5]
    ]
    return "\n".join(
        [f"{violation['id']} ({violation['impact']}): {violation['help']}, {len(violation['nodes'])} places", *places]
    )
