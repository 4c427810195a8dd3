"""The page of figures: tiles, funnel, calibration, rates, time to decide, weeks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from suggest import Calibration, DecideBin, InsightsReport, Week
from ui import insight_strings as words
from ui import strings
from ui.insights import series
from ui.insights.figures_text import seconds
from ui.insights.funnel import Funnel
from ui.insights.panel import PicturePanel
from ui.insights.rates_panel import RatesPanel
from ui.insights.table import TableRow
from ui.insights.tiles import Tiles
from ui.look import Look

if TYPE_CHECKING:
    from ui.insights.charts import Plot

    _Plots = tuple[Plot[Calibration], Plot[Sequence[DecideBin]], Plot[Sequence[Week]]]

_LEAST_WEEKS = 2
_HIGH = 320


class Overview(QScrollArea):
    """Shows one report. The plots are made with the first one, for they need a large library."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setAccessibleName(words.TAB_FIGURES)
        self.tiles = Tiles(look)
        self.funnel = PicturePanel(words.FUNNEL_TITLE, look, words.COLUMNS_FUNNEL)
        self.bars = Funnel(look)
        self.funnel.set_picture(self.bars)
        self.calibration = PicturePanel(words.CALIBRATION_TITLE, look, words.COLUMNS_CALIBRATION)
        self.rates = RatesPanel(look)
        self.decide = PicturePanel(words.DECIDE_TITLE, look, words.COLUMNS_DECIDE)
        self.weeks = PicturePanel(words.WEEKS_TITLE, look, words.COLUMNS_WEEKS)
        self._plots: _Plots | None = None
        self._report: InsightsReport | None = None
        self._lay_out()
        look.changed.connect(self._refresh)

    def show_report(self, report: InsightsReport) -> None:
        """Show the figures of a period."""
        self._report = report
        self.tiles.show_report(report)
        self.rates.show_report(report)
        self.bars.set_steps(report.funnel)
        _fill(self.funnel, words.FUNNEL_HELP, series.funnel_rows(report.funnel))
        self._tell_calibration(report.calibration)
        self._tell_decide(report)
        self._tell_weeks(report)
        if self._plots is None:
            QTimer.singleShot(0, self, self._draw)  # the figures are seen before the plots are made
        else:
            self._draw()

    def _draw(self) -> None:
        plots = self._plots or self._make_plots()
        report = self._report
        if report is not None:
            calibration, decide, weeks = plots
            calibration.show_figures(report.calibration)
            decide.show_figures(report.decide)
            weeks.show_figures(report.weeks)

    def _make_plots(self) -> _Plots:
        # Late: 0.3 s the first time.
        from ui.insights.charts import calibration_plot, decide_plot, weeks_plot

        look = self._look
        made = (calibration_plot(look), decide_plot(look), weeks_plot(look))
        self._plots = made
        pictures: tuple[QWidget, ...] = made
        panels = (self.calibration, self.decide, self.weeks)
        for panel, picture in zip(panels, pictures, strict=True):
            panel.set_picture(picture)
        return made

    def _tell_calibration(self, figures: Calibration) -> None:
        if figures.error is None or figures.brier is None:
            few = words.CALIBRATION_FEW.format(n=figures.count, enough=series.ENOUGH)
            self.calibration.table.set_rows(())
            self.calibration.tell_nothing(few)
            return
        said = words.CALIBRATION_HELP.format(
            error=f"{figures.error * 100:.1f}",
            brier=f"{figures.brier:.2f}",
            answers=strings.count(words.ANSWERS, figures.count),
        )
        help_text = f"{said}\n{words.CALIBRATION_READ}"
        _fill(self.calibration, help_text, series.calibration_rows(figures))

    def _tell_decide(self, report: InsightsReport) -> None:
        rows = series.decide_rows(report.decide)
        if not any(one.count for one in report.decide):
            self.decide.table.set_rows(())
            self.decide.tell_nothing(words.DECIDE_NONE)
            return
        help_text = words.DECIDE_HELP.format(median=seconds(report.all.decide_ms))
        _fill(self.decide, help_text, rows)

    def _tell_weeks(self, report: InsightsReport) -> None:
        rows = series.weeks_rows(report.weeks)
        if len(report.weeks) < _LEAST_WEEKS:
            self.weeks.table.set_rows(())
            self.weeks.tell_nothing(words.WEEKS_NONE)
            return
        _fill(self.weeks, words.WEEKS_HELP, rows)

    def _lay_out(self) -> None:
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(24, 12, 24, 24)
        box.setSpacing(16)
        box.addWidget(self.tiles)
        grid = QGridLayout()
        grid.setSpacing(16)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for panel in (self.funnel, self.calibration, self.decide, self.weeks):
            panel.setMinimumHeight(_HIGH)
        grid.addWidget(self.funnel, 0, 0)
        grid.addWidget(self.calibration, 0, 1)
        grid.addWidget(self.rates, 1, 0, 1, 2)
        grid.addWidget(self.decide, 2, 0)
        grid.addWidget(self.weeks, 2, 1)
        box.addLayout(grid, 1)
        self.setWidget(page)
        page.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def _refresh(self) -> None:
        for plot in self._plots or ():
            plot.refresh()
        for panel in (self.funnel, self.calibration, self.decide, self.weeks):
            panel.table.refresh()
        self.rates.table.refresh()


def _fill(panel: PicturePanel, help_text: str, rows: Sequence[TableRow]) -> None:
    panel.table.set_rows(rows)
    panel.tell(help_text, series.spoken(panel.title, help_text, rows))
