"""Pieces of the card: header, an alternative, the field for editing; none decides anything."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from ui import strings
from ui.buttons import IconButton, PaintedCommand
from ui.card_text import CardText, shortened
from ui.labels import SMALL, Style, label
from ui.look import Look
from ui.swatch import Swatch
from ui.theme import Measure

_KEY = 18  # side of a keycap, px
_ROW = 26
_FIELD_LINES = 3
_LONG_QUOTE = 200
KEY_ICON = QSize(20, 14)  # the Enter key on a button, with air before it that Qt does not leave


def key_icon(look: Look, ratio: float) -> QIcon:
    """The Enter key, KEY_ICON large, for a screen of that scale."""
    spaced = QPixmap(KEY_ICON * ratio)
    spaced.setDevicePixelRatio(ratio)
    spaced.fill(Qt.GlobalColor.transparent)
    side = KEY_ICON.height()
    painter = QPainter(spaced)
    key = look.icons.pixmap("corner-down-left", "on_accent", side, ratio)
    painter.drawPixmap(KEY_ICON.width() - side, 0, key)
    painter.end()
    return QIcon(spaced)


class CardHeader(QWidget):
    """Swatch and class, "1 of 4", previous, next, more."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._swatch = Swatch(look)
        self._name = label("", look, Style(weight=600))
        self._count = label("", look, SMALL)
        self._count.setFont(look.fonts.figures(Measure.TEXT_SMALL))
        self.previous = IconButton("chevron-up", strings.CARD_PREVIOUS, look)
        self.next = IconButton("chevron-down", strings.CARD_NEXT, look)
        self.more = IconButton("ellipsis", strings.CARD_MORE, look)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._swatch)
        row.addWidget(self._name)
        row.addStretch(1)
        row.addWidget(self._count)
        for button in (self.previous, self.next, self.more):
            row.addWidget(button)

    def show_text(self, text: CardText) -> None:
        """Describe another suggestion."""
        self._swatch.set_kind(text.kind)
        self._name.setText(text.kind_name)
        self._count.setText(strings.CARD_OF.format(n=text.index, total=text.total))
        for button in (self.previous, self.next):
            button.setVisible(text.total > 1)


class AlternativeRow(PaintedCommand):
    """One other wording, with the key that takes it."""

    def __init__(self, key: int, text: str, look: Look) -> None:
        super().__init__(look)
        self._key = str(key)
        self._shown = shortened(text, _LONG_QUOTE) or strings.DELETES
        self.setAccessibleName(strings.ALTERNATIVE.format(text=self._shown, key=key))
        self.setFont(look.fonts.prose(Measure.TEXT_REASON))

    def sizeHint(self) -> QSize:
        """As wide as there is room, one row high."""
        return QSize(120, _ROW)

    def draw(self, painter: QPainter) -> None:
        """Keycap and wording."""
        look = self._look
        if self.underMouse():
            self.fill_hover(painter)
        key = QRectF(0.5, (self.height() - _KEY) / 2 + 0.5, _KEY - 1, _KEY - 1)
        painter.setPen(QPen(look.colour("border"), 1))
        painter.setBrush(look.colour("card"))
        painter.drawRoundedRect(key, Measure.RADIUS_KEY, Measure.RADIUS_KEY)
        painter.setFont(look.fonts.ui(Measure.TEXT_KEY, 500))
        painter.setPen(look.colour("muted"))
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, self._key)
        painter.setFont(self.font())
        painter.setPen(look.colour("text"))
        room = QRectF(_KEY + 8, 0, self.width() - _KEY - 12, self.height())
        shown = self.fontMetrics().elidedText(
            self._shown, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)


class WordingField(QPlainTextEdit):
    """The replacement, to be edited before it is taken. Enter takes it, Esc goes back."""

    taken = Signal()
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("field")
        self.setAccessibleName(strings.EDIT_LABEL)
        self.setFont(look.fonts.prose(Measure.TEXT_TITLE))
        self.setTabChangesFocus(True)
        height = self.fontMetrics().lineSpacing() * _FIELD_LINES + 18
        self.setFixedHeight(height)

    def wording(self) -> str:
        """What is written, exactly; line breaks as line feeds."""
        # toPlainText would turn no-break spaces into plain ones.
        return self.document().toRawText().replace("\u2029", "\n")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes, Shift+Enter breaks the line, Esc goes back."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.taken.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
