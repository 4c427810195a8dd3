"""A short message at the bottom with one way back; it goes by itself, unless pointed at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import strings
from ui.announce import announce
from ui.buttons import Button
from ui.card_text import shortened
from ui.labels import label
from ui.look import Look
from ui.raised import Raised
from ui.theme import Measure

_EDGE = 24  # px over the status bar
_LONGEST = 110


class Toast(Raised):
    """One message at a time; a new one takes the place of the old."""

    radius = Measure.RADIUS_MENU
    fill = "text"
    outline = "text"

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._act: Callable[[], None] | None = None
        self._ends_with_edit = False
        self._text = label("", look)
        self._text.setProperty("tone", "toast")
        self.button = Button(strings.UNDO, look, "toast")
        row = self._box = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 10, 4)
        row.setSpacing(16)
        row.addWidget(self._text)
        row.addWidget(self.button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(Measure.TOAST_MS)
        self._timer.timeout.connect(self.sink)
        self.button.clicked.connect(self._press)

    @property
    def text(self) -> str:
        """What it says; "" while it is hidden."""
        return "" if self.isHidden() else self._text.text()

    def say(self, text: str, action: str = "", act: Callable[[], None] | None = None) -> None:
        """Show `text` for six seconds, with a button named `action` that calls `act`."""
        self._act = act
        self._ends_with_edit = False
        self._text.setText(shortened(text, _LONGEST))
        self.button.setText(action or strings.UNDO)
        self.button.setVisible(bool(action))
        self.place()
        self._timer.start()
        announce(self.home, text)

    def say_undoable(self, text: str, undo: Callable[[], None]) -> None:
        """As `say` for an edit of the draft; the next edit ends it, or undo would hit that one."""
        self.say(text, strings.UNDO, undo)
        self._ends_with_edit = True

    def edited(self) -> None:
        """The draft was edited."""
        if self._ends_with_edit:
            self.sink()

    def place(self) -> None:
        """Put it in the bottom middle of its parent."""
        room = self.home.rect()
        size = self._box.sizeHint()
        wide, high = min(size.width(), room.width() - 32), max(40, size.height())
        left = (room.width() - wide) // 2
        self.rise(QRect(left, room.height() - high - _EDGE, wide, high))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Wait while the pointer is on it."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Go on counting."""
        self._timer.start()
        super().leaveEvent(event)

    def _press(self) -> None:
        act, self._act = self._act, None
        self.sink()
        if act is not None:
            act()
