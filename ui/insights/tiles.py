"""The four figures at the top of insights: large, with what they count below."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from suggest import InsightsReport
from ui import insight_strings as words
from ui.insights.figures_text import one_digit, percent, seconds
from ui.labels import SMALL, label
from ui.look import Look
from ui.reader_words import money
from ui.theme import Measure


class Tile(QWidget):
    """One figure."""

    def __init__(self, look: Look, caption: str) -> None:
        super().__init__()
        self._caption = caption
        self._figure = QLabel(words.NO_VALUE)
        self._figure.setFont(look.fonts.figures(Measure.TEXT_FIGURE, 600))
        self._note = label(caption, look, SMALL, wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 0, 4, 0)
        box.setSpacing(0)
        box.addWidget(self._figure)
        box.addWidget(self._note)
        box.addStretch(1)
        self.setAccessibleName(caption)

    @property
    def text(self) -> str:
        """The figure as shown."""
        return self._figure.text()

    def set_figure(self, figure: str, later: str, caption: str = "") -> None:
        """Show a figure; in place of a dash `later` says why there is none."""
        said = caption or self._caption
        self._figure.setText(figure)
        missing = figure == words.NO_VALUE
        note = f"{said}\n{later}" if missing else said
        self._note.setText(note)
        self.setAccessibleName(f"{figure} {said}" if not missing else note)


class Tiles(QWidget):
    """Kept, marks per 100 words, time to decide, cost."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.kept = Tile(look, words.TILE_KEPT)
        self.marks = Tile(look, words.TILE_MARKS)
        self.decide = Tile(look, words.TILE_DECIDE)
        self.cost = Tile(look, words.TILE_COST)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for tile in (self.kept, self.marks, self.decide, self.cost):
            row.addWidget(tile, 1)

    def show_report(self, report: InsightsReport) -> None:
        """Show the figures of a period."""
        rates = report.all
        self.kept.set_figure(percent(rates.kept_rate), words.TILE_LATER)
        self.marks.set_figure(one_digit(report.per_100_words), words.TILE_NO_WORDS)
        took = rates.decide_ms if rates.enough else None
        self.decide.set_figure(seconds(took), words.TILE_LATER)
        paid = any(one.name for one in report.models)
        cost, tokens = report.cost_per_kept, report.tokens_per_kept
        self.cost.set_figure(
            words.NO_VALUE if cost is None else money(*cost),
            words.TILE_LATER if paid else words.TILE_NO_COST,
            "" if tokens is None else words.TILE_TOKENS.format(n=f"{tokens:,.0f}"),
        )
