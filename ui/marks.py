"""Draws marks: where they stand on the lines of a laid-out block, and their shapes as cut strips.

A shape is painted once into a strip and then copied from it, because stroking costs fifty times as
much. Everything snaps to device pixels. Positions are logical px inside the block.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QTextLayout, QTextLine

from suggest import Kind, Mark
from ui.positions import is_flat, length, units
from ui.rows import cursor_to_x
from ui.theme import Measure, Theme

_STRIP = 900  # device px; longer marks repeat it
_KEEP = 512  # lines whose geometry is remembered
_BAR_OUT = 24  # px from the fact bar's left edge to the text
_BAR_WIDE = 3
IN_MARGIN = frozenset((Kind.FACT, Kind.POST))


class Piece(NamedTuple):
    """The part of a mark on one line of the screen."""

    id: str
    kind: Kind
    left: float
    right: float
    baseline: float


_Place = tuple[str, Kind, int, int]  # a mark, counted from the start of its row
_Row = tuple[str, float, float]  # the words of a row, how wide they are, and its top


class Geometry:
    """Where the marks of a line of text stand; remembered until the text or its marks differ.

    Forget everything when the font, the column or the zoom changes.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[Sequence[Mark], list[Piece]]] = {}
        self._rows: dict[_Row, tuple[list[_Place], list[Piece]]] = {}

    def forget(self) -> None:
        """Drop all that is remembered."""
        self._known.clear()
        self._rows.clear()

    def pieces(self, text: str, marks: Sequence[Mark], layout: QTextLayout) -> list[Piece]:
        """The pieces of all marks of a line, whose block is laid out."""
        if layout.preeditAreaPosition() >= 0 and layout.preeditAreaText():
            return measured(text, marks, layout)
        known = self._known.get(text)
        if known is not None and known[0] == marks:
            return known[1]
        by_row = self._by_rows if is_flat(text) else measured
        found = by_row(text, marks, layout)
        if len(self._known) >= _KEEP:
            self._known.clear()
        self._known[text] = (list(marks), found)
        return found

    def _by_rows(self, text: str, marks: Sequence[Mark], layout: QTextLayout) -> list[Piece]:
        """Measures only what a key changed: marks inside a row of the screen go with its words."""
        found: list[Piece] = []
        across: list[Mark] = []  # they reach the end of their row, or over it
        count, at = len(marks), 0
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            first = line.textStart()
            last = first + line.textLength()
            inside: list[Mark] = []
            while at < count and marks[at].start < last:
                (inside if marks[at].end < last else across).append(marks[at])
                at += 1
            if inside:
                row = (text[first:last], line.naturalTextWidth(), line.y())
                found += self._on_row(row, line, inside)
        return found + measured(text, across, layout) if across else found

    def _on_row(self, row: _Row, line: QTextLine, marks: Sequence[Mark]) -> list[Piece]:
        first = line.textStart()
        places = [(name, kind, start - first, end - first) for name, kind, start, end in marks]
        known = self._rows.get(row)
        if known is not None and known[0] == places:
            return known[1]
        baseline = line.y() + line.ascent()
        found: list[Piece] = []
        for name, kind, start, end in marks:
            left, _ = cursor_to_x(line, start)
            right, _ = cursor_to_x(line, end)
            if left != right:
                found.append(Piece(name, kind, min(left, right), max(left, right), baseline))
        if len(self._rows) >= _KEEP:
            self._rows.clear()
        self._rows[row] = (places, found)
        return found


def measured(text: str, marks: Sequence[Mark], layout: QTextLayout) -> list[Piece]:
    """The pieces of `marks`, which are sorted. Text being composed pushes on what follows it."""
    found: list[Piece] = []
    line = layout.lineAt(0)
    line_start = line_end = -1
    baseline = 0.0
    for mark, start, end in _spans(text, marks, layout):
        at = start
        while at < end:
            if not line_start <= at < line_end:
                line = layout.lineForTextPosition(at)
                if not line.isValid():
                    break
                line_start = line.textStart()
                line_end = line_start + line.textLength()
                baseline = line.y() + line.ascent()
            left, _ = cursor_to_x(line, at)
            if end < line_end:
                right, _ = cursor_to_x(line, end)
            else:  # spaces that hang over the end of a line stay bare
                right = line.x() + line.naturalTextWidth()
            if right < left:
                left, right = right, left
            if right > left:
                found.append(Piece(mark.id, mark.kind, left, right, baseline))
            at = max(line_end, at + 1)
    return found


