"""The threads of the window's loop; an end does not wait long for what they still do."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

_THREADS = 10
_SECONDS = 0.5


class Workers(ThreadPoolExecutor):
    """Loading a library can take seconds and nobody needs it any more once the window is closed.

    What writes drafts and the log has threads of its own, and those are waited for.
    """

    def __init__(self) -> None:
        super().__init__(_THREADS, "stet")
        self._open: set[Future[Any]] = set()

    @property
    def busy(self) -> bool:
        """Whether something is still being done; the process must then end without Python's help,
        which would wait for it."""
        return not all(future.done() for future in tuple(self._open))

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """As a pool does."""
        future = super().submit(fn, *args, **kwargs)
        self._open.add(future)
        future.add_done_callback(self._open.discard)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = True) -> None:
        """Drops what has not begun and waits half a second for the rest, unless told not to."""
        super().shutdown(wait=False, cancel_futures=cancel_futures)
        if wait:
            _wait(tuple(self._open))


def _wait(futures: tuple[Future[Any], ...]) -> None:
    wait(futures, timeout=_SECONDS)
