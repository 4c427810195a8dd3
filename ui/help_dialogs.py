"""Keyboard shortcuts and About: pages that only tell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QGridLayout, QPlainTextEdit, QScrollArea, QWidget

from ui import dialog_strings, strings
from ui.dialog import Dialog
from ui.labels import PLAIN, SMALL, STRONG, Style, key_name, keycap, label
from ui.look import Look
from ui.theme import Measure


class ShortcutsDialog(Dialog):
    """Every command that has a key, then the card's own keys."""

    def __init__(self, actions: Sequence[QAction], look: Look, parent: QWidget) -> None:
        super().__init__(dialog_strings.SHORTCUTS_TITLE, look, parent)
        self.resize(460, 560)
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        lines = [
            (action.text().rstrip("…"), key_name(action.shortcut()))
            for action in actions
            if not action.shortcut().isEmpty()
        ]
        for text, key in lines:
            self._row(grid, text, key)
        grid.addWidget(label(dialog_strings.SHORTCUTS_TEXT, look, STRONG), grid.rowCount(), 0)
        for key, text in dialog_strings.CARD_KEYS:
            self._row(grid, text, key)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(page)
        page.setAutoFillBackground(False)
        self.body.addWidget(area, 1)
        self.add_done().setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def _row(self, grid: QGridLayout, text: str, key: str) -> None:
        row = grid.rowCount()
        grid.addWidget(label(text, self.look), row, 0)
        grid.addWidget(keycap(key, self.look), row, 1, Qt.AlignmentFlag.AlignRight)


class AboutDialog(Dialog):
    """Version, fonts, icons and the texts of their licences."""

    def __init__(self, version: str, resources: Path, look: Look, parent: QWidget) -> None:
        super().__init__(strings.APP, look, parent)
        self.resize(520, 520)
        self.body.addWidget(
            label(dialog_strings.ABOUT_TEXT, look, Style(Measure.TEXT_REASON), wrap=True)
        )
        self.say(dialog_strings.ABOUT_VERSION.format(version=version))
        self.body.addWidget(label(dialog_strings.ABOUT_PARTS, look, STRONG))
        for line in dialog_strings.ABOUT_PART_LINES:
            self.body.addWidget(label(line, look, PLAIN))
        self.body.addWidget(label(dialog_strings.ABOUT_LICENCES, look, STRONG))
        view = QPlainTextEdit()
        view.setObjectName("compare")
        view.setReadOnly(True)
        view.setTabChangesFocus(True)
        view.setAccessibleName(dialog_strings.ABOUT_LICENCES)
        view.setFont(look.fonts.ui(SMALL.size))
        view.setPlainText(_licences(resources))
        self.body.addWidget(view, 1)
        self.add_done().setFocus(Qt.FocusReason.ActiveWindowFocusReason)


def _licences(resources: Path) -> str:
    files = sorted(resources.glob("fonts/*/LICENSE")) + sorted(resources.glob("icons/LICENSE"))
    texts = [f"{file.parent.name}\n\n{file.read_text(encoding='utf-8')}" for file in files]
    return "\n\n\n".join(texts)
