"""Ten dots for a confidence: as many filled as marks like this one are kept in ten."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.look import Look

_STEP, _RADIUS = 9.0, 2.9


class Dots(QWidget):
    """Ten dots, `n` of them filled; the sentence beside them is their accessible name."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._filled = 0
        self.setFixedSize(self.sizeHint())

    @property
    def filled(self) -> int:
        """How many dots are filled, 0 to 10."""
        return self._filled

    def show_tenths(self, filled: int, sentence: str) -> None:
        """Fill so many dots, said as `sentence`."""
        self._filled = min(10, max(0, filled))
        self.setAccessibleName(sentence)
        self.update()

    def sizeHint(self) -> QSize:
        """Room for ten dots."""
        return QSize(round(9 * _STEP + 2 * _RADIUS + 2), 15)  # as high as a line of text

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dots."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for n in range(10):
            centre = QPointF(_RADIUS + 1 + n * _STEP, self.height() / 2)
            if n < self._filled:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._look.colour("accent"))
                painter.drawEllipse(centre, _RADIUS, _RADIUS)
            else:
                painter.setPen(QPen(self._look.colour("edge"), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(centre, _RADIUS - 0.5, _RADIUS - 0.5)
        painter.end()
