"""How long `check` and a full build take as a handbook grows. Measured in one run, so that the ratios hold.

    python scripts/bench.py                          # check at 250, 500 and 1,000; the build at 1,000
    python scripts/bench.py --build 0                # check only
    python scripts/bench.py --sizes 250 --build 100,250 --limit 600

The handbook is made of copies of the shipped playbooks. In each copy the commonest words are a word of its own,
as long as they were, so that lines, cards and search words differ as those of different moments do; what is
shared through `use` stays shared. The first check lays out the cards that it is not sure of, and is told as
"cold"; the next finds them in the cache beside the playbooks.

The build is held against the same pages with every one of them in a navigation that is not pruned, which is
what MkDocs does with pages that somebody simply puts into a folder. That grows with the square of the pages and
takes many minutes at 1,000: `--limit` ends it, and the share is then told as "less than". PDFs come from the
cache, which a first build has filled that is not timed.

Every command is a process of its own. Wall time is what one waits for, and measures who else is busy as well;
processor time is that of all processes together.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
MOST_SECONDS = 3.0
"""The bar for `check` of 1,000 playbooks."""
MOST_SHARE = 0.15
"""The bar for the build of 1,000, as a share of the build with everything in the navigation."""
COMMON = re.compile(r"(?<![\w-])(?:the|and|you|for|not|it|to|is|we|in|of|on)(?![\w:-])")
"""Words of which nearly every sentence has one."""

NARROW = "bcdfghjklnprstvz"


def word(number: int) -> str:
    """A word of three letters that no other number below 1,280 has, no wider than the word it stands for."""
    return NARROW[number % 16] + "aeiou"[number // 16 % 5] + NARROW[number // 80 % 16]


def shared_lines(wording: str) -> re.Pattern[str]:
    """The lines of the phrasebook, however a playbook that quotes them breaks and escapes them."""
    says = (pair["say"].split() for pair in yaml.safe_load(wording)["pairs"].values())
    return re.compile("(" + "|".join(r"\s+".join(re.escape(w).replace("'", "''?") for w in say) for say in says) + ")")


def copy_of(text: str, number: int, shared: re.Pattern[str]) -> str:
    """A playbook's text with a title, lines and search words of its own. `shared` is quoted as it stands."""
    mark = word(number)
    parts = shared.split(text)
    parts[::2] = [COMMON.sub(lambda match: mark[: len(match[0])], part) for part in parts[::2]]
    text = "".join(parts)
    text = re.sub(r"(?m)^title: (.*?)(['\"]?)$", rf"title: \1 {mark}\2", text, count=1)
    start, listed, rest = (
        re.split(r"(?m)^(also_called: \|\n(?:  .*\n)*)", text, maxsplit=1)
        if "\nalso_called: |\n" in text
        else (text, "", "")
    )
    listed = re.sub(r"(?m)^  (.*)$", rf"  {mark} \1", listed)
    return start + listed + rest


def make(folder: Path, count: int) -> None:
    """A handbook of `count` playbooks below `folder`."""
    source = ROOT / "playbooks"
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns(".*", "workshops"))
    originals = sorted(file for file in folder.glob("*/*.yml"))
    shared = shared_lines((folder / "wording.yml").read_text(encoding="utf-8"))
    for number in range(len(originals), count):
        original = originals[number % len(originals)]
        copied = original.with_name(f"{original.stem[:60]}-{number}.yml")
        copied.write_text(copy_of(original.read_text(encoding="utf-8"), number, shared), encoding="utf-8")
    for file in originals[count:]:
        file.unlink()


@dataclass(frozen=True)
class Took:
    """Seconds that a command took, and what it printed. Not `ended`: it was stopped after so long."""

    wall: float
    processor: float
    printed: str = ""
    ended: bool = True


def _timed(command: list[str], limit: float | None = None, fine: tuple[int, ...] = (0,)) -> Took:
    """Run a command of Python in a process of its own, and tell on the standard error what is being waited for."""
    print(f"  ... {' '.join(Path(part).name for part in command[:4])}", file=sys.stderr, flush=True)
    before, start = os.times(), time.perf_counter()
    try:
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=limit,
        )
    except subprocess.TimeoutExpired:
        done = None
    wall, after = time.perf_counter() - start, os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    if done is None:
        return Took(wall, processor, ended=False)
    if done.returncode not in fine:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return Took(wall, processor, done.stdout)


def bench_check(size: int, work: Path) -> list[Took]:
    """`handbook check` of so many playbooks, start-up included: the first run, and two with a filled cache."""
    folder = work / f"check-{size}" / "playbooks"
    folder.parent.mkdir()
    make(folder, size)
    # A card may become too full by the letters of its word; the summary tells how many problems there were.
    return [_timed(["-m", "generator", "check", str(folder)], fine=(0, 1)) for _ in range(3)]


