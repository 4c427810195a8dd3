"""A text widget whose clipboard and drag and drop carry plain text only, exactly."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QPlainTextEdit

from ui.positions import clean


class PlainTextEdit(QPlainTextEdit):
    """Text comes in cleaned (see `positions.clean`) and goes out as it is."""

    characters_dropped = Signal(int)  # so many characters from outside could not be taken over

    def createMimeDataFromSelection(self) -> QMimeData:
        """Plain text only, with the spaces as they are (Qt would turn some of them plain)."""
        data = QMimeData()
        data.setText(self.textCursor().selectedText().replace("\u2029", "\n"))
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text only; files are for the window."""
        return source.hasText() and not any(url.isLocalFile() for url in source.urls())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste or drop as plain text."""
        if self.isReadOnly() or not self.canInsertFromMimeData(source):
            return
        text, dropped = clean(source.text())
        self.textCursor().insertText(text)
        self.ensureCursorVisible()
        if dropped:
            self.characters_dropped.emit(dropped)
