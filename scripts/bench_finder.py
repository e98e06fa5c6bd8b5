"""How fast the finder is, at 130 and 1,000 playbooks, in Chromium with the CPU slowed four times.

Measured on the page as it is published, opened from disk: when one can type after the page was opened, when
what is typed is answered, and how long after a keystroke the first three results are painted; the others come
when the typing stops. How fast this machine is
just then is told by a loop of whole numbers, counted in the same page: compare runs by it. Larger handbooks
are made from the dental one: each further playbook is a copy whose every eighth word is a word of its own, so
that the vocabulary grows, and faster than it would. Prints a table; nothing is written but below the system's
temporary folder.

Run: python scripts/bench_finder.py [SIZE ...]
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import statistics
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from generator.checking import check_folder
from generator.finder import INDEX
from generator.finder.index import finder_index
from generator.finder.packed import packed
from generator.publish import Places, build_site, quiet_libraries

ROOT = Path(__file__).parents[1]
SLOWER = 4
ROUNDS = 5
TYPED = ("knocked tooth out", "running v late", "booked with hygenist", "never told me not to eat", "crown came off")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND")
LOOP = """(() => { const began = performance.now(); let sum = 0;
  for (let i = 0; i < 3e7; i += 1) sum = (sum * 31 + i) | 0;
  return [performance.now() - began, sum][0]; })()"""
WATCH = """
window.paints = [];
document.addEventListener("input", event => {
  const began = event.timeStamp;
  requestAnimationFrame(() => { const channel = new MessageChannel();
    channel.port1.onmessage = () => window.paints.push(performance.now() - began); channel.port2.postMessage(0); });
}, true);
"""


def grown(index: dict[str, Any], size: int) -> dict[str, Any]:
    """The index with `size` playbooks: the first ones as they are, then copies with words of their own."""
    playbooks = list(index["playbooks"])[:size]
    for number in range(len(playbooks), size):
        first = index["playbooks"][number % len(index["playbooks"])]
        playbooks.append(_with_own_words(first, number) | {"id": f"{first['id']}-{number}", "kind": first["kind"]})
    return index | {"playbooks": playbooks}


def _with_own_words(value: Any, number: int) -> Any:
    if isinstance(value, str):
        words = value.split(" ")
        ending = chr(97 + number % 26) + chr(97 + number // 26 % 26)
        own = (word + ending if (at + number) % 8 == 7 and word.isalpha() else word for at, word in enumerate(words))
        return " ".join(own)
    if isinstance(value, list):
        return [_with_own_words(one, number) for one in value]
    return {name: _with_own_words(one, number) for name, one in value.items()} if isinstance(value, dict) else value


def measured(browser: Browser, site: Path) -> tuple[list[float], ...]:
    """Milliseconds until one can type, until that is answered, from each keystroke to the painted results, and
    that the loop takes."""
    ready: list[float] = []
    read: list[float] = []
    paints: list[float] = []
    loops: list[float] = []
    for _ in range(ROUNDS):
        page = browser.new_page()
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto((site / "find.html").as_uri())
        page.wait_for_function("performance.getEntriesByName('handbook-finder-indexed').length")
        for name, times in (("ready", ready), ("indexed", read)):
            times.append(page.evaluate(f"performance.getEntriesByName('handbook-finder-{name}')[0].startTime"))
        page.evaluate(WATCH)
        for typed in TYPED:
            page.fill("#hb-find-input", "")
            page.keyboard.type(typed, delay=60)
            page.wait_for_timeout(300)
        paints += page.evaluate("window.paints")
        loops.append(page.evaluate(LOOP))
        page.close()
    return ready, read, paints, loops


def _row(*figures: float) -> str:
    return "".join(f"{figure:10.0f}" for figure in figures)


def main(sizes: list[int]) -> None:
    chromium = next(path for name in ("chromium", "google-chrome", "chrome") if (path := shutil.which(name)))
    handbook = check_folder(ROOT / "playbooks", date.today()).handbook
    assert handbook is not None
    index = finder_index(handbook, [f"quizzes/{playbook.id}.md" for playbook in handbook.playbooks])
    quiet_libraries()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder) / "site"
        build_site(Places(ROOT / "mkdocs.yml", ROOT / "playbooks", ROOT / "content", site))
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        print(f"CPU {SLOWER} times slower, {ROUNDS} rounds, from disk. Medians in ms from opening the page, and from a")
        print(
            "keystroke to the painted results (median, 95 %). The machine's load before: "
            f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
        )
        print(" playbooks  index KB     KB gz  can type  answered keystroke      95 %      loop")
        for size in sizes:
            data = json.dumps(packed(grown(index, size)), ensure_ascii=False, separators=(",", ":")).replace(
                "<", "\\u003c"
            )
            text = f"window.HandbookFinderIndex = {data};".encode()
            (site / INDEX).write_bytes(text)
            ready, read, paints, loops = measured(browser, site)
            paints.sort()
            sizes_kb = (len(text) / 1000, len(gzip.compress(text, mtime=0)) / 1000)
            late = paints[int(len(paints) * 0.95)]
            middle = (statistics.median(times) for times in (ready, read, paints))
            print(_row(size, *sizes_kb, *middle, late, statistics.median(loops)))
        browser.close()


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [64, 130, 1000])
