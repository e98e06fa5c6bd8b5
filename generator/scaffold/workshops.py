"""A workshop to begin with: a plan of good proportions for any length, whose times add up to the minute.

The proportions are those of the agendas in the research (5.1): the huddle of five minutes, the hour, the half day.
Whatever the playbooks do not have - scenarios, questions, stop cards - has no segment, and the others share its time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import combinations, pairwise
from pathlib import Path

from generator.model.handbook import Handbook
from generator.model.playbook import Playbook
from generator.model.segments import on_paper, rounds_in
from generator.scaffold.quoting import quoted

LEAST_MINUTES, MOST_MINUTES = 5, 480
LONGEST_STRETCH = 100
"""Minutes between breaks, as the rule `no-break` has it."""

HUDDLE = {"yesterdays-one": 1, "the-line": 2, "todays-risk": 1, "who-rings-whom": 1}
SHORT = {"real-event": 2, "the-page": 5, "in-threes": 12, "one-change": 2, "questions": 3}
HOUR = {
    "real-event": 5,
    "what-was-lost": 7,
    "the-page": 8,
    "badly-then-well": 6,
    "in-threes": 24,
    "one-change": 5,
    "questions": 5,
}
HALF_DAY = {
    "real-event": 10,
    "what-was-lost": 15,
    "the-page": 25,
    "badly-then-well": 25,
    "ten-seconds": 20,
    "in-threes": 50,
    "fewer-of-them": 20,
    "questions": 10,
    "promised-aloud": 10,
}
DAY = {
    "real-event": 15,
    "what-was-lost": 25,
    "the-page": 45,
    "seen-early": 40,
    "badly-then-well": 40,
    "ten-seconds": 30,
    "in-threes": 50,
    "what-we-heard": 15,
    "in-threes-again": 50,
    "fewer-of-them": 30,
    "questions": 15,
    "signed": 20,
    "promised-aloud": 15,
}
PATTERNS = ((20, HUDDLE), (30, SHORT), (101, HOUR), (241, HALF_DAY), (MOST_MINUTES + 1, DAY))
"""Each with the length in minutes from which it is not used any more."""


@dataclass(frozen=True)
class NewWorkshop:
    """What is asked for: the id, the playbooks, how long, and what else was said."""

    id: str
    playbooks: tuple[Playbook, ...]
    minutes: int
    starts: str | None = None
    title: str | None = None


def write_workshop(folder: Path, new: NewWorkshop, handbook: Handbook) -> Path:
    """Write the new workshop below the folder of playbooks. A file of that name is written over: the caller looks."""
    file = folder / "workshops" / f"{new.id}.yml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(workshop_text(new, handbook), encoding="utf-8", newline="\n")
    return file


def left_out(new: NewWorkshop, handbook: Handbook) -> list[str]:
    """What the plan would have had if the handbook had more, as sentences for whoever asked for it."""
    wanted = _pattern(new.minutes)
    notes = []
    if "in-threes" in wanted and not _plays(new):
        notes.append("No role play: none of these playbooks has a scenario yet.")
    elif "in-threes" in wanted and handbook.rubric is None:
        notes.append("No role play: there is no rubric.yml to observe it by.")
    if "questions" in wanted and not _asks(new, handbook):
        notes.append("No quiz: none of these playbooks has a question with one right answer yet.")
    return notes


def workshop_text(new: NewWorkshop, handbook: Handbook) -> str:
    """The YAML of the workshop. It passes the check; its minutes are exactly those that were asked for."""
    weights = {name: weight for name, weight in _pattern(new.minutes).items() if _has(name, new, handbook)}
    planned = _with_breaks(weights, new.minutes)
    count = len(new.playbooks)
    several = f"{count} pages in {new.minutes} minutes"
    head = {
        "TITLE": quoted(new.title or (new.playbooks[0].title if count == 1 else several)),
        "STARTS": new.starts or ("08:00" if new.minutes < 20 else "12:30" if new.minutes <= 100 else "09:00"),
        "LENGTH": str(new.minutes),
        "OWNER": handbook.practice.approver,
        "DEFECTS": "[" + ", ".join(one.id for one in new.playbooks) + "]",
    }
    text = _blocks()["head"]
    for name, value in head.items():
        text = text.replace(f"<{name}>", value)
    return text + "".join(_segment(name, minutes, new) for name, minutes in _numbered(planned))


def _pattern(minutes: int) -> dict[str, int]:
    return next(pattern for below, pattern in PATTERNS if minutes < below)


def _plays(new: NewWorkshop) -> bool:
    return any(one.scenarios for one in new.playbooks)


def _asks(new: NewWorkshop, handbook: Handbook) -> bool:
    return any(on_paper(handbook.questions_here(one)) for one in new.playbooks)


def _has(name: str, new: NewWorkshop, handbook: Handbook) -> bool:
    if name in ("in-threes", "in-threes-again", "what-we-heard"):
        return _plays(new) and handbook.rubric is not None
    if name == "questions":
        return _asks(new, handbook)
    return name != "ten-seconds" or any(one.kind == "stop-card" for one in handbook.playbooks)


def _with_breaks(weights: dict[str, int], minutes: int) -> list[tuple[str, int]]:
    """The segments with their minutes, and as few breaks as keep every stretch short enough."""
    for count in range(len(weights)):
        breaks = _breaks(count, minutes)
        shared = _shared(weights, minutes - sum(length for _, length in breaks), 5 if minutes > LONGEST_STRETCH else 1)
        # What was heard is told at once: no break comes between a role play and its debrief.
        places = [at for at in range(1, len(shared)) if shared[at][0] != "what-we-heard"]
        best = min((_stretches(shared, cuts) for cuts in combinations(places, count)), key=_longest)
        if _longest(best) <= LONGEST_STRETCH:
            laid = [*best[0]]
            for pause, stretch in zip(breaks, best[1:], strict=True):
                laid += [pause, *stretch]
            return laid
    raise AssertionError(f"{minutes} minutes cannot be divided")


def _breaks(count: int, minutes: int) -> list[tuple[str, int]]:
    """Breaks of a quarter of an hour, shorter in a short session; from five hours on, the middle one is lunch."""
    breaks = [("break", 15 if minutes >= 150 else 10)] * count
    if minutes >= 300 and count:
        breaks[count // 2] = ("lunch", 45)
    return breaks


def _stretches(shared: list[tuple[str, int]], cuts: Sequence[int]) -> list[list[tuple[str, int]]]:
    return [shared[start:end] for start, end in pairwise((0, *cuts, len(shared)))]


def _longest(stretches: list[list[tuple[str, int]]]) -> int:
    return max(sum(minutes for _, minutes in stretch) for stretch in stretches)


def _shared(weights: dict[str, int], minutes: int, step: int) -> list[tuple[str, int]]:
    """`minutes` over the segments by weight, in whole steps and at least one each. What is over goes to the longest.

    Smaller parts are rounded first: where it does not come out even, the longest has most to give.
    """
    steps, left = minutes // step, sum(weights.values())
    given: dict[str, int] = {}
    rest = len(weights)
    for name, weight in sorted(weights.items(), key=lambda entry: entry[1]):
        rest -= 1
        given[name] = min(max(1, round(steps * weight / left)), steps - rest)
        steps, left = steps - given[name], left - weight
    longest = max(weights, key=lambda name: (weights[name], name))
    return [(name, given[name] * step + (minutes % step if name == longest else 0)) for name in weights]


def _numbered(planned: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """The second break and those after it get a number: a segment's id is its own."""
    numbered, seen = [], 0
    for name, minutes in planned:
        seen += name == "break"
        numbered.append((f"break-{seen}" if name == "break" and seen > 1 else name, minutes))
    return numbered


