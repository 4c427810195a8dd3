"""From the application object to the last byte written: the life of one window."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from app.compose import App, complete, open_window
from app.logs import catch_unexpected, start_log, stop_log
from app.paths import Paths
from suggest.errors import StetError

if TYPE_CHECKING:
    import asyncio

    from app.model_flags import Chosen

_PATIENCE_MS = 300  # for a desktop that takes its time to show a window
_NO_INPUT = QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents


def start(
    paths: Paths, resources: Path, files: Sequence[Path], chosen: Chosen | None = None
) -> int:
    """Shows the window and runs until it is closed; returns the exit code.

    `chosen` is what the command line says about models.
    """
    log = start_log(paths.log_file)
    app = make_application()
    busy = False
    first = open_window(app, paths, resources, chosen)
    catch_unexpected(lambda _: None)  # logged; there is nothing yet to say it in
    first.window.start([file.absolute() for file in files])
    first.window.show()
    paint_first(app, first.window)
    try:
        if not first.window.gone:
            parts = complete(first)
            busy = _run_loop(app, parts)
    except StetError as error:
        sys.stderr.write(f"stet: {error}\n")
        first.window.close()
        return 2
    finally:
        _let_go_of_clipboard()
        first.writer.stop()
        stop_log(log)
    if busy:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)
    return 0


def _let_go_of_clipboard() -> None:
    """Leaves the copied words to Qt: it frees the data after Python has ended."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.setText(clipboard.text())


def make_application() -> QApplication:
    """The application object with the style that all themes are made for."""
    QGuiApplication.setDesktopFileName("stet")
    QApplication.setStyle("Fusion")
    app = QApplication(sys.argv[:1])
    app.setApplicationName("stet")
    app.setApplicationDisplayName("Stet")
    app.setQuitOnLastWindowClosed(False)
    return app


def paint_first(app: QApplication, window: QWidget) -> None:
    """Returns once the shown window has been painted, or is not going to be soon.

    Keys and clicks stay in Qt's queue: the window that gets them is the complete one, so none is
    lost and none misses its command.
    """
    app.processEvents(_NO_INPUT)
    if window.testAttribute(Qt.WidgetAttribute.WA_Mapped):
        return
    handle = window.windowHandle()
    waiting = QEventLoop()
    watch = _Exposure(waiting)
    handle.installEventFilter(watch)
    QTimer.singleShot(_PATIENCE_MS, waiting.quit)
    waiting.exec(_NO_INPUT)
    handle.removeEventFilter(watch)


class _Exposure(QObject):
    """Ends a loop once a window has come on screen; Qt paints it in the same event."""

    def __init__(self, waiting: QEventLoop) -> None:
        super().__init__(waiting)
        self._waiting = waiting

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Expose:
            QTimer.singleShot(0, self._waiting.quit)
        return False


def _run_loop(app: QApplication, parts: App) -> bool:
    """Runs until all is ended; True when a thread still works at what nobody needs any more."""
    # After the first paint: these cost as much as the whole window.
    import asyncio

    os.environ.setdefault("QT_API", "pyside6")
    from qasync import QEventLoop as Loop

    from app.generators import finished_generators
    from app.workers import Workers

    catch_unexpected(parts.tell)
    loop, workers = Loop(app), Workers()
    loop.set_default_executor(workers)
    asyncio.set_event_loop(loop)
    try:
        with finished_generators(loop):
            loop.run_until_complete(_live(loop, parts))
    finally:
        asyncio.set_event_loop(None)
        loop.close()
    return workers.busy


async def _live(loop: asyncio.AbstractEventLoop, parts: App) -> None:
    """Starts the engine, waits for the window to close, then ends everything in order."""
    import asyncio  # loaded by now
    import signal

    window = parts.window
    closed = asyncio.Event()
    window.closed.connect(closed.set)
    if window.gone:  # before this task had its first turn
        closed.set()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        with suppress(NotImplementedError, RuntimeError, ValueError):
            if number is not None:
                loop.add_signal_handler(number, lambda: QTimer.singleShot(0, window.close))
    await parts.engine.start()
    await parts.ask_models()
    await closed.wait()
    await parts.models.close()
    await parts.engine.stop()
    await parts.remote.close()
    parts.close()
