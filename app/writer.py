"""One thread that writes Stet's own files, so that the window never waits for a disk.

Jobs have a key; of several that wait under one key only the newest runs.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import NamedTuple

_log = logging.getLogger(__name__)
_PATIENCE = 4.0  # slow disk: rest this many times what the last run took, but at most _LONGEST
_LONGEST = 0.7  # s; keeps what a crash can cost below one second of typing


class _Job(NamedTuple):
    run: Callable[[], None]
    due: float  # monotonic s
    every: float  # s


class Writer:
    """Runs jobs one after another in a thread of its own. Safe to call from any thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._jobs: dict[str, _Job] = {}
        self._rested: dict[str, float] = {}  # key -> monotonic s from which it may run again
        self._running: str | None = None
        self._stopped = False
        self._thread: threading.Thread | None = None

    def put(self, key: str, run: Callable[[], None], *, every: float = 0.0) -> None:
        """Run `run` soon, at most once in `every` seconds for this key; replaces a waiting one.

        `run` deals with the errors it expects. After `stop` it runs at once, in this thread.
        """
        with self._changed:
            stopped = self._stopped
            if not stopped:
                self._jobs[key] = _Job(run, self._rested.get(key, 0.0), every)
                self._start()
                self._changed.notify_all()
        if stopped:
            _guarded(run)

    def cancel(self, key: str) -> None:
        """Forget the waiting job of this key; if it is running, wait until it is done."""
        with self._changed:
            self._jobs.pop(key, None)
            self._changed.wait_for(lambda: self._running != key)
            self._rested.pop(key, None)

    def flush(self, timeout: float = 5.0) -> bool:
        """Run everything that waits, without regard to intervals; False if time ran out."""
        with self._changed:
            self._jobs = {k: _Job(job.run, 0.0, job.every) for k, job in self._jobs.items()}
            self._changed.notify_all()
            return self._changed.wait_for(lambda: not self._jobs and self._running is None, timeout)

    def stop(self, timeout: float = 5.0) -> bool:
        """Flush, then end the thread; False if something was still being written."""
        done = self.flush(timeout)
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
            thread = self._thread
        if done and thread is not None:
            thread.join(timeout)
        return done

    def _start(self) -> None:
        if self._thread is None:
            # A daemon: a disk that hangs must not keep the program from ending.
            self._thread = threading.Thread(target=self._work, name="stet-writer", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while True:
            with self._changed:
                taken = self._next()
                if taken is None:
                    return
                key, job = taken
                self._running = key
            started = time.monotonic()
            _guarded(job.run)
            ended = time.monotonic()
            with self._changed:
                rest = max(job.every, min(_PATIENCE * (ended - started), _LONGEST))
                self._rested[key] = started + rest if job.every else 0.0
                self._running = None
                self._changed.notify_all()

    def _next(self) -> tuple[str, _Job] | None:
        """The first job that is due, waiting for it; None when stopped. Holds the condition."""
        while not self._stopped:
            if not self._jobs:
                self._changed.wait()
                continue
            key = min(self._jobs, key=lambda k: self._jobs[k].due)
            wait = self._jobs[key].due - time.monotonic()
            if wait <= 0:
                return key, self._jobs.pop(key)
            self._changed.wait(wait)
        return None


def _guarded(run: Callable[[], None]) -> None:
    try:
        run()
    except Exception:  # the border of the thread: one bad job must not end it
        _log.exception("A background write failed")
