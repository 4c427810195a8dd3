"""The one sheet of a first start: what Stet does, and who is to read; Offline unless changed."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from ui import engine_strings as words
from ui import strings
from ui.buttons import Button, wants_ring
from ui.labels import SMALL, Style, label
from ui.look import Look
from ui.raised import Raised
from ui.theme import Measure

OFFLINE = "offline"
_WIDE = 420
_EDGES = (32, 16, 8)
_TITLE, _LEAD = 30, 15
_CARD_EDGE = 15
_VEIL = 0.86
"""How much the page behind steps back."""
_LIFT = 0.45
"""Where the free height is split: a little above the middle."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
"""What Windows says for the key that makes @ and € on many keyboards."""
_HELD = _ALT_GR | Qt.KeyboardModifier.MetaModifier


class EngineCard(QRadioButton):
    """One choice: its name, and under it what it means. Arrow keys go from one to the next."""

    def __init__(self, engine: str, look: Look, parent: QWidget) -> None:
        title, note = words.FIRST_CHOICES[engine]
        super().__init__(title, parent)
        self.engine = engine
        self._note = note
        self._look = look
        self._ring = False
        self._title_font = look.fonts.ui(Measure.TEXT_REASON, 600)
        self._note_font = look.fonts.ui(Measure.TEXT_SMALL)
        self.setAccessibleName(title)
        self.setAccessibleDescription(note)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedHeight(58)

    def sizeHint(self) -> QSize:
        """As wide as the sheet leaves."""
        return QSize(_WIDE - 2 * _EDGES[0], 58)

    def hitButton(self, at: object) -> bool:
        """All of it can be clicked."""
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether the keyboard brought the focus; arrow keys do too."""
        self._ring = wants_ring(event.reason())
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card; the chosen one has the accent round it, twice as wide or more."""
        look, chosen = self._look, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plain = look.theme.border != look.theme.text  # in high contrast the colour says little
        wide = (2 if plain else 4) if chosen else 1
        painter.setPen(QPen(look.colour("accent" if chosen else "border"), wide))
        lit = (self._ring and self.hasFocus()) or (self.underMouse() and not chosen)
        painter.setBrush(look.colour("hover" if lit else "card"))
        inset = wide / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, Measure.RADIUS_MENU, Measure.RADIUS_MENU)
        room = self.rect().adjusted(_CARD_EDGE, 0, -_CARD_EDGE, 0)
        middle = self.height() // 2
        painter.setFont(self._title_font)
        painter.setPen(look.colour("text"))
        painter.drawText(
            QRect(room.x(), middle - 19, room.width(), 20),
            Qt.AlignmentFlag.AlignVCenter,
            self.text(),
        )
        painter.setFont(self._note_font)
        painter.setPen(look.colour("muted"))
        painter.drawText(
            QRect(room.x(), middle, room.width(), 18), Qt.AlignmentFlag.AlignVCenter, self._note
        )
        painter.end()


class _Sheet(Raised):
    """The sheet itself, in the colour of the page."""

    radius = Measure.RADIUS_CARD
    fill = "bg"

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.cards = [EngineCard(engine, look, self) for engine in words.FIRST_CHOICES]
        self.cards[0].setChecked(True)
        self.begin = Button(words.FIRST_START, look, "primary")
        self._box = box = QVBoxLayout(self)
        box.setSpacing(0)
        box.addWidget(label(strings.APP, look, Style(_TITLE, 600)))
        box.addSpacing(8)
        box.addWidget(label(words.FIRST_LEAD, look, Style(_LEAD)))
        box.addSpacing(18)
        for card in self.cards:
            box.addWidget(card)
            box.addSpacing(8)
        box.addSpacing(8)
        foot = QHBoxLayout()
        foot.addWidget(self.begin)
        foot.addStretch(1)
        foot.addWidget(label(words.FIRST_LATER, look, SMALL))
        box.addLayout(foot)

    def fit(self, high: int) -> QSize:
        """Its size in a page so high; the edges give way in a low one."""
        for edge in _EDGES:
            self._box.setContentsMargins(_EDGES[0], edge, _EDGES[0], edge)
            if self._box.sizeHint().height() <= high:
                break
        return QSize(_WIDE, self._box.sizeHint().height())


class FirstRun(QWidget):
    """Covers the page until it is answered; `answered` is sent once, with an engine.

    Esc, a click beside the sheet and any letter mean "offline". A letter is handed on by `typed`,
    after the answer.
    """

    answered = Signal(str)
    typed = Signal(QKeyEvent)

    def __init__(self, look: Look, page: QWidget) -> None:
        super().__init__(page)
        self._look = look
        self._page = page
        self._over = False
        self.sheet = _Sheet(look, self)
        self.setAccessibleName(words.FIRST_NAME)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.sheet.begin.clicked.connect(lambda: self.answer(self.chosen))

    @property
    def chosen(self) -> str:
        """The engine of the card that is chosen."""
        return next(card.engine for card in self.sheet.cards if card.isChecked())

    def appear(self) -> None:
        """Show it over the whole page, with the focus on what is chosen."""
        self.show()
        self.arrange()
        self.sheet.cards[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def arrange(self) -> None:
        """Take the place of the page, panel and all; the sheet a little above its middle."""
        self.raise_()
        page = self._page.rect()
        self.setGeometry(page)
        size = self.sheet.fit(page.height() - 2 * _EDGES[-1])
        free = page.size() - size
        top = max(0, round(free.height() * _LIFT))
        self.sheet.rise(QRect((free.width()) // 2, top, size.width(), size.height()))

    def answer(self, engine: str) -> None:
        """Go, with this engine; only the first answer counts."""
        if self._over:
            return
        self._over = True
        self.sheet.sink()
        self.hide()
        self.answered.emit(engine)
        self.deleteLater()

    def focusNextPrevChild(self, following: bool) -> bool:
        """The tab key goes between the choice and the button."""
        begin = self.sheet.begin
        reason = Qt.FocusReason.TabFocusReason if following else Qt.FocusReason.BacktabFocusReason
        chosen = next(card for card in self.sheet.cards if card.isChecked())
        (chosen if begin.hasFocus() else begin).setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the choice, Esc stays offline, a letter begins to write."""
        if event.key() in _ENTER:
            self.answer(self.chosen)
        elif event.key() == Qt.Key.Key_Escape:
            self.answer(OFFLINE)
        elif _writes(event):
            letter = event.clone()
            self.answer(OFFLINE)
            self.typed.emit(letter)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the sheet: the writer wants the draft."""
        self.answer(OFFLINE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page steps back."""
        veil = QColor(self._look.colour("bg"))
        veil.setAlphaF(_VEIL)
        painter = QPainter(self)
        painter.fillRect(self.rect(), veil)
        painter.end()


def _writes(event: QKeyEvent) -> bool:
    """Whether the key writes something, rather than being a command."""
    held = event.modifiers() & _HELD
    text = event.text()
    return bool(text) and text.isprintable() and (not held or held == _ALT_GR)
