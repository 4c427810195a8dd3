"""The test harness itself: coroutines run on the right loop, the network is closed."""

from __future__ import annotations

import asyncio
import socket

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication


async def test_coroutines_run_on_the_qt_loop_when_they_use_qt(qapp: QApplication) -> None:
    assert type(asyncio.get_running_loop()).__module__.startswith("qasync")
    fired = asyncio.Event()
    timer = QTimer()
    timer.setSingleShot(True)
    timer.timeout.connect(fired.set)
    timer.start(1)
    await fired.wait()


async def test_other_coroutines_run_without_qt() -> None:
    assert not type(asyncio.get_running_loop()).__module__.startswith("qasync")


def test_connecting_beyond_this_computer_fails() -> None:
    with socket.socket() as outside, pytest.raises(AssertionError, match="tried to reach"):
        outside.connect(("192.0.2.1", 80))


def test_loopback_stays_open() -> None:
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen()
        client.connect(server.getsockname())
