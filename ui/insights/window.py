"""The insights window: figures of a period, and what was learned; opened beside the draft."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from suggest import InsightsReport, Period
from ui import insight_strings as words
from ui import strings
from ui.beside_window import BesideWindow
from ui.buttons import Button
from ui.empty_page import EmptyPage
from ui.insights.choices import ChoiceRow
from ui.insights.learned import LearnedPage
from ui.insights.overview import Overview
from ui.insights.source import InsightsParts
from ui.labels import SMALL, Style, hairline, label
from ui.look import Look
from ui.theme import Measure

_SIZE = (1180, 740)
_LEAST = (760, 520)
_HEAVY = "numpy"  # what pyqtgraph spends most of its own import on
_FIGURES, _LEARNED = "figures", "learned"


class InsightsWindow(BesideWindow):
    """Figures are counted in a thread; until they are there it says so."""

    def __init__(self, parts: InsightsParts, look: Look, parent: QWidget | None) -> None:
        super().__init__(words.INSIGHTS_TITLE, look, parent)
        self._parts = parts
        self.setMinimumSize(*_LEAST)
        self.resize(*_SIZE)
        self._background = self.background()
        self.report: InsightsReport | None = None
        self.periods = ChoiceRow(words.PERIODS, look, pill=True, names=words.PERIOD_NAME)
        self.export = Button(strings.EXPORT, look)
        self.overview = Overview(look)
        self.learned = LearnedPage(parts.learnings, look) if parts.learnings is not None else None
        tabs = {_FIGURES: words.TAB_FIGURES}
        if self.learned is not None:
            tabs[_LEARNED] = words.TAB_LEARNED
        self.tabs = ChoiceRow(tabs, look, pill=False)
        self.state = label("", look, SMALL)
        self._message = EmptyPage(look)
        self._pages = QStackedWidget()
        self._lay_out()
        self.export.clicked.connect(parts.export)
        self.tabs.chosen.connect(self._turn)
        self.periods.chosen.connect(lambda key: self._count(Period(key)))
        self.tabs.choose(_FIGURES)
        self.periods.choose(Period.MONTH.value)
        self.tabs.buttons[_FIGURES].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def empty_text(self) -> str:
        """What stands in place of the figures, empty while they are shown."""
        return self._message.text if self._pages.currentIndex() == 1 else ""

    def _count(self, period: Period) -> None:
        self.state.setText(words.COUNTING)

        def count() -> InsightsReport:
            import_module(_HEAVY)  # in this thread it costs the window nothing
            return self._parts.figures.report(period)

        self._background.run(count, self._show_report, self._show_trouble)

    def _show_report(self, report: InsightsReport) -> None:
        self.state.setText("")
        self.report = report
        if report.empty:
            if report.used:
                self._say(words.INSIGHTS_EMPTY_PERIOD, words.INSIGHTS_EMPTY_PERIOD_HELP)
            else:
                self._say(words.INSIGHTS_EMPTY, words.INSIGHTS_EMPTY_HELP)
            return
        self.overview.show_report(report)
        self._turn(self.tabs.key)

    def _show_trouble(self, why: str) -> None:
        self.state.setText("")
        self.report = None
        self._say(words.INSIGHTS_TROUBLE, why)

    def _say(self, text: str, help_text: str) -> None:
        self._message.say(text, help_text)
        self._turn(self.tabs.key)

    def _turn(self, tab: str) -> None:
        if tab == _LEARNED and self.learned is not None:
            self._pages.setCurrentWidget(self.learned)
            self.learned.refresh()
        else:
            empty = self.report is None or self.report.empty
            self._pages.setCurrentIndex(1 if empty and self._message.text else 0)
        for widget in (self.periods, self.state):
            widget.setVisible(tab != _LEARNED)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(24, 16, 24, 8)
        head.setSpacing(12)
        head.addWidget(label(words.INSIGHTS_TITLE, self.look, Style(Measure.TEXT_WINDOW, 600)))
        head.addStretch(1)
        head.addWidget(self.state)
        head.addWidget(self.periods)
        head.addWidget(self.export)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(24, 0, 24, 0)
        tabs.addWidget(self.tabs)
        tabs.addStretch(1)
        self._pages.addWidget(self.overview)
        self._pages.addWidget(self._message)
        if self.learned is not None:
            self._pages.addWidget(self.learned)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addLayout(tabs)
        box.addWidget(hairline())
        box.addWidget(self._pages, 1)
