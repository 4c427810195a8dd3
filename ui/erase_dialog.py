"""Erasing what Stet remembers: it says what goes and what stays, then erases in a thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui import dialog_strings, strings
from ui.background import Background
from ui.dialog import Dialog
from ui.labels import STRONG, Style, label
from ui.look import Look


class Eraser(Protocol):
    """Erases; both are slow and return what could not be erased, fit to be shown."""

    def erase_all(self) -> Sequence[str]:
        """Everything that Stet remembers of drafts."""

    def forget(self, document: str) -> Sequence[str]:
        """All of one document, by its id."""


@dataclass(frozen=True, slots=True)
class Erasing:
    """One thing to erase: its words, and how."""

    title: str
    goes: str
    run: str
    done: str
    work: Callable[[], Sequence[str]]


def erase_all(eraser: Eraser) -> Erasing:
    """Feedback and history of every document."""
    return Erasing(
        dialog_strings.ERASE_TITLE,
        dialog_strings.ERASE_GOES,
        dialog_strings.ERASE_RUN,
        dialog_strings.ERASE_DONE,
        eraser.erase_all,
    )


def forget(eraser: Eraser, document: str, name: str) -> Erasing:
    """All of one document."""
    return Erasing(
        dialog_strings.FORGET_TITLE.format(name=name),
        dialog_strings.FORGET_GOES,
        dialog_strings.FORGET_RUN,
        dialog_strings.FORGET_DONE.format(name=name),
        lambda: eraser.forget(document),
    )


class EraseDialog(Dialog):
    """Cancel has the focus; `told` gets the sentence to show once all is erased."""

    def __init__(
        self, erasing: Erasing, told: Callable[[str], None], look: Look, parent: QWidget
    ) -> None:
        super().__init__(erasing.title, look, parent)
        self._erasing = erasing
        self._told = told
        self._background = Background(self)
        self.setFixedWidth(480)
        self.body.addWidget(label(dialog_strings.ERASE_GONE, look, STRONG))
        self.say(erasing.goes)
        self.body.addWidget(label(dialog_strings.ERASE_STAYS, look, STRONG))
        self.say(dialog_strings.ERASE_KEPT)
        self.notice = label("", look, Style(12, tone="danger"), wrap=True)
        self.notice.hide()
        self.body.addWidget(self.notice)
        self.run = self.add_button(erasing.run)
        self.cancel = self.add_button(strings.CANCEL, "primary")
        self.run.clicked.connect(self._run)
        self.cancel.clicked.connect(self.reject)
        self.cancel.setDefault(True)
        self.cancel.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def reject(self) -> None:
        """Close, unless it is at work: half erased is no state to leave."""
        if not self._background.busy:
            super().reject()

    def done(self, result: int) -> None:
        """Close once the thread is done."""
        self._background.stop()
        super().done(result)

    def _run(self) -> None:
        self.notice.hide()
        self.run.setEnabled(False)
        self.run.setText(dialog_strings.ERASE_BUSY)
        self.cancel.setEnabled(False)
        self._background.run(self._erasing.work, self._erased, self._failed)

    def _erased(self, left: Sequence[str]) -> None:
        if left:
            self._failed(" ".join(left))
            return
        self._told(self._erasing.done)
        self.accept()

    def _failed(self, why: str) -> None:
        self.run.setText(self._erasing.run)
        self.run.setEnabled(True)
        self.cancel.setEnabled(True)
        self.notice.setText(why)
        self.notice.show()
