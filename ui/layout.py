"""Line spacing for QPlainTextEdit: every line of text is equally high, whatever its glyphs.

The widget ignores line heights, so lines are moved after they are laid out. The obvious place
would be `blockBoundingRect`, but Qt asks for it fifty times a key, and so many calls into Python
more than double the cost of a key. So an edited block is laid out here, and other blocks are
spaced when they come near the screen (`space`, called by the editor).
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextBlock, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout

_TALL = 160  # lines from which the height alone does not prove that a block is spaced
_MANY = 300  # blocks changed at once that are spaced at once; the others when they are shown


class SpacedLayout(QPlainTextDocumentLayout):
    """Lays a plain text document out with a fixed line height, in logical px."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.line_height = 0.0
        self.relaid = 0  # how often more than the inside of one line changed
        self._blocks = document.blockCount()
        self._heights: frozenset[float] = frozenset()

    def set_line_height(self, px: float) -> None:
        """Take a line height; blocks that were spaced before must be laid out again."""
        # Heights set by Qt are whole px and never add up to multiples of this one, which is how a
        # spaced block is told from a fresh one.
        self.line_height = int(px) + 1 / 64
        margin = self.document().documentMargin()
        spaced = [lines * self.line_height for lines in range(1, _TALL)]
        # The base adds the margin under the last block.
        self._heights = frozenset(spaced + [height + margin for height in spaced])

    def space(self, block: QTextBlock) -> float:
        """Lay a block out and space its lines unless that is done; its height."""
        high = self.blockBoundingRect(block).height()
        if high in self._heights:
            return high
        layout = block.layout()
        count = layout.lineCount()
        if not count or not self.line_height:
            return high
        bottom = self.line_height
        x = layout.lineAt(0).x()
        for number in range(count):
            line = layout.lineAt(number)
            line.setPosition(QPointF(x, bottom - line.height()))
            bottom += self.line_height
        return self.blockBoundingRect(block).height()

    def documentChanged(self, position: int, removed: int, added: int) -> None:
        """Qt's note of a change. An edit inside one block is the key path and is done here."""
        document = self.document()
        grown = document.blockCount() - self._blocks
        self._blocks += grown
        block = document.findBlock(position)
        # As in the base class: an end taken from both counts, so that it errs on the far side.
        end = position + max(removed + added - 1, 0)
        inside = end < block.position() + block.length()
        if grown or not inside or not self._lay_out(block):
            self.relaid += 1
            super().documentChanged(position, removed, added)
            self._space_changed(block, end)

    def _lay_out(self, block: QTextBlock) -> bool:
        """Lay a block out anew, spaced; False when it never was, so that its width is unknown."""
        layout = block.layout()
        before = layout.lineCount()
        if not before or not self.line_height:
            return False
        first = layout.lineAt(0)
        width, x = first.width(), first.x()
        bottom = high = self.line_height
        layout.beginLayout()
        count = 0
        while (line := layout.createLine()).isValid():
            line.setLeadingIncluded(True)
            line.setLineWidth(width)
            line.setPosition(QPointF(x, bottom - line.height()))
            bottom += high
            count += 1
        layout.endLayout()
        if count == before:
            self.updateBlock.emit(block)
        else:
            block.setLineCount(count)
            self.documentSizeChanged.emit(self.documentSize())
            everything = QRectF(0, -self.document().documentMargin(), 1e9, 1e9)
            self.update[QRectF].emit(everything)  # type: ignore[index]  # a default argument
        return True

    def _space_changed(self, block: QTextBlock, end: int) -> None:
        for _ in range(_MANY):
            if not block.isValid() or block.position() > end:
                break
            self.space(block)
            block = block.next()
