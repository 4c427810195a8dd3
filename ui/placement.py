"""Where the card goes: under the sentence, above it, or beside the column; pure geometry.

All rectangles are in the coordinates of the widget the card lives in.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize

from ui.theme import Measure


@dataclass(frozen=True, slots=True)
class Ground:
    """What the card respects: `area` it may use, text `column`, `sentence`, `marked` words."""

    area: QRect
    column: QRect
    sentence: QRect
    marked: tuple[QRect, ...]


def place_card(size: QSize, ground: Ground) -> QPoint:
    """The card's top left corner; it covers no marked words while there is room not to."""
    marked = _union(ground.marked) or ground.sentence
    beside = _beside(size, ground, marked)
    if beside is not None:
        return beside
    left = _clamp(marked.left(), ground.area.left(), ground.area.right() - size.width() + 1)
    for block in (ground.sentence.united(marked), marked):
        below = block.bottom() + 1 + Measure.CARD_GAP
        if below + size.height() <= ground.area.bottom() + 1:
            return QPoint(left, below)
        above = block.top() - Measure.CARD_GAP - size.height()
        if above >= ground.area.top():
            return QPoint(left, above)
    return _squeezed(size, ground, marked, left)


def _beside(size: QSize, ground: Ground, marked: QRect) -> QPoint | None:
    free = ground.area.right() - ground.column.right()
    if free < Measure.CARD_ASIDE:
        return None
    left = ground.column.right() + (free - size.width()) // 2
    if marked.right() >= left:
        return None
    lowest = ground.area.bottom() + 1 - size.height()
    return QPoint(left, _clamp(marked.top() - 8, ground.area.top(), lowest))


def _squeezed(size: QSize, ground: Ground, marked: QRect, left: int) -> QPoint:
    """No room above or below: beside the words if that fits, else at the roomier end."""
    area = ground.area
    top = _clamp(marked.bottom() + 7, area.top(), area.bottom() + 1 - size.height())
    if marked.right() + Measure.CARD_GAP + size.width() <= area.right():
        return QPoint(marked.right() + Measure.CARD_GAP, top)
    if marked.left() - Measure.CARD_GAP - size.width() >= area.left():
        return QPoint(marked.left() - Measure.CARD_GAP - size.width(), top)
    if marked.top() - area.top() > area.bottom() - marked.bottom():
        return QPoint(left, area.top())
    return QPoint(left, top)


def _union(boxes: tuple[QRect, ...]) -> QRect | None:
    whole = QRect()
    for box in boxes:
        whole = whole.united(box)
    return None if whole.isNull() else whole


def _clamp(value: int, low: int, high: int) -> int:
    return max(low, min(value, high))
