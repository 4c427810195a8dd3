"""Find and replace over the editor: walks the places, replaces one or all as one undo step."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from suggest import Place
from ui import strings
from ui.editor import Editor
from ui.find_bar import FindBar
from ui.search import find_all, nearest
from ui.selection import cursor_over, select, selected_place, selected_text
from ui.toast import Toast

_RECOUNT_MS = 200
_LONGEST_SEED = 80


class Finder(QObject):
    """Joins the find bar to the editor."""

    def __init__(self, editor: Editor, bar: FindBar, toast: Toast) -> None:
        super().__init__(bar)
        self._editor = editor
        self._bar = bar
        self._toast = toast
        self._places: list[Place] = []
        self._recount = QTimer(self)
        self._recount.setSingleShot(True)
        self._recount.setInterval(_RECOUNT_MS)
        self._recount.timeout.connect(self._find)
        editor.spliced.connect(self._edited)
        bar.query_changed.connect(self._query_changed)
        bar.next_wanted.connect(lambda: self.walk(forward=True))
        bar.previous_wanted.connect(lambda: self.walk(forward=False))
        bar.replace_wanted.connect(self.replace_one)
        bar.replace_all_wanted.connect(self.replace_all)
        bar.closed.connect(self.close)

    def open(self, *, replacing: bool) -> None:
        """Show the bar, with the selected words in its field."""
        seed = selected_text(self._editor)
        fits = "\n" not in seed and len(seed) <= _LONGEST_SEED
        allowed = replacing and not self._editor.isReadOnly()
        self._bar.open(seed if fits else "", replacing=allowed)

    def close(self) -> None:
        """Hide the bar and go back to the draft."""
        self._bar.hide()
        self._places = []
        self._editor.setFocus()

    def walk(self, *, forward: bool) -> None:
        """Select the next or the previous place, beginning again at the ends."""
        self._find()
        chosen = selected_place(self._editor)
        line, column = self._editor.caret()
        if chosen is not None:
            line, column = (chosen.end_line, chosen.end) if forward else (chosen.line, chosen.start)
        self._go(nearest(self._places, line, column, forward=forward))

    def replace_one(self) -> None:
        """Replace the selected place and go on to the next; select one first if none is."""
        self._find()
        chosen = selected_place(self._editor)
        if chosen in self._places and chosen is not None:
            old = selected_text(self._editor)
            if self._editor.apply(chosen, self._bar.replacement.text(), old):
                end = chosen.start + len(self._bar.replacement.text())
                self._find()
                self._go(nearest(self._places, chosen.line, end, forward=True))
                return
        self.walk(forward=True)

    def replace_all(self) -> None:
        """Replace every place; one undo brings all of it back."""
        self._find()
        if not self._places or self._editor.isReadOnly():
            return
        text = self._bar.replacement.text()
        number = len(self._places)
        cursor = cursor_over(self._editor, self._places[-1])
        cursor.beginEditBlock()
        # From the end, so that the places before stay true.
        for place in reversed(self._places):
            cursor_over(self._editor, place).insertText(text)
        cursor.endEditBlock()
        self._find()
        self._toast.say_undoable(strings.count(strings.REPLACED, number), self._editor.undo)

    def _edited(self) -> None:
        if self._bar.isVisible():
            self._recount.start()

    def _query_changed(self) -> None:
        """While the words are typed, go to the first place from where the selection begins."""
        self._find()
        if not self._places:
            return
        chosen = selected_place(self._editor)
        line, column = (chosen.line, chosen.start) if chosen else self._editor.caret()
        self._go(nearest(self._places, line, column, forward=True))

    def _find(self) -> None:
        query = self._bar.query()
        self._places = find_all(self._editor.lines(), query)
        if not query.text:
            self._bar.show_found("")
        elif not self._places:
            self._bar.show_found(strings.FIND_NONE)
        else:
            self._bar.show_found(strings.count(strings.FIND_TOTAL, len(self._places)))

    def _go(self, number: int) -> None:
        if number < 0:
            return
        select(self._editor, self._places[number])
        total = f"{len(self._places):,}"
        self._bar.show_found(strings.FIND_COUNT.format(n=f"{number + 1:,}", total=total))
