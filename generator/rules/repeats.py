"""Small lists in which the same word stands twice: whoever wrote it meant another one the second time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.problems import Path, Problem, Where
from generator.rules.walk import HANDBOOK_FILE, Part


def check_repeats(part: Part) -> Iterator[Problem]:
    """What is lost, search words, other stages, neighbours; what roles may do and gestures are good for."""
    for playbook in part.playbooks:
        for field, entries in (
            ("loss", playbook.loss),
            ("also_called", playbook.also_called),
            ("also_felt_at", playbook.also_felt_at),
            ("confused_with", [other.defect for other in playbook.confused_with]),
        ):
            yield from _repeated(playbook.file, (field,), entries)
    if part.shared:
        handbook = part.handbook
        yield from _repeated(HANDBOOK_FILE, ("practice", "payers"), handbook.practice.payers)
        for id_, role in handbook.roles.items():
            yield from _repeated(HANDBOOK_FILE, ("roles", id_, "may"), role.may)
        for id_, gesture in handbook.gestures.items():
            for field in ("good_for", "not_for", "not_in", "needs"):
                yield from _repeated(HANDBOOK_FILE, ("gestures", id_, field), getattr(gesture, field))


def _repeated(file: str, path: Path, entries: Iterable[str]) -> Iterator[Problem]:
    """The finder and a reader take capitals and spaces for nothing."""
    words = [entry.casefold() for entry in entries]
    words = [" ".join(word.split()) for word in words] if any("  " in word for word in words) else words
    if len(set(words)) == len(words):
        return
    for number, word in enumerate(words):
        if word in words[:number]:
            yield Problem(
                "entry-repeated",
                Where(file, (*path, number)),
                f"`{word}` stands in this list already",
                "delete it, or write the other word that was meant",
            )
