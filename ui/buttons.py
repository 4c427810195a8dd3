"""Buttons of the interface: a click never takes the caret, a ring shows only to the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from ui.icons import ICON
from ui.look import Look
from ui.theme import Measure

_RING_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_WEIGHTS = {"": 500, "primary": 600, "quiet": 400, "status": 500, "toast": 600}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def wants_ring(reason: Qt.FocusReason) -> bool:
    """Whether focus that came for this reason came by keyboard and so shows a ring."""
    return reason in _RING_REASONS


def draw_ring(painter: QPainter, box: QRectF, look: Look, role: str = "accent") -> None:
    """Draw the 2 px focus ring just inside `box`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.colour(role), 2))
    painter.drawRoundedRect(box, Measure.RADIUS_BUTTON - 1, Measure.RADIUS_BUTTON - 1)


class Button(QPushButton):
    """A text button; `role` is "", "primary", "quiet", "status" or "toast" and picks its look."""

    def __init__(self, text: str, look: Look, role: str = "", *, small: bool = False) -> None:
        super().__init__(text)
        self._look = look
        self._role = role
        self._ring = False
        self.setProperty("role", role)
        if small:
            self.setProperty("size", "small")
        self.setFont(look.fonts.ui(Measure.TEXT, _WEIGHTS[role]))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, like the space bar."""
        if event.key() in _ENTER:
            self.click()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether the keyboard brought the focus."""
        self._ring = wants_ring(event.reason())
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button and, for the keyboard, its ring."""
        super().paintEvent(event)
        if self._ring and self.hasFocus():
            primary = self._role == "primary"
            inset = 3.0 if primary else 1.0
            box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            painter = QPainter(self)
            draw_ring(painter, box, self._look, "on_accent" if primary else "accent")
            painter.end()


class Painted(QAbstractButton):
    """A button that draws itself; the ring round it, the base draws."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._ring = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def draw(self, painter: QPainter) -> None:
        """Draw all but the ring: the fill under the pointer, on which buttons draw their own."""
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            self.fill_hover(painter)

    def ring_box(self) -> QRectF:
        """Where the ring goes."""
        return QRectF(self.rect()).adjusted(1, 1, -1, -1)

    def fill_hover(self, painter: QPainter, radius: float = Measure.RADIUS_BUTTON) -> None:
        """Fill the whole button as one that the pointer is over."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("hover"))
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether the keyboard brought the focus."""
        self._ring = wants_ring(event.reason())
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button and, for the keyboard, its ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter)
        if self._ring and self.hasFocus():
            draw_ring(painter, self.ring_box(), self._look)
        painter.end()


class PaintedCommand(Painted):
    """One that does something at once, so Enter presses it like the space bar."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it."""
        if event.key() in _ENTER:
            self.click()
            return
        super().keyPressEvent(event)


class IconButton(PaintedCommand):
    """A 28 px button with an icon, a name for screen readers and a tooltip."""

    def __init__(self, icon: str, name: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._icon = icon
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """28 by 28."""
        return QSize(Measure.BUTTON_SMALL, Measure.BUTTON_SMALL)

    def draw(self, painter: QPainter) -> None:
        """Hover fill, icon in muted, accent while it is checked."""
        super().draw(painter)
        role = "accent" if self.isChecked() else "muted" if self.isEnabled() else "edge"
        pixmap = self._look.icons.pixmap(self._icon, role, ICON, self.devicePixelRatioF())
        at = (self.width() - ICON) // 2
        painter.drawPixmap(at, (self.height() - ICON) // 2, pixmap)
