"""Light Markdown styling: bold headings with muted signs, muted list dashes.

Formats sit on the layouts of blocks, so they are neither text nor undo steps. A line's formats
depend only on the signs it begins with and reach past its end, so typing on does not touch them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtGui import (
    QColor,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextLayout,
)

from ui.theme import Theme

_SIGNS = re.compile(r"(#{1,6})(?=[ \t]|$)|([ \t]*)[-*+][ \t]")
_STARTS = frozenset("#-*+ \t")
_LIST = 8  # styles from here on are lists, by the indent of their dash; below: headings by level
_FAR = 1 << 24  # beyond the end of any line


def style_of(text: str) -> int:
    """0 for plain lines, 1 to 6 for headings, more for list items."""
    if not text or text[0] not in _STARTS:
        return 0
    found = _SIGNS.match(text)
    if found is None:
        return 0
    if found[1]:
        return len(found[1])
    return _LIST + len(found[2])


class Styling:
    """The formats of one theme."""

    def __init__(self, theme: Theme) -> None:
        self._muted = QTextCharFormat()
        self._muted.setForeground(QColor(theme.muted))
        self._bold = QTextCharFormat()
        # By name: the prose font's bold file gives its weight as 400, so that Qt would embolden
        # the regular one.
        self._bold.setProperty(QTextFormat.Property.FontStyleName, "Bold")

    def dress_lines(self, document: QTextDocument, lines: Sequence[str], which: range) -> None:
        """Give lines that were edited the formats they ask for, inside the edit that did it."""
        block = document.findBlockByNumber(which.start)
        for number in which:
            style = style_of(lines[number])
            layout = block.layout()
            if style or layout.formats():
                layout.setFormats(self._ranges(style))
            block = block.next()

    def dress_all(self, document: QTextDocument, lines: Sequence[str]) -> None:
        """Format a whole document anew; it reports a change, though no text did."""
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        for number, text in enumerate(lines):
            if style := style_of(text):
                layout = document.findBlockByNumber(number).layout()
                layout.setFormats(self._ranges(style))
        cursor.endEditBlock()  # formats wait for the end of an edit to be laid out

    def _ranges(self, style: int) -> Sequence[QTextLayout.FormatRange]:
        if not style:
            return []
        if style >= _LIST:
            return [_range(style - _LIST, 1, self._muted)]
        return [_range(0, style, self._muted), _range(style, _FAR, self._bold)]


def _range(start: int, length: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    result = QTextLayout.FormatRange()
    result.start = start
    result.length = length
    result.format = look
    return result
