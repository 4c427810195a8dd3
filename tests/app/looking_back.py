"""The real program in a process of its own, with insights and the feedback log opened in it.

    python -m tests.app.looking_back

Prints one JSON object with what both windows showed.
"""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QTimer

from app import run, start
from app.compose import App, First, complete
from ui.insights.window import InsightsWindow
from ui.log_view.window import LogWindow


class Looker:
    """Opens one window after the other, once what they read is there."""

    def __init__(self, parts: App, seen: dict[str, object]) -> None:
        self._parts = parts
        self._seen = seen
        self._timer = QTimer(parts.window)
        self._timer.setInterval(10)
        self._timer.timeout.connect(self._look)
        parts.window.rooms.dialogs.insights()
        self._timer.start()

    def _look(self) -> None:
        window = self._parts.window.rooms.dialogs.current
        if isinstance(window, InsightsWindow) and not window.state.text():
            self._seen["insights"] = window.empty_text
            report = window.report
            self._seen["shown"] = -1 if report is None else report.all.shown
            self._seen["learned"] = window.learned is not None
            window.close()
            self._parts.window.rooms.dialogs.log()
        elif isinstance(window, LogWindow) and not window.busy:
            self._seen["log"] = window.message
            self._seen["rows"] = len(window.list.model_.rows)
            self._timer.stop()
            window.close()
            # Now: a library still being loaded ends the process without coming back to `main`.
            print(json.dumps(self._seen), flush=True)  # noqa: T201
            self._parts.window.editor.document().setModified(False)
            QTimer.singleShot(0, self._parts.window.close)


def main() -> int:
    """Starts, looks, ends, tells."""
    seen: dict[str, object] = {}
    kept: list[Looker] = []

    def completed(first: First) -> App:
        parts = complete(first)
        kept.append(Looker(parts, seen))
        return parts

    vars(start).update(complete=completed)
    return run.run_window([])


if __name__ == "__main__":
    sys.exit(main())
