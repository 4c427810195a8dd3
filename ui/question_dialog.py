"""One question with a button for each answer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.dialog import Dialog
from ui.look import Look
from ui.question import Question


class QuestionDialog(Dialog):
    """A question as a dialog."""

    def __init__(self, question: Question, look: Look, parent: QWidget) -> None:
        super().__init__(question.title, look, parent)
        self.answer = question.otherwise
        self.setMinimumWidth(420)
        if question.text:
            self.say(question.text)
        for number, text in reversed(list(enumerate(question.answers))):
            button = self.add_button(text, "" if number else "primary")
            button.clicked.connect(lambda _=False, text=text: self._choose(text))
            if number == 0:
                button.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
                button.setDefault(True)

    def _choose(self, text: str) -> None:
        self.answer = text
        self.accept()
