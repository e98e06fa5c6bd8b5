"""Read a folder of playbooks and hold it against every rule, those of the printed products included.

A check is what an author waits for most often, so it loads nothing that only publishing needs, and many
playbooks are divided among processes.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

from generator.cards.rules import SETTINGS, check_card_settings, check_cards
from generator.forks import MANY, in_forks
from generator.model.handbook import Handbook
from generator.problems import Problem, has_errors
from generator.rendering.cache import Cache
from generator.rules import check_playbooks, check_whole
from generator.rules.sameness import check_sameness
from generator.source.load import load_handbook
from generator.source.loaded import Loaded
from generator.workshops.rules import check_packs

Progress = Callable[[int, int], None]
PIECE = 100
"""Playbooks that are checked in one go, by one of several processes where there are many: the press that lays out
a card which may not fit starts once a piece."""


@dataclass(frozen=True)
class Checked:
    """A folder of playbooks, read and held against every rule.

    `handbook` is None where the settings could not be read. `texts` are the files as they were read,
    for a report that shows the line. `count` are the playbooks that there are, whether they can be read or not.
    """

    handbook: Handbook | None
    problems: list[Problem]
    texts: dict[str, str]
    count: int = 0

    @property
    def publishable(self) -> bool:
        return self.handbook is not None and not has_errors(self.problems)


def check_folder(playbooks: Path, today: date, progress: Progress = lambda _done, _all: None) -> Checked:
    """Read and check everything below `playbooks`. Whatever an author wrote, this returns."""
    with _nothing_collected():
        loaded = load_handbook(playbooks, progress)
        handbook, found = loaded.handbook, list[Problem]()
        if handbook is not None:
            found += check_whole(handbook, today)
            found += _check_each(loaded, handbook, _faulty(loaded, found), Cache.beside(playbooks))
            found += check_packs(handbook, _faulty(loaded, found))
        return Checked(handbook, loaded.located(found), loaded.documents.texts, loaded.count)


def _check_each(loaded: Loaded, handbook: Handbook, faulty: frozenset[str], cache: Cache) -> Iterator[Problem]:
    """Playbooks against each other, and every playbook by itself, with its card. The card of a playbook with errors
    would repeat them, and none can be made while the settings have any."""
    printable = SETTINGS not in faulty
    if printable:
        yield from check_card_settings(handbook)

    def check(piece: int) -> list[Problem]:
        if piece == 0:
            return list(check_sameness(handbook))
        playbooks = handbook.playbooks[(piece - 1) * PIECE : piece * PIECE]
        found = check_playbooks(handbook, playbooks)
        if printable:
            wrong = faulty | loaded.files_with_errors(found)
            found += check_cards(handbook, [one for one in playbooks if one.file not in wrong], cache)
        return found

    count = len(handbook.playbooks)
    yield from chain.from_iterable(in_forks(check, 1 - -count // PIECE, worthwhile=count >= MANY))


def _faulty(loaded: Loaded, found: Iterable[Problem]) -> frozenset[str]:
    return loaded.files_with_errors([*loaded.problems, *found])


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """No garbage collection meanwhile. Reading makes a great many small objects that all stay alive; the
    collector would walk through them again and again, take two thirds of the time, and free nothing.

    Afterwards it leaves them alone too, until the next check: they are what the program is there for.
    """
    was_on = gc.isenabled()
    gc.disable()
    gc.unfreeze()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
