"""Settings controls that draw themselves: a switch, a choice with a chevron, one to type in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QComboBox, QLineEdit

from ui.buttons import Painted, draw_ring, wants_ring
from ui.look import Look
from ui.theme import Measure

_TRACK = QSize(36, 20)
_CHEVRON = 16
_APART = "   "


class Switch(Painted):
    """On or off, with what it switches beside it, and a muted note after that."""

    def __init__(self, text: str, look: Look, note: str = "") -> None:
        super().__init__(look)
        self._note = note
        self.setText(text)
        self.setAccessibleDescription(note)
        self.setCheckable(True)
        self.setFont(look.fonts.ui(Measure.TEXT))

    def sizeHint(self) -> QSize:
        """Track and text."""
        wide = self.fontMetrics().horizontalAdvance(self.text() + _APART + self._note)
        return QSize(_TRACK.width() + 12 + wide + 4, Measure.BUTTON)

    def ring_box(self) -> QRectF:
        """Round track and text; the track begins at the very left."""
        return QRectF(self.rect()).adjusted(0, 1, -1, -1)

    def draw(self, painter: QPainter) -> None:
        """A round track with a knob, then the text."""
        look, on = self._look, self.isChecked()
        top = (self.height() - _TRACK.height()) / 2
        track = QRectF(1, top, _TRACK.width() - 2, _TRACK.height())
        painter.setPen(QPen(look.colour("accent" if on else "edge"), 1))
        painter.setBrush(look.colour("accent" if on else "card"))
        painter.drawRoundedRect(track, _TRACK.height() / 2, _TRACK.height() / 2)
        knob = 14.0
        left = track.right() - knob - 3 if on else track.left() + 3
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("on_accent" if on else "edge"))
        painter.drawEllipse(QRectF(left, top + 3, knob, knob))
        painter.setPen(look.colour("text" if self.isEnabled() else "edge"))
        room = QRectF(_TRACK.width() + 10, 0, self.width(), self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setPen(look.colour("muted"))
        room.adjust(self.fontMetrics().horizontalAdvance(self.text() + _APART), 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._note)


class Choice(QComboBox):
    """One of several values, drawn with a chevron; the wheel does not change it by accident."""

    def __init__(self, name: str, look: Look) -> None:
        super().__init__()
        self._look = look
        self._ring = False
        self.setAccessibleName(name)
        self.setFont(look.fonts.ui(Measure.TEXT))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumWidth(160)

    def sizeHint(self) -> QSize:
        """32 px high."""
        return QSize(max(160, super().sizeHint().width() + 16), Measure.BUTTON)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether the keyboard brought the focus."""
        self._ring = wants_ring(event.reason())
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Outline, value, chevron."""
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("edge"), 1))
        painter.setBrush(look.colour("card"))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, Measure.RADIUS_BUTTON, Measure.RADIUS_BUTTON)
        if not self.isEditable():
            painter.setPen(look.colour("text"))
            room = box.adjusted(12, 0, -_CHEVRON - 14, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.currentText())
        pixmap = look.icons.pixmap("chevron-down", "muted", _CHEVRON, self.devicePixelRatioF())
        across = self.width() - _CHEVRON - 9
        painter.drawPixmap(across, (self.height() - _CHEVRON) // 2, pixmap)
        if self._ring and self.hasFocus():
            draw_ring(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), look)
        painter.end()


class _Field(QLineEdit):
    """The field inside a choice, in the colours of its box.

    Qt asks the style sheet about the box round it, never about the field; so it has a palette,
    which every new sheet resets.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setObjectName("inside")
        self.setFrame(False)
        self.setTextMargins(8, 0, 0, 0)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the colours."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._colour()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the colours once the sheet has been applied."""
        super().showEvent(event)
        self._colour()

    def _colour(self) -> None:
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Base, self._look.colour("card"))
        if colours != self.palette():
            self.setPalette(colours)


class EditableChoice(Choice):
    """One of several texts, or one typed in; what is typed is never completed by itself."""

    def __init__(self, name: str, look: Look) -> None:
        super().__init__(name, look)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.field = _Field(look)
        self.setLineEdit(self.field)
        self.setCompleter(None)  # type: ignore[arg-type]  # None takes the usual one away
        self.field.setAccessibleName(name)
        self.field.setFont(self.font())

    def offer(self, texts: Sequence[str]) -> None:
        """Offer other texts; what stands in the field stays."""
        kept = self.currentText()
        self.blockSignals(True)
        self.clear()
        self.addItems(list(texts))
        self.setCurrentIndex(self.findText(kept))
        self.setEditText(kept)
        self.blockSignals(False)
