"""A card with a title that shows a picture of figures, or the same figures as a table."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ui import insight_strings as words
from ui.buttons import Button
from ui.insights.table import FiguresTable
from ui.labels import SMALL, Style, label
from ui.look import Look
from ui.theme import Measure

_PICTURE, _TABLE, _NOTHING = 0, 1, 2
_HEADING = Style(Measure.TEXT_REASON, 600)


class Panel(QWidget):
    """Title, one line of help, and what is put into `body`."""

    def __init__(self, title: str, look: Look) -> None:
        super().__init__()
        self._look = look
        self.title = title
        self.setAccessibleName(title)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.addWidget(label(title, look, _HEADING))
        self.head.addStretch(1)
        self.help = label("", look, SMALL, wrap=True)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 12, 16, 14)
        self.body.setSpacing(6)
        self.body.addLayout(self.head)
        self.body.addWidget(self.help)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.colour("border"), 1))
        painter.setBrush(self._look.colour("card"))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, Measure.RADIUS_CARD, Measure.RADIUS_CARD)
        painter.end()


class PicturePanel(Panel):
    """A picture with its text alternative: a description, and the table behind one button."""

    def __init__(self, title: str, look: Look, columns: tuple[str, ...]) -> None:
        super().__init__(title, look)
        self.table = FiguresTable(look, title)
        self.table.set_columns(columns)
        self.toggle = Button(words.AS_TABLE, look, "quiet", small=True)
        self.toggle.clicked.connect(self._turn)
        self.head.addWidget(self.toggle)
        self._nothing = label("", look, Style(tone="muted"))
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._picture = QWidget()
        self._pages.addWidget(self._picture)
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._nothing)
        self._pages.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.body.addWidget(self._pages, 1)
        self._as_table = False
        self._name_toggle()

    @property
    def as_table(self) -> bool:
        """Whether the figures are shown as a table."""
        return self._as_table

    def set_picture(self, picture: QWidget) -> None:
        """Put the picture in its place; it is told apart by the panel's title."""
        self._pages.removeWidget(self._picture)
        self._picture.deleteLater()
        self._picture = picture
        picture.setAccessibleName(self.title)
        picture.setAccessibleDescription(self.accessibleDescription())
        self._pages.insertWidget(_PICTURE, picture)
        self._show()

    def tell(self, help_text: str, spoken: str) -> None:
        """Say what there is to see, under the title and to screen readers."""
        self.help.setText(help_text)
        self.help.setVisible(bool(help_text))
        self._nothing.setText("")
        self._picture.setAccessibleDescription(spoken)
        self.setAccessibleDescription(spoken)
        self._show()

    def tell_nothing(self, why: str) -> None:
        """There is nothing to draw."""
        self.help.hide()
        self._nothing.setText(why)
        self.setAccessibleDescription(why)
        self._show()

    def _turn(self) -> None:
        self._as_table = not self._as_table
        self._name_toggle()
        self._show()

    def _name_toggle(self) -> None:
        text = words.AS_PLOT if self._as_table else words.AS_TABLE
        self.toggle.setText(text)
        name = words.AS_TABLE_NAME.format(what=text, title=self.title)
        self.toggle.setAccessibleName(name)

    def _show(self) -> None:
        nothing = bool(self._nothing.text())
        self.toggle.setVisible(not nothing)
        picture = _TABLE if self._as_table else _PICTURE
        self._pages.setCurrentIndex(_NOTHING if nothing else picture)
