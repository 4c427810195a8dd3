"""Async generators that nobody finishes are closed by a task of the loop, as asyncio's own does it.

Qt's loop leaves them to the garbage collector, which ends them outside any task. HTTP libraries
that free a connection in such a generator then fail, unseen, and keep it.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakSet


@contextmanager
def finished_generators(loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """While the block runs, generators first used in this thread are closed on `loop`.

    Those still open at its end are closed then; `loop` must not be running outside the block.
    """
    known: WeakSet[AsyncGenerator[Any, Any]] = WeakSet()

    def dropped(generator: AsyncGenerator[Any, Any]) -> None:
        known.discard(generator)
        if not loop.is_closed():
            # Garbage may be found in any thread.
            loop.call_soon_threadsafe(_close, loop, generator)

    before = sys.get_asyncgen_hooks()
    sys.set_asyncgen_hooks(firstiter=known.add, finalizer=dropped)
    try:
        yield
        rest = [generator.aclose() for generator in known]
        loop.run_until_complete(_all(rest))
    finally:
        sys.set_asyncgen_hooks(*before)


async def _all(closing: list[Any]) -> None:
    await asyncio.gather(*closing, return_exceptions=True)


def _close(loop: asyncio.AbstractEventLoop, generator: AsyncGenerator[Any, Any]) -> None:
    loop.create_task(_closed(generator))


async def _closed(generator: AsyncGenerator[Any, Any]) -> None:
    await generator.aclose()
