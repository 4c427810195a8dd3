"""An event loop whose time jumps to the next timer, so that half an hour passes in a moment."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, TypeVar

T = TypeVar("T")


TURN = 1e-7


class _Jumping(selectors.DefaultSelector):
    """Never waits for a timer: time is moved on instead."""

    loop: VirtualLoop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            return super().select(1.0)  # only a thread can wake the loop now
        ready = super().select(0)
        # A turn takes a little time, or a timer due in no time at all would come up for ever.
        self.loop.now += max(timeout, TURN) if not ready else TURN
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """`time()` starts at 1000 s and all but stands still while there is anything to do."""

    def __init__(self) -> None:
        self.now = 1000.0
        selector = _Jumping()
        selector.loop = self
        super().__init__(selector)

    def time(self) -> float:
        return self.now


def in_virtual_time(coroutine: Coroutine[Any, Any, T]) -> T:
    """Runs a coroutine to its end on such a loop; errors in callbacks are raised afterwards."""
    troubles: list[str] = []
    loop = VirtualLoop()
    loop.set_exception_handler(lambda _, context: troubles.append(repr(context)))
    try:
        result = loop.run_until_complete(coroutine)
        loop.run_until_complete(loop.shutdown_default_executor())
    finally:
        loop.close()
    assert not troubles, troubles
    return result


def virtual(test: Callable[[], Coroutine[Any, Any, None]]) -> Callable[[], None]:
    """A test that runs in virtual time."""

    @wraps(test)
    def run() -> None:
        in_virtual_time(test())

    return run
