"""Work for the press done by two processes, where there is enough of it to be worth starting them.

They are fresh ones and not forked: a layout engine has threads, which a fork leaves behind, and Windows and
macOS have no forks to rely on. And not by `multiprocessing`: it starts the program that runs us once more in
each process, with all that it has loaded, and fails where that program does not expect it.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import Any, TypeVar

HANDS = 2
"""More would take more memory than an office computer has to spare."""

_START = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from generator.rendering.spread import serve; serve()"
)
_Job = TypeVar("_Job")
_Made = TypeVar("_Made")


class SpreadError(Exception):
    """One of the processes ended before its time. Its own message went to the standard error."""


def spread(function: Callable[[_Job], _Made], jobs: Sequence[_Job], *, worthwhile: bool) -> Iterator[_Made]:
    """What `function`, which stands in a module, makes of every job, in their order. Raises `SpreadError`."""
    if not worthwhile or len(jobs) < HANDS or (os.cpu_count() or 1) < HANDS:
        yield from map(function, jobs)
        return
    hands = [_started() for _ in range(HANDS)]
    idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()

    def done(job: _Job) -> _Made:
        hand = idle.get()
        try:
            _send(hand, (function, job))
            made: _Made = _received(hand)
        except (EOFError, OSError):
            raise SpreadError("a process that typesets has ended; what it said stands above") from None
        finally:
            idle.put(hand)
        return made

    try:
        for hand in hands:
            idle.put(hand)
        with ThreadPoolExecutor(HANDS) as threads:
            yield from threads.map(done, jobs)
    finally:
        for hand in hands:
            hand.communicate()


def serve() -> None:
    """Do what is asked for on the standard input until it ends. An error ends the process with its traceback."""
    while True:
        try:
            function, job = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
        except EOFError:
            return
        pickle.dump(function(job), sys.stdout.buffer)
        sys.stdout.buffer.flush()


def _started() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", _START]
    hand = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - ours to the letter
    _send(hand, sys.path)
    return hand


def _send(hand: subprocess.Popen[bytes], what: object) -> None:
    assert hand.stdin is not None
    pickle.dump(what, hand.stdin)
    hand.stdin.flush()


def _received(hand: subprocess.Popen[bytes]) -> Any:
    assert hand.stdout is not None
    return pickle.load(hand.stdout)  # noqa: S301 - from a process that we started
