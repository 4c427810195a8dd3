"""Selects and reads stretches of the editor by line and code point."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from suggest import Place
from ui.editor import Editor
from ui.positions import points, units


def cursor_over(editor: QPlainTextEdit, place: Place) -> QTextCursor:
    """A cursor that has `place` selected; places outside the text are cut to it."""
    document = editor.document()
    cursor = QTextCursor(document)
    ends = ((place.line, place.start, False), (place.end_line, place.end, True))
    for line, column, keep in ends:
        block = document.findBlockByNumber(min(line, document.blockCount() - 1))
        mode = QTextCursor.MoveMode.KeepAnchor if keep else QTextCursor.MoveMode.MoveAnchor
        cursor.setPosition(block.position() + units(block.text(), column), mode)
    return cursor


def select(editor: Editor, place: Place) -> None:
    """Select `place` and bring it into sight."""
    editor.go_to(place)
    editor.setTextCursor(cursor_over(editor, place))


def selected_place(editor: Editor) -> Place | None:
    """What is selected; None when nothing is."""
    cursor = editor.textCursor()
    if not cursor.hasSelection():
        return None
    first, last = _point(editor, cursor.selectionStart()), _point(editor, cursor.selectionEnd())
    return Place(first[0], first[1], last[0], last[1])


def selected_text(editor: Editor) -> str:
    """The selected text, line breaks as line feeds."""
    return editor.textCursor().selectedText().replace("\u2029", "\n")


def _point(editor: Editor, position: int) -> tuple[int, int]:
    block = editor.document().findBlock(position)
    return block.blockNumber(), points(block.text(), position - block.position())
