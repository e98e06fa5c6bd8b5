"""How good the search is: queries through the very engine and index of the page, and the ranks counted.

The engine is JavaScript. It runs in Node, or else in a Chromium or Edge without a window; there is no
second implementation of it here.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from generator.finder import ROOM, SCRIPTS, index_script
from generator.model.handbook import Handbook

NODES = ("node", "nodejs")
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)
FLAGS = (
    "--headless",
    "--no-sandbox",  # as root, Chromium refuses its sandbox; the page is ours
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # no name is ever looked up
)
TOP, ALL, RED = 3, 8, 2
"""Where the first defect of a query, all of them, and a red one should stand at the latest."""

NOTHING = "-"
"""Stands in the place of the expected defects where the finder should say that nothing fits."""


class NoEngineError(Exception):
    """Neither Node nor a browser could run the engine. The message says what to install."""


class BadQueriesError(Exception):
    """The file of queries cannot be used. The message names the line."""


@dataclass(frozen=True)
class Query:
    """One line of a query file: what is typed, the defects that should come up, the first one foremost."""

    text: str
    expected: tuple[str, ...]
    note: str = ""

    @property
    def red(self) -> bool:
        return self.note.startswith("RED")


@dataclass(frozen=True)
class Found:
    """What came back for a query. `ranks` count from 1; 0 where the defect did not come up."""

    query: Query
    verdict: str
    results: tuple[str, ...]
    gaps: tuple[str, ...]
    absent: tuple[str, ...]

    @property
    def ranks(self) -> dict[str, int]:
        places = {id_: place for place, id_ in enumerate(self.results, start=1)}
        return {id_: places.get(id_, 0) for id_ in self.query.expected if id_ not in self.absent}

    @property
    def counts(self) -> bool:
        """Whether the handbook has what this query looks for. Its first defect decides."""
        return bool(self.query.expected) and self.query.expected[0] not in self.absent

    @property
    def in_top(self) -> bool:
        return 0 < self.ranks[self.query.expected[0]] <= TOP

    @property
    def all_there(self) -> bool:
        return all(0 < rank <= ALL for rank in self.ranks.values())

    @property
    def red_on_top(self) -> bool:
        return 0 < self.ranks[self.query.expected[0]] <= RED

    @property
    def as_wanted(self) -> bool:
        if not self.query.expected:
            return self.verdict != "found"
        return self.counts and self.in_top and self.all_there and (self.red_on_top or not self.query.red)


def load_queries(path: Path) -> list[Query]:
    """Read a file of queries: query, expected ids, note, apart by tabs, after a line with the names of the columns.

    Raises `BadQueriesError` where a line has no second column, or the file is not text.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise BadQueriesError(f"{path} is not UTF-8: save it as UTF-8") from None
    queries = []
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        fields = line.split("\t")
        if len(fields) < 2 or not fields[0].strip() or not fields[1].strip():
            raise BadQueriesError(
                f"{path}, line {number}: write the query, a tab, and the ids it should find ({NOTHING} for none)"
            )
        expected = tuple(id_.strip() for id_ in fields[1].split(",") if id_.strip() != NOTHING)
        queries.append(Query(fields[0].strip(), expected, fields[2].strip() if len(fields) > 2 else ""))
    return queries


def measure(handbook: Handbook, queries: Sequence[Query]) -> list[Found]:
    """Every query through the engine. Raises `NoEngineError`."""
    answers = drive(index_script(handbook), [query.text for query in queries])
    found = []
    for query, answer in zip(queries, answers, strict=True):
        absent = tuple(id_ for id_ in query.expected if id_ not in handbook.by_id)
        found.append(Found(query, answer["verdict"], tuple(answer["results"]), tuple(answer["gaps"]), absent))
    return found


def drive(index: str, queries: Sequence[str], with_: str | None = None) -> list[dict[str, Any]]:
    """The engine's answers to `queries` on the index script `index`. `with_` names the program to run it with."""
    program = with_ or next((path for name in (*NODES, *BROWSERS) if (path := shutil.which(name))), None)
    if program is None:
        raise NoEngineError("the search runs in JavaScript: install Node (nodejs.org) or Chromium, and call this again")
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "index.js"
        script.write_text(index, encoding="utf-8", newline="\n")
        files = [*(ROOM / "assets" / name for name in SCRIPTS), script]
        in_node = Path(program).stem.lower() in NODES
        text = _in_node(program, files, queries) if in_node else _in_browser(program, files, queries, Path(folder))
    answers: list[dict[str, Any]] = json.loads(text)
    return answers


def _in_node(program: str, files: list[Path], queries: Sequence[str]) -> str:
    command = [program, str(ROOM / "drive.js"), *map(str, files)]
    return _run(command, json.dumps(list(queries)))


def _in_browser(program: str, files: list[Path], queries: Sequence[str], folder: Path) -> str:
    asked = json.dumps(list(queries)).replace("<", "\\u003c")
    scripts = "".join(f'<script src="{path.as_uri()}"></script>' for path in [*files, ROOM / "drive.js"])
    page = folder / "page.html"
    show = f'document.getElementById("found").textContent = JSON.stringify(HandbookFinderDrive({asked}));'
    page.write_text(
        f'<!doctype html><meta charset="utf-8">{scripts}<pre id="found"></pre><script>{show}</script>', encoding="utf-8"
    )
    dumped = _run([program, *FLAGS, f"--user-data-dir={folder / 'profile'}", "--dump-dom", page.as_uri()], "")
    match = re.search(r'<pre id="found">(.*?)</pre>', dumped, re.DOTALL)
    if match is None or not match[1]:
        raise NoEngineError(f"{program} could not run the search; install Node (nodejs.org), and call this again")
    return unescape(match[1])


def _run(command: list[str], given: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - the program found on the path, and our own scripts
            command, input=given, capture_output=True, encoding="utf-8", timeout=120, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoEngineError(f"{command[0]} could not run the search: {error}") from None
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or ["no message"]
        raise NoEngineError(f"{command[0]} could not run the search: {last[0]}")
    return done.stdout
