"""A message across the top of the draft until it is answered; one at a time, others wait."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import strings
from ui.announce import announce
from ui.boxes import empty
from ui.buttons import Button, IconButton
from ui.labels import SMALL, Style, label
from ui.look import Look
from ui.messages import Message
from ui.raised import Raised
from ui.theme import Measure

_ICON = 20


class _Icon(QWidget):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.name = "info"
        self.setFixedSize(_ICON, _ICON)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        pixmap = self._look.icons.pixmap(self.name, "muted", _ICON, self.devicePixelRatioF())
        painter.drawPixmap(QRectF(self.rect()), pixmap, QRectF(pixmap.rect()))
        painter.end()


class Banner(Raised):
    """The banner of one window. `changed` is sent when it appears, goes or changes its height."""

    radius = Measure.RADIUS_MENU
    casts_shadow = False
    changed = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._queue: list[Message] = []
        self._icon = _Icon(look)
        self._title = label("", look, Style(weight=600), wrap=True)
        self._text = label("", look, SMALL, wrap=True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self.close_button = IconButton("x", strings.CLOSE, look)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._text)
        row = self.box = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 10, 10)
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addLayout(self._buttons)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.close_button.clicked.connect(self._next)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    @property
    def message(self) -> Message | None:
        """What is shown now."""
        return self._queue[0] if self._queue else None

    def tell(self, message: Message) -> None:
        """Show a message, or keep it until those before it are answered."""
        for n, waiting in enumerate(self._queue):
            if waiting.key == message.key:
                self._queue[n] = message
                break
        else:
            self._queue.append(message)
        self._show()

    def take_back(self, key: str) -> None:
        """Drop the message of that key, if it is there."""
        if self.holds(key):
            self._queue = [message for message in self._queue if message.key != key]
            self._show()

    def holds(self, key: str) -> bool:
        """Whether the message of that key is shown or waits."""
        return any(message.key == key for message in self._queue)

    def clear(self) -> None:
        """Drop every message."""
        self._queue.clear()
        self._show()

    def press(self, text: str) -> None:
        """Do what the button named `text` does."""
        message = self.message
        if message is None:
            return
        for action in message.actions:
            if action.text == text:
                self._next()
                action.act()
                return

    def _next(self) -> None:
        self._queue = self._queue[1:]
        self._show()

    def _show(self) -> None:
        message = self.message
        if message is None:
            self.sink()
            self.changed.emit()
            return
        self._icon.name = message.icon
        self._icon.update()
        self._title.setText(message.title)
        self._text.setText(message.text)
        self._text.setVisible(bool(message.text))
        empty(self._buttons)
        for action in message.actions:
            button = Button(action.text, self._look)
            button.clicked.connect(lambda _=False, text=action.text: self.press(text))
            self._buttons.addWidget(button)
        self.show()
        self.changed.emit()
        announce(self.home, f"{message.title}. {message.text}")
