"""The card's menu of further answers: four ways to say no, thumbs, a report."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from suggest import Dismissal
from ui import strings
from ui.buttons import Button, PaintedCommand
from ui.card_text import CardText, shortened
from ui.labels import SMALL, STRONG, hairline, keycap, label
from ui.look import Look
from ui.raised import Raised
from ui.theme import Measure

DISMISSALS = (
    (Dismissal.NOT_NOW, strings.NOT_NOW, strings.KEY_ESCAPE, Qt.Key.Key_Escape),
    (Dismissal.NOT_HERE, strings.NOT_HERE, "H", Qt.Key.Key_H),
    (Dismissal.NOT_PHRASE, strings.NOT_PHRASE, "P", Qt.Key.Key_P),
    (Dismissal.MUTE_RULE, strings.MUTE_RULE, "M", Qt.Key.Key_M),
)
_OF_UNKNOWN = {
    Dismissal.NOT_PHRASE: strings.ADD_WORD,
    Dismissal.MUTE_RULE: strings.MUTE_UNKNOWN,
}
_PHRASE_LENGTH = 24
_SIDE = 12
_WIDTH = Measure.MENU - 12


def dismissal_titles(*, unknown: bool) -> dict[Dismissal, str]:
    """The names of the answers in the order they are offered.

    For a word that is in no list the dictionary comes first, and muting says how much it silences.
    """
    titles = {how: title for how, title, _, _ in DISMISSALS}
    if not unknown:
        return titles
    first = {Dismissal.NOT_PHRASE: strings.ADD_WORD}
    return {**first, **titles, **_OF_UNKNOWN}


def dismissal_help(how: Dismissal, text: CardText) -> str:
    """One line saying what a dismissal does to this very mark."""
    if text.unknown and how is Dismissal.NOT_PHRASE:
        return strings.ADD_WORD_HELP.format(phrase=shortened(text.old, _PHRASE_LENGTH))
    if text.unknown and how is Dismissal.MUTE_RULE:
        return strings.MUTE_UNKNOWN_HELP
    if how is Dismissal.NOT_NOW:
        return strings.NOT_NOW_HELP
    if how is Dismissal.NOT_HERE:
        return strings.NOT_HERE_HELP
    if how is Dismissal.NOT_PHRASE:
        return strings.NOT_PHRASE_HELP.format(phrase=shortened(text.old, _PHRASE_LENGTH))
    return strings.MUTE_RULE_HELP.format(rule=text.rule)


class _Row(PaintedCommand):
    """A title with its key, and under it what it does."""

    def __init__(self, title: str, key: str, look: Look) -> None:
        super().__init__(look)
        self.title = label(title, look, STRONG)
        self.help: QLabel = label("", look, SMALL, wrap=True)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(keycap(key, look))
        box = QVBoxLayout(self)
        box.setContentsMargins(_SIDE, 6, _SIDE, 6)
        box.setSpacing(1)
        box.addLayout(top)
        box.addWidget(self.help)

    def sizeHint(self) -> QSize:
        """The menu's width; the title, and what it does on one line or two."""
        metrics = self.help.fontMetrics()
        long = metrics.horizontalAdvance(self.help.text()) > _WIDTH - 2 * _SIDE
        return QSize(_WIDTH, 50 + (metrics.lineSpacing() if long else 0))

    def describe(self, title: str, text: str) -> None:
        """Say what it is and does."""
        self.title.setText(title)
        self.help.setText(text)
        self.setFixedHeight(self.sizeHint().height())
        self.setAccessibleName(f"{title}. {text}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses the row; arrows are left to the menu."""
        # They would move among all buttons of the window; the menu moves among its own.
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
            return
        super().keyPressEvent(event)

    def draw(self, painter: QPainter) -> None:
        """Hover fill."""
        if self.underMouse() or self.hasFocus():
            self.fill_hover(painter)


class CardMenu(Raised):
    """The menu itself, 300 px wide; a child widget beside the card."""

    radius = Measure.RADIUS_MENU
    chosen = Signal(object)  # Dismissal
    rated = Signal(bool)  # thumbs up or down
    report_wanted = Signal()
    sent_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.setAccessibleName(strings.CARD_MORE)
        self._rows: dict[Dismissal, _Row] = {}
        box = self._box = QVBoxLayout(self)
        box.setContentsMargins(6, 6, 6, 6)
        box.setSpacing(0)
        self._list = QVBoxLayout()
        box.addLayout(self._list)
        for how, title, key, _ in DISMISSALS:
            row = _Row(title, key, look)
            row.clicked.connect(lambda _=False, how=how: self.chosen.emit(how))
            self._rows[how] = row
            self._list.addWidget(row)
        box.addSpacing(4)
        box.addWidget(hairline())
        box.addSpacing(4)
        good = self._button(strings.GOOD, lambda: self.rated.emit(True))
        bad = self._button(strings.BAD, lambda: self.rated.emit(False))
        self._sent = self._button(strings.SENT_MENU, self.sent_wanted.emit)
        report = self._button(strings.REPORT, self.report_wanted.emit)
        for left, right in ((good, bad), (report, self._sent)):
            pair = QHBoxLayout()
            pair.setContentsMargins(4, 0, 4, 0)
            pair.addWidget(left)
            pair.addStretch(1)
            pair.addWidget(right)
            box.addLayout(pair)
        self._last = (good, bad, report, self._sent)

    def show_text(self, text: CardText) -> None:
        """Describe the answers for another suggestion."""
        titles = dismissal_titles(unknown=text.unknown)
        self._rows = {how: self._rows[how] for how in titles}  # in the order they are offered
        for place, (how, row) in enumerate(self._rows.items()):
            row.describe(titles[how], dismissal_help(how, text))
            self._list.insertWidget(place, row)
        self._sent.setVisible(text.remote)

    @property
    def stops(self) -> list[QWidget]:
        """What the keyboard can reach now."""
        every = (*self._rows.values(), *self._last)
        return [stop for stop in every if stop is not self._sent or not stop.isHidden()]

    def take_focus(self) -> None:
        """Put the focus on the first row, for the keyboard."""
        self.stops[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def holds_focus(self) -> bool:
        """Whether one of its rows has the focus."""
        return any(stop.hasFocus() for stop in self.stops)

    def height_wanted(self) -> int:
        """The height of the menu in px."""
        return self._box.sizeHint().height()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move; the letters shown beside the rows choose them."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(1 if event.key() == Qt.Key.Key_Down else -1)
            return
        for how, _, _, key in DISMISSALS:
            if event.key() == key and not event.modifiers():
                self.chosen.emit(how)
                return
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays inside the menu."""
        self._step(1 if forward else -1)
        return True

    def _button(self, title: str, act: Callable[[], object]) -> Button:
        button = Button(title, self._look, "quiet", small=True)
        button.clicked.connect(lambda _=False: act())
        return button

    def _step(self, by: int) -> None:
        now = next((n for n, stop in enumerate(self.stops) if stop.hasFocus()), -by)
        reason = Qt.FocusReason.TabFocusReason if by > 0 else Qt.FocusReason.BacktabFocusReason
        self.stops[(now + by) % len(self.stops)].setFocus(reason)
