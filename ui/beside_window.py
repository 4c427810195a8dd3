"""A window that is opened beside the draft, not before it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QWidget

from ui.background import Background
from ui.look import Look


class BesideWindow(QDialog):
    """Not modal, with a frame of its own; what it reads in threads is dropped when it closes."""

    def __init__(self, title: str, look: Look, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.look = look
        self.setWindowTitle(title)
        self.setWindowFlag(Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._threads: list[Background] = []

    def background(self) -> Background:
        """A thread for one kind of work of this window."""
        made = Background(self)
        self._threads.append(made)
        return made

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is being read is not wanted any more."""
        self._stop()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """As `closeEvent`, for Esc."""
        self._stop()
        super().done(result)

    def _stop(self) -> None:
        for thread in self._threads:
            thread.stop()
