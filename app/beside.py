"""Work beside the window on its loop: an answer comes back through a callback, or not at all."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Beside:
    """The tasks of one owner. `begin` needs a running loop."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def begin(
        self, work: Coroutine[Any, Any, T], done: Callable[[T], None], otherwise: T
    ) -> Callable[[], None]:
        """Does `work`; `done` gets its answer, or `otherwise` when it broke.

        What is returned stops it; `done` is then not called any more.
        """

        async def told() -> T:
            try:
                return await work
            except Exception:  # the end of the task: nobody else would hear of it
                _log.exception("Work beside the window broke")
                return otherwise

        task = asyncio.get_running_loop().create_task(told())
        self._tasks.add(task)

        def over(ended: asyncio.Task[T]) -> None:
            self._tasks.discard(ended)
            if not ended.cancelled():
                done(ended.result())

        def stop() -> None:
            task.remove_done_callback(over)
            task.add_done_callback(self._tasks.discard)
            task.cancel()

        task.add_done_callback(lambda _: work.close())  # ended before it began
        task.add_done_callback(over)
        return stop

    async def close(self) -> None:
        """Ends what is under way."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
