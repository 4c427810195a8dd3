"""The one raised surface of the window: a rounded frame with a painted shadow, as child widgets.

A child widget moves with the window, takes no focus when shown and works without a compositor.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGraphicsOpacityEffect, QWidget

from ui.look import Look
from ui.theme import Measure

_ROOM_BELOW = 8
_STRENGTH = 5.3  # steps' worth of black right at the edge


class Shadow(QWidget):
    """A soft shadow under another widget; the mouse goes through it."""

    def __init__(self, look: Look, over: Raised) -> None:
        super().__init__(over.parentWidget())
        self._look = look
        self._over = over
        self._drawn: tuple[tuple[int, int, float, str], QImage] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def follow(self) -> None:
        """Take the place and the visibility of the widget above."""
        margin = Measure.SHADOW_BLUR
        self.setGeometry(
            self._over.geometry().adjusted(-margin, -margin, margin, margin + _ROOM_BELOW)
        )
        cast = self._over.casts_shadow and self._look.theme.shadow > 0
        self.setVisible(cast and not self._over.isHidden())
        self.stackUnder(self._over)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Blit the shadow, drawn once for each size, scale and theme."""
        key = (self.width(), self.height(), self.devicePixelRatioF(), self._look.theme.name)
        if self._drawn is None or self._drawn[0] != key:
            self._drawn = (key, self._draw())
        painter = QPainter(self)
        painter.drawImage(0, 0, self._drawn[1])
        painter.end()

    def _draw(self) -> QImage:
        """One rounded rectangle a step, from the outside in, each a little darker."""
        ratio = self.devicePixelRatioF()
        image = QImage(self.size() * ratio, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.setPen(Qt.PenStyle.NoPen)
        margin = Measure.SHADOW_BLUR
        box = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin - _ROOM_BELOW)
        box.translate(0, Measure.SHADOW_DROP)
        for step in reversed(range(Measure.SHADOW_BLUR)):
            black = QColor(Qt.GlobalColor.black)
            near = 1 - step / Measure.SHADOW_BLUR
            black.setAlphaF(self._look.theme.shadow * _STRENGTH * near * near)
            painter.setBrush(black)
            radius = Measure.RADIUS_CARD + step
            painter.drawRoundedRect(box.adjusted(-step, -step, step, step), radius, radius)
        painter.end()
        return image


class Raised(QFrame):
    """A rounded surface of the card colour with a hairline and a shadow; hidden until `rise`."""

    radius = Measure.RADIUS_CARD
    fill = "card"
    outline = "border"
    casts_shadow = True

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.home = parent
        self._look = look
        self._shadow = Shadow(look, self)
        self._fade: QVariantAnimation | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.hide()

    def rise(self, box: QRect) -> None:
        """Show it at `box`, above everything, without taking the focus."""
        appearing = self.isHidden()
        self.setGeometry(box)
        self.show()
        self.raise_()
        self._shadow.follow()
        if appearing and not self._look.reduce_motion:
            self._fade_in()

    def sink(self) -> None:
        """Hide it and its shadow."""
        self._end_fade()
        self.hide()
        self._shadow.follow()

    def moveEvent(self, event: QEvent) -> None:
        """Take the shadow along."""
        self._shadow.follow()

    def resizeEvent(self, event: QEvent) -> None:
        """Take the shadow along."""
        self._shadow.follow()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the surface stays here; the text beneath does not see it."""
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill and hairline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._look.colour(self.fill))
        pen = QPen(self._look.colour(self.outline), 1)
        painter.setPen(pen)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, self.radius, self.radius)
        painter.end()

    def _fade_in(self) -> None:
        effect = QGraphicsOpacityEffect(self)
        effect.setOpacity(0.0)
        self.setGraphicsEffect(effect)
        fade = QVariantAnimation(self)
        fade.setDuration(Measure.FADE_MS)
        fade.setStartValue(0.0)
        fade.setEndValue(1.0)
        fade.valueChanged.connect(effect.setOpacity)
        fade.finished.connect(self._end_fade)
        self._fade = fade
        fade.start()

    def _end_fade(self) -> None:
        if self._fade is not None:
            fade, self._fade = self._fade, None
            fade.stop()
            fade.deleteLater()
            # An effect left in place would draw the card through a picture for good.
            self.setGraphicsEffect(None)  # type: ignore[arg-type]
