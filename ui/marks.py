"""Draws marks: where they stand on the lines of a laid-out block, and their shapes as cut strips.

A shape is painted once into a strip and then copied from it, because stroking costs fifty times as
much. Everything snaps to device pixels. Positions are logical px inside the block.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QTextLayout, QTextLine

from suggest import Kind, Mark
from ui.positions import units
from ui.rows import x_of
from ui.theme import Measure, Theme

_STRIP = 900  # logical px; longer marks repeat it
_KEEP = 512  # lines whose geometry is remembered
_BAR_OUT = 24  # px from the fact bar's left edge to the text
_BAR_WIDE = 3
IN_MARGIN = frozenset((Kind.FACT, Kind.POST))


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a mark on one line of the screen; `bottom` is the lower edge of that line."""

    id: str
    kind: Kind
    left: float
    right: float
    baseline: float
    bottom: float


class Geometry:
    """Where the marks of a line of text stand; remembered until the text or its marks differ.

    Forget everything when the font, the column or the zoom changes.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[Sequence[Mark], list[Piece]]] = {}

    def forget(self) -> None:
        """Drop all that is remembered."""
        self._known.clear()

    def pieces(self, text: str, marks: Sequence[Mark], layout: QTextLayout) -> list[Piece]:
        """The pieces of all marks of a line, whose block is laid out."""
        if layout.preeditAreaPosition() >= 0 and layout.preeditAreaText():
            return measured(text, marks, layout)
        known = self._known.get(text)
        if known is not None and known[0] == marks:
            return known[1]
        found = measured(text, marks, layout)
        if len(self._known) >= _KEEP:
            self._known.clear()
        self._known[text] = (list(marks), found)
        return found


def measured(text: str, marks: Sequence[Mark], layout: QTextLayout) -> list[Piece]:
    """The pieces of `marks`, in their order. Text being composed pushes on what follows it."""
    plain = text.isascii()
    composing = len(layout.preeditAreaText()) and layout.preeditAreaPosition()
    pushed = _length(layout.preeditAreaText())
    found: list[Piece] = []
    for mark in marks:
        start = mark.start if plain else units(text, mark.start)
        end = mark.end if plain else units(text, mark.end)
        if pushed:
            start += pushed if start >= composing else 0
            end += pushed if end > composing else 0
        _add(found, mark, (start, end), layout)
    return found


def _length(text: str) -> int:
    return units(text, len(text))


def _add(found: list[Piece], mark: Mark, span: tuple[int, int], layout: QTextLayout) -> None:
    start, end = span
    line = layout.lineForTextPosition(start)
    while line.isValid() and start < end:
        line_end = line.textStart() + line.textLength()
        left = x_of(line, start)
        right = x_of(line, end) if end < line_end else _end_x(line, end)
        if right < left:
            left, right = right, left
        if right > left:
            y, high = line.y(), line.height()
            found.append(Piece(mark.id, mark.kind, left, right, y + line.ascent(), y + high))
        if end <= line_end or line.lineNumber() + 1 >= layout.lineCount():
            break
        start = line_end
        line = layout.lineAt(line.lineNumber() + 1)


def _end_x(line: QTextLine, position: int) -> float:
    """The x of a mark's end at or beyond the line's; spaces that hang over stay bare."""
    return min(x_of(line, position), line.x() + line.naturalTextWidth())


class Strips:
    """The shapes of one theme at one size and device pixel ratio."""

    def __init__(self, theme: Theme, size: int, ratio: float) -> None:
        self._theme = theme
        self._scale = size / 17
        self._size = size
        self.ratio = ratio
        self._made: dict[tuple[Kind, bool], QPixmap] = {}
        self._lift = {
            Kind.CORRECTNESS: 4.6 * self._scale,
            Kind.TONE: 4.6 * self._scale,
            Kind.CLARITY: 3.4 * self._scale,
        }

    def draw(
        self, painter: QPainter, origin: QPointF, pieces: Sequence[Piece], chosen: bool = False
    ) -> None:
        """Draw the pieces of a block with that top left; `chosen` ones take the text colour."""
        ratio = self.ratio
        shift = painter.deviceTransform()
        off_x, off_y = shift.dx(), shift.dy()
        x, y = origin.x() * ratio + off_x, origin.y() * ratio + off_y
        for piece in pieces:
            if piece.kind in IN_MARGIN:
                self._draw_bar(painter, origin, piece)
                continue
            strip = self._made.get((piece.kind, chosen)) or self._make(piece.kind, chosen)
            left = round(piece.left * ratio + x)
            wide = max(round(piece.right * ratio + x) - left, 1)
            high = strip.height()
            middle = (piece.baseline + self._lift[piece.kind]) * ratio + y
            top = (round(middle - high / 2) - off_y) / ratio
            while wide > 0:
                part = min(wide, strip.width())
                painter.drawPixmap(
                    QPointF((left - off_x) / ratio, top), strip, QRectF(0, 0, part, high)
                )
                left += part
                wide -= part

    def draw_open(self, painter: QPainter, origin: QPointF, pieces: Sequence[Piece]) -> None:
        """Lay the class colour behind the words of the mark whose card is open."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for piece in pieces:
            colour = self._colour(piece.kind)
            colour.setAlphaF(0.13)
            painter.setBrush(colour)
            top = piece.baseline - 0.95 * self._size
            box = QRectF(piece.left - 2, top, piece.right - piece.left + 4, 1.29 * self._size)
            painter.drawRoundedRect(box.translated(origin), 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _colour(self, kind: Kind) -> QColor:
        return QColor(self._theme.mark(kind.value))

    def _draw_bar(self, painter: QPainter, origin: QPointF, piece: Piece) -> None:
        left = origin.x() + Measure.GUTTER - _BAR_OUT
        top = origin.y() + piece.baseline - 0.9 * self._size
        ratio = self.ratio
        box = QRectF(
            round(left * ratio) / ratio, round(top * ratio) / ratio, _BAR_WIDE, self._size * 1.15
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour(piece.kind))
        painter.drawRoundedRect(box, _BAR_WIDE / 2, _BAR_WIDE / 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _make(self, kind: Kind, chosen: bool) -> QPixmap:
        colour = QColor(self._theme.text) if chosen else self._colour(kind)
        unit = self._scale * self.ratio  # device px per px of the design
        if kind is Kind.CORRECTNESS:
            strip = _wave(unit, colour)
        elif kind is Kind.TONE:
            strip = _dots(unit, colour)
        else:
            strip = _blank(1, round(1.5 * unit))
            strip.fill(colour)
        strip.setDevicePixelRatio(self.ratio)
        self._made[kind, chosen] = strip
        return strip


def _blank(period: int, high: int) -> QPixmap:
    wide = max(_STRIP // period, 1) * period
    strip = QPixmap(wide, max(high, 1))
    strip.fill(Qt.GlobalColor.transparent)
    return strip


def _wave(unit: float, colour: QColor) -> QPixmap:
    half = max(round(5.8 * unit / 2), 2)
    swing = 1.25 * unit
    pen = 1.25 * unit
    high = int(2 * swing + pen + 2)
    strip = _blank(2 * half, high)
    path = QPainterPath(QPointF(-half, high / 2))
    up = True
    for x in range(-half, strip.width() + half, half):
        bend = high / 2 - 2 * swing if up else high / 2 + 2 * swing
        path.quadTo(QPointF(x + half / 2, bend), QPointF(x + half, high / 2))
        up = not up
    painter = QPainter(strip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, pen))
    painter.drawPath(path)
    painter.end()
    return strip


def _dots(unit: float, colour: QColor) -> QPixmap:
    period = max(round(4.4 * unit), 3)
    dot = max(round(2 * unit), 2)
    strip = _blank(period, dot)
    painter = QPainter(strip)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, dot > 2)
    for x in range(0, strip.width(), period):
        if dot > 2:
            painter.drawEllipse(x, 0, dot, dot)
        else:
            painter.fillRect(x, 0, dot, dot, colour)
    painter.end()
    return strip
