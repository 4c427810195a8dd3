"""The list of the side panel: rows drawn by a delegate, so that hundreds of marks stay cheap."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.buttons import draw_ring
from ui.look import Look
from ui.panel_rows import PanelRow
from ui.swatch import draw_shape
from ui.theme import Measure

_Index = QModelIndex | QPersistentModelIndex
_SIDE, _TOP, _SWATCH, _GAP = 16, 10, 24, 8
_ARROW = " → "
_HEADING = 34
_RIGHT = 56


class RowModel(QAbstractListModel):
    """The rows, as Qt's views want them."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[PanelRow, ...] = ()

    def row(self, index: _Index) -> PanelRow:
        """The row at an index."""
        return self._rows[index.row()]

    @property
    def rows(self) -> tuple[PanelRow, ...]:
        """All rows."""
        return self._rows

    def set_rows(self, rows: Sequence[PanelRow]) -> bool:
        """Take other rows; says whether anything changed."""
        if tuple(rows) == self._rows:
            return False
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()
        return True

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """How many rows there are."""
        return len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The row as a sentence; the delegate draws it from the row itself."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._rows[index.row()].spoken
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if not index.isValid() or self._rows[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class RowDelegate(QStyledItemDelegate):
    """Draws a row: shape, change, reason, figure."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._prose = look.fonts.prose(Measure.TEXT_REASON)
        self._small = look.fonts.ui(Measure.TEXT_SMALL)
        self._figures = look.fonts.figures(Measure.TEXT_SMALL)
        self._strong = look.fonts.ui(Measure.TEXT_SMALL, 600)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """The height that the wrapped reason needs."""
        row = _row(index)
        wide = _view_width(option)
        if row.heading:
            return QSize(wide, _HEADING)
        note = QFontMetrics(self._small).boundingRect(
            QRect(0, 0, self._room(row, wide), 200), Qt.TextFlag.TextWordWrap, row.note
        )
        high = 2 * _TOP + QFontMetrics(self._prose).height() + 1 + note.height()
        return QSize(wide, high)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        row, box = _row(index), QRect(option.rect)
        state = option.state
        look = self._look
        painter.save()
        if row.heading:
            painter.setFont(self._strong)
            painter.setPen(look.colour("muted"))
            painter.drawText(
                box.adjusted(_SIDE, 0, -_SIDE, -4), Qt.AlignmentFlag.AlignBottom, row.old
            )
            painter.restore()
            return
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(box, look.colour("hover"))
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(QRect(box.left(), box.top(), 2, box.height()), look.colour("accent"))
        self._draw(painter, box, row)
        if state & QStyle.StateFlag.State_HasFocus:  # only the keyboard brings it here
            draw_ring(painter, QRectF(box).adjusted(1, 1, -1, -1), look)
        painter.restore()

    def _draw(self, painter: QPainter, box: QRect, row: PanelRow) -> None:
        look = self._look
        high = QFontMetrics(self._prose).height()
        left = box.left() + _SIDE + _SWATCH + _GAP
        room = self._room(row, box.width())
        if row.kind is not None:
            shape = QRectF(box.left() + _SIDE, box.top() + _TOP, _SWATCH, high)
            draw_shape(painter, row.kind, shape, look)
        self._draw_change(painter, QRect(left, box.top() + _TOP, room, high), row)
        painter.setFont(self._small)
        painter.setPen(look.colour("muted"))
        note = QRect(left, box.top() + _TOP + high + 1, room, box.height())
        painter.drawText(note, Qt.TextFlag.TextWordWrap, row.note)
        painter.setFont(self._figures)
        figure = QRect(box.right() - _SIDE - _RIGHT + 1, box.top(), _RIGHT, box.height())
        painter.drawText(
            figure, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.right
        )

    def _draw_change(self, painter: QPainter, box: QRect, row: PanelRow) -> None:
        look, metrics = self._look, QFontMetrics(self._prose)
        right = Qt.TextElideMode.ElideRight
        middle = Qt.AlignmentFlag.AlignVCenter
        if row.new is None:
            painter.setFont(self._prose)
            painter.setPen(look.colour("text"))
            painter.drawText(box, middle, metrics.elidedText(row.old, right, box.width()))
            return
        arrow = metrics.horizontalAdvance(_ARROW) if row.new else 0
        both = box.width() - arrow
        half = both if not row.new else max(both // 2, both - metrics.horizontalAdvance(row.new))
        old = metrics.elidedText(row.old, right, half)
        struck = QFont(self._prose)
        struck.setStrikeOut(True)
        painter.setFont(struck)
        painter.setPen(look.colour("cut"))
        painter.drawText(box, middle, old)
        painter.setFont(self._prose)
        box = box.adjusted(metrics.horizontalAdvance(old), 0, 0, 0)
        if not row.new:
            return
        painter.setPen(look.colour("muted"))
        painter.drawText(box, middle, _ARROW)
        box = box.adjusted(arrow, 0, 0, 0)
        painter.setPen(look.colour("ins"))
        painter.drawText(box, middle, metrics.elidedText(row.new, right, box.width()))

    def _room(self, row: PanelRow, wide: int) -> int:
        return wide - 2 * _SIDE - _SWATCH - _GAP - (_RIGHT if row.right else 0)


class RowList(QListView):
    """A list of rows. Arrows choose, Enter or a click opens."""

    chosen = Signal(str)  # by keyboard
    opened = Signal(str, bool)  # id, whether by keyboard

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.model_ = RowModel()
        self.setModel(self.model_)
        self.setItemDelegate(RowDelegate(look))
        self._delegate = self.itemDelegate()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.clicked.connect(self._clicked)

    def set_rows(self, rows: Sequence[PanelRow]) -> None:
        """Show other rows; the chosen one stays chosen if it is still there."""
        chosen = self.chosen_id
        if self.model_.set_rows(rows):
            self.choose(chosen)

    @property
    def chosen_id(self) -> str:
        """The id of the chosen row, or ""."""
        index = self.currentIndex()
        return self.model_.row(index).id if index.isValid() else ""

    def choose(self, row_id: str) -> None:
        """Choose the row of that id, quietly; "" or an unknown id chooses none."""
        for number, row in enumerate(self.model_.rows):
            if row.id == row_id and not row.heading:
                index = self.model_.index(number)
                self.setCurrentIndex(index)
                self.scrollTo(index)
                return
        self.setCurrentIndex(QModelIndex())
        self.clearSelection()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; arrows choose and tell."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.chosen_id:
                self.opened.emit(self.chosen_id, True)
            return
        before = self.chosen_id
        super().keyPressEvent(event)
        if self.chosen_id and self.chosen_id != before:
            self.chosen.emit(self.chosen_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap reasons to the new width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _clicked(self, index: QModelIndex) -> None:
        row = self.model_.row(index)
        if not row.heading:
            self.opened.emit(row.id, False)


def _row(index: _Index) -> PanelRow:
    model = index.model()
    if not isinstance(model, RowModel):
        raise TypeError(model)
    return model.row(index)


def _view_width(option: QStyleOptionViewItem) -> int:
    view = option.widget
    return view.viewport().width() if isinstance(view, QListView) else Measure.PANEL
