"""An end waits for threads a little, and not for what has not begun."""

from __future__ import annotations

import threading
import time

from app.workers import Workers


def test_short_work_is_waited_for() -> None:
    done = threading.Event()
    workers = Workers()
    workers.submit(threading.Timer(0.05, done.set).run)
    assert workers.busy
    workers.shutdown()
    assert done.is_set()
    assert not workers.busy


def test_long_work_is_left_and_what_waits_is_dropped() -> None:
    go, begun = threading.Event(), threading.Semaphore(0)
    ran: list[int] = []
    workers = Workers()

    def work() -> None:
        begun.release()
        go.wait(10)

    for _ in range(10):
        workers.submit(work)
    for _ in range(10):
        begun.acquire(timeout=5)
    late = workers.submit(ran.append, 1)
    began = time.monotonic()
    workers.shutdown()
    assert time.monotonic() - began < 0.9
    assert workers.busy, "the process has to end without waiting for it"
    assert late.cancelled()
    go.set()


def test_what_was_done_keeps_nobody() -> None:
    workers = Workers()
    assert workers.submit(pow, 2, 3).result(5) == 8
    began = time.monotonic()
    workers.shutdown()
    assert time.monotonic() - began < 0.4
