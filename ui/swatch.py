"""The shape of each class of marks, small: wave, line, dots, bar; for cards, rows and pills."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from suggest import Kind
from ui.look import Look

_WIDTH, _HEIGHT = 24, 16


def draw_shape(painter: QPainter, kind: Kind, box: QRectF, look: Look) -> None:
    """Draw the shape of `kind` in the middle of `box`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = look.mark_colour(kind)
    middle = box.center().y()
    if kind in (Kind.FACT, Kind.POST):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(box.center().x() - 1.5, middle - 6, 3, 12), 1.5, 1.5)
    elif kind is Kind.CORRECTNESS:
        painter.setPen(QPen(colour, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPath(_wave(box.left() + 1, box.right() - 1, middle))
    elif kind is Kind.TONE:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        across = box.left() + 2.0
        while across < box.right():
            painter.drawEllipse(QPointF(across, middle), 1.25, 1.25)
            across += 5
    else:
        painter.setPen(QPen(colour, 1.75))
        painter.drawLine(QPointF(box.left() + 1, middle), QPointF(box.right() - 1, middle))
    painter.restore()


def _wave(left: float, right: float, middle: float) -> QPainterPath:
    path = QPainterPath(QPointF(left, middle))
    across, bend = left, -2.8
    while across + 3.5 <= right:
        path.quadTo(QPointF(across + 1.75, middle + bend), QPointF(across + 3.5, middle))
        across, bend = across + 3.5, -bend
    return path


class Swatch(QWidget):
    """The shape of one class, 24 by 16."""

    def __init__(self, look: Look, kind: Kind = Kind.CLARITY) -> None:
        super().__init__()
        self._look = look
        self._kind = kind
        self.setFixedSize(self.sizeHint())

    def set_kind(self, kind: Kind) -> None:
        """Show the shape of another class."""
        self._kind = kind
        self.update()

    def sizeHint(self) -> QSize:
        """24 by 16."""
        return QSize(_WIDTH, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the shape."""
        painter = QPainter(self)
        draw_shape(painter, self._kind, QRectF(self.rect()), self._look)
        painter.end()
