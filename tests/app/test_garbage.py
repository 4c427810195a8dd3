"""Garbage is found in the interface's thread alone, whoever makes it, and not while much loads."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import AsyncGenerator, Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from app.garbage import LOOK_MS, Sweeper
from app.generators import finished_generators

ENOUGH = 20_000
"""Objects; many times what makes Python look by itself."""


class Knot:
    """Holds a Qt object and itself: only a look for garbage frees it."""

    def __init__(self, held: object) -> None:
        self.held, self.me = held, self


@pytest.fixture
def owner(qapp: QApplication) -> Iterator[QObject]:
    """What a sweeper lives as long as; what it set aside can be garbage again afterwards."""
    one = QObject()
    yield one
    one.deleteLater()
    gc.unfreeze()


def in_thread(work: Callable[[], object]) -> None:
    """Does it elsewhere and waits."""
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def knots() -> list[Knot]:
    """Much that a look goes through."""
    for _ in range(ENOUGH):
        Knot(None)
    return [Knot(None) for _ in range(ENOUGH)]


@pytest.mark.parametrize("kind", [QObject, QTimer])
def test_what_a_thread_makes_frees_no_qt_object_there(
    owner: QObject, kind: Callable[[], QObject]
) -> None:
    sweeper, freed_in = Sweeper(), list[int]()
    sweeper.start(owner, lambda: 0)
    one = kind()
    one.destroyed.connect(
        lambda: freed_in.append(threading.get_ident()), Qt.ConnectionType.DirectConnection
    )
    Knot(one)
    del one
    in_thread(knots)
    assert freed_in == []
    sweeper.look()
    assert freed_in == [threading.get_ident()]


def test_it_looks_by_itself(owner: QObject) -> None:
    Sweeper().start(owner, lambda: 0)
    timer = owner.findChild(QTimer)
    assert timer is not None
    assert timer.isActive()
    assert timer.interval() == LOOK_MS


def test_it_waits_until_all_is_loaded_and_sets_that_aside(owner: QObject) -> None:
    sweeper = Sweeper()
    sweeper.start(owner, lambda: 0)
    begun, may_end, kept = threading.Event(), threading.Event(), list[Knot]()

    def load() -> None:
        with sweeper.loading():
            kept.extend(knots())
            begun.set()
            may_end.wait(10)

    thread = threading.Thread(target=load)
    thread.start()
    assert begun.wait(10)
    young = gc.get_count()[0]
    sweeper.look()
    assert gc.get_count()[0] >= young > ENOUGH
    before = gc.get_freeze_count()
    may_end.set()
    thread.join()
    assert gc.get_freeze_count() - before >= ENOUGH
    for _ in range(ENOUGH):
        Knot(None)
    sweeper.look()
    assert gc.get_count()[0] < ENOUGH


def test_everything_is_gone_through_only_while_the_writer_rests(owner: QObject) -> None:
    changes, full, kept = [0], list[int](), list[list[Knot]]()
    sweeper = Sweeper()
    sweeper.start(owner, lambda: changes[0])

    def seen(phase: str, told: dict[str, int]) -> None:
        if phase == "start" and told["generation"] == 2:
            full.append(changes[0])

    gc.callbacks.append(seen)
    try:
        for _ in range(130):
            changes[0] += 1
            kept.append([Knot(None) for _ in range(1_000)])
            sweeper.look()
        assert full == []
        sweeper.look()
        assert full == [130]
    finally:
        gc.callbacks.remove(seen)


class Stream:
    """Remembers where it was ended."""

    def __init__(self) -> None:
        self.ended_in: list[int] = []

    async def __call__(self) -> AsyncGenerator[int, None]:
        try:
            yield 1
        finally:
            self.ended_in.append(threading.get_ident())


async def _read(stream: AsyncGenerator[int, None]) -> None:
    try:
        async for _ in stream:
            await asyncio.get_running_loop().create_future()
    finally:
        await stream.aclose()


def test_a_stream_left_half_read_is_never_closed_beside_the_loop(owner: QObject) -> None:
    """Its reader, found in another thread, closed it there while the loop did: both failed."""
    loop = QEventLoop(QApplication.instance(), already_running=False)
    asyncio.set_event_loop(loop)
    stream, failed, sweeper = Stream(), list[object](), Sweeper()
    loop.set_exception_handler(lambda _, context: failed.append(context))

    async def work() -> None:
        sweeper.start(owner, lambda: 0)
        reader = _read(stream())
        reader.send(None)  # waits, of no task: nobody will go on with it
        Knot(reader)
        del reader
        in_thread(knots)
        assert stream.ended_in == []
        sweeper.look()
        for _ in range(5):
            await asyncio.sleep(0)

    try:
        with finished_generators(loop):
            loop.run_until_complete(work())
        assert (stream.ended_in, failed) == ([threading.get_ident()], [])
    finally:
        asyncio.set_event_loop(None)
        loop.close()
