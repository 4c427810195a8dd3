"""The side panel: all marks with filters, what was held back and why, the eagerness slider."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from suggest import EngineState, Kind
from ui import strings
from ui.buttons import Button, IconButton, Painted
from ui.eagerness import Eagerness
from ui.empty_page import EmptyPage
from ui.engine import WritingEngine
from ui.labels import SMALL, hairline, label
from ui.look import Look
from ui.panel_rows import held_rows, mark_rows
from ui.row_list import RowList
from ui.swatch import draw_shape
from ui.theme import Measure

_MARKS, _HELD = 0, 1
_RESTING = {
    EngineState.STARTING: strings.NOT_READ_YET,
    EngineState.OFF: strings.SWITCHED_OFF,
    EngineState.SNOOZED: strings.NOTHING_SNOOZED,
}


class _Choice(Painted):
    """The base of tabs and pills."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.setCheckable(True)


class Tab(_Choice):
    """A tab as text with its count; the chosen one is underlined in accent."""

    def __init__(self, name: str, look: Look) -> None:
        super().__init__(look)
        self._name = name
        self.setFont(look.fonts.ui(Measure.TEXT, 500))
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """Say how many rows are under it."""
        self.setText(f"{self._name}  {count:,}")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Its text and the room for the underline."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 4, 40)

    def draw(self, painter: QPainter) -> None:
        """Text and underline."""
        on = self.isChecked()
        painter.setPen(self._look.colour("text" if on or self.underMouse() else "muted"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if on:
            line = QRectF(0, self.height() - 2, self.width(), 2)
            painter.fillRect(line, self._look.colour("accent"))


class Pill(_Choice):
    """A filter: the shape of a class and how many marks it has; pressed in means shown."""

    def __init__(self, kind: Kind, look: Look) -> None:
        super().__init__(look)
        self._kind = kind
        self.setChecked(True)
        self.setFont(look.fonts.figures(Measure.TEXT_SMALL, 500))

    def set_count(self, count: int) -> None:
        """Show the number; a class without marks has no pill."""
        self.setText(f"{count:,}")
        name = strings.FILTER.format(kind=strings.KIND_NAMES[self._kind.value], count=count)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setVisible(count > 0)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Shape, number, and round ends."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 50, Measure.PILL)

    def draw(self, painter: QPainter) -> None:
        """A filled pill while its class is shown, an empty one while it is not."""
        on = self.isChecked()
        painter.setPen(QPen(self._look.colour("border"), 1))
        fill = "hover" if self.underMouse() else "card" if on else "chrome"
        painter.setBrush(self._look.colour(fill))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        if not on:
            painter.setOpacity(0.45)
        draw_shape(painter, self._kind, QRectF(9, 0, 22, self.height()), self._look)
        painter.setPen(self._look.colour("text" if on else "muted"))
        room = QRectF(36, 0, self.width() - 36, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setOpacity(1.0)


class SidePanel(QWidget):
    """328 px at the right. Reads the engine when told to `refresh`."""

    mark_chosen = Signal(str)
    mark_opened = Signal(str, bool)  # id, whether by keyboard
    held_chosen = Signal(str)
    show_anyway = Signal(str)
    sent_wanted = Signal(str)
    closed = Signal()

    def __init__(self, engine: WritingEngine, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._engine = engine
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(strings.SIDE_PANEL)
        self.tabs = (Tab(strings.TAB_MARKS, look), Tab(strings.TAB_HELD, look))
        self.close_button = IconButton("x", strings.CLOSE_PANEL, look)
        self.pills = {kind: Pill(kind, look) for kind in Kind}
        self.marks = RowList(look, strings.TAB_MARKS)
        self.held = RowList(look, strings.TAB_HELD)
        self.eagerness = Eagerness(look, engine.preview)
        self.anyway = Button(strings.SHOW_ANYWAY, look, small=True)
        self.sent = Button(strings.SENT_MENU, look, "quiet", small=True)
        self._remote: frozenset[str] = frozenset()  # what is held back and came from a model
        self.nothing = EmptyPage(look, small=True)
        self._held_intro = label("", look, SMALL, wrap=True)
        self._pages = QStackedWidget()
        self._lay_out(look)
        self._connect()
        self.tabs[_MARKS].setChecked(True)
        self.refresh()

    def show_held(self) -> None:
        """Turn to what was held back."""
        self.tabs[_HELD].setChecked(True)

    def refresh(self) -> None:
        """Read the engine anew; rows that did not change are not touched."""
        suggestions, held = self._engine.suggestions(), self._engine.held()
        hidden = frozenset(kind for kind, pill in self.pills.items() if not pill.isChecked())
        rows = mark_rows(self._engine, hidden)
        for kind, pill in self.pills.items():
            pill.set_count(sum(1 for one in suggestions if one.proposal.kind is kind))
        self.tabs[_MARKS].set_count(len(suggestions))
        self.tabs[_HELD].set_count(len(held))
        self.marks.set_rows(rows)
        self.held.set_rows(held_rows(held))
        self.marks.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        resting = _RESTING.get(self._engine.state, "")
        nothing = resting or strings.NOTHING_TO_MARK
        told = bool(held) and not suggestions and not resting
        note = strings.HELD_COUNT.format(n=len(held)) if told else ""
        self.nothing.say(strings.ALL_FILTERED if suggestions else nothing, note)
        self._held_intro.setText(strings.HELD_INTRO if held else strings.NOTHING_HELD)
        self._remote = frozenset(one.id for one in held if one.proposal.origin is not None)
        self._enable()
        self.eagerness.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the draft."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def take_focus(self) -> None:
        """Put the focus on the list, for the keyboard."""
        page = self.marks if self.tabs[_MARKS].isChecked() else self.held
        target = page if page.isVisible() else self.tabs[self._pages.currentIndex()]
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _lay_out(self, look: Look) -> None:
        group = QButtonGroup(self)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 8, 0)
        head.setSpacing(18)
        for number, tab in enumerate(self.tabs):
            group.addButton(tab, number)
            head.addWidget(tab)
        head.addStretch(1)
        head.addWidget(self.close_button)
        group.idToggled.connect(lambda n, on: self._pages.setCurrentIndex(n) if on else None)
        self._pages.addWidget(self._marks_page())
        self._pages.addWidget(self._held_page())
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(hairline())
        box.addWidget(self._pages, 1)

    def _marks_page(self) -> QWidget:
        pills = QHBoxLayout()
        pills.setContentsMargins(16, 10, 16, 8)
        pills.setSpacing(6)
        for pill in self.pills.values():
            pills.addWidget(pill)
        pills.addStretch(1)
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(pills)
        box.addWidget(self.marks, 1)
        box.addWidget(self.nothing, 1)
        box.addWidget(_foot(self.eagerness))
        return page

    def _held_page(self) -> QWidget:
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self._held_intro.setContentsMargins(16, 12, 16, 0)
        box.addWidget(self._held_intro)
        box.addWidget(self.held, 1)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.anyway, 1)
        row.addWidget(self.sent)
        box.addWidget(_foot(buttons))
        return page

    def _connect(self) -> None:
        self.close_button.clicked.connect(self.closed)
        for pill in self.pills.values():
            pill.toggled.connect(self.refresh)
        self.marks.chosen.connect(self.mark_chosen)
        self.marks.opened.connect(self.mark_opened)
        self.held.chosen.connect(self._chose_held)
        self.held.opened.connect(lambda held_id, _: self._chose_held(held_id))
        self.anyway.clicked.connect(self._force)
        self.sent.clicked.connect(lambda: self.sent_wanted.emit(self.held.chosen_id))

    def _chose_held(self, held_id: str) -> None:
        self._enable()
        self.held_chosen.emit(held_id)

    def _enable(self) -> None:
        chosen = self.held.chosen_id
        self.anyway.setEnabled(bool(chosen))
        self.sent.setVisible(chosen in self._remote)

    def _force(self) -> None:
        if self.held.chosen_id:
            self.show_anyway.emit(self.held.chosen_id)


def _foot(content: QWidget) -> QWidget:
    foot = QWidget()
    foot.setObjectName("panelfoot")
    foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    box = QVBoxLayout(foot)
    box.setContentsMargins(16, 12, 16, 14)
    box.addWidget(content)
    return foot
