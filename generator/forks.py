"""Work done by several processes at once, where a process can be forked.

A forked process has all that its parent has: nothing is sent to it but the number of the piece to do, and only
what it made of that comes back. Where there is no forking (Windows) or it is not safe (macOS; beside other
threads), a process would have to import and be sent everything, which takes longer than it saves: there the
pieces are done one after the other, with the same results.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import current_process, get_context
from typing import Any, TypeVar

MANY = 200
"""Playbooks from which on it pays. Fewer are checked within the time that two processes take to begin."""
_Made = TypeVar("_Made")


def in_forks(work: Callable[[int], _Made], pieces: int, *, worthwhile: bool) -> Iterator[_Made]:
    """What `work` makes of each number below `pieces`, in their order. What it changes elsewhere may be lost."""
    hands = min(_cores(), pieces) if worthwhile else 1
    if hands < 2 or not _may_fork():
        return map(work, range(pieces))
    return _forked(work, pieces, hands)


def _forked(work: Callable[[int], _Made], pieces: int, hands: int) -> Iterator[_Made]:
    with ProcessPoolExecutor(hands, get_context("fork"), _remember, (work,)) as pool:
        yield from pool.map(_do, range(pieces))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _may_fork() -> bool:
    """Threads are not copied, and what one of them holds would be held for ever: those of libraries count as well.
    A daemon may have no children."""
    return len(os.listdir("/proc/self/task")) == 1 and not current_process().daemon


_work: Callable[[int], Any] | None = None
"""In a forked process: what it is there for."""


def _remember(work: Callable[[int], Any]) -> None:
    global _work
    _work = work


def _do(piece: int) -> Any:
    assert _work is not None
    return _work(piece)
