"""Playbooks against each other: the same words in many, search words that overlap, gaps that are filled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from generator.model.handbook import Handbook
from generator.model.playbook import Playbook
from generator.problems import Path, Problem, Where
from generator.rules.completeness import UNWRITTEN

MAX_SAME = 3
MAX_OVERLAP = 0.4


def check_sameness(handbook: Handbook) -> Iterator[Problem]:
    """No two playbooks hold the same line or are found by the same words, and no gap is filled already."""
    yield from _same_lines(handbook)
    yield from _overlapping(handbook)
    for stage, gaps in handbook.gaps.items():
        for defect in gaps:
            if defect in handbook.by_id or defect in handbook.unread:
                yield Problem(
                    "gap-filled",
                    Where("gaps.yml", ("gaps", stage, defect), on_key=True),
                    f"`{defect}` has a playbook now",
                    "delete it from gaps.yml",
                )
    for pair in sorted(set(handbook.gestures) & set(handbook.payers)):
        yield Problem(
            "duplicate-id",
            Where("handbook.yml", ("gestures", pair), on_key=True),
            f"`{pair}` is a payer as well",
            "give the gesture another id",
        )


def _same_lines(handbook: Handbook) -> Iterator[Problem]:
    """A line written out in many playbooks. One that is shared through `use` is written once, and fine."""
    shared = {pair.say for pair in handbook.pairs.values()}
    places: dict[str, list[tuple[Playbook, Path]]] = defaultdict(list)
    for playbook in handbook.playbooks:
        first: tuple[Path, str] = ("first_line", "say"), playbook.first_line.say
        pairs = ((("wording", number, "say"), wording.say) for number, wording in enumerate(playbook.wording))
        for path, say in (first, *pairs):
            if say not in shared:
                places[say].append((playbook, path))
    for found in places.values():
        if len(found) > MAX_SAME:
            playbook, path = found[MAX_SAME]
            yield Problem(
                "same-words",
                Where(playbook.file, path),
                f"{len(found)} playbooks say this in the same words",
                "write what only this moment needs; or put it into wording.yml and `use` it",
            )


def _overlapping(handbook: Handbook) -> Iterator[Problem]:
    """Pairs of playbooks found through the same search words, neither of which tells them apart."""
    words = {
        playbook.id: {word.lower() for word in playbook.also_called if not UNWRITTEN.match(word)}
        for playbook in handbook.playbooks
    }
    holders: dict[str, list[str]] = defaultdict(list)
    for id_, called in words.items():
        for word in called:
            holders[word].append(id_)
    # Only pairs that share a word are looked at: comparing all pairs would grow with their square.
    pairs = {pair for ids in holders.values() if 1 < len(ids) <= 50 for pair in combinations(ids, 2)}
    for one, other in sorted(pairs):
        shared = len(words[one] & words[other]) / min(len(words[one]), len(words[other]))
        if shared <= MAX_OVERLAP:
            continue
        a, b = handbook.by_id[one], handbook.by_id[other]
        if not any(c.defect == other for c in a.confused_with) and not any(c.defect == one for c in b.confused_with):
            yield Problem(
                "search-overlap",
                Where(b.file, ("also_called",)),
                f"{shared:.0%} of the search words lead to `{one}` as well",
                f"add `{one}` to `confused_with` and say how to tell, or choose other words",
            )
