"""A problem report about one mark: a few words for the feedback log."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui import dialog_strings, strings
from ui.dialog import Dialog
from ui.look import Look
from ui.theme import Measure


class ReportDialog(Dialog):
    """`keep(note)` gets what was written; it may be empty."""

    def __init__(self, keep: Callable[[str], None], look: Look, parent: QWidget) -> None:
        super().__init__(dialog_strings.REPORT_TITLE, look, parent)
        self.setMinimumWidth(440)
        self.say(dialog_strings.REPORT_INTRO)
        self.field = QPlainTextEdit()
        self.field.setObjectName("field")
        self.field.setFont(look.fonts.ui(Measure.TEXT_REASON))
        self.field.setAccessibleName(dialog_strings.REPORT_INTRO)
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(96)
        self.body.addWidget(self.field)
        cancel = self.add_button(strings.CANCEL)
        self.send = self.add_button(dialog_strings.REPORT_SEND, "primary")
        cancel.clicked.connect(self.reject)
        self.send.clicked.connect(self.accept)
        self.accepted.connect(lambda: keep(self.field.toPlainText().strip()))
        self.field.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
