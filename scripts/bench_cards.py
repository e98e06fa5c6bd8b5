"""What cards cost: side by side with the prototype, from the cache, after one edit, and a thousand at once.

    python scripts/bench_cards.py [--prototype FOLDER] [--weasyprint PYTHON] [--runs 5] [--thousand]

FOLDER holds prototype.py, prototype_deck.py and prototype.typ; its fonts are ours. Every figure is a
whole run, started fresh, with all processes that it starts; runs of the two are alternated, and medians are
told. Beside the time that passed stands the processor time, which is the better figure on a busy machine.
Memory is the most that all processes of a run had at one moment, what they share counted once (PSS, Linux).
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

OURS = """
import sys; sys.path.insert(0, sys.argv[1])
import pickle
from datetime import date
from pathlib import Path
from generator.cards.press import Imprint, Press, Print
from generator.cards.sheets import Plan
from generator.cards.sizes import SIZES
from generator.rendering.cache import Cache
cards = pickle.loads(Path(sys.argv[2]).read_bytes())
press = Press(Imprint("Bench", "en", date(2026, 1, 1)), Cache(Path(sys.argv[3])))
plan = Plan(SIZES["a6"], layout="nup", duplex="long")
fits = press.fits(cards, plan)
assert all(fit.ok and fit.sides == 2 for fit in fits.values())
if sys.argv[4] == "deck":
    Path(sys.argv[3] + ".pdf").write_bytes(press.pdf(cards, fits, plan, "Bench"))
else:
    press.pdfs([Print([card], card.title.text, press.imprint.on) for card in cards], fits, plan)
"""


@dataclass(frozen=True)
class Cost:
    """Seconds that passed, seconds of processor time, and MB."""

    wall: float
    cpu: float
    memory: float

    def __str__(self) -> str:
        return f"{self.wall:.2f} s ({self.cpu:.2f} s of processor time, {self.memory:.0f} MB)"


def median(costs: list[Cost]) -> Cost:
    return Cost(*(statistics.median(getattr(cost, name) for cost in costs) for name in ("wall", "cpu", "memory")))


def bench_cards(count: int, edit: int = -1) -> list:  # type: ignore[type-arg]
    """The shipped handbook's two-sided recovery cards, varied by a number, as many as asked for."""
    from dataclasses import replace

    from generator.cards.choices import desk_cards
    from generator.cards.content import revision_of
    from generator.source.load import load_handbook

    handbook = load_handbook(ROOT / "playbooks").handbook
    assert handbook is not None
    base = [card for card in desk_cards(handbook) if card.kind == "recovery" and card.words > 70]
    cards = []
    for number in range(count):
        card = base[number % len(base)]
        id_ = f"bench-{number}"
        when = replace(card.when, text=f"{number}{' now' if number == edit else ''}: {card.when.text}")
        varied = replace(card, id=id_, when=when, address=f"https://handbook.example.com/defects/{id_}.html")
        cards.append(replace(varied, revision=revision_of(varied.printed())))
    return cards


def ours(deck: Path, cache: Path, what: str = "deck") -> Cost:
    """Cards come ready from a file, as the prototype's do: reading playbooks is not what is measured."""
    return _timed([sys.executable, "-c", OURS, str(ROOT), str(deck), str(cache), what])


def _deck(work: Path, count: int, edit: int = -1) -> Path:
    path = work / f"deck{count}{edit}.pickle"
    path.write_bytes(pickle.dumps(bench_cards(count, edit)))
    return path


def _timed(command: list[str], env: dict[str, str] | None = None, cwd: Path = ROOT) -> Cost:
    with tempfile.TemporaryFile() as said:
        before, started, most = os.times(), time.perf_counter(), 0.0
        run = subprocess.Popen(command, cwd=cwd, env={**os.environ, **(env or {})}, stdout=said, stderr=said)
        while run.poll() is None:
            most = max(most, _memory(run.pid))
            time.sleep(0.02)
        wall, after = time.perf_counter() - started, os.times()
        if run.returncode:
            said.seek(0)
            raise SystemExit(said.read().decode())
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(wall, cpu, most)


def _memory(pid: int) -> float:
    """MB of a process and all that it has started, or 0 where the system does not tell."""
    try:
        task = Path("/proc") / str(pid)
        rollup = (task / "smaps_rollup").read_text()
        own = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) / 1024
        children = [
            int(child) for thread in (task / "task").iterdir() for child in (thread / "children").read_text().split()
        ]
    except (OSError, StopIteration):
        return 0.0
    return own + sum(_memory(child) for child in children)


def _prototype(folder: Path, work: Path) -> tuple[list[str], dict[str, str]]:
    """The command that sets the same number of cards with the prototype, as it was handed over."""
    place = work / "prototype"
    shutil.copytree(folder, place, dirs_exist_ok=True)
    (place / "fonts").mkdir(exist_ok=True)
    for font in (ROOT / "generator" / "rendering" / "fonts").glob("Atkinson*.ttf"):
        shutil.copy(font, place / "fonts")
    sys.path.insert(0, str(place))
    from prototype_deck import deck  # type: ignore[import-not-found]

    (place / "deck.json").write_text(json.dumps(deck(60)), encoding="utf-8")
    return [sys.executable, str(place / "prototype.py"), str(place / "deck.json"), str(place / "out.pdf")], {
        "PROTOTYPE_ROOT": str(place)
    }


