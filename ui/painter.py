"""What the editor draws besides Qt's text: selection, open mark, marks and the placeholder.

Only rows that meet the dirty part are looked at, and only those of their lines that can be seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QRegion, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from suggest import Mark
from ui.marks import IN_MARGIN, Geometry, Piece, Strips
from ui.positions import points
from ui.rows import Row, Rows
from ui.theme import Measure, Theme

_TRACE = 2  # px
_LONG = 60  # lines; of a longer paragraph only the marks on the screen are measured


class EditorPainter:
    """Paints on one editor's viewport. `text(line)` and `marks(line)` must be cheap."""

    def __init__(
        self,
        editor: QPlainTextEdit,
        rows: Rows,
        text: Callable[[int], str],
        marks: Callable[[int], Sequence[Mark]],
    ) -> None:
        self.text = text
        self.marks = marks
        self.open_mark: str | None = None
        self.placeholder = ""
        self._editor = editor
        self._rows = rows
        self._geometry = Geometry()
        self._theme: Theme
        self._size = Measure.PROSE
        self._strips: Strips | None = None
        self._selection = QColor()
        self._dirty: set[int] = set()
        self._timer = QTimer(editor)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._update_dirty)

    def set_look(self, theme: Theme, size: int) -> None:
        """Take colours and the prose size in px."""
        self._theme, self._size = theme, size
        self._selection = QColor(theme.sel)
        self._strips = None
        self.forget()

    def forget(self) -> None:
        """Text, width or font changed as a whole: measure anew."""
        self._geometry.forget()
        self._rows.forget()

    def touch(self, lines: Iterable[int]) -> None:
        """Paint these lines again once the present event is done."""
        self._dirty.update(lines)
        if not self._timer.isActive():
            self._timer.start(0)

    def under(self, rect: QRect) -> None:
        """Draw what lies behind the text."""
        cursor = self._editor.textCursor()
        selected = cursor.hasSelection()
        empty = self._editor.document().isEmpty()
        if not (selected or self.open_mark or (empty and self.placeholder)):
            return
        painter = self._painter()
        for row in self._rows.within(rect):
            if selected:
                for box in self._selected(row, cursor, rect):
                    painter.fillRect(box, self._selection)
            if self.open_mark:
                opened = [p for p in self._pieces(row, rect) if p.id == self.open_mark]
                words = [p for p in opened if p.kind not in IN_MARGIN]
                self._shapes().draw_open(painter, _origin(row), words or opened)
            if empty:
                self._draw_placeholder(painter, row)
        painter.end()

    def over(self, rect: QRect) -> None:
        """Draw what lies over the text."""
        found = [
            (row, pieces) for row in self._rows.within(rect) if (pieces := self._pieces(row, rect))
        ]
        if not found:
            return
        self._draw_marks(found, None)
        cursor = self._editor.textCursor()
        if cursor.hasSelection():
            # Marks inside the selection take the text colour; some are too faint on it.
            region = QRegion()
            for row, _ in found:
                for box in self._selected(row, cursor, rect):
                    region += box.toAlignedRect()
            self._draw_marks(found, region)

    def _painter(self) -> QPainter:
        view = self._editor.viewport()
        painter = QPainter(view)
        rows = self._rows.visible()
        if rows and rows[0].top < 0:
            # Scrolled, Qt leaves a trace of the line above in sight.
            painter.setClipRect(view.rect().adjusted(0, _TRACE, 0, 0))
        return painter

    def _draw_marks(
        self, found: Sequence[tuple[Row, Sequence[Piece]]], chosen: QRegion | None
    ) -> None:
        strips = self._shapes()
        painter = self._painter()
        if chosen is not None:
            painter.setClipRegion(chosen, Qt.ClipOperation.IntersectClip)
        x, y = strips.begin(painter)
        for row, pieces in found:
            strips.draw(painter, (x, y + row.top * strips.ratio), pieces, chosen is not None)
        painter.end()

    def rects_of(self, mark_id: str) -> list[QRect]:
        """Boxes round the words of a mark, one a line, as far as they are on the screen."""
        rect = self._editor.viewport().rect()
        high = self._rows.line_height
        return [
            QRectF(
                p.left, self._rows.line_top(row, p.baseline), p.right - p.left, high
            ).toAlignedRect()
            for row in self._rows.visible()
            for p in self._pieces(row, rect)
            if p.id == mark_id
        ]

    def box_of(self, start: int, end: int) -> QRect:
        """The box round all lines that a range of the document (UTF-16) touches on the screen."""
        rect = self._editor.viewport().rect()
        box = QRectF()
        for row in self._rows.visible():
            position = row.block.position()
            if start < position + row.block.length() and end >= position:
                for part in self._rows.selected(row, (start, end), rect):
                    box = box.united(part)
        return box.toAlignedRect()

    def mark_at(self, point: QPointF) -> str | None:
        """The mark at a place in the viewport: under its words, or by its bar in the margin."""
        spot = QRect(round(point.x()), round(point.y()), 1, 1)
        high = self._rows.line_height
        for row in self._rows.within(spot):
            hits = []
            for piece in self._pieces(row, spot):
                top = self._rows.line_top(row, piece.baseline)
                if top <= point.y() < top + high:
                    by_bar = piece.kind in IN_MARGIN and point.x() < Measure.GUTTER
                    if by_bar or piece.left - 1 <= point.x() <= piece.right + 1:
                        hits.append(piece)
            if hits:
                return min(hits, key=lambda piece: piece.right - piece.left).id
        return None

    def _pieces(self, row: Row, rect: QRect) -> Sequence[Piece]:
        marks = self.marks(row.number)
        if not marks:
            return ()
        text = self.text(row.number)
        layout = row.block.layout()
        if layout.lineCount() <= _LONG:
            return self._geometry.pieces(text, marks, layout)
        lines = self._rows.lines(row, rect)
        if not lines:
            return ()
        last = layout.lineAt(lines[-1])
        start = points(text, layout.lineAt(lines[0]).textStart())
        end = points(text, last.textStart() + last.textLength())
        seen = [mark for mark in marks if mark.end > start and mark.start < end]
        return self._geometry.pieces(text, seen, layout) if seen else ()

    def _shapes(self) -> Strips:
        ratio = self._editor.devicePixelRatioF()
        if self._strips is None or self._strips.ratio != ratio:
            self._strips = Strips(self._theme, self._size, ratio)
        return self._strips

    def _selected(self, row: Row, cursor: QTextCursor, rect: QRect) -> Iterator[QRectF]:
        return self._rows.selected(row, (cursor.selectionStart(), cursor.selectionEnd()), rect)

    def _draw_placeholder(self, painter: QPainter, row: Row) -> None:
        layout = row.block.layout()
        if not layout.lineCount() or layout.preeditAreaText():
            return
        line = layout.lineAt(0)
        painter.setFont(self._editor.font())
        painter.setPen(QColor(self._theme.muted))
        at = QPointF(line.x(), row.top + line.y() + line.ascent())
        painter.drawText(at, self.placeholder)

    def _update_dirty(self) -> None:
        width = self._editor.viewport().width()
        for number in self._dirty:
            row = self._rows.row(number)
            if row is not None:
                box = QRectF(0, row.top, width, row.bottom - row.top)
                self._editor.viewport().update(box.toAlignedRect().adjusted(0, 0, 0, 2))
        self._dirty.clear()


def _origin(row: Row) -> QPointF:
    return QPointF(0.0, row.top)
