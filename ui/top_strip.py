"""The strip over the draft: its name, whether it is saved, and the few buttons there are."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import strings
from ui.buttons import IconButton
from ui.labels import STRONG, Elided, Style
from ui.look import Look
from ui.theme import Measure

HAS_HIDDEN_BAR = sys.platform != "darwin"  # elsewhere menus show with Alt, or by the strip's button


class TopStrip(QWidget):
    """44 px on the colour of the text area."""

    panel_toggled = Signal(bool)
    menu_pressed = Signal()

    def __init__(self, look: Look, *, with_menu: bool) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(Measure.STRIP)
        self._name = Elided(look, STRONG)
        self._state = Elided(look, Style(tone="muted"))
        self.menu = IconButton("ellipsis", strings.MENU, look)
        self.menu.setVisible(with_menu)
        self.panel = IconButton("panel-right", strings.SIDE_PANEL_KEY, look)
        self.panel.setCheckable(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self._name)
        row.addWidget(self._state)
        row.addStretch(1)
        row.addWidget(self.menu)
        row.addWidget(self.panel)
        self.panel.clicked.connect(self.panel_toggled)
        self.menu.clicked.connect(self.menu_pressed)

    def show_name(self, name: str, path: str) -> None:
        """The file's name; the whole path as tooltip."""
        self._name.set_text(name)
        self._name.setToolTip(path)

    def show_state(self, state: str) -> None:
        """ "Edited", "Saved 14:02" or nothing."""
        self._state.set_text(state)

    @property
    def state(self) -> str:
        """What the strip says about saving."""
        return self._state.text
