"""The plots of insights; only this module imports pyqtgraph, and only an open window imports it."""

# mypy: disable-error-code="no-untyped-call"
# pyqtgraph has no types.

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPen

from suggest import Calibration, DecideBin, Week
from ui import insight_strings as words
from ui.insights.series import decide_label, per_100, week_label
from ui.look import Look
from ui.theme import Measure

_DOT_LEAST, _DOT_MOST = 8.0, 17.0
_FAINT = 0.3
_SIDES = ("left", "bottom", "right")
_DASH = Qt.PenStyle.DashLine
_SHARES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


class Plot(pg.PlotWidget):
    """A plot in the colours and fonts of the window, without mouse or menu."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its table is the way for the keyboard
        self.setMinimumSize(240, 170)
        self.plot = self.getPlotItem()
        self.plot.hideButtons()
        self.plot.setMenuEnabled(False)
        self.plot.setMouseEnabled(x=False, y=False)
        self.setAntialiasing(True)
        self._dress()

    def sizeHint(self) -> QSize:
        """Room to be read; pyqtgraph would ask for a screen."""
        return QSize(420, 230)

    def refresh(self) -> None:
        """The theme changed: draw everything anew."""
        self._dress()
        self._draw()

    def _draw(self) -> None:
        raise NotImplementedError

    def _dress(self) -> None:
        look = self._look
        self.setBackground(look.colour("card"))
        for side in _SIDES:
            axis = self.plot.getAxis(side)
            axis.setPen(look.colour("border"))
            axis.setTextPen(look.colour("muted"))
            axis.setTickFont(look.fonts.figures(Measure.TEXT_SMALL))
            axis.setStyle(tickLength=0, tickTextOffset=8, hideOverlappingLabels=False)
        self.plot.getAxis("left").setWidth(48)

    def _name_axis(self, side: str, text: str) -> None:
        axis = self.plot.getAxis(side)
        axis.setLabel(text, color=self._look.theme.muted)
        axis.label.setFont(self._look.fonts.ui(Measure.TEXT_SMALL))
        axis.setHeight(44) if side == "bottom" else axis.setWidth(62)

    def _pen(
        self, role: str, wide: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine
    ) -> QPen:
        pen = QPen(self._look.colour(role), wide, style)
        pen.setCosmetic(True)  # else its width is in units of the axes
        return pen

    def _across(self, values: Sequence[float]) -> None:
        """Hairlines behind the figures."""
        pen = self._pen("border")
        if self._look.theme.border == self._look.theme.text:  # high contrast: figures come first
            faint = pen.color()
            faint.setAlphaF(_FAINT)
            pen.setColor(faint)
        for value in values:
            line = pg.InfiniteLine(value, angle=0, pen=pen)
            line.setZValue(-10)
            self.plot.addItem(line)

    def _bars(self, heights: Sequence[float], wide: float) -> None:
        self.plot.addItem(
            pg.BarGraphItem(
                x=list(range(len(heights))),
                height=list(heights),
                width=wide,
                brush=self._look.colour("accent"),
                pen=QPen(Qt.PenStyle.NoPen),
            )
        )


class CalibrationPlot(Plot):
    """What was said against what came true, with intervals; dots as large as they count."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._figures = Calibration(0)

    def show_figures(self, figures: Calibration) -> None:
        """Draw these."""
        self._figures = figures
        self._draw()

    def _draw(self) -> None:
        self.plot.clear()
        bins = self._figures.bins
        lowest = min((min(one.low, one.said) for one in bins), default=0.4)
        low = max(0.0, (lowest * 10 // 2) * 0.2 - 0.02)
        ticks = [(share, f"{share:.0%}") for share in _SHARES if share >= low]
        self.plot.setRange(xRange=(low, 1.06), yRange=(low, 1.04), padding=0)
        for side in ("left", "bottom"):
            self.plot.getAxis(side).setTicks([ticks])
        self._name_axis("bottom", words.CALIBRATION_SAID)
        self._name_axis("left", words.CALIBRATION_KEPT)
        self._across([share for share, _ in ticks])
        self.plot.plot([low, 1], [low, 1], pen=self._pen("edge", 1.0, _DASH))
        said, kept = [one.said for one in bins], [one.kept for one in bins]
        for one in bins:
            self.plot.plot([one.said] * 2, [one.low, one.high], pen=self._pen("accent", 1.2))
        self.plot.plot(said, kept, pen=self._pen("accent", 1.6))
        most = max((one.count for one in bins), default=1)
        self.plot.addItem(
            pg.ScatterPlotItem(
                x=said,
                y=kept,
                size=[
                    _DOT_LEAST + (_DOT_MOST - _DOT_LEAST) * (b.count / most) ** 0.5 for b in bins
                ],
                brush=self._look.colour("accent"),
                pen=self._pen("card", 1.5),
                antialias=True,
            )
        )


class DecidePlot(Plot):
    """How many answers took how long."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._figures: Sequence[DecideBin] = ()

    def show_figures(self, figures: Sequence[DecideBin]) -> None:
        """Draw these."""
        self._figures = figures
        self._draw()

    def _draw(self) -> None:
        self.plot.clear()
        counts = [one.count for one in self._figures]
        step = _nice_step(max(counts, default=1))
        lines = [step * n for n in range(int(max(counts, default=1) / step) + 2)]
        self.plot.setRange(
            xRange=(-0.6, len(counts) - 0.4), yRange=(0, lines[-1] * 1.05), padding=0
        )
        self.plot.getAxis("left").setTicks([[(line, f"{line:,.0f}") for line in lines]])
        names = [decide_label(self._figures, n, short=True) for n in range(len(counts))]
        self.plot.getAxis("bottom").setTicks([list(enumerate(names))])
        self._name_axis("bottom", words.DECIDE_AXIS)
        self._across(lines)
        self._bars(counts, 0.62)


class WeeksPlot(Plot):
    """The share accepted, week by week, and in dashes marks per 100 words by the right axis.

    Weeks with too few outcomes have no dot.
    """

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._figures: Sequence[Week] = ()
        self.plot.showAxis("right")

    def show_figures(self, figures: Sequence[Week]) -> None:
        """Draw these."""
        self._figures = figures
        self._draw()

    def _draw(self) -> None:
        self.plot.clear()
        weeks = self._figures
        every = max(1, round(len(weeks) / 6))
        names = [(n, week_label(week)) for n, week in enumerate(weeks) if n % every == 0]
        self.plot.getAxis("bottom").setTicks([names])
        self.plot.getAxis("left").setTicks([[(share, f"{share:.0%}") for share in _SHARES]])
        self._name_axis("left", words.WEEKS_ACCEPTED)
        most = _round_up(max((per_100(week) or 0.0 for week in weeks), default=0.0))
        self.plot.getAxis("right").setTicks([[(y, f"{y * most:.1f}") for y in _SHARES]])
        self._name_axis("right", words.WEEKS_MARKS)
        self.plot.setRange(xRange=(-0.6, max(len(weeks), 2) - 0.4), yRange=(0, 1.05), padding=0)
        self._across(_SHARES)
        marks = [(n, value / most) for n, w in enumerate(weeks) if (value := per_100(w))]
        self._line(marks, "muted", _DASH)
        kept = [
            (n, share) for n, w in enumerate(weeks) if (share := w.rates.acceptance) is not None
        ]
        self._line(kept, "accent", Qt.PenStyle.SolidLine)
        xs, ys = [x for x, _ in kept], [y for _, y in kept]
        brush, edge = self._look.colour("accent"), self._pen("card", 1.0)
        self.plot.addItem(pg.ScatterPlotItem(x=xs, y=ys, size=7, brush=brush, pen=edge))

    def _line(self, points: Sequence[tuple[int, float]], role: str, style: Qt.PenStyle) -> None:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        self.plot.plot(xs, ys, pen=self._pen(role, 1.8, style), antialias=True)


def _round_up(most: float) -> float:
    """A round number above, for the upper end of an axis."""
    top = 0.5
    while top < most:
        top *= 2
    return top


def _nice_step(most: float) -> float:
    """A round step that makes three to six lines."""
    step = 1.0
    while most / step > 50:
        step *= 10
    for factor in (1.0, 2.0, 5.0, 10.0):
        if most / (step * factor) <= 5:
            return step * factor
    return step * 10
