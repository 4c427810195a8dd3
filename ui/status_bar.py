"""The status bar: how long the draft is, how many marks it has, which engine reads it and where."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from suggest import EngineState
from ui import strings
from ui.buttons import Button, PaintedCommand
from ui.labels import SMALL, Elided
from ui.look import Look
from ui.theme import Measure

_DOT = 8
_GAP = 8


class ReaderWords(NamedTuple):
    """Who reads the text, in words; `role` is the theme token of the dot.

    `resting` says that a chosen model is not asked at the moment; `note` is the whole story;
    `short` stands for the detail where that has no room.
    """

    name: str = strings.ENGINE
    detail: str = strings.ENGINE_PRIVATE
    role: str = "accent"
    resting: bool = False
    note: str = ""
    short: str = ""


class EngineButton(PaintedCommand):
    """A dot, the engine's name and what it is doing; a press opens its menu."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._name, self._detail, self._role = strings.ENGINE, "", "accent"
        self._short = ""
        self._bold = look.fonts.ui(Measure.TEXT_SMALL, 500)
        self._plain = look.fonts.ui(Measure.TEXT_SMALL)
        self.setToolTip(strings.ENGINE_MENU)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @property
    def said(self) -> str:
        """Name and detail, as shown."""
        return f"{self._name} · {self._detail}"

    def fitting(self, room: int) -> str:
        """As much of the detail as fits into so many pixels: all, or what matters most of it."""
        metrics = QFontMetrics(self._plain)
        whole = metrics.horizontalAdvance(self._detail) <= room
        text = self._detail if whole or not self._short else self._short
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)

    def describe(self, name: str, detail: str, role: str, note: str = "", short: str = "") -> None:
        """Show another state; `role` is the theme token of the dot, `note` the whole story.

        `short` stands for the detail where that has no room.
        """
        self._name, self._detail, self._role, self._short = name, detail, role, short
        self.setAccessibleName(f"{strings.ENGINE_MENU}. {name}. {detail}")
        self.setAccessibleDescription(note)
        self.setToolTip(note or strings.ENGINE_MENU)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for everything on one line."""
        wide = QFontMetrics(self._bold).horizontalAdvance(self._name)
        wide += QFontMetrics(self._plain).horizontalAdvance(self._detail)
        return QSize(wide + _DOT + 3 * _GAP + 10, 24)

    def minimumSizeHint(self) -> QSize:
        """Room for the dot and the name; the detail may be cut."""
        return QSize(QFontMetrics(self._bold).horizontalAdvance(self._name) + 40, 24)

    def draw(self, painter: QPainter) -> None:
        """Dot, name, detail."""
        if self.underMouse():
            self.fill_hover(painter, Measure.RADIUS_KEY)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour(self._role))
        painter.drawEllipse(QRectF(5, (self.height() - _DOT) / 2, _DOT, _DOT))
        left = 5 + _DOT + _GAP
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._bold)
        painter.setPen(self._look.colour("text"))
        painter.drawText(QRectF(left, 0, self.width() - left, self.height()), middle, self._name)
        left += QFontMetrics(self._bold).horizontalAdvance(self._name) + _GAP
        painter.setFont(self._plain)
        painter.setPen(self._look.colour("muted"))
        room = QRectF(left, 0, self.width() - left - 4, self.height())
        painter.drawText(room, middle, self.fitting(int(room.width()) + 1))


class StatusBar(QWidget):
    """The bar itself, 32 px high."""

    engine_pressed = Signal()
    marks_pressed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("statusbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(Measure.STATUS)
        self._words = self._characters = 0
        self._selected: tuple[int, int] | None = None
        self._in_characters = False
        self._reader = ReaderWords()
        self._state = (EngineState.STARTING, "")
        self.count = Button("", look, "status")
        self.count.setFont(look.fonts.figures(Measure.TEXT_SMALL, 500))
        self.count.setToolTip(strings.COUNT_MENU)
        self._reading = Elided(look, SMALL)
        self._reading.setContentsMargins(0, 0, 0, 2)  # on one line with the buttons
        self.marks = Button("", look, "status")
        self.marks.setFont(look.fonts.figures(Measure.TEXT_SMALL))
        self.marks.setToolTip(strings.SIDE_PANEL)
        self.marks.setProperty("tone", "muted")
        self.engine = EngineButton(look)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 1, 10, 0)
        row.setSpacing(4)
        row.addWidget(self.count)
        row.addWidget(self._reading, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        row.addWidget(self.marks)
        row.addSpacing(6)
        row.addWidget(self.engine)
        self.count.clicked.connect(self._switch)
        self.marks.clicked.connect(self.marks_pressed)
        self.engine.clicked.connect(self.engine_pressed)

    def show_counts(self, words: int, characters: int, minutes: int) -> None:
        """How long the draft is."""
        self._words, self._characters = words, characters
        self._reading.set_text(strings.READING_TIME.format(n=minutes) if minutes else "")
        self._write()

    def show_selection(self, selected: tuple[int, int] | None) -> None:
        """How long the selection is, as (words, characters); None without one."""
        self._selected = selected
        self._write()

    def show_marks(self, count: int) -> None:
        """How many marks the draft has."""
        self.marks.setText(strings.count(strings.MARK_COUNT, count))

    def show_state(self, state: EngineState, detail: str) -> None:
        """What the engine is doing; `detail` replaces the usual words if there are any."""
        self._state = (state, detail)
        if state not in _STATES:
            self._show_reading(detail)
            return
        name, usual, role = _STATES[state]
        self.engine.describe(name or self._reader.name, detail or usual, role)

    def show_reader(self, reader: ReaderWords) -> None:
        """Who reads the text from now on."""
        self._reader = reader
        self.show_state(*self._state)

    def _show_reading(self, detail: str) -> None:
        reader = self._reader
        if detail and not reader.resting:  # a sentence about the last call; the next may go well
            self.engine.describe(reader.name, detail, "fact", detail)
        else:
            self.engine.describe(*reader[:3], reader.note, reader.short)

    def _switch(self) -> None:
        self._in_characters = not self._in_characters
        self._write()

    def _write(self) -> None:
        n = int(self._in_characters)
        forms = (strings.WORD_COUNT, strings.CHARACTER_COUNT)[n]
        total = (self._words, self._characters)[n]
        text = strings.count(forms, total)
        if self._selected is not None:
            text = strings.SELECTION_COUNT.format(words=f"{self._selected[n]:,}", total=text)
        self.count.setText(text)
        self.count.setAccessibleName(f"{text}. {strings.COUNT_MENU}")


_STATES = {
    EngineState.STARTING: ("", strings.ENGINE_STARTING, "accent"),
    EngineState.SNOOZED: (strings.ENGINE_SNOOZED, strings.ENGINE_SNOOZED_DETAIL, "edge"),
    EngineState.OFF: (strings.ENGINE_OFF, strings.ENGINE_OFF_DETAIL, "edge"),
    EngineState.OTHER_LANGUAGE: ("", strings.ENGINE_OTHER, "fact"),
    EngineState.FAILED: (strings.ENGINE, strings.ENGINE_FAILED, "fact"),
}
