"""A scroll bar that is seen while it scrolls and goes out of the way after."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QScrollBar

_SEEN_MS = 900


class QuietScroll(QObject):
    """Watches one scroll bar; the style sheet hides the handle of an idle one."""

    def __init__(self, bar: QScrollBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SEEN_MS)
        self._timer.timeout.connect(lambda: self._set_idle(True))
        bar.valueChanged.connect(self._moved)
        self._set_idle(True)

    def _moved(self) -> None:
        self._set_idle(False)
        self._timer.start()

    def _set_idle(self, idle: bool) -> None:
        if self._bar.property("idle") == idle:
            return
        self._bar.setProperty("idle", idle)
        # A property that the sheet reads is only read again by polishing.
        self._bar.style().unpolish(self._bar)
        self._bar.style().polish(self._bar)
