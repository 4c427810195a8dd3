"""The frame of every dialog: title, body, buttons at the foot; always opened without waiting."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui import strings
from ui.buttons import Button
from ui.labels import MUTED, TITLE, label
from ui.look import Look

_PADDING = 24


class Dialog(QDialog):
    """A dialog of one window. Show it with `open()`: a nested event loop would break tasks."""

    def __init__(self, title: str, look: Look, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.look = look
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(_PADDING, 20, _PADDING, 20)
        frame.setSpacing(12)
        heading = label(title, look, TITLE, wrap=True)
        heading.setMinimumWidth(200)
        frame.addWidget(heading)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        frame.addLayout(self.body, 1)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.addStretch(1)
        frame.addSpacing(4)
        frame.addLayout(self.foot)

    def say(self, text: str) -> None:
        """Add a paragraph of secondary text."""
        self.body.addWidget(label(text, self.look, MUTED, wrap=True))

    def add_button(self, text: str, role: str = "") -> Button:
        """Add a button to the foot, left to right."""
        made = Button(text, self.look, role)
        self.foot.addWidget(made)
        return made

    def add_done(self) -> Button:
        """Add the button that closes the dialog."""
        made = self.add_button(strings.DONE, "primary")
        made.clicked.connect(self.accept)
        return made
