"""The draft keeps the colours of its theme when the application's style sheet changes."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import sheet, theme
from ui.editor import Editor


def test_another_theme_while_running_repaints_the_draft(qtbot: QtBot, qapp: QApplication) -> None:
    editor = Editor(lambda line: ())
    qtbot.addWidget(editor)
    editor.resize(400, 200)
    editor.show()
    for name in ("dark", "light", "contrast-dark", "light"):
        chosen = theme.THEMES[name]
        editor.set_theme(chosen)
        sheet.apply(qapp, chosen)
        qapp.processEvents()
        picture = editor.grab().toImage()
        assert picture.pixelColor(picture.width() // 2, 150) == QColor(chosen.bg), name
