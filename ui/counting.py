"""Keeps the counts of the status bar true without counting on every key."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from suggest import Splice
from ui.counts import Counts, count_words
from ui.editor import Editor
from ui.selection import selected_text
from ui.status_bar import StatusBar

_WAIT_MS = 150
_LONGEST = 200_000  # a longer selection is not counted word by word on every move


class Counting(QObject):
    """Joins the editor to the counts in the status bar."""

    def __init__(self, editor: Editor, status: StatusBar) -> None:
        super().__init__(editor)
        self._editor = editor
        self._status = status
        self._counts = Counts()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._tell)
        editor.spliced.connect(self._edited)
        editor.selectionChanged.connect(self._wait)

    def load(self) -> None:
        """Another document is in the editor."""
        self._counts.load(self._editor.lines())
        self._tell()

    def _edited(self, splice: Splice) -> None:
        self._counts.splice(splice)
        self._wait()

    def _wait(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _tell(self) -> None:
        counts = self._counts
        self._status.show_counts(counts.words, counts.characters, counts.minutes)
        cursor = self._editor.textCursor()
        size = cursor.selectionEnd() - cursor.selectionStart()
        if not 0 < size <= _LONGEST:
            self._status.show_selection(None)
            return
        text = selected_text(self._editor)
        self._status.show_selection((count_words(text), len(text)))
