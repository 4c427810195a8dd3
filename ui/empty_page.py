"""What stands where there is nothing to show: why, and a note under it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.labels import MUTED, SMALL, TITLE, Style, label
from ui.look import Look
from ui.theme import Measure


class EmptyPage(QWidget):
    """Two lines in the middle, a little above it; `small` for the side panel."""

    def __init__(self, look: Look, *, small: bool = False) -> None:
        super().__init__()
        self._text = label("", look, Style(Measure.TEXT_REASON, 500) if small else TITLE)
        self._note = label("", look, SMALL if small else MUTED, wrap=True)
        box = QVBoxLayout(self)
        box.setSpacing(2 if small else 4)
        box.addStretch(2)
        for line in (self._text, self._note):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.addWidget(line)
        box.addStretch(3)

    @property
    def text(self) -> str:
        """Why there is nothing; empty before anything was said."""
        return self._text.text()

    @property
    def note(self) -> str:
        """The note under it."""
        return self._note.text()

    def say(self, text: str, note: str = "") -> None:
        """Say another thing."""
        self._text.setText(text)
        self._note.setText(note)
        self._note.setVisible(bool(note))