def _spans(
    text: str, marks: Sequence[Mark], layout: QTextLayout
) -> Iterable[tuple[Mark, int, int]]:
    """The marks with their UTF-16 ends in the layout."""
    flat = is_flat(text)
    composed = length(layout.preeditAreaText())
    if flat and not composed:
        return [(mark, mark.start, mark.end) for mark in marks]
    at = layout.preeditAreaPosition()
    spans = []
    for mark in marks:
        start = mark.start if flat else units(text, mark.start)
        end = mark.end if flat else units(text, mark.end)
        if composed:
            start += composed if start >= at else 0
            end += composed if end > at else 0
        spans.append((mark, start, end))
    return spans


class Strips:
    """The shapes of one theme at one prose size and device pixel ratio."""

    def __init__(self, theme: Theme, size: int, ratio: float) -> None:
        self.ratio = ratio
        self._theme = theme
        self._size = size
        self._made: dict[tuple[Kind, bool], tuple[QPixmap, float]] = {}

    def begin(self, painter: QPainter) -> tuple[float, float]:
        """Make the painter count in device px; where the viewport's corner then is."""
        if self.ratio == 1:
            return 0.0, 0.0
        shift = painter.deviceTransform()
        x, y = shift.dx(), shift.dy()
        painter.scale(1 / self.ratio, 1 / self.ratio)
        painter.translate(-x, -y)
        return x, y

    def draw(
        self, painter: QPainter, corner: tuple[float, float], pieces: Sequence[Piece], chosen: bool
    ) -> None:
        """Draw the pieces of a block with its top left at `corner`, all in device px.

        `chosen` ones take the text colour. The painter must have been begun by us.
        """
        ratio, made = self.ratio, self._made
        x, y = corner
        bar_left = round((Measure.GUTTER - _BAR_OUT) * ratio + x)
        for _, kind, left, right, baseline in pieces:
            strip, lift = made.get((kind, chosen)) or self._make(kind, chosen)
            top = round(baseline * ratio + y + lift)
            if kind in IN_MARGIN:
                painter.drawPixmap(bar_left, top, strip)
                continue
            at = round(left * ratio + x)
            wide = max(round(right * ratio + x) - at, 1)
            while wide > 0:
                part = min(wide, strip.width())
                painter.drawPixmap(at, top, strip, 0, 0, part, strip.height())
                at += part
                wide -= part

    def draw_open(self, painter: QPainter, origin: QPointF, pieces: Sequence[Piece]) -> None:
        """Lay the class colour behind the words of the mark whose card is open."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for piece in pieces:
            colour = self._colour(piece.kind)
            colour.setAlphaF(self._theme.tint)
            painter.setBrush(colour)
            top = piece.baseline - 0.95 * self._size
            box = QRectF(piece.left - 2, top, piece.right - piece.left + 4, 1.29 * self._size)
            painter.drawRoundedRect(box.translated(origin), 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _colour(self, kind: Kind) -> QColor:
        return QColor(self._theme.mark(kind.value))

    def _make(self, kind: Kind, chosen: bool) -> tuple[QPixmap, float]:
        """A strip and where its top is, in device px from the baseline."""
        colour = QColor(self._theme.text) if chosen else self._colour(kind)
        unit = self._size / 17 * self.ratio  # device px per px of the design
        if kind in IN_MARGIN:
            made = _bar(self._size * self.ratio, self.ratio, colour), -0.9 * self._size * self.ratio
        elif kind is Kind.CORRECTNESS:
            made = _centred(_wave(unit, colour), 4.6 * unit)
        elif kind is Kind.TONE:
            made = _centred(_dots(unit, colour), 4.6 * unit)
        else:
            line = _blank(1, round(1.5 * unit))
            line.fill(colour)
            made = _centred(line, 3.4 * unit)
        self._made[kind, chosen] = made
        return made


def _centred(strip: QPixmap, middle: float) -> tuple[QPixmap, float]:
    return strip, middle - strip.height() / 2


def _bar(size: float, ratio: float, colour: QColor) -> QPixmap:
    wide = _BAR_WIDE * ratio
    strip = QPixmap(round(wide + 0.5), round(1.15 * size))
    strip.fill(Qt.GlobalColor.transparent)
    painter = QPainter(strip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(0, 0, wide, strip.height()), wide / 2, wide / 2)
    painter.end()
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
