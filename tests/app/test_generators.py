"""On Qt's loop an async generator that nobody finishes is closed inside a task."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncGenerator

import pytest
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from app.generators import finished_generators


class Pieces:
    """A stream as HTTP libraries write it: its end needs the task it runs in."""

    def __init__(self) -> None:
        self.freed_in: list[str] = []

    async def __call__(self) -> AsyncGenerator[int, None]:
        try:
            yield 1
            yield 2
        finally:
            task = asyncio.current_task()
            await asyncio.sleep(0)
            self.freed_in.append("a task" if task else "nothing")


async def _left(pieces: Pieces) -> None:
    async for _ in pieces():
        break
    gc.collect()


@pytest.mark.parametrize("collected", [True, False])
def test_it_is_closed_in_a_task(qapp: QApplication, collected: bool) -> None:
    pieces, kept = Pieces(), []
    loop = QEventLoop(qapp)
    asyncio.set_event_loop(loop)

    async def work() -> None:
        if collected:
            await _left(pieces)
            for _ in range(5):
                await asyncio.sleep(0)
            assert pieces.freed_in == ["a task"]
        else:
            kept.append(pieces())
            assert await anext(kept[0]) == 1

    try:
        with finished_generators(loop):
            loop.run_until_complete(work())
        assert pieces.freed_in == ["a task"]
    finally:
        asyncio.set_event_loop(None)
        loop.close()
