"""A real Chromium, the dental handbook as a site on disk, and a way to open its pages without a network.

Every page that a test opens through `visit` is watched: a request that leaves the disk or a line in
the console that tells of an error fails the test, whatever else it is about.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from generator.publish import Places, build_site, quiet_libraries

ROOT = Path(__file__).parents[2]
NO_BROWSER = "BROWSER TESTS SKIPPED: no Chromium found"
"""tests/conftest.py prints every reason for a skip at the end of a run, this one included."""

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM_FLAGS = [
    "--no-sandbox",  # CI runs as root, where Chromium refuses its sandbox
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # no name is ever looked up
]

Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a worker, or a skip that the summary tells of in capitals."""
    found = next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(NO_BROWSER)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The dental handbook's site, built once for all workers of a run. Tests read it and never write."""
    base = tmp_path_factory.getbasetemp()
    site = (base if worker_id == "master" else base.parent) / "dental" / "site"
    try:
        site.parent.mkdir()
    except FileExistsError:
        return _built_by_another(site)
    quiet_libraries()
    try:
        build_site(Places(ROOT / "mkdocs.yml", ROOT / "playbooks", ROOT / "content", site))
    except BaseException:
        (site.parent / "failed").touch()
        raise
    return site


def _built_by_another(site: Path, patience: float = 180) -> Path:
    """Wait for the worker that came first: a finished site appears under its name in one piece."""
    until = time.monotonic() + patience
    while not site.exists():
        if (site.parent / "failed").exists() or time.monotonic() > until:
            pytest.fail("another worker could not build the dental handbook; its own report says why")
        time.sleep(0.1)
    return site


@pytest.fixture
def visit(browser: Browser, built_site: Path) -> Iterator[Visit]:
    """Open pages of the site from disk, offline: ``visit("journey.html", width=320, scheme="dark")``.

    Further settings go to Playwright's context as they are. When the test is over, any request that
    was not to the disk, any error of a script and any error in the console fail it.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(
        path: str, *, width: int = 1280, scheme: str = "light", site: Path = built_site, **settings: object
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True, **settings
        )
        contexts.append(context)
        page = context.new_page()
        watch(page, complaints)
        file, _, rest = path.partition("#")
        page.goto((site / file).as_uri() + (f"#{rest}" if rest else ""))
        page.wait_for_load_state("load")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


def watch(page: Page, complaints: list[str]) -> None:
    """Note every request that leaves the disk and every error, of scripts and in the console."""

    def request(asked: Request) -> None:
        if not asked.url.startswith(("file:", "data:", "blob:", "about:")):
            complaints.append(f"{page.url} asked the network for {asked.url}")

    def console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(f"{page.url} wrote to the console: {message.text}")

    def failed(asked: Request) -> None:
        # Leaving a page aborts what it was still loading, its icon for one: that file is not missing.
        if asked.failure != "net::ERR_ABORTED":
            complaints.append(f"{page.url} could not load {asked.url}: {asked.failure}")

    page.on("request", request)
    page.on("requestfailed", failed)
    page.on("console", console)
    page.on("pageerror", lambda error: complaints.append(f"{page.url} raised {error}"))