def _segment(name: str, minutes: int, new: NewWorkshop) -> str:
    source = "break" if name.startswith("break-") else name
    if name == "badly-then-well" and not any(_uses_pairs(one) for one in new.playbooks):
        source = "badly-then-well-spoken"
    rounds = rounds_in(minutes)
    reset = f", reset: {rounds.reset} min" if rounds.reset else ""
    stop_cards = [one.id for one in new.playbooks if one.kind == "stop-card"]
    fields = {
        "MINUTES": str(minutes),
        "ROUNDS": f"{{count: {rounds.count}, play: {rounds.play} min, feedback: {rounds.feedback} min{reset}}}",
        "STOP_CARDS": f"    defects: [{', '.join(stop_cards)}]" if stop_cards else "    every_stop_card: yes",
    }
    text = _blocks()[source].replace(f"id: {source}\n", f"id: {name}\n", 1)
    for field, value in fields.items():
        text = text.replace(f"<{field}>", value)
    return text


def _uses_pairs(playbook: Playbook) -> bool:
    return any(wording.use and wording.instead_of for wording in (playbook.first_line, *playbook.wording))


@cache
def _blocks() -> dict[str, str]:
    """The texts of `scaffolds/workshop.yml`: the head, and each segment by its id."""
    text = (resources.files("generator") / "scaffolds" / "workshop.yml").read_text(encoding="utf-8")
    head, *blocks = text.split("  - id: ")
    found = {"head": head}
    for block in blocks:
        name, _, rest = block.partition("\n")
        found[name] = f"  - id: {name}\n{rest}"
    return found
