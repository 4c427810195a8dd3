"""From the application object to the last byte written: the life of one window."""

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.compose import App, build
from app.logs import catch_unexpected, start_log, stop_log
from app.paths import Paths
from suggest.errors import StetError


def start(paths: Paths, resources: Path, files: Sequence[Path]) -> int:
    """Shows the window and runs until it is closed; returns the exit code."""
    log = start_log(paths.log_file)
    app = make_application()
    try:
        parts = build(app, paths, resources)
    except StetError as error:
        sys.stderr.write(f"stet: {error}\n")
        return 2
    catch_unexpected(parts.tell)
    parts.window.start([file.absolute() for file in files])
    parts.window.show()
    app.processEvents()  # the first paint; everything heavier comes after it
    _run_loop(app, parts)
    stop_log(log)
    return 0


def make_application() -> QApplication:
    """The application object with the style that all themes are made for."""
    QGuiApplication.setDesktopFileName("stet")
    QApplication.setStyle("Fusion")
    app = QApplication(sys.argv[:1])
    app.setApplicationName("stet")
    app.setApplicationDisplayName("Stet")
    app.setQuitOnLastWindowClosed(False)
    return app


def _run_loop(app: QApplication, parts: App) -> None:
    os.environ.setdefault("QT_API", "pyside6")
    from qasync import QEventLoop  # after the first paint: it pulls in asyncio

    loop = QEventLoop(app)
    asyncio.set_event_loop(loop)
    try:
        loop.run_until_complete(_live(loop, parts))
        loop.run_until_complete(loop.shutdown_asyncgens())
    finally:
        asyncio.set_event_loop(None)
        loop.close()


async def _live(loop: asyncio.AbstractEventLoop, parts: App) -> None:
    """Starts the engine, waits for the window to close, then ends everything in order."""
    closed = asyncio.Event()
    parts.window.closed.connect(closed.set)
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        with suppress(NotImplementedError, RuntimeError, ValueError):
            if number is not None:
                loop.add_signal_handler(number, lambda: QTimer.singleShot(0, parts.window.close))
    await parts.engine.start()
    await closed.wait()
    await parts.engine.stop()
    parts.close()
