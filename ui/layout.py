"""Line spacing for QPlainTextEdit: every line of text is equally high, whatever its glyphs.

The widget ignores line heights, so the lines are moved after the base class has laid them out.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextBlock, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout

_MANY = 160  # lines a block may have before its height alone no longer proves that it is spaced


class SpacedLayout(QPlainTextDocumentLayout):
    """Lays a plain text document out with a fixed line height and empty space below its end.

    `line_height` is in logical px. It has a fraction that heights set by Qt never add up to, which
    is how a block that is already spaced is told from one that is fresh.
    """

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.line_height = 0.0
        self._below = 0.0
        self._heights: dict[float, float] = {}

    def set_spacing(self, line_height: float, below: float) -> None:
        """Take a line height and the space under the last line; the caller lays out again."""
        self.line_height = int(line_height) + 1 / 64
        self._below = below
        margin = self.document().documentMargin()
        self._heights = {}
        for lines in range(1, _MANY):
            height = lines * self.line_height
            self._heights[height] = 0.0
            self._heights[height + margin] = below  # the base adds the margin to the last block

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """The block's rectangle; spaces its lines first when they are fresh. Called very often."""
        rect = QPlainTextDocumentLayout.blockBoundingRect(self, block)
        below = self._heights.get(rect.height())
        if below is None:
            return self._space(block)
        if below:
            rect.setHeight(rect.height() + below)
        return rect

    def _space(self, block: QTextBlock) -> QRectF:
        layout = block.layout()
        count = layout.lineCount()
        high = self.line_height
        if high and count and block.isVisible():
            line = layout.lineAt(0)
            x = line.x()
            bottom = high
            for number in range(count):
                line = layout.lineAt(number)
                line.setPosition(QPointF(x, bottom - line.height()))
                bottom += high
        rect = QPlainTextDocumentLayout.blockBoundingRect(self, block)
        if high and not block.next().isValid():
            rect.setHeight(rect.height() + self._below)
        return rect