def _weasyprint(python: str, work: Path) -> list[str]:
    """The command that sets the same cards with WeasyPrint, from the HTML that our own pages have."""
    from markupsafe import Markup

    from generator.cards.faces import WORDS, face_data
    from generator.cards.render import _ROOM, _escaped
    from generator.cards.sizes import BACK_LEAST, FRONT_LEAST, SIZES
    from generator.rendering.templates import environment
    from generator.rendering.typeset import qr_svg
    from generator.source.load import load_handbook

    handbook = load_handbook(ROOT / "playbooks").handbook
    assert handbook is not None
    template = environment(handbook, str(_ROOM / "templates")).get_template("faces.jinja").make_module()
    size, faces = SIZES["a6"], []
    for card in bench_cards(60):
        face = _escaped(face_data(card, size, qr=False, fit=False)) | {"qr": Markup(qr_svg(card.url))}
        html = template.article(face, WORDS, {"sides": 2, "front": "PT", "back": "PT", "compact": False})  # type: ignore[attr-defined]
        front, back = str(html).split("</section>")[:2]
        article, front = front.split("<section", 1)
        sides = ((f"<section{front}", FRONT_LEAST, size.front_most), (back, BACK_LEAST, size.back_most))
        for part, least, most in sides:
            faces.append({"html": f"{article}{part}</section></article>", "least": least, "most": most})
    (work / "faces.json").write_text(json.dumps(faces), encoding="utf-8")
    style = (ROOT / "generator" / "cards" / "assets" / "cards.css").read_text(encoding="utf-8")
    fonts = "".join(
        f'@font-face {{ font-family: "Atkinson Hyperlegible"; font-weight: {weight}; '
        f'src: url("file://{ROOT}/generator/rendering/fonts/AtkinsonHyperlegible-{name}.ttf") }}\n'
        for name, weight in (("Regular", 400), ("Bold", 700))
    )
    body = 'body { font-family: "Atkinson Hyperlegible"; margin: 0 }\n'
    (work / "style.css").write_text(fonts + body + style, encoding="utf-8")
    script = str(ROOT / "scripts" / "bench_weasyprint.py")
    return [python, script, str(work / "faces.json"), str(work / "style.css"), str(work / "weasy.pdf")]


def _sixty(work: Path, runs: int, prototype: Path | None) -> None:
    theirs = _prototype(prototype, work) if prototype else None
    cold, unchanged, edit, other = [], [], [], []
    sixty, edited = _deck(work, 60), _deck(work, 60, edit=7)
    for run in range(runs):
        cache = work / f"cache{run}"
        cold.append(ours(sixty, cache))
        if theirs:
            other.append(_timed(*theirs))
        unchanged.append(ours(sixty, cache))
        edit.append(ours(edited, cache))
    imports = "import sys; sys.path.insert(0, sys.argv[1]); import generator.cards.press, typst"
    start = median([_timed([sys.executable, "-c", imports, str(ROOT)]) for _ in range(3)])
    print(f"start of Python and imports:            {start}, part of each figure below")
    print(f"60 two-sided cards, nothing remembered: {median(cold)}")
    if other:
        ours_, theirs_ = median(cold), median(other)
        print(f"60 cards by the prototype, in turn:     {theirs_}")
        print(
            f"  ours: {ours_.wall / theirs_.wall:.2f} of its time, {ours_.cpu / theirs_.cpu:.2f} of its processor time"
        )
        pairs = [mine.wall / its.wall for mine, its in zip(cold, other, strict=True)]
        print(f"  pair by pair: {', '.join(f'{pair:.2f}' for pair in pairs)} of its time")
    print(f"nothing changed:                        {median(unchanged)}")
    print(f"one card of 60 edited:                  {median(edit)}")
    command = [sys.executable, "-m", "generator", "cards", "--quiet", "--out", str(work / "cards.pdf")]
    whole = [_timed(command) for _ in range(4)][1:]
    print(f"`handbook cards`, nothing changed:      {median(whole)}, the playbooks read and checked")


def _many(work: Path, count: int) -> None:
    cache = work / f"many{count}"
    first = ours(_deck(work, count), cache)
    print(f"{count} cards in one PDF:   {first}, {count / first.wall:.0f} cards/s")
    print(f"  nothing changed: {ours(_deck(work, count), cache)}")
    print(f"  one card edited: {ours(_deck(work, count, edit=7), cache)}")
    singles = ours(_deck(work, count), work / f"singles{count}", "singles")
    print(f"  {count} PDFs of one card: {singles}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--prototype", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--thousand", action="store_true")
    parser.add_argument("--weasyprint", metavar="PYTHON", help="a Python that has WeasyPrint, to compare with")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        work = Path(folder)
        _sixty(work, options.runs, options.prototype)
        if options.weasyprint:
            slow = _timed(_weasyprint(options.weasyprint, work))
            again = ours(_deck(work, 60), work / "beside")
            print(f"WeasyPrint, once: {slow}; ours right after it: {again}")
            print(f"  {slow.wall / again.wall:.1f} times as long")
        if options.thousand:
            _many(work, 250)
            _many(work, 1000)


if __name__ == "__main__":
    main()
