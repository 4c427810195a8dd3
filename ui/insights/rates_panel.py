"""The table of rates: by class, rule, model or prompt; sorted and copied as the writer likes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from suggest import InsightsReport, Kind, Rates
from ui import insight_strings as words
from ui import strings
from ui.buttons import Button
from ui.insights.choices import ChoiceRow
from ui.insights.panel import Panel
from ui.insights.series import rates_row
from ui.insights.table import FiguresTable, TableRow
from ui.labels import Style, label
from ui.look import Look

_FIRST = "kind"
_SAID_MS = 2000


class RatesPanel(Panel):
    """What became of marks, group by group."""

    def __init__(self, look: Look) -> None:
        super().__init__(words.RATES_TITLE, look)
        self._report: InsightsReport | None = None
        self.table = FiguresTable(look, words.RATES_TITLE, can_sort=True)
        self.table.setToolTip(words.RATES_SORT)
        self.table.setAccessibleDescription(f"{words.RATES_HELP} {words.RATES_SORT}")
        self.table.setMinimumHeight(7 * 33)
        self.help.setText(words.RATES_HELP)
        self.groups = ChoiceRow(words.GROUPS, look, pill=True, names=words.GROUP_NAME)
        self.copy = Button(words.COPY_TABLE, look, "quiet", small=True)
        self.copy.clicked.connect(self._copy)
        self._copied = QTimer(self)
        self._copied.setSingleShot(True)
        self._copied.setInterval(_SAID_MS)
        self._copied.timeout.connect(lambda: self.copy.setText(words.COPY_TABLE))
        row = QHBoxLayout()
        row.addWidget(self.groups)
        row.addStretch(1)
        self.head.addWidget(self.copy)
        self.body.addLayout(row)
        self._nothing = label("", look, Style(tone="muted"))
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._nothing)
        self.body.addWidget(self._pages, 1)
        self.groups.chosen.connect(lambda _: self._fill())
        self.groups.choose(_FIRST)

    def show_report(self, report: InsightsReport) -> None:
        """Show the groups of a period."""
        self._report = report
        self._fill()

    def _copy(self) -> None:
        self.table.copy()
        self.copy.setText(words.COPIED)
        self._copied.start()

    def _fill(self) -> None:
        if self._report is None:
            return
        group = self.groups.key
        rows = self._rows(self._report, group)
        self.table.set_columns(
            (words.GROUPS[group], *words.COLUMNS_RATES), words.COLUMNS_RATES_HELP
        )
        self.table.set_rows(rows)
        self._nothing.setText(words.GROUP_EMPTY[group])
        self._pages.setCurrentIndex(0 if rows else 1)
        self.copy.setEnabled(bool(rows))

    def _rows(self, report: InsightsReport, group: str) -> list[TableRow]:
        if group == "kind":
            return [
                _row(strings.KIND_NAMES[kind.value], rates, kind) for kind, rates in report.kinds
            ]
        groups: dict[str, Sequence[Rates]] = {
            "rule": report.rules,
            "model": report.models,
            "prompt": report.prompts,
        }
        return [_row(rates.name or words.OFFLINE_ENGINE, rates) for rates in groups[group]]


def _row(name: str, rates: Rates, kind: Kind | None = None) -> TableRow:
    return TableRow(name, rates_row(rates), kind)
