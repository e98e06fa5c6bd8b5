"""How long `check` and a full build take as a handbook grows. Measured in one run, so that the ratios hold.

    python scripts/bench.py                    # check at 250, 500 and 1,000; the build at 1,000
    python scripts/bench.py --build 0          # check only

The handbook is made of copies of the shipped playbooks, each with an id, a title and search words of its own.
The build is held against the same pages with every one of them in a navigation that is not pruned, which is
what MkDocs does with pages that somebody simply puts into a folder. PDFs are left out of both.
"""

from __future__ import annotations

import argparse
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
MOST_SECONDS = 3.0
"""The bar for `check` of 1,000 playbooks."""
MOST_SHARE = 0.15
"""The bar for the build of 1,000, as a share of the build with everything in the navigation."""
SYLLABLES = ("ba", "ko", "mi", "tu", "re", "lo", "sa", "ne", "fi", "du")


def word(number: int) -> str:
    """A word that no other number has, so that texts differ as texts of different moments do."""
    digits = f"{number:04}"
    return "".join(SYLLABLES[int(digit)] for digit in digits)


def copy_of(text: str, number: int) -> str:
    """A playbook's text with a title, search words and first line of its own."""
    mark = word(number)
    text = re.sub(r"(?m)^title: (.*?)(['\"]?)$", rf"title: \1 ({mark})\2", text, count=1)
    start, listed, rest = (
        re.split(r"(?m)^(also_called:.*\n(?:  - .*\n|  *#.*\n)*)", text, maxsplit=1)
        if "\nalso_called:\n" in text
        else (text, "", "")
    )
    listed = re.sub(r"(?m)^  - (['\"]?)(.*?)(['\"]?)$", rf"  - \1{mark} \2\3", listed)
    return start + listed + rest


def make(folder: Path, count: int) -> None:
    """A handbook of `count` playbooks below `folder`."""
    source = ROOT / "playbooks"
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns(".*", "workshops"))
    originals = sorted(file for file in folder.glob("*/*.yml"))
    for number in range(len(originals), count):
        original = originals[number % len(originals)]
        copied = original.with_name(f"{original.stem[:60]}-{number}.yml")
        copied.write_text(copy_of(original.read_text(encoding="utf-8"), number), encoding="utf-8")
    for file in originals[count:]:
        file.unlink()


def _timed(command: list[str], cwd: Path) -> tuple[float, str]:
    """Seconds of processor time that a command took, and what it printed. Wall time would measure who else is busy."""
    before = os.times()
    done = subprocess.run(
        [sys.executable, *command], cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False
    )
    after = os.times()
    seconds = after.children_user + after.children_system - before.children_user - before.children_system
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return seconds, done.stdout


def _best(times: int, run: Callable[[], float]) -> float:
    return min(run() for _ in range(times))


def bench_check(sizes: list[int], work: Path) -> list[tuple[int, float]]:
    """Seconds of `handbook check` by number of playbooks, start-up included, the best of three."""
    rows = []
    for size in sizes:
        folder = work / f"check-{size}" / "playbooks"
        folder.parent.mkdir()
        make(folder, size)
        command = ["-m", "generator", "check", "-q", str(folder)]
        rows.append((size, _best(3, lambda command=command: _timed(command, ROOT)[0])))  # type: ignore[misc]
    return rows


BUILD = """
# The check measures cards in processes of its own, which import this file again: hence the guard.
import sys
from pathlib import Path
import generator.plugin
from generator.publish import Places, build_site, quiet_libraries
rendered = generator.plugin.render_handbook
generator.plugin.render_handbook = lambda handbook, *_: rendered(handbook)  # without PDFs
if __name__ == "__main__":
    quiet_libraries()
    root = Path(sys.argv[1])
    print(build_site(Places(root / sys.argv[2], root / "playbooks", root / "content", root / sys.argv[3])))
"""


def bench_build(size: int, work: Path) -> tuple[int, float, float]:
    """The number of pages, and the seconds of our build and of the one with everything in the navigation."""
    root = work / "build"
    root.mkdir()
    make(root / "playbooks", size)
    shutil.copytree(ROOT / "content", root / "content")
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    (root / "ours.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    config["theme"]["features"].remove("navigation.prune")
    del config["nav"]
    config.pop("not_in_nav", None)
    (root / "plain.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    (root / "build.py").write_text(BUILD, encoding="utf-8")
    ours, pages = _timed([str(root / "build.py"), str(root), "ours.yml", "site"], ROOT)
    plain, others = _timed([str(root / "build.py"), str(root), "plain.yml", "plain-site"], ROOT)
    if pages != others:
        raise SystemExit(f"the two builds made {pages.strip()} and {others.strip()} pages: they cannot be compared")
    return int(pages), ours, plain


def main() -> int:
    """Measure, print, and end with 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sizes", type=lambda text: [int(size) for size in text.split(",")], default=[250, 500, 1000])
    parser.add_argument("--build", type=int, default=1000, help="playbooks in the build; 0: no build")
    options = parser.parse_args()
    missed = []
    with tempfile.TemporaryDirectory() as folder:
        rows = bench_check(options.sizes, Path(folder))
        print("check, start-up included, best of three, processor time")
        for size, seconds in rows:
            print(f"  {size:6} playbooks  {seconds:6.2f} s  {1000 * seconds / size:6.2f} ms each")
        (first, least), (last, most) = rows[0], rows[-1]
        if last > first:
            exponent = math.log(most / least) / math.log(last / first)
            print(f"  growth from {first} to {last}: exponent {exponent:.2f} (1 is linear)")
        missed += [
            f"check of {size} took {seconds:.2f} s" for size, seconds in rows if size == 1000 and seconds > MOST_SECONDS
        ]
        if options.build:
            pages, ours, plain = bench_build(options.build, Path(folder))
            print(f"full build of {options.build} playbooks, {pages} pages, PDFs aside, processor time")
            print(f"  ours                          {ours:7.1f} s")
            print(f"  everything in an unpruned nav {plain:7.1f} s")
            print(f"  share                         {ours / plain:7.3f}   (bar {MOST_SHARE} at 1000)")
            missed += (
                [f"the build's share is {ours / plain:.3f}"]
                if options.build == 1000 and ours / plain > MOST_SHARE
                else []
            )
    print("\n".join(f"MISSED: {bar}" for bar in missed) or "all bars are met")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
