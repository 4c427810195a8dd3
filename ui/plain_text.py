"""A text widget whose clipboard and drag and drop carry plain text only, exactly."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QPalette, QTextDocument
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from ui.positions import clean


class PlainTextEdit(QPlainTextEdit):
    """Text comes in cleaned (see `positions.clean`) and goes out as it is. It owns `document`."""

    characters_dropped = Signal(int)  # so many characters from outside could not be taken over

    pasting = False  # True while a change is told that came from the clipboard or by a drop

    _colours: QPalette | None = None

    def __init__(self, document: QTextDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        document.setParent(self)
        self.setDocument(document)
        # After the document: the layout of Qt's own one would go on measuring for a viewport that
        # is gone.
        self.setViewport(_viewport())
        self.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCursorWidth(2)
        self.setCenterOnScroll(True)  # so the caret never stays at the lower edge
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there (drawn only while scrolling): a bar that comes and goes with the extra space
        # below the text would resize the column for ever.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def set_colours(self, colours: QPalette) -> None:
        """Take a palette and keep it."""
        self._colours = colours
        self._colour()

    def changeEvent(self, event: QEvent) -> None:
        """Keep our colours: a new style sheet of the application resets them."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._colour()

    def _colour(self) -> None:
        if self._colours is None:
            return
        for widget in (self, self.viewport()):
            if widget.palette() != self._colours:
                widget.setPalette(self._colours)

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
        self.pasting = True
        try:
            self.textCursor().insertText(text)
        finally:
            self.pasting = False
        self.ensureCursorVisible()
        if dropped:
            self.characters_dropped.emit(dropped)


def _viewport() -> QWidget:
    """A viewport like the one that Qt makes, but known to Python from its beginning.

    The first time that Python asks for a widget of unknown kind, PySide sets up every class of
    widgets there is, 8 ms of CPU before the first paint; this one it knows.
    """
    made = QWidget()
    made.setObjectName("qt_scrollarea_viewport")
    made.setBackgroundRole(QPalette.ColorRole.Base)
    made.setAutoFillBackground(True)
    made.setCursor(Qt.CursorShape.IBeamCursor)
    made.setAcceptDrops(True)
    return made
