"""The funnel as bars: label, bar, count, share of the step before; drawn without any library."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from suggest import FunnelStep, Step
from ui import insight_strings as words
from ui.insights.figures_text import number, percent
from ui.look import Look
from ui.theme import Measure

_LABEL, _COUNTS = 136, 118
_BAR = 18
_FULL = frozenset({Step.ACCEPTED, Step.KEPT})
_SOFT = 0.4
_V = Qt.AlignmentFlag.AlignVCenter


def shares(steps: Sequence[FunnelStep]) -> list[float | None]:
    """Each step as a share of the one before it; None for the first and after an empty one.

    Marks are proposals, but a passage can have several proposals or none: those are no share of
    passages.
    """
    found: list[float | None] = [None, None]
    for before, step in pairwise(steps[1:]):
        found.append(step.count / before.count if before.count else None)
    return found[: len(steps)]


class Funnel(QWidget):
    """Bars, the widest as long as there is room."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._steps: Sequence[FunnelStep] = ()
        self.setMinimumHeight(7 * 26)

    def set_steps(self, steps: Sequence[FunnelStep]) -> None:
        """Draw other steps."""
        self._steps = steps
        self.update()

    def sizeHint(self) -> QSize:
        """Room for seven steps."""
        return QSize(420, 7 * 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        """One row for each step."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((step.count for step in self._steps), default=0)
        high = min(34.0, self.height() / max(1, len(self._steps)))
        for row, (step, share) in enumerate(zip(self._steps, shares(self._steps), strict=True)):
            box = QRectF(0, row * high, self.width(), high)
            length = step.count / most if most else 0.0
            self._row(painter, box, (step, share, length))
        painter.end()

    def _row(
        self, painter: QPainter, box: QRectF, what: tuple[FunnelStep, float | None, float]
    ) -> None:
        step, share, length = what
        look = self._look
        painter.setFont(look.fonts.ui(Measure.TEXT))
        painter.setPen(look.colour("text"))
        name = QRectF(box.left(), box.top(), _LABEL, box.height())
        painter.drawText(name, _V, words.FUNNEL_STEPS[step.step.value])
        room = box.width() - _LABEL - _COUNTS
        wide = max(3.0 if step.count else 0.0, room * length)
        bar = QRectF(_LABEL, box.center().y() - _BAR / 2, wide, _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour(step.step))
        painter.drawRoundedRect(bar, min(4.0, wide / 2), 4)
        painter.setFont(look.fonts.figures(Measure.TEXT, 500))
        painter.setPen(look.colour("text"))
        text = number(step.count)
        after = QRectF(bar.right() + 10, box.top(), _COUNTS, box.height())
        painter.drawText(after, _V, text)
        if share is not None:
            wide = painter.fontMetrics().horizontalAdvance(text)
            painter.setFont(look.fonts.figures(Measure.TEXT))
            painter.setPen(look.colour("muted"))
            painter.drawText(after.adjusted(wide + 10, 0, 40, 0), _V, percent(share))

    def _colour(self, step: Step) -> QColor:
        colour = self._look.colour("accent")
        if step in _FULL:
            return colour
        under = self._look.colour("card")
        return QColor.fromRgbF(
            _SOFT * colour.redF() + (1 - _SOFT) * under.redF(),
            _SOFT * colour.greenF() + (1 - _SOFT) * under.greenF(),
            _SOFT * colour.blueF() + (1 - _SOFT) * under.blueF(),
        )
