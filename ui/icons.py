"""Draws the bundled line icons in a theme's colours, on demand and for the screen's own scale."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.theme import Theme

_STROKE = "1.75"
ICON = 18  # px, inside a 28 px button


class Icons:
    """One set of icons; pixmaps are kept until the theme changes."""

    def __init__(self, resources: Path, theme: Theme) -> None:
        self._folder = resources / "icons"
        self._theme = theme
        self._text: dict[str, str] = {}
        self._drawn: dict[tuple[str, str, int, float], QPixmap] = {}

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours from now on."""
        self._theme = theme
        self._drawn.clear()

    def pixmap(self, name: str, role: str, size: int = ICON, dpr: float = 1.0) -> QPixmap:
        """The icon `name` in the colour of a theme token, `size` px at device pixel ratio `dpr`."""
        colour = self._theme.role(role)
        key = (name, colour, size, dpr)
        if key not in self._drawn:
            self._drawn[key] = self._draw(name, colour, size, dpr)
        return self._drawn[key]

    def icon(self, name: str, role: str, size: int = ICON, dpr: float = 1.0) -> QIcon:
        """As `pixmap`, for widgets that take a QIcon; ask again after a theme change."""
        return QIcon(self.pixmap(name, role, size, dpr))

    def _draw(self, name: str, colour: str, size: int, dpr: float) -> QPixmap:
        if name not in self._text:
            self._text[name] = (self._folder / f"{name}.svg").read_text(encoding="utf-8")
        # "currentColor" would be drawn black.
        text = self._text[name].replace("currentColor", colour)
        text = text.replace('stroke-width="2"', f'stroke-width="{_STROKE}"')
        pixmap = QPixmap(round(size * dpr), round(size * dpr))
        pixmap.setDevicePixelRatio(dpr)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, size, size))
        painter.end()
        return pixmap
