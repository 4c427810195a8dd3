"""The find and replace bar: fields, switches and buttons; the finder does the work."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from ui import strings
from ui.buttons import Button, IconButton
from ui.labels import SMALL, label
from ui.look import Look
from ui.search import Query
from ui.theme import Measure


class FindBar(QWidget):
    """Across the top of the draft; hidden until it is asked for."""

    query_changed = Signal()
    next_wanted = Signal()
    previous_wanted = Signal()
    replace_wanted = Signal()
    replace_all_wanted = Signal()
    closed = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("findbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.field = self._line_edit(strings.FIND_LABEL, look)
        self.replacement = self._line_edit(strings.REPLACE_LABEL, look)
        self.found = label("", look, SMALL)
        self.found.setFont(look.fonts.figures(Measure.TEXT_SMALL))
        self.found.setMinimumWidth(72)
        self.match_case = self._switch(strings.MATCH_CASE)
        self.whole_word = self._switch(strings.WHOLE_WORD)
        self.previous = IconButton("chevron-up", strings.FIND_PREVIOUS, look)
        self.next = IconButton("chevron-down", strings.FIND_NEXT, look)
        self.close_button = IconButton("x", strings.CLOSE_FIND, look)
        self.replace_one = Button(strings.REPLACE_ONE, look, small=True)
        self.replace_all = Button(strings.REPLACE_ALL, look, small=True)
        self._lay_out()
        self.field.textChanged.connect(self.query_changed)
        self.match_case.toggled.connect(self.query_changed)
        self.whole_word.toggled.connect(self.query_changed)
        self.next.clicked.connect(self.next_wanted)
        self.previous.clicked.connect(self.previous_wanted)
        self.replace_one.clicked.connect(self.replace_wanted)
        self.replace_all.clicked.connect(self.replace_all_wanted)
        self.close_button.clicked.connect(self.closed)
        self.hide()

    def open(self, text: str, *, replacing: bool) -> None:
        """Show the bar with `text` to look for ("" keeps the last), the focus in its field."""
        for widget in (self.replacement, self.replace_one, self.replace_all):
            widget.setVisible(replacing)
        self.show()
        if text:
            self.field.setText(text)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.query_changed.emit()

    def query(self) -> Query:
        """What is looked for."""
        return Query(self.field.text(), self.match_case.isChecked(), self.whole_word.isChecked())

    def show_found(self, text: str) -> None:
        """Say how many places there are."""
        self.found.setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Shift+Enter walk, Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.replacement.hasFocus():
                self.replace_wanted.emit()
            elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.previous_wanted.emit()
            else:
                self.next_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        walk = QHBoxLayout()
        walk.setSpacing(6)
        walk.addWidget(self.previous)
        walk.addWidget(self.next)
        walk.addWidget(self.found)
        walk.addSpacing(8)
        walk.addWidget(self.match_case)
        walk.addSpacing(8)
        walk.addWidget(self.whole_word)
        walk.addStretch(1)
        walk.addWidget(self.close_button)
        change = QHBoxLayout()
        change.setSpacing(8)
        change.addWidget(self.replace_one)
        change.addWidget(self.replace_all)
        change.addStretch(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 8, 16, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.addWidget(self.field, 0, 0)
        grid.addLayout(walk, 0, 1)
        grid.addWidget(self.replacement, 1, 0)
        grid.addLayout(change, 1, 1)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)

    def _line_edit(self, name: str, look: Look) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(name)
        made.setAccessibleName(name)
        made.setFont(look.fonts.ui(Measure.TEXT))
        return made

    def _switch(self, text: str) -> QCheckBox:
        made = QCheckBox(text)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made
