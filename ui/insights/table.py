"""A table of figures: right-aligned, sorted by its headings, copied as lines with tabs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QGuiApplication,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from suggest import Kind
from ui.look import Look
from ui.swatch import draw_shape
from ui.theme import Measure

_ROW = 32
_LEAST = 48
_ASIDE = 11  # beside the text of a cell, as the style sheet has it
_ARROW = 8
_FORMULA = ("=", "+", "-", "@", "'")
_SHAPE = QSize(24, 16)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says and the number it is sorted by; `wide` reaches to the end of the row."""

    text: str
    order: float = -1.0
    wide: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A name and its figures; `kind` draws the shape of a class beside the name."""

    name: str
    cells: Sequence[Cell]
    kind: Kind | None = None


class FiguresTable(QTableWidget):
    """The first column is a name, the others are figures."""

    def __init__(self, look: Look, name: str, *, can_sort: bool = False) -> None:
        super().__init__()
        self._look = look
        self._rows: list[TableRow] = []
        self._can_sort = can_sort
        self._by: tuple[int, bool] | None = None  # column, from the largest
        self.setAccessibleName(name)
        self.setObjectName("figures")
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setTabKeyNavigation(False)
        self.setIconSize(_SHAPE)
        self.setFont(look.fonts.ui(Measure.TEXT))
        self._figures = look.fonts.figures(Measure.TEXT)  # in names they push hyphens apart
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.horizontalHeader()
        header.setFont(look.fonts.ui(Measure.TEXT_SMALL, 500))
        header.setHighlightSections(False)
        header.setSectionsClickable(can_sort)
        header.setFixedHeight(_ROW)
        header.sectionClicked.connect(self.sort_by)

    def set_columns(self, titles: Sequence[str], helps: Sequence[str] = ()) -> None:
        """Name the columns; `helps` explain those after the first."""
        self.setColumnCount(len(titles))
        for number, title in enumerate(titles):
            item = QTableWidgetItem(title)
            item.setTextAlignment(_RIGHT if number else _LEFT)
            if number and helps:
                item.setToolTip(helps[number - 1])
            self.setHorizontalHeaderItem(number, item)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(_LEAST)

    def set_rows(self, rows: Sequence[TableRow]) -> None:
        """Show other rows, in their own order or as they were last sorted."""
        self._rows = list(rows)
        self._fit()
        self._fill()

    def sort_by(self, column: int) -> None:
        """Sort by a column, largest first; a second time the other way."""
        if not self._can_sort:
            return
        first = column > 0  # names from A, figures from the largest
        before = self._by
        down = not before[1] if before is not None and before[0] == column else first
        self._by = (column, down)
        header = self.horizontalHeader()
        header.setSortIndicatorShown(True)
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(column, order)
        self._fill()

    def as_lines(self) -> str:
        """The chosen rows, or all of them, with the headings; cells apart by tabs."""
        chosen = sorted({index.row() for index in self.selectedIndexes()})
        whole = len(chosen) < 2  # one row is chosen by moving about in the table
        numbers = range(self.rowCount()) if whole else chosen
        titles = [self._title(n) for n in range(self.columnCount())]
        lines = [titles, *([self._text(row, n) for n in range(len(titles))] for row in numbers)]
        return "\n".join("\t".join(one_cell(cell) for cell in line) for line in lines) + "\n"

    def copy(self) -> None:
        """Put `as_lines` into the clipboard."""
        QGuiApplication.clipboard().setText(self.as_lines())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies, S sorts by the column of the current cell."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_S and not event.modifiers():
            self.sort_by(max(self.currentColumn(), 0))
        else:
            super().keyPressEvent(event)

    def refresh(self) -> None:
        """The theme changed: draw the shapes anew."""
        self._fill()

    def _title(self, column: int) -> str:
        item = self.horizontalHeaderItem(column)
        return item.text() if item is not None else ""

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text() if item is not None else ""

    def _fit(self) -> None:
        """As wide as headings and figures; a sentence across several columns asks for no room."""
        titles = QFontMetrics(self.horizontalHeader().font())
        figures = QFontMetrics(self._figures)
        for column in range(1, self.columnCount()):
            cells = (row.cells[column - 1] for row in self._rows if column <= len(row.cells))
            texts = [figures.horizontalAdvance(cell.text) for cell in cells if not cell.wide]
            title = titles.horizontalAdvance(self._title(column)) + (
                _ARROW if self._can_sort else 0
            )
            self.setColumnWidth(column, max(title, *texts, _LEAST) + 2 * _ASIDE)

    def _fill(self) -> None:
        rows = self._sorted()
        self.clearSpans()
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            name = QTableWidgetItem(row.name)
            name.setToolTip(row.name)
            if row.kind is not None:
                name.setIcon(QIcon(self._shape(row.kind)))
            self.setItem(number, 0, name)
            for column in range(1, self.columnCount()):
                cell = row.cells[column - 1] if column <= len(row.cells) else Cell("")
                self._put(number, column, cell)

    def _put(self, row: int, column: int, cell: Cell) -> None:
        item = QTableWidgetItem(cell.text)
        item.setTextAlignment(_RIGHT)
        if not cell.wide:
            item.setFont(self._figures)
        else:
            item.setForeground(self._look.colour("muted"))
            self.setSpan(row, column, 1, self.columnCount() - column)
        self.setItem(row, column, item)

    def _sorted(self) -> list[TableRow]:
        if self._by is None:
            return self._rows
        column, down = self._by
        if column == 0:
            return sorted(self._rows, key=lambda row: row.name.casefold(), reverse=down)

        def order(row: TableRow) -> tuple[bool, float]:
            place = column - 1
            value = row.cells[place].order if place < len(row.cells) else -1.0
            return value < 0, -value if down else value  # what has no figure stands last

        return sorted(self._rows, key=order)

    def _shape(self, kind: Kind) -> QPixmap:
        ratio = self.devicePixelRatioF()
        made = QPixmap(_SHAPE * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        draw_shape(painter, kind, QRectF(0, 0, _SHAPE.width(), _SHAPE.height()), self._look)
        painter.end()
        return made


def one_cell(text: str) -> str:
    """The text as one cell that no spreadsheet takes for a formula."""
    flat = " ".join(text.split())
    return f"'{flat}" if flat.startswith(_FORMULA) else flat
