"""The window under the strip: draft, find bar, banner, side panel, and what floats over them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import strings
from ui.buttons import Button
from ui.editor import Editor
from ui.labels import key_name, keycap
from ui.look import Look
from ui.scroll import QuietScroll
from ui.theme import Measure

if TYPE_CHECKING:
    from ui.banner import Banner
    from ui.card import Card
    from ui.engine import WritingEngine
    from ui.find_bar import FindBar
    from ui.messages import Message
    from ui.side_panel import SidePanel
    from ui.toast import Toast

_BANNER_EDGE = 12
_HINT_LINES = 3


class EmptyHint(QWidget):
    """What to do with an empty draft besides writing: open another."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.open_button = Button(strings.OPEN_A_DRAFT, look, "status")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.open_button)
        row.addWidget(keycap(key_name(QKeySequence.StandardKey.Open), look))
        self.hide()


class Page(QWidget):
    """Lays out its children by hand: the panel docks, or covers the text in a narrow window.

    Draft and hint are there at once, the rest after `furnish`.
    """

    resized = Signal()
    file_dropped = Signal(Path)

    # Made by `furnish`
    find_bar: FindBar
    panel: SidePanel
    card: Card
    toast: Toast

    def __init__(self, editor: Editor, look: Look) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.editor = editor
        editor.setParent(self)
        QuietScroll(editor.verticalScrollBar())
        self.hint = EmptyHint(look, self)
        self._look = look
        self._banner: Banner | None = None
        self._furnished = False
        self._side = QWidget(self)  # where the panel will be
        self._side.setObjectName("panel")
        self._side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._side.hide()
        self.setAcceptDrops(True)

    @property
    def banner(self) -> Banner:
        """The banner, made when it is first asked for."""
        if self._banner is None:
            from ui.banner import Banner  # late: hardly any start has something to tell

            self._banner = Banner(self._look, self)
            self._banner.changed.connect(self.arrange)
        return self._banner

    def tell(self, message: Message) -> None:
        """Show a message in the banner; see `ui.messages`."""
        self.banner.tell(message)

    def take_back(self, key: str) -> None:
        """Drop a message; see `ui.messages`."""
        if self._banner is not None:
            self._banner.take_back(key)

    def holds(self, key: str) -> bool:
        """Whether a message is still to be answered; see `ui.messages`."""
        return self._banner is not None and self._banner.holds(key)

    def reserve_panel(self) -> None:
        """Leave the panel's place empty until `furnish`, so that the text need not move then."""
        if not self._furnished:
            self._side.show()
            self.arrange()

    def furnish(self, engine: WritingEngine) -> None:
        """Make find bar, side panel, card and toast."""
        # Late: the first paint shows none of them.
        from ui.card import Card
        from ui.find_bar import FindBar
        from ui.side_panel import SidePanel
        from ui.toast import Toast

        look, side = self._look, self._side
        self.find_bar = FindBar(look, self)
        self.panel = SidePanel(engine, look, self)
        self.panel.setVisible(not side.isHidden())
        self.card = Card(look, self)
        self.toast = Toast(look, self)
        self.editor.spliced.connect(lambda _: self.toast.edited())
        self.find_bar.installEventFilter(self)
        self._side, self._furnished = self.panel, True
        side.deleteLater()
        self.arrange()

    def show_panel(self, shown: bool) -> None:
        """Show or hide the side panel."""
        if shown:
            self.panel.refresh()
        self.panel.setVisible(shown)
        self.arrange()

    def panel_covers(self, suggestion_id: str) -> bool:
        """Whether the side panel lies over words of that mark, in a narrow window."""
        view = self.editor.viewport()
        boxes = self.editor.mark_rects(suggestion_id)
        here = (QRect(view.mapTo(self, box.topLeft()), box.size()) for box in boxes)
        return not self._side.isHidden() and any(self._side.geometry().intersects(b) for b in here)

    def show_hint(self, shown: bool) -> None:
        """Show or hide the hint of the empty draft."""
        self.hint.setVisible(shown)
        if shown:
            self._place_hint()

    def text_column(self) -> QRect:
        """Where the column of text is, in the page's px."""
        view = self.editor.viewport()
        box = QRect(view.mapTo(self, QPoint(0, 0)), view.size())
        return box.adjusted(Measure.GUTTER, 0, -Measure.GUTTER, 0)

    def text_area(self) -> QRect:
        """The part of the page that shows text, with a small edge."""
        right = self._side.x() if not self._side.isHidden() else self.width()
        return QRect(8, self.editor.y() + 8, right - 16, self.editor.height() - 16)

    def arrange(self) -> None:
        """Put every child where it belongs."""
        docked = not self._side.isHidden() and self.width() >= Measure.PANEL_OVERLAY
        wide = self.width() - (Measure.PANEL if docked else 0)
        top = self._arrange_bars(wide)
        self.editor.setGeometry(0, top, wide, max(0, self.height() - top))
        panel_wide = min(Measure.PANEL, self.width())
        self._side.setGeometry(self.width() - panel_wide, 0, panel_wide, self.height())
        if not self._side.isHidden():
            self._side.raise_()
        if self.hint.isVisible():
            self._place_hint()
        if self._furnished and self.toast.isVisible():
            self.toast.place()
        self.resized.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome; text is the draft's own affair."""
        if _dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A dropped file is opened."""
        path = _dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.file_dropped.emit(path)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        self.arrange()

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]
        """Make room when the find bar comes or goes, or grows a row."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest):
            self.arrange()
        return False

    def _arrange_bars(self, wide: int) -> int:
        top = 0
        if self._furnished and not self.find_bar.isHidden():
            high = self.find_bar.sizeHint().height()
            self.find_bar.setGeometry(0, 0, wide, high)
            top += high
        banner = self._banner
        if banner is not None and not banner.isHidden():
            column = min(wide - 2 * _BANNER_EDGE, 900)
            high = max(banner.box.totalHeightForWidth(column), 56)
            left = (wide - column) // 2
            banner.rise(QRect(left, top + _BANNER_EDGE, column, high))
            top += high + _BANNER_EDGE
        return top

    def _place_hint(self) -> None:
        column = self.text_column()
        down = round(self.editor.fontMetrics().height() * Measure.LEADING * _HINT_LINES)
        self.hint.adjustSize()
        self.hint.move(column.left() - 4, column.top() + down)
        self.hint.raise_()
        self.hint.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)


def _dropped_file(data: QMimeData) -> Path | None:
    files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return Path(files[0]) if files else None
