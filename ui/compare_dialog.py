"""Shows what differs between the draft and a file that another program changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui import strings
from ui.dialog import Dialog
from ui.look import Look
from ui.theme import Measure

_NEAR = 2  # unchanged lines shown on either side of a change
Piece = tuple[str, str]  # op ("keep", "del", "ins", "skip") and a line


def compared(theirs: Sequence[str], mine: Sequence[str]) -> list[Piece]:
    """Lines only on disk as "del", only in the draft as "ins", with a little of what both have."""
    matcher = SequenceMatcher(None, theirs, mine, autojunk=False)
    pieces: list[Piece] = []
    for group in matcher.get_grouped_opcodes(_NEAR):
        if pieces:
            pieces.append(("skip", "⋯"))
        for tag, a, b, c, d in group:
            if tag == "equal":
                pieces.extend(("keep", line) for line in mine[c:d])
            else:
                pieces.extend(("del", line) for line in theirs[a:b])
                pieces.extend(("ins", line) for line in mine[c:d])
    return pieces


class CompareDialog(Dialog):
    """Read only; the answers are buttons."""

    def __init__(self, pieces: Sequence[Piece], look: Look, parent: QWidget) -> None:
        super().__init__(strings.COMPARE_TITLE, look, parent)
        self.resize(720, 560)
        self.say(strings.COMPARE_INTRO if pieces else strings.COMPARE_SAME)
        self.view = QPlainTextEdit()
        self.view.setObjectName("compare")
        self.view.setReadOnly(True)
        self.view.setFont(look.fonts.prose(Measure.TEXT_REASON))
        self.view.setAccessibleName(strings.COMPARE_TITLE)
        self.body.addWidget(self.view, 1)
        self._write(pieces)

    def offer(self, take_theirs: Callable[[], None], keep_mine: Callable[[], None]) -> None:
        """Add the two answers; closing the dialog answers nothing."""
        for text, act in ((strings.TAKE_THEIRS, take_theirs), (strings.KEEP_MINE, keep_mine)):
            button = self.add_button(text)
            button.clicked.connect(self.accept)
            button.clicked.connect(lambda _=False, act=act: act())
        close = self.add_button(strings.CLOSE, "primary")
        close.clicked.connect(self.reject)

    def _write(self, pieces: Sequence[Piece]) -> None:
        cursor = QTextCursor(self.view.document())
        for number, (op, text) in enumerate(pieces):
            if number:
                cursor.insertText("\n", QTextCharFormat())
            cursor.insertText(text, self._format(op))
        self.view.moveCursor(QTextCursor.MoveOperation.Start)

    def _format(self, op: str) -> QTextCharFormat:
        made, theme = QTextCharFormat(), self.look.theme
        if op == "del":
            made.setForeground(QColor(theme.cut))
            made.setBackground(QColor(theme.cut_bg))
            made.setFontStrikeOut(True)
        elif op == "ins":
            made.setForeground(QColor(theme.ins))
            made.setBackground(QColor(theme.ins_bg))
            made.setFontWeight(700)
        elif op == "skip":
            made.setForeground(QColor(theme.muted))
        return made
