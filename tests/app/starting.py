"""The real start in a process of its own, watched at its two steps.

    python -m tests.app.starting WAY [FILE]

WAY says when the window is closed: "painted" (its first event after everything is there), "early"
(while it is painted first), "complete" (right when the second step is done), "typed" (as painted,
after letters were typed before the second step). Prints one JSON object with what was seen.
"""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from app import run, start
from app.compose import App, First, complete
from ui.first_run import FirstRun
from ui.window import MainWindow

HEAVY = {"anthropic", "asyncio", "harper", "pydantic", "qasync", "suggest.values", "typer"}
TYPED = "abc"


def watch(way: str, seen: dict[str, object]) -> None:
    """Put watchers round the two steps."""
    paint = start.paint_first

    def painted(application: QApplication, window: MainWindow) -> None:
        if way == "early":
            QTimer.singleShot(0, window.close)
        if way == "typed":
            for letter in TYPED:
                QCoreApplication.postEvent(window.editor, press(letter))
        paint(application, window)
        picture = window.grab().toImage()
        seen["heavy"] = sorted(HEAVY & set(sys.modules))
        seen["colours"] = len({picture.pixel(x, 22) for x in range(picture.width())})
        seen["first"] = window.editor.lines()[0]
        seen["column"] = [window.editor.x(), window.editor.width()]

    def completed(first: First) -> App:
        parts = complete(first)
        window = parts.window
        QApplication.sendPostedEvents()
        seen["first later"] = window.editor.lines()[0]
        seen["column later"] = [window.editor.x(), window.editor.width()]
        told = window.page.banner.message
        seen["told"] = "" if told is None else told.text
        seen["panel"] = window.page.panel.isVisible()
        sheets = window.page.findChildren(FirstRun)
        seen["asks"] = [sheet.chosen for sheet in sheets if sheet.isVisible()]
        window.editor.document().setModified(False)
        if way == "complete":
            window.close()
        else:
            QTimer.singleShot(0, window.close)
        return parts

    vars(start).update(paint_first=painted, complete=completed)


def press(letter: str) -> QKeyEvent:
    """The press of one key."""
    return QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)


def main(way: str, files: list[str]) -> int:
    """Starts, ends, tells."""
    seen: dict[str, object] = {}
    watch(way, seen)
    code = run.run_window(files)
    print(json.dumps(seen))  # noqa: T201
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
