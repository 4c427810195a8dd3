"""Which blocks are on the screen and where, and what a selection covers there.

Coordinates are viewport px. The answer is kept while nothing scrolls, wraps or resizes, because a
key asks for it several times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, cast

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QTextBlock, QTextLine
from PySide6.QtWidgets import QPlainTextEdit

from ui.layout import SpacedLayout

# The x of a UTF-16 position on its line, and the position it belongs to; Qt's stubs say `object`.
cursor_to_x = cast(Callable[[QTextLine, int], tuple[float, int]], QTextLine.cursorToX)


class Row(NamedTuple):
    """One block on the screen."""

    number: int
    block: QTextBlock
    top: float
    bottom: float


class Rows:
    """The rows of one editor."""

    def __init__(self, editor: QPlainTextEdit, layout: SpacedLayout) -> None:
        self._editor = editor
        self._layout = layout
        self._kept: list[Row] = []
        self._key: tuple[int, int, int] | None = None

    @property
    def line_height(self) -> float:
        """Logical px from one line to the next."""
        return self._layout.line_height

    def line_top(self, row: Row, baseline: float) -> float:
        """The upper edge of the line with that baseline (px in its block), in the viewport."""
        high = self._layout.line_height
        return row.top + baseline // high * high

    def forget(self) -> None:
        """The size of the viewport or of all lines changed."""
        self._key = None

    def visible(self) -> list[Row]:
        """The blocks that reach into the viewport, from the top."""
        editor = self._editor
        bar = editor.verticalScrollBar()
        document = editor.document()
        # An edit inside one block moves the others only when its lines become more or fewer.
        if self._key != (document.lineCount(), self._layout.relaid, bar.value()):
            self._kept = list(self._measure())
            self._key = (document.lineCount(), self._layout.relaid, bar.value())
        return self._kept

    def within(self, rect: QRect) -> Iterator[Row]:
        """The visible rows that meet a part of the viewport."""
        top, bottom = rect.top(), rect.bottom()
        for row in self.visible():
            if row.top > bottom:
                break
            if row.bottom >= top:
                yield row

    def row(self, number: int) -> Row | None:
        """The row of a line; None when it is not on the screen."""
        rows = self.visible()
        at = number - rows[0].number if rows else -1
        return rows[at] if 0 <= at < len(rows) else None

    def lines(self, row: Row, rect: QRect) -> range:
        """The numbers of a block's lines that meet `rect`, found without looking at the others."""
        count = int(row.block.layout().lineCount())
        high = self._layout.line_height
        first = int((rect.top() - row.top) // high)
        last = int((rect.bottom() - row.top) // high)
        return range(max(first, 0), min(last + 1, count))

    def selected(self, row: Row, span: tuple[int, int], rect: QRect) -> Iterator[QRectF]:
        """Full-height boxes of the part of a row between two document positions (UTF-16)."""
        layout = row.block.layout()
        base = row.block.position()
        last = layout.lineCount() - 1
        start, end = span[0] - base, span[1] - base
        high = self._layout.line_height
        for number in self.lines(row, rect):
            line = layout.lineAt(number)
            line_start = line.textStart()
            line_end = line_start + line.textLength()
            if end < line_start or start > line_end or (start == line_end and number < last):
                continue
            left = cursor_to_x(line, max(start, line_start))[0]
            right = (
                cursor_to_x(line, end)[0] if end < line_end else line.x() + line.naturalTextWidth()
            )
            if number == last and end > line_end:
                right = max(right, left) + high / 4  # the line break is chosen too
            if right > left:
                yield QRectF(left, row.top + number * high, right - left, high)

    def prepare(self) -> None:
        """Space the blocks up to two screens off: Qt looks there to page and to move the caret."""
        editor = self._editor
        reach = 2.0 * editor.viewport().height()
        first = editor.firstVisibleBlock()
        block, left = first, reach * 1.5
        while block.isValid() and left > 0:
            left -= self._layout.space(block)
            block = block.next()
        block, left = first.previous(), reach
        while block.isValid() and left > 0:
            left -= self._layout.space(block)
            block = block.previous()

    def _measure(self) -> Iterator[Row]:
        editor = self._editor
        block = editor.firstVisibleBlock()
        if not block.isValid():
            return
        offset = editor.contentOffset()
        top = editor.blockBoundingGeometry(block).translated(offset).top()
        number = block.blockNumber()
        limit = editor.viewport().height()
        while block.isValid() and top <= limit:
            bottom = top + self._layout.space(block)
            yield Row(number, block, top, bottom)
            block = block.next()
            number += 1
            top = bottom
