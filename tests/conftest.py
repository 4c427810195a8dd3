"""What every test relies on: no screen, no network beyond loopback, coroutines on the Qt loop."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything imports Qt
os.environ.setdefault("QT_API", "pyside6")

import asyncio
import inspect
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from app.garbage import hold_garbage, sweep

_TEST_SECONDS = 20
_END_SECONDS = 2
_OURS = ("stet", "feedback-log", "asyncio", "harper", "answers")
_LOOPBACK = ("127.", "::1", "localhost")


def pytest_configure() -> None:
    """Garbage is looked for where the product does it: in the thread that has the widgets."""
    hold_garbage()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """After each test there may be enough of it."""
    yield
    sweep(resting=True)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> object | None:
    """Runs `async def` tests: on the Qt loop when they use Qt, else on asyncio's own."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = pyfuncitem._fixtureinfo.argnames
    arguments = {name: pyfuncitem.funcargs[name] for name in names}
    uses_qt = {"qapp", "qtbot"} & set(pyfuncitem.fixturenames)
    _run(pyfuncitem.obj(**arguments), on_qt=bool(uses_qt))
    return True


def _run(coroutine: Any, *, on_qt: bool) -> None:
    failures: list[dict[str, Any]] = []
    if on_qt:
        from PySide6.QtWidgets import QApplication
        from qasync import QEventLoop

        loop: asyncio.AbstractEventLoop = QEventLoop(QApplication.instance(), already_running=False)
    else:
        loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    loop.set_exception_handler(lambda _, context: failures.append(context))
    try:
        loop.run_until_complete(asyncio.wait_for(coroutine, _TEST_SECONDS))
        if not on_qt:  # Qt's loop does it when it is closed
            loop.run_until_complete(loop.shutdown_default_executor())
    finally:
        asyncio.set_event_loop(None)
        loop.close()
    assert not failures, f"a task failed unseen: {failures}"


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails a test that connects beyond this computer."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        local = not isinstance(address, tuple) or str(address[0]).startswith(_LOOPBACK)
        if not local:
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fails a test that leaves a thread of ours at work: it would go on during later tests."""
    before = set(threading.enumerate())
    yield
    left = [t for t in threading.enumerate() if t not in before and t.name.startswith(_OURS)]
    for thread in left:
        thread.join(_END_SECONDS)
    assert [thread.name for thread in left if thread.is_alive()] == []


@pytest.fixture(scope="session")
def qapp_cls() -> type[Any]:
    """The application of all Qt tests draws with Fusion, as the product does."""
    from PySide6.QtWidgets import QApplication

    QApplication.setStyle("Fusion")
    return QApplication
