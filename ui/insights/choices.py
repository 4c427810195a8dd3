"""Small choices that draw themselves: tabs as underlined text, pills of which one is pressed in."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from ui.buttons import Painted
from ui.look import Look
from ui.theme import Measure


class TextChoice(Painted):
    """One of several; `pill` draws it as a pill, else as a tab with a line under the chosen one."""

    def __init__(self, text: str, look: Look, *, pill: bool) -> None:
        super().__init__(look)
        self._pill = pill
        self.setText(text)
        self.setCheckable(True)
        self.setFont(look.fonts.ui(Measure.TEXT_SMALL if pill else Measure.TEXT, 500))

    def sizeHint(self) -> QSize:
        """The text with round ends, or with the room for the line."""
        wide = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(wide + 24, Measure.BUTTON_SMALL) if self._pill else QSize(wide + 4, 36)

    def draw(self, painter: QPainter) -> None:
        """A tab or a pill."""
        on, hot = self.isChecked(), self.underMouse()
        box = QRectF(self.rect())
        if self._pill:
            painter.setPen(QPen(self._look.colour("edge" if on else "border"), 1))
            painter.setBrush(self._look.colour("hover" if on or hot else "card"))
            round_box = box.adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(round_box, round_box.height() / 2, round_box.height() / 2)
        elif on:
            line = QRectF(0, box.height() - 2, box.width(), 2)
            painter.fillRect(line, self._look.colour("accent"))
        painter.setPen(self._look.colour("text" if on or hot else "muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())


class ChoiceRow(QWidget):
    """Choices side by side, of which exactly one is chosen; arrow keys move between them."""

    chosen = Signal(str)

    def __init__(
        self, texts: Mapping[str, str], look: Look, *, pill: bool, names: str = ""
    ) -> None:
        """`texts` by their keys; `names` is a pattern with `{choice}` for accessible names."""
        super().__init__()
        self.buttons: dict[str, TextChoice] = {}
        self._group = QButtonGroup(self)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6 if pill else 18)
        for key, text in texts.items():
            button = TextChoice(text, look, pill=pill)
            button.setAccessibleName(names.format(choice=text) if names else text)
            button.toggled.connect(lambda on, key=key: self.chosen.emit(key) if on else None)
            self._group.addButton(button)
            self.buttons[key] = button
            box.addWidget(button)

    @property
    def key(self) -> str:
        """The key of the chosen one; empty before any was."""
        return next((key for key, one in self.buttons.items() if one.isChecked()), "")

    def choose(self, key: str) -> None:
        """Choose one, as a click would."""
        self.buttons[key].setChecked(True)
