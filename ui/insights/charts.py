"""The plots of insights; only this module imports pyqtgraph, and only an open window imports it."""

# mypy: disable-error-code="no-untyped-call"
# pyqtgraph has no types.

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

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


Figures = TypeVar("Figures")


class Plot(pg.PlotWidget, Generic[Figures]):
    """A plot in the colours and fonts of the window, without mouse or menu.

    `draw` draws figures on the emptied plot; `figures` are shown at first.
    """

    def __init__(
        self, look: Look, draw: Callable[[Plot[Figures], Figures], None], figures: Figures
    ) -> None:
        super().__init__()
        self.look = look
        self._draw = draw
        self._figures = figures
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

    def show_figures(self, figures: Figures) -> None:
        """Draw these."""
        self._figures = figures
        self.plot.clear()
        self._draw(self, figures)

    def refresh(self) -> None:
        """The theme changed: draw everything anew."""
        self._dress()
        self.show_figures(self._figures)

    def _dress(self) -> None:
        look = self.look
        self.setBackground(look.colour("card"))
        for side in _SIDES:
            axis = self.plot.getAxis(side)
            axis.setPen(look.colour("border"))
            axis.setTextPen(look.colour("muted"))
            axis.setTickFont(look.fonts.figures(Measure.TEXT_SMALL))
            axis.setStyle(tickLength=0, tickTextOffset=8, hideOverlappingLabels=False)
        self.plot.getAxis("left").setWidth(48)

    def name_axis(self, side: str, text: str) -> None:
        """Write what an axis counts."""
        axis = self.plot.getAxis(side)
        axis.setLabel(text, color=self.look.theme.muted)
        axis.label.setFont(self.look.fonts.ui(Measure.TEXT_SMALL))
        axis.setHeight(44) if side == "bottom" else axis.setWidth(62)

    def pen(self, role: str, wide: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        """A pen in a colour of the theme, `wide` in px."""
        pen = QPen(self.look.colour(role), wide, style)
        pen.setCosmetic(True)  # else its width is in units of the axes
        return pen

    def across(self, values: Sequence[float]) -> None:
        """Hairlines behind the figures."""
        pen = self.pen("border")
        if self.look.theme.border == self.look.theme.text:  # high contrast: figures come first
            faint = pen.color()
            faint.setAlphaF(_FAINT)
            pen.setColor(faint)
        for value in values:
            line = pg.InfiniteLine(value, angle=0, pen=pen)
            line.setZValue(-10)
            self.plot.addItem(line)

    def bars(self, heights: Sequence[float], wide: float) -> None:
        """Bars side by side, as wide as this share of their place."""
        self.plot.addItem(
            pg.BarGraphItem(
                x=list(range(len(heights))),
                height=list(heights),
                width=wide,
                brush=self.look.colour("accent"),
                pen=QPen(Qt.PenStyle.NoPen),
            )
        )

    def line(self, points: Sequence[tuple[int, float]], role: str, style: Qt.PenStyle) -> None:
        """A line through these points."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        self.plot.plot(xs, ys, pen=self.pen(role, 1.8, style), antialias=True)


def calibration_plot(look: Look) -> Plot[Calibration]:
    """What was said against what came true, with intervals; dots as large as they count."""
    return Plot(look, _draw_calibration, Calibration(0))


def decide_plot(look: Look) -> Plot[Sequence[DecideBin]]:
    """How many answers took how long."""
    return Plot(look, _draw_decide, ())


def weeks_plot(look: Look) -> Plot[Sequence[Week]]:
    """The share accepted, week by week, and in dashes marks per 100 words by the right axis.

    Weeks with too few outcomes have no dot.
    """
    made: Plot[Sequence[Week]] = Plot(look, _draw_weeks, ())
    made.plot.showAxis("right")
    return made


def _draw_calibration(plot: Plot[Calibration], figures: Calibration) -> None:
    bins = figures.bins
    lowest = min((min(one.low, one.said) for one in bins), default=0.4)
    low = max(0.0, (lowest * 10 // 2) * 0.2 - 0.02)
    ticks = [(share, f"{share:.0%}") for share in _SHARES if share >= low]
    plot.plot.setRange(xRange=(low, 1.06), yRange=(low, 1.04), padding=0)
    for side in ("left", "bottom"):
        plot.plot.getAxis(side).setTicks([ticks])
    plot.name_axis("bottom", words.CALIBRATION_SAID)
    plot.name_axis("left", words.CALIBRATION_KEPT)
    plot.across([share for share, _ in ticks])
    plot.plot.plot([low, 1], [low, 1], pen=plot.pen("edge", 1.0, _DASH))
    said, kept = [one.said for one in bins], [one.kept for one in bins]
    for one in bins:
        plot.plot.plot([one.said] * 2, [one.low, one.high], pen=plot.pen("accent", 1.2))
    plot.plot.plot(said, kept, pen=plot.pen("accent", 1.6))
    most = max((one.count for one in bins), default=1)
    plot.plot.addItem(
        pg.ScatterPlotItem(
            x=said,
            y=kept,
            size=[_DOT_LEAST + (_DOT_MOST - _DOT_LEAST) * (b.count / most) ** 0.5 for b in bins],
            brush=plot.look.colour("accent"),
            pen=plot.pen("card", 1.5),
            antialias=True,
        )
    )


def _draw_decide(plot: Plot[Sequence[DecideBin]], figures: Sequence[DecideBin]) -> None:
    counts = [one.count for one in figures]
    step = _nice_step(max(counts, default=1))
    lines = [step * n for n in range(int(max(counts, default=1) / step) + 2)]
    plot.plot.setRange(xRange=(-0.6, len(counts) - 0.4), yRange=(0, lines[-1] * 1.05), padding=0)
    plot.plot.getAxis("left").setTicks([[(line, f"{line:,.0f}") for line in lines]])
    names = [decide_label(figures, n, short=True) for n in range(len(counts))]
    plot.plot.getAxis("bottom").setTicks([list(enumerate(names))])
    plot.name_axis("bottom", words.DECIDE_AXIS)
    plot.across(lines)
    plot.bars(counts, 0.62)


def _draw_weeks(plot: Plot[Sequence[Week]], weeks: Sequence[Week]) -> None:
    every = max(1, round(len(weeks) / 6))
    names = [(n, week_label(week)) for n, week in enumerate(weeks) if n % every == 0]
    plot.plot.getAxis("bottom").setTicks([names])
    plot.plot.getAxis("left").setTicks([[(share, f"{share:.0%}") for share in _SHARES]])
    plot.name_axis("left", words.WEEKS_ACCEPTED)
    most = _round_up(max((per_100(week) or 0.0 for week in weeks), default=0.0))
    plot.plot.getAxis("right").setTicks([[(y, f"{y * most:.1f}") for y in _SHARES]])
    plot.name_axis("right", words.WEEKS_MARKS)
    plot.plot.setRange(xRange=(-0.6, max(len(weeks), 2) - 0.4), yRange=(0, 1.05), padding=0)
    plot.across(_SHARES)
    marks = [(n, value / most) for n, w in enumerate(weeks) if (value := per_100(w))]
    plot.line(marks, "muted", _DASH)
    kept = [(n, share) for n, w in enumerate(weeks) if (share := w.rates.acceptance) is not None]
    plot.line(kept, "accent", Qt.PenStyle.SolidLine)
    xs, ys = [x for x, _ in kept], [y for _, y in kept]
    brush, edge = plot.look.colour("accent"), plot.pen("card", 1.0)
    plot.plot.addItem(pg.ScatterPlotItem(x=xs, y=ys, size=7, brush=brush, pen=edge))


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
