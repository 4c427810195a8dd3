"""Rows of a settings page with fields and buttons side by side, and a note that changes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from ui.labels import label
from ui.look import Look
from ui.theme import Measure

LABELS = 140
_APART = 12


class Note(QLabel):
    """A line of help under a field; it can turn into what is wrong."""

    def __init__(self, text: str, look: Look) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(look.fonts.ui(Measure.TEXT_SMALL))
        self.setWordWrap(True)
        self.setProperty("tone", "muted")
        self.setVisible(bool(text))

    def say(self, text: str, *, wrong: bool = False, good: bool = False) -> None:
        """Another text, "" for none; in the colour of trouble, or of what works."""
        self.setText(text)
        self.setVisible(bool(text))
        tone = "danger" if wrong else "accent" if good else "muted"
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)


def restyle(widget: QWidget) -> None:
    """Let the style sheet see a property that changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class Rows(QWidget):
    """A grid of settings with its labels as wide as those of other pages."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnMinimumWidth(0, LABELS)
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)

    def add(
        self, name: str, *controls: QWidget, note: QLabel | None = None, apart: int = _APART
    ) -> None:
        """A setting: its name, its controls side by side, and under them its note."""
        row = self._grid.rowCount()
        title = label(name, self._look)  # also without words: it holds the column open
        title.setBuddy(controls[0])
        title.setMinimumHeight(Measure.BUTTON if name else 0)
        self._grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
        side = QHBoxLayout()
        side.setSpacing(8)
        for control in controls:
            stretches = isinstance(control, QLineEdit) or control.property("wide")
            side.addWidget(control, 1 if stretches else 0)
        if not any(isinstance(c, QLineEdit) or c.property("wide") for c in controls):
            side.addStretch(1)
        self._grid.addLayout(side, row, 1)
        if note is not None:
            self._grid.addWidget(note, row + 1, 1)
        self._grid.setRowMinimumHeight(row + 2, apart)


class Checked:
    """Takes a text over when the writer is done with it, if nothing is wrong with it.

    `problem_of` gives a sentence or ""; `keep` takes what is right. Nothing happens for a text that
    is there already.
    """

    def __init__(
        self,
        field: QLineEdit,
        note: Note,
        problem_of: Callable[[str], str],
        keep: Callable[[str], str],
    ) -> None:
        self._field = field
        self._note = note
        self._problem_of = problem_of
        self._keep = keep
        self._help = note.text()
        self._kept = field.text()
        field.editingFinished.connect(self.settle)

    def show(self, text: str) -> None:
        """Show what is kept."""
        self._kept = text
        self._field.setText(text)
        self._mark("")

    def help(self, text: str) -> None:
        """Another line of help."""
        self._help = text
        self._note.say(text)

    def settle(self) -> None:
        """Take over what stands in the field."""
        text = self._field.text().strip()
        if text == self._kept:
            self._mark("")
            return
        problem = self._problem_of(text)
        self._mark(problem)
        if not problem:
            self._kept = text
            kept = self._keep(text)
            if kept != text:
                self.show(kept)

    def _mark(self, problem: str) -> None:
        self._note.say(problem or self._help, wrong=bool(problem))
        self._field.setProperty("problem", "true" if problem else "false")
        restyle(self._field)
