"""Break the shipped playbooks in every way an author, an editor or a disk could, and see what happens.

    python scripts/fuzz.py --count 2000 --seed 1

Each case changes one file of a small copy of a handbook. It must end in pages or in Problems, within the time
limit, and no markup of the author's may be alive in a page. A traceback, a hang, a crash or live markup is
reported with the number of its case, and `--only SEED:NUMBER` runs that case again and prints its file.

The cases run in a process of their own, so that a hang can be ended and a crash be told.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from html.parser import HTMLParser
from multiprocessing.connection import Connection
from pathlib import Path

import yaml
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from markdown import Markdown
from mkdocs.config import load_config
from mkdocs.utils.meta import get_data

import generator.rendering.templates
from generator import report
from generator.build import render_handbook
from generator.checking import check_folder
from generator.model.handbook import Handbook
from generator.pages import render_pages
from generator.quizzes import render_quizzes
from generator.rendering.output import Output
from generator.scaffold.workshops import NewWorkshop, workshop_text
from generator.source.files import SETTINGS_FILES
from generator.source.load import load_handbook
from generator.workshops.pages import render_workshop_pages

sys.path.insert(0, str(Path(__file__).parent))
from mutations import LIVE, MUTATIONS, mutated

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 22)
LIMIT = 60.0
"""Seconds after which a case counts as a hang. The longest, with all of its PDFs and slides, takes three."""
SESSION = "workshops/session.yml"
"""A workshop on the playbooks of the case: those that are shipped name others."""


@dataclass(frozen=True)
class Outcome:
    """How one case ended: `pages`, `problems`, or what went wrong, with the details."""

    number: int
    kind: str
    file: str
    end: str
    details: str = ""

    @property
    def failed(self) -> bool:
        return self.end not in ("pages", "problems")


class _Alive(HTMLParser):
    """Finds tags and attributes that came from a text: they all carry the mark."""

    found = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [tag, *(name for name, _ in attrs)]
        links = [value or "" for name, value in attrs if name in ("href", "src", "action", "formaction")]
        if any(LIVE in name for name in names) or any(link.startswith("javascript:") for link in links):
            self.found = self.found or f"<{tag} {attrs}>"


class _Memory(BytecodeCache):
    """The templates, compiled once for all cases."""

    def __init__(self) -> None:
        self.compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self.compiled.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled[bucket.key] = bucket.bytecode_to_string()


@cache
def _markdown() -> Markdown:
    config = load_config(str(ROOT / "mkdocs.yml"))
    return Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)


def _playbooks(source: Path) -> list[str]:
    return sorted(
        file.relative_to(source).as_posix()
        for file in source.glob("*/*.yml")
        if not file.parent.name.startswith(".") and file.parent.name != "workshops"
    )


@cache
def _whole(source: Path) -> Handbook:
    handbook = load_handbook(source).handbook
    assert handbook is not None
    return handbook


def _session(source: Path, chosen: list[str], minutes: int) -> str:
    handbook = _whole(source)
    playbooks = tuple(handbook.by_id[Path(name).stem] for name in chosen)
    return workshop_text(NewWorkshop("session", playbooks, minutes), handbook)


@cache
def _known(source: Path) -> dict[str, dict[str, dict[str, str]]]:
    gaps: dict[str, dict[str, dict[str, str]]] = (
        yaml.safe_load((source / "gaps.yml").read_text(encoding="utf-8"))["gaps"] or {}
    )
    for name in _playbooks(source):
        stage, _, file = name.partition("/")
        gaps.setdefault(stage, {})[file.removesuffix(".yml")] = {
            "title": "Another moment",
            "definition": "Something else goes wrong.",
        }
    return gaps


def _gaps(source: Path, chosen: list[str]) -> str:
    """A gaps.yml with every defect that is not among the chosen, so that nothing refers to nowhere."""
    ids = {Path(name).stem for name in chosen}
    rows = {stage: {id_: gap for id_, gap in gaps.items() if id_ not in ids} for stage, gaps in _known(source).items()}
    return yaml.safe_dump({"gaps": rows}, sort_keys=False, width=1000)


def run_case(source: Path, folder: Path, seed: int, number: int) -> Outcome:
    """One case, from copying the files to looking at the pages. Whatever goes wrong is in the outcome."""
    rng = random.Random(f"{seed}:{number}")
    chosen = rng.sample(_playbooks(source), 3)
    settings = [name for name in SETTINGS_FILES if (source / name).is_file()]
    shutil.rmtree(folder, ignore_errors=True)
    for name in (*settings, *chosen):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / name, folder / name)
    (folder / "gaps.yml").write_text(_gaps(source, chosen), encoding="utf-8")
    (folder / SESSION).parent.mkdir()
    (folder / SESSION).write_text(_session(source, chosen, rng.choice((5, 60, 240))), encoding="utf-8")
    file = rng.choice([*settings, SESSION]) if rng.random() < 0.25 else chosen[0]
    kind = rng.choice(list(MUTATIONS))
    try:
        mutated(folder / file, kind, rng)
        end, details = _end_of(folder, only_texts=kind == "hostile everywhere")
    except Exception:  # whatever it is, it is what this script looks for
        end, details = "traceback", traceback.format_exc()
    return Outcome(number, kind, file, end, details)


def _end_of(folder: Path, only_texts: bool) -> tuple[str, str]:
    """How the check ends, and the pages."""
    checked = check_folder(folder, TODAY)
    for written in (
        report.as_text(checked.problems, checked.texts, "playbooks"),
        report.as_json(checked.problems),
        report.as_github(checked.problems),
    ):
        written.encode()
    for problem in checked.problems:
        if not problem.message or not problem.help or problem.where.line < 0:
            return "bad problem", repr(problem)
    if checked.handbook is not None and checked.publishable:
        return _looked_at("pages", render_handbook(checked.handbook))
    if not checked.problems:
        return "silence", "nothing was read and nothing was told"
    if checked.handbook is not None and only_texts and not checked.handbook.unread:
        # What a rule refuses today may be a warning tomorrow, and is never to be alive in a page. Cards are left
        # out: the rules see to it that none is printed that does not fit.
        return _looked_at("problems", _some_pages(checked.handbook))
    return "problems", ""


def _some_pages(handbook: Handbook) -> list[Output]:
    coach = render_workshop_pages(handbook, frozenset(), ())
    return [*render_pages(handbook), *render_quizzes(handbook), *coach]


def _looked_at(end: str, outputs: list[Output]) -> tuple[str, str]:
    for output in outputs:
        if isinstance(output.content, str) and output.path.endswith(".md") and LIVE in output.content:
            body, _ = get_data(output.content)
            page = _Alive()
            page.feed(_markdown().reset().convert(body))
            if page.found:
                return "live markup", f"{output.path}: {page.found}"
    return end, ""


def _work(orders: Connection, source: Path, seed: int) -> None:
    generator.rendering.templates.Environment = partial(Environment, bytecode_cache=_Memory())  # type: ignore[misc,assignment]
    _whole(source)
    _markdown()
    orders.send("ready")  # what is made once is not counted as a case's time
    with tempfile.TemporaryDirectory() as folder:
        while (number := orders.recv()) is not None:
            orders.send(run_case(source, Path(folder) / "playbooks", seed, number))


class Worker:
    """A process that runs cases, ended and started anew when one hangs or crashes it."""

    def __init__(self, source: Path, seed: int) -> None:
        self._start = partial(self._started, source, seed)
        self._process, self._orders = self._start()

    @staticmethod
    def _started(source: Path, seed: int) -> tuple[multiprocessing.process.BaseProcess, Connection]:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, source, seed), daemon=True)
        process.start()
        theirs.close()
        ours.recv()
        return process, ours

    def run(self, number: int) -> Outcome:
        """The outcome of one case, a hang and a crash included."""
        self._orders.send(number)
        try:
            if self._orders.poll(LIMIT):
                outcome: Outcome = self._orders.recv()
                return outcome
            end = "hang"
        except EOFError:
            end = "crash"
        self._process.kill()
        self._process.join()
        self._process, self._orders = self._start()
        return Outcome(number, "?", "?", end)

    def stop(self) -> None:
        self._orders.send(None)
        self._process.join()


def fuzz(source: Path, count: int, seed: int, progress: bool) -> list[Outcome]:
    """Run `count` cases and return how each of them ended."""
    worker = Worker(source, seed)
    outcomes = []
    for number in range(count):
        outcomes.append(worker.run(number))
        if outcomes[-1].failed:
            last = outcomes[-1]
            print(f"\n{seed}:{number} {last.kind} in {last.file}: {last.end}\n{last.details}", flush=True)
        if progress and number % 20 == 19:
            print(f"\r{number + 1}/{count}", end="", flush=True)
    worker.stop()
    return outcomes


def _again(source: Path, case: str) -> None:
    seed, number = map(int, case.split(":"))
    with tempfile.TemporaryDirectory() as folder:
        outcome = run_case(source, Path(folder) / "playbooks", seed, number)
        file = Path(folder) / "playbooks" / outcome.file
        print(file.read_bytes().decode("utf-8", "backslashreplace") if file.is_file() else "(the file is gone)")
    print(outcome.kind, outcome.file, outcome.end, outcome.details)


def main() -> int:
    """Run from the command line. Exit code 1 if any case failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--playbooks", type=Path, default=ROOT / "playbooks")
    parser.add_argument("--only", metavar="SEED:NUMBER")
    options = parser.parse_args()
    if options.only:
        _again(options.playbooks, options.only)
        return 0
    start = time.perf_counter()
    outcomes = fuzz(options.playbooks, options.count, options.seed, progress=sys.stdout.isatty())
    table = Counter((outcome.kind, outcome.end) for outcome in outcomes)
    print(f"\n{len(outcomes)} cases, seed {options.seed}, {time.perf_counter() - start:.0f} s")
    for (kind, end), number in sorted(table.items()):
        print(f"  {number:5} {kind:22} {end}")
    return 1 if any(outcome.failed for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
