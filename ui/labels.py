"""Text that is only read: labels by size and weight, keycaps, hairlines."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ui.look import Look
from ui.theme import Measure


class Style(NamedTuple):
    """Size in px, weight and the tone ("", "muted", "accent" or "danger") of a label."""

    size: int = Measure.TEXT
    weight: int = 400
    tone: str = ""


PLAIN = Style()
MUTED = Style(tone="muted")
SMALL = Style(Measure.TEXT_SMALL, tone="muted")
STRONG = Style(weight=500)
REASON = Style(Measure.TEXT_REASON)
TITLE = Style(Measure.TEXT_TITLE, 600)


def label(text: str, look: Look, style: Style = PLAIN, *, wrap: bool = False) -> QLabel:
    """A label of plain text (never rich text: it may hold the writer's own words)."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(look.fonts.ui(style.size, style.weight))
    made.setWordWrap(wrap)
    if style.tone:
        made.setProperty("tone", style.tone)
    return made


def key_name(keys: QKeySequence | QKeySequence.StandardKey) -> str:
    """The keys as this desktop names them, with gaps between them: "Ctrl O"."""
    native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    held, plus, last = native.rpartition("+")
    if not last:  # the last key is the plus itself
        held, plus, last = held.rpartition("+")[0], "+", "+"
    return f"{held.replace('+', ' ')} {last}" if plus and held else native


def keycap(text: str, look: Look) -> QLabel:
    """A key, drawn as one."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(look.fonts.ui(Measure.TEXT_KEY, 500))
    made.setProperty("role", "keycap")
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def hairline() -> QFrame:
    """A line across, one device pixel thin; decoration only."""
    made = QFrame()
    made.setProperty("role", "line")
    return made


_TOO_LITTLE = 4
"""So few letters of a text are not worth showing."""


class Elided(QWidget):
    """One line of plain text that ends in an ellipsis where there is no room for it."""

    def __init__(self, look: Look, style: Style = PLAIN) -> None:
        super().__init__()
        self._look = look
        self._style = style
        self._text = ""
        self.setFont(look.fonts.ui(style.size, style.weight))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    @property
    def text(self) -> str:
        """The whole text."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show another text; the whole of it stays the accessible name."""
        if text == self._text:
            return
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the whole text."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._text) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        """Room for the ellipsis."""
        return QSize(min(24, self.sizeHint().width()), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much of the text as fits."""
        painter = QPainter(self)
        painter.setPen(self._look.colour(self._style.tone or "text"))
        shown = self.fontMetrics().elidedText(
            self._text, Qt.TextElideMode.ElideMiddle, self.width()
        )
        if shown == self._text or len(shown) > _TOO_LITTLE:  # "1…d" would tell nothing
            painter.drawText(self.contentsRect(), Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()
