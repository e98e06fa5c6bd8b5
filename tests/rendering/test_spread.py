"""Two threads make what one would make, in the same order; what goes wrong in them is not swallowed."""

from __future__ import annotations

import os
import threading

import pytest

from generator.rendering.spread import spread

JOBS = list(range(15))


@pytest.fixture(autouse=True)
def _two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def test_two_jobs_are_done_at_once_and_come_in_order() -> None:
    # Each waits for another one: alone, the first would wait for ever.
    together = threading.Barrier(2)

    def square(job: int) -> int:
        together.wait(timeout=20)
        return job * job

    assert list(spread(square, JOBS[:14])) == [job * job for job in JOBS[:14]]


def test_one_job_is_done_here() -> None:
    assert list(spread(lambda _: threading.get_ident(), [1])) == [threading.get_ident()]


def test_on_one_core_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert set(spread(lambda _: threading.get_ident(), JOBS)) == {threading.get_ident()}


def test_an_error_in_one_is_raised_and_the_rest_is_left() -> None:
    done = []

    def fail(job: int) -> None:
        done.append(job)
        if job == 3:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(spread(fail, range(10_000)))
    assert len(done) < 10_000
