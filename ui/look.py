"""How the window looks now: theme, fonts and icons in one object handed to every widget."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from ui import fonts, sheet, theme
from ui.fonts import Fonts
from ui.icons import Icons
from ui.theme import Theme


class Look(QObject):
    """The current theme, the fonts and the icons; `changed` follows every change of theme."""

    changed = Signal()

    def __init__(self, app: QApplication, resources: Path, setting: str = theme.SYSTEM) -> None:
        super().__init__()
        self._app = app
        # The style hints must stay referenced: the wrapper's signals die with it.
        self._hints = app.styleHints()
        self._setting = setting
        self._resources = resources
        self._all_fonts = False
        self.fonts: Fonts = fonts.load_first(resources)
        self.theme: Theme = theme.choose(setting, self._hints.colorScheme())
        self.icons = Icons(resources, self.theme)
        self.reduce_motion = False
        app.setFont(self.fonts.ui(theme.Measure.TEXT))
        sheet.apply(app, self.theme)
        self._hints.colorSchemeChanged.connect(self._follow)

    def load_rest(self) -> None:
        """Load the fonts that the first paint did not need."""
        if not self._all_fonts:
            self._all_fonts = True
            self.fonts = fonts.load_rest(self._resources, self.fonts)

    @property
    def setting(self) -> str:
        """What the writer chose: "system" or the name of a theme."""
        return self._setting

    def choose(self, setting: str) -> None:
        """Follow another setting; repaints everything if that changes the theme."""
        self._setting = setting
        self._follow()

    def colour(self, role: str) -> QColor:
        """The colour of a theme token."""
        return QColor(self.theme.role(role))

    def mark_colour(self, kind: str) -> QColor:
        """The colour of a class of marks."""
        return QColor(self.theme.mark(kind))

    def _follow(self) -> None:
        chosen = theme.choose(self._setting, self._hints.colorScheme())
        if chosen.name == self.theme.name:
            return
        self.theme = chosen
        sheet.apply(self._app, chosen)
        self.icons.set_theme(chosen)
        self.changed.emit()
