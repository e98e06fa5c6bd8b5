"""Work for the press done by two threads: both cores of an office computer, from the first moment.

Typst lets go of the interpreter while it lays out, so one process is enough: none has to be started, imports
are done once, and what Typst remembers of fonts and words serves both. More threads would keep more layouts in
memory at once.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

HANDS = 2
_Job = TypeVar("_Job")
_Made = TypeVar("_Made")


def spread(function: Callable[[_Job], _Made], jobs: Sequence[_Job]) -> Iterator[_Made]:
    """What `function`, which waits for Typst most of its time, makes of every job, in their order.

    An error in one is raised where its result would come; what has not been begun then is left.
    """
    if len(jobs) < HANDS or (os.cpu_count() or 1) < HANDS:
        yield from map(function, jobs)
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(HANDS) as threads:
        yield from threads.map(function, jobs)
