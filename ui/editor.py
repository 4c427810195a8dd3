"""The text widget: tells every edit as a splice, draws marks, applies accepted edits.

It knows nothing about suggestions but their marks, and nothing about files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QGuiApplication,
    QMouseEvent,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextDocument,
)
from PySide6.QtWidgets import QApplication, QWidget

from suggest import Mark, Place, Splice
from ui import strings
from ui.column import Column
from ui.layout import SpacedLayout
from ui.mirror import Mirror
from ui.painter import EditorPainter
from ui.plain_text import PlainTextEdit
from ui.positions import clean, points
from ui.rows import Rows
from ui.styling import Styling
from ui.theme import THEMES, Measure, Theme, palette

_TELL_VIEWPORT_MS = 50


class Editor(PlainTextEdit):
    """A plain text editor for prose in one centred column.

    `marks(line)` gives the marks to draw on a line. Lines and columns are code points everywhere.
    """

    spliced = Signal(Splice)  # sent before anything is laid out or drawn anew
    caret_moved = Signal(int, int)  # line, column
    viewport_changed = Signal(int, int)  # first and last visible line
    mark_clicked = Signal(str)
    mark_menu_requested = Signal(str, QPoint)  # id, global position

    def __init__(
        self, marks: Callable[[int], Sequence[Mark]], parent: QWidget | None = None
    ) -> None:
        document = QTextDocument()
        document.setDocumentMargin(Measure.GUTTER)
        self._layout = SpacedLayout(document)
        document.setDocumentLayout(self._layout)
        super().__init__(document, parent)
        self._mirror = Mirror(document)
        self._rows = Rows(self, self._layout)
        self._painter = EditorPainter(self, self._rows, self.line_text, marks)
        self._theme = THEMES["light"]
        self._typeface: Callable[[int], QFont] | None = None
        self._size = Measure.PROSE
        self._column = Column(self, self._layout)
        self._loading = False
        self._pressed: QPointF | None = None
        self._told_viewport = (-1, -1)
        self._viewport_timer = QTimer(self)
        self._set_up()

    def load(self, lines: Sequence[str]) -> None:
        """Show another text; the undo history is gone, nothing is emitted as an edit."""
        self._loading = True
        try:
            self.setPlainText("\n".join(lines))
            self._mirror.reload()
        finally:
            self._loading = False
        self._dress_all()
        self._painter.forget()
        self._settle()

    def lines(self) -> list[str]:
        """The text, line by line, exactly as it is."""
        return list(self._mirror.lines)

    def line_text(self, number: int) -> str:
        """One line; IndexError when there is no such line."""
        if number < 0:
            raise IndexError(number)
        return self._mirror.lines[number]

    def apply(self, place: Place, text: str, expected: str) -> bool:
        """Replace the text at `place` in one undo step; False when it is not `expected`."""
        cursor = self._mirror.cursor(place) if self.holds(place, expected) else None
        if cursor is None:
            return False
        fit, dropped = clean(text)
        cursor.beginEditBlock()
        cursor.insertText(fit)
        cursor.endEditBlock()
        if dropped:
            self.characters_dropped.emit(dropped)
        return True

    def holds(self, place: Place, expected: str) -> bool:
        """Whether `apply` would change the text; text being composed is taken over first."""
        if self.isReadOnly():
            return False
        QGuiApplication.inputMethod().commit()
        return self._mirror.cursor(place, expected) is not None

    def caret(self) -> tuple[int, int]:
        """Line and column of the caret."""
        cursor = self.textCursor()
        line = cursor.blockNumber()
        return line, points(self._mirror.lines[line], cursor.positionInBlock())

    def mark_at_caret(self) -> str | None:
        """The mark the caret stands in or touches; of several the one that begins last."""
        line, column = self.caret()
        touching = [m for m in self._painter.marks(line) if m.start <= column <= m.end]
        return touching[-1].id if touching else None

    def go_to(self, place: Place) -> None:
        """Put the caret at the start of `place`; scrolls only when that is out of sight."""
        found = self._mirror.cursor(place)
        if found is None:
            return
        cursor = self.textCursor()
        cursor.setPosition(found.anchor())
        self.setTextCursor(cursor)
        if not self.viewport().rect().contains(self.cursorRect()):
            self.centerCursor()

    def mark_rects(self, mark_id: str) -> list[QRect]:
        """Where the words of a mark are on the screen, in viewport px; empty while out of sight."""
        return self._painter.rects_of(mark_id)

    def sentence_rect(self, place: Place) -> QRect:
        """The box round the text of `place`, in viewport px; empty while out of sight."""
        cursor = self._mirror.cursor(place)
        if cursor is None:
            return QRect()
        return self._painter.box_of(cursor.selectionStart(), cursor.selectionEnd())

    def set_open_mark(self, mark_id: str | None) -> None:
        """Lay colour behind the words of the mark whose card is open; None takes it away."""
        self._painter.open_mark = mark_id
        self.viewport().update()

    def repaint_lines(self, lines: Iterable[int]) -> None:
        """The marks on these lines changed. Drawing happens once the present event is done."""
        self._painter.touch(lines)

    def set_placeholder(self, text: str) -> None:
        """Words shown while the draft is empty."""
        self._painter.placeholder = text
        self.viewport().update()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        colours = palette(theme)
        colours.setColor(QPalette.ColorRole.Window, QColor(theme.bg))
        # The selection is drawn by us, or the space between lines would stay bare.
        colours.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        self.set_colours(colours)
        self._styling = Styling(theme)
        self._painter.set_look(theme, self._size)
        self._dress_all()
        self.viewport().update()

    def set_typeface(self, make: Callable[[int], QFont]) -> None:
        """Take another font; `make` gives it for a size in px."""
        self._typeface = make
        self.set_zoom(self._size)

    def set_zoom(self, px: int) -> None:
        """Set the size of the prose, 12 to 32 px; nothing else grows."""
        self._size = min(max(px, Measure.PROSE_MIN), Measure.PROSE_MAX)
        font = self._typeface(self._size) if self._typeface else QFont(self.font())
        font.setPixelSize(self._size)
        self._layout.set_line_height(self._size * Measure.LEADING)
        self.setFont(font)
        self._painter.set_look(self._theme, self._size)
        self._fit_column()

    def set_column(self, characters: int) -> None:
        """Set the width of the column in characters, 60 to 80."""
        self._column.characters = min(max(characters, Measure.COLUMN_MIN), Measure.COLUMN_MAX)
        self._fit_column()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Text by Qt, with selection and marks by us."""
        rect = event.rect()
        self._painter.under(rect)
        super().paintEvent(event)
        self._painter.over(rect)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle."""
        # Margins first: a resize of the viewport from in here is not told to us again.
        self._fit_column()
        super().resizeEvent(event)
        self._settle()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click began."""
        left = event.button() is Qt.MouseButton.LeftButton
        self._pressed = event.position() if left else None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a mark that selected nothing opens it."""
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        if pressed is None or self.textCursor().hasSelection():
            return
        moved = (event.position() - pressed).manhattanLength()
        if moved >= QApplication.startDragDistance():
            return
        found = self._painter.mark_at(event.position())
        if found is not None:
            self.mark_clicked.emit(found)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """On a mark its own menu, else the usual one."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            found = self.mark_at_caret()
        else:
            found = self._painter.mark_at(QPointF(event.pos()))
        if found is None:
            super().contextMenuEvent(event)
            return
        event.accept()
        self.mark_menu_requested.emit(found, event.globalPos())

    def _set_up(self) -> None:
        self._viewport_timer.setSingleShot(True)
        self._viewport_timer.setInterval(_TELL_VIEWPORT_MS)
        self._viewport_timer.timeout.connect(self._tell_viewport)
        self.verticalScrollBar().valueChanged.connect(self._on_scroll)
        self.verticalScrollBar().rangeChanged.connect(self._column.limit_scrolling)
        self.document().contentsChange.connect(self._follow)
        self.cursorPositionChanged.connect(self._tell_caret)
        # Qt repaints the words of a changed selection only, not the space above them.
        self.selectionChanged.connect(lambda: self.viewport().update())
        self.set_placeholder(strings.PLACEHOLDER)
        self.set_theme(self._theme)
        self.set_zoom(self._size)

    def _follow(self, position: int, removed: int, added: int) -> None:
        """Every change of the document ends here; it must stay cheap."""
        if self._loading:
            return
        splice = self._mirror.follow(position, removed, added)
        if self._mirror.reshaped:
            self._styling.dress_lines(self.document(), self._mirror.lines, self._mirror.touched)
            self._viewport_timer.start()
        if splice is not None:
            self.spliced.emit(splice)

    def _dress_all(self) -> None:
        self._loading = True
        try:
            self._styling.dress_all(self.document(), self._mirror.lines)
        finally:
            self._loading = False

    def _tell_caret(self) -> None:
        if not self._loading:
            self.caret_moved.emit(*self.caret())

    def _tell_viewport(self) -> None:
        rows = self._rows.visible()
        if not rows:
            return
        now = (rows[0].number, rows[-1].number)
        if now != self._told_viewport:
            self._told_viewport = now
            self.viewport_changed.emit(*now)

    def _on_scroll(self) -> None:
        self._rows.prepare()
        self._viewport_timer.start()

    def _settle(self) -> None:
        """All lines may have moved."""
        self._rows.prepare()
        self._column.limit_scrolling()
        self._viewport_timer.start()

    def _fit_column(self) -> None:
        self._column.fit()
        self._painter.forget()
        self._settle()
