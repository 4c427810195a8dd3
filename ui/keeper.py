"""Keeps unsaved text against a crash: hands it to the files soon after every change."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from ui import strings
from ui.editor import Editor
from ui.files import Files, OpenDocument
from ui.messages import Message, Messages

_SOON_MS = 400
_KEY = "journal"


class Keeper(QObject):
    """Watches one draft at a time; says so when the text cannot be kept."""

    def __init__(self, files: Files, editor: Editor, banner: Messages) -> None:
        super().__init__(editor)
        self._files = files
        self._editor = editor
        self._banner = banner
        self._document: OpenDocument | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SOON_MS)
        self._timer.timeout.connect(self._keep)
        editor.spliced.connect(self._edited)

    def watch(self, document: OpenDocument | None) -> None:
        """Keep the text of this document from the next change on; None watches nothing."""
        self._timer.stop()
        self._document = document

    def _edited(self) -> None:
        # Not started again while it runs: continuous typing must not put it off.
        if self._document is not None and not self._timer.isActive():
            self._timer.start()

    def _keep(self) -> None:
        if self._document is None or self._document.read_only:
            return
        # Also when undo led back to the saved text, or older unsaved text would be offered back.
        self._files.journal(self._document, self._editor.lines(), self._editor.caret())
        problem = self._files.journal_problem()
        if problem:
            self._banner.tell(Message(_KEY, "triangle-alert", strings.JOURNAL_TITLE, problem))
        else:
            self._banner.take_back(_KEY)