BUILD = """
# The press works in processes of its own, which may import this file again: hence the guard.
import sys
from pathlib import Path
from generator.publish import Places, build_site, quiet_libraries
if __name__ == "__main__":
    quiet_libraries()
    root = Path(sys.argv[1])
    print(build_site(Places(root / sys.argv[2], root / "playbooks", root / "content", root / sys.argv[3])))
"""


def _only_sound(playbooks: Path) -> int:
    """Delete the copies whose card became too full by the letters of their word. How many are left."""
    told = _timed(["-m", "generator", "check", "--format", "json", str(playbooks)], fine=(0, 1)).printed
    for file in {Path(problem["file"]) for problem in json.loads(told) if problem["severity"] == "error"}:
        file.unlink()
    return sum(1 for file in playbooks.glob("*/*.yml") if file.parent.name != "workshops")


def bench_build(size: int, work: Path, limit: float) -> tuple[str, Took, Took]:
    """What was built, our build, and the one with everything in the navigation."""
    root = work / f"build-{size}"
    root.mkdir()
    make(root / "playbooks", size)
    left = _only_sound(root / "playbooks")
    shutil.copytree(ROOT / "content", root / "content")
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    (root / "ours.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    config["theme"]["features"].remove("navigation.prune")
    del config["nav"]
    config.pop("not_in_nav", None)
    (root / "plain.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    (root / "build.py").write_text(BUILD, encoding="utf-8")
    _timed([str(root / "build.py"), str(root), "ours.yml", "site"])  # it fills the cache with PDFs
    ours = _timed([str(root / "build.py"), str(root), "ours.yml", "site"])
    plain = _timed([str(root / "build.py"), str(root), "plain.yml", "plain-site"], limit)
    if plain.ended and ours.printed != plain.printed:
        raise SystemExit(
            f"the builds made {ours.printed.strip()} and {plain.printed.strip()} pages: they cannot be compared"
        )
    return f"{left} playbooks, {ours.printed.strip()} pages", ours, plain


def report_checks(sizes: list[int], work: Path) -> list[str]:
    """Measure and print the checks. The bars that were missed."""
    print("check, start-up included      wall cold   warm   processor cold   warm   each, warm")
    rows, missed = [], []
    for size in sizes:
        cold, *warm = bench_check(size, work)
        wall, processor = min(took.wall for took in warm), min(took.processor for took in warm)
        rows.append((size, processor))
        print(
            f"  {size:6} playbooks             {cold.wall:6.2f} s {wall:6.2f} s       {cold.processor:6.2f} s"
            f" {processor:6.2f} s    {1000 * processor / size:5.2f} ms"
            f"    {next(line for line in cold.printed.splitlines() if re.match(r'[0-9]+ playbook', line))}",
            flush=True,
        )
        if size == 1000 and cold.wall > MOST_SECONDS:
            missed.append(f"check of {size} took {cold.wall:.2f} s")
    if len(rows) > 1:
        print(_growth(rows))
    return missed


def _growth(rows: list[tuple[int, float]]) -> str:
    (first, least), (last, most) = rows[0], rows[-1]
    exponent = math.log(most / least) / math.log(last / first)
    return f"  growth from {first} to {last}: exponent {exponent:.2f} (1 is linear)"


def report_build(size: int, work: Path, limit: float) -> list[str]:
    """Measure and print one build. The bar, if it was missed."""
    built, ours, plain = bench_build(size, work, limit)
    wall, processor = ours.wall / plain.wall, ours.processor / plain.processor
    sign = "" if plain.ended else "<"
    print(f"full build of {built}, PDFs from the cache   wall   processor")
    print(f"  ours                                             {ours.wall:7.1f} s   {ours.processor:7.1f} s")
    print(f"  everything in an unpruned nav                    {plain.wall:7.1f} s   {plain.processor:7.1f} s")
    if not plain.ended:
        print("  the latter was stopped there")
    print(
        f"  share                                           {sign:>1}{wall:8.3f}   {sign:>1}{processor:8.3f}",
        flush=True,
    )
    if size != 1000 or processor <= MOST_SHARE:
        return []
    return [
        f"the build's share is {processor:.3f}"
        if plain.ended
        else "the build's share is not known: give a higher --limit"
    ]


def main() -> int:
    """Measure, print, and end with 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    numbers = {"type": lambda text: [int(size) for size in text.split(",") if int(size)]}
    parser.add_argument("--sizes", default=[250, 500, 1000], help="playbooks in the check", **numbers)
    parser.add_argument("--build", default=[1000], help="playbooks in the build; 0: no build", **numbers)
    parser.add_argument("--limit", type=float, default=3600.0, help="seconds after which the unpruned build is stopped")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        missed = report_checks(options.sizes, Path(folder)) if options.sizes else []
        for size in options.build:
            missed += report_build(size, Path(folder), options.limit)
    print(f"bars: check of 1,000 within {MOST_SECONDS:g} s; a share of at most {MOST_SHARE:g} at 1,000")
    print("\n".join(f"MISSED: {bar}" for bar in missed) or "none that was measured is missed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
