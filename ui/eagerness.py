"""The eagerness slider with what it would mean here; it sets nothing until it is let go."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from ui import strings
from ui.buttons import wants_ring
from ui.labels import SMALL, label
from ui.look import Look

_STEPS = 20
_HANDLE = 7.0
_SETTLE_MS = 250


class _Track(QSlider):
    """A slider drawn as a 3 px track with a round handle."""

    def __init__(self, look: Look) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._look = look
        self._ring = False
        self.setRange(0, _STEPS)
        self.setPageStep(_STEPS // 4)
        self.setAccessibleName(strings.EAGERNESS)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        """24 px high."""
        return QSize(160, 24)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether the keyboard brought the focus."""
        self._ring = wants_ring(event.reason())
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Track, part to the left in accent, handle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        left, right = _HANDLE + 1, self.width() - _HANDLE - 1
        at = left + (right - left) * self.value() / _STEPS
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("edge"))
        painter.drawRoundedRect(QRectF(left, middle - 1.5, right - left, 3), 1.5, 1.5)
        painter.setBrush(self._look.colour("accent"))
        painter.drawRoundedRect(QRectF(left, middle - 1.5, at - left, 3), 1.5, 1.5)
        painter.setBrush(self._look.colour("card"))
        ring = self._ring and self.hasFocus()
        painter.setPen(QPen(self._look.colour("accent"), 3 if ring else 2))
        painter.drawEllipse(QPointF(at, middle), _HANDLE - 1, _HANDLE - 1)
        painter.end()


class Eagerness(QWidget):
    """Quiet to eager, 0 to 1. `preview(value)` gives marks here and the share kept."""

    chosen = Signal(float)  # once it rests

    def __init__(self, look: Look, preview: Callable[[float], tuple[int, float]]) -> None:
        super().__init__()
        self._preview = preview
        self.track = _Track(look)
        self._line = label("", look, SMALL)
        ends = QHBoxLayout()
        ends.addWidget(label(strings.QUIET, look, SMALL))
        ends.addStretch(1)
        ends.addWidget(label(strings.EAGER, look, SMALL))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(ends)
        box.addWidget(self.track)
        box.addWidget(self._line)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_SETTLE_MS)
        self._rest.timeout.connect(lambda: self.chosen.emit(self.value()))
        self.track.valueChanged.connect(self._moved)

    @property
    def line(self) -> str:
        """What it says about the present value."""
        return self._line.text()

    def value(self) -> float:
        """Where it stands."""
        return self.track.value() / _STEPS

    def set_value(self, value: float) -> None:
        """Move it without choosing."""
        self.track.blockSignals(True)
        self.track.setValue(round(value * _STEPS))
        self.track.blockSignals(False)
        self.refresh()

    def refresh(self) -> None:
        """Say anew what the value means; the draft may have changed."""
        marks, kept = self._preview(self.value())
        if marks:
            text = strings.EAGERNESS_PREVIEW.format(
                marks=strings.count(strings.MARK_COUNT, marks), kept=round(kept * 10)
            )
        else:
            text = strings.EAGERNESS_EMPTY
        self._line.setText(text)
        self.track.setAccessibleDescription(text)

    def _moved(self) -> None:
        self.refresh()
        self._rest.start()
