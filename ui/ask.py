"""Questions to the writer behind one seam, so that a test can answer them; none of them waits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from ui import strings
from ui.look import Look
from ui.question import Question

_SUFFIX = "md"


class Ask(Protocol):
    """Asks something and returns at once; `done` gets the answer, never during the call."""

    def choose(self, question: Question, done: Callable[[str], None]) -> None:
        """One of the question's answers, or its `otherwise`."""

    def file_to_open(self, folder: Path | None, done: Callable[[Path], None]) -> None:
        """A file to open; not called when the writer thinks better of it."""

    def file_to_save(self, suggestion: Path, done: Callable[[Path], None]) -> None:
        """A place to save to; an existing file was agreed to be replaced."""

    def folder(self, start: Path | None, done: Callable[[Path], None]) -> None:
        """A folder to write to."""


class AskWithDialogs:
    """Asks with dialogs over one window."""

    def __init__(self, look: Look, window: QWidget) -> None:
        self._look = look
        self._window = window

    def choose(self, question: Question, done: Callable[[str], None]) -> None:
        """Show the question."""
        from ui.question_dialog import QuestionDialog  # late: the first paint asks nothing

        dialog = QuestionDialog(question, self._look, self._window)
        dialog.finished.connect(lambda _: done(dialog.answer))
        dialog.open()

    def file_to_open(self, folder: Path | None, done: Callable[[Path], None]) -> None:
        """Show the dialog for opening."""
        dialog = self._file_dialog(strings.OPEN_TITLE, folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._open(dialog, done)

    def file_to_save(self, suggestion: Path, done: Callable[[Path], None]) -> None:
        """Show the dialog for saving."""
        dialog = self._file_dialog(strings.SAVE_TITLE, suggestion.parent)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(_SUFFIX)
        dialog.selectFile(suggestion.name)
        self._open(dialog, done)

    def folder(self, start: Path | None, done: Callable[[Path], None]) -> None:
        """Show the dialog for a folder."""
        from ui import dialog_strings  # late, as above

        dialog = self._file_dialog(dialog_strings.EXPORT_CHOOSE_TITLE, start)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._open(dialog, done)

    def _file_dialog(self, title: str, folder: Path | None) -> QFileDialog:
        start = str(folder) if folder is not None and folder.is_dir() else str(Path.home())
        dialog = QFileDialog(self._window, title, start, strings.FILE_FILTER)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def _open(self, dialog: QFileDialog, done: Callable[[Path], None]) -> None:
        dialog.fileSelected.connect(lambda path: done(Path(path)))
        dialog.open()
