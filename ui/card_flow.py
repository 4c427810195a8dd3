"""Opens and closes the card, walks the marks, carries the writer's answers to engine and draft."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from suggest import Dismissal, Place
from ui import strings
from ui.announce import announce
from ui.bridge import Bridge
from ui.card_text import CardText, card_text, shortened
from ui.engine import WritingEngine
from ui.page import Page
from ui.placement import Ground, place_card
from ui.rule_names import rule_name
from ui.selection import select
from ui.theme import Measure


class CardFlow(QObject):
    """One card at a time over one page."""

    opened = Signal(str)
    closed = Signal()
    report_wanted = Signal(str)
    sent_wanted = Signal(str)

    def __init__(self, page: Page, engine: WritingEngine, bridge: Bridge) -> None:
        super().__init__(page)
        self._page = page
        self._editor = page.editor
        self._card = page.card
        self._engine = engine
        self._scroll = 0
        self._busy = False  # we move the caret or the focus ourselves
        self._editor.installEventFilter(self)
        self._connect(bridge)

    @property
    def shown(self) -> str | None:
        """The suggestion whose card is open."""
        return self._card.shown_id

    def open(self, suggestion_id: str, *, focus: bool) -> bool:
        """Open the card of a mark; `focus` when the keyboard asked. False if the mark is gone."""
        text = card_text(self._engine, suggestion_id, self._editor.lines())
        place = self._engine.place(suggestion_id)
        if text is None or place is None:
            return False
        had_focus = self._card.holds(QApplication.focusWidget())
        if self.shown is not None and self.shown != suggestion_id:
            self._engine.card_closed(self.shown)
        known = self.shown == suggestion_id
        self._bring_into_sight(place, suggestion_id, caret=focus or had_focus)
        self._page.toast.sink()
        self._card.present(text)
        self._editor.set_open_mark(suggestion_id)
        self._place()
        self._scroll = self._editor.verticalScrollBar().value()
        if not known:
            self._engine.card_opened(suggestion_id)
        if focus or had_focus:
            self._card.take_focus()
        announce(self._editor, text.announcement)
        self.opened.emit(suggestion_id)
        return True

    def close(self, *, to_draft: bool = True) -> None:
        """Close the card, which answers nothing; focus it had goes back to the draft."""
        shown = self.shown
        if shown is None:
            return
        had_focus = self._card.holds(QApplication.focusWidget())
        self._busy = True
        if had_focus and to_draft:
            self._editor.setFocus()
        self._card.sink()
        self._busy = False
        self._editor.set_open_mark(None)
        self._engine.card_closed(shown)
        self.closed.emit()

    def open_at_caret(self) -> None:
        """Open the mark at the caret, with the focus; or give the focus to the open card."""
        if self.shown is not None:
            self._card.take_focus()
            return
        found = self._editor.mark_at_caret()
        if found is None or not self.open(found, focus=True):
            self._page.toast.say(strings.NO_MARK_HERE)

    def walk(self, by: int) -> None:
        """Open the next (1) or previous (-1) mark from the open one or the caret, in a ring."""
        live = [(one.id, self._engine.place(one.id)) for one in self._engine.suggestions()]
        order = [(place.line, place.start, key) for key, place in live if place is not None]
        if not order:
            self._page.toast.say(strings.NO_MARKS)
            return
        keys = [key for _, _, key in order]
        if self.shown in keys:
            self.open(keys[(keys.index(self.shown) + by) % len(keys)], focus=True)
            return
        here = self._editor.caret()
        after = [key for line, start, key in order if (line, start) >= here]
        before = [key for line, start, key in order if (line, start) < here]
        ring = after + before
        self.open(ring[0] if by > 0 else ring[-1], focus=True)

    def accept(self, suggestion_id: str, wording: str | None = None) -> None:
        """Put the change (or another wording) into the draft as one undo step."""
        suggestion = self._engine.suggestion(suggestion_id)
        place = self._engine.place(suggestion_id)
        if suggestion is None or place is None:
            self.close()
            return
        old = suggestion.proposal.original
        # Asked first: what the draft would refuse must not be logged as taken.
        if not self._editor.holds(place, old):
            self.close()
            self._page.toast.say(strings.STALE)
            return
        # The answer before the closing: the log should not read it as left unanswered.
        edit = self._engine.accept(suggestion_id, wording)
        self.close()
        if edit is None or not self._editor.apply(edit.place, edit.text, old):
            self._page.toast.say(strings.STALE)
            return
        text = strings.ACCEPTED if edit.text else strings.ACCEPTED_DELETE
        said = text.format(old=shortened(old), new=shortened(edit.text))
        self._page.toast.say_undoable(said, self._editor.undo)

    def dismiss(self, suggestion_id: str, how: Dismissal) -> None:
        """Say no in one of the four ways; the toast can take it back."""
        suggestion = self._engine.suggestion(suggestion_id)
        if suggestion is None:
            self.close()
            return
        known = {entry.key for entry in self._engine.dismissals()}
        self._engine.dismiss(suggestion_id, how)
        self.close()
        fresh = [entry.key for entry in self._engine.dismissals() if entry.key not in known]
        proposal = suggestion.proposal
        said = strings.DISMISSED[how.value].format(
            phrase=shortened(proposal.original), rule=rule_name(proposal.mutes or proposal.rule)
        )
        if fresh:
            self._page.toast.say(said, strings.UNDO, lambda: self._restore(fresh))
        else:
            self._page.toast.say(said)

    def check(self, suggestion_id: str) -> None:
        """A fact was checked."""
        self._engine.check(suggestion_id)
        self.close()
        self._page.toast.say(strings.CHECKED_TOAST)

    def edit_words(self, suggestion_id: str) -> None:
        """Select the marked words, for the writer to type over."""
        place = self._engine.place(suggestion_id)
        self.close()
        if place is not None:
            self._editor.setFocus()
            select(self._editor, place)

    def rate(self, suggestion_id: str, good: bool) -> None:
        """Thumbs up or down, for the log; the card stays open, with the focus if it had it."""
        self._engine.rate(suggestion_id, good)
        inside = self._card.menu.holds_focus()
        self._card.menu.sink()
        if inside:
            self._card.take_focus()
        self._page.toast.say(strings.THANKS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While the card is open, Tab in the draft goes into it and Esc closes it."""
        if event.type() is QEvent.Type.KeyPress and self.shown is not None:
            assert isinstance(event, QKeyEvent)
            if event.modifiers() == Qt.KeyboardModifier.NoModifier:
                if event.key() == Qt.Key.Key_Tab:
                    self._card.take_focus()
                    return True
                if event.key() == Qt.Key.Key_Escape:
                    self.close()
                    return True
        return False

    def _connect(self, bridge: Bridge) -> None:
        card, editor = self._card, self._editor
        card.accepted.connect(self.accept)
        card.dismissed.connect(self.dismiss)
        card.checked.connect(self.check)
        card.edit_wanted.connect(self.edit_words)
        card.rated.connect(self.rate)
        card.report_wanted.connect(self.report_wanted)
        card.sent_wanted.connect(self.sent_wanted)
        card.stepped.connect(self._step)
        card.resized.connect(self._place_again)
        editor.mark_clicked.connect(lambda found: self.open(found, focus=False))
        editor.spliced.connect(lambda _: self.close())
        editor.caret_moved.connect(self._caret_moved)
        editor.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._page.resized.connect(self._place_again)
        bridge.gone.connect(lambda gone: self.close() if gone == self.shown else None)
        QApplication.instance().focusChanged.connect(self._focus_changed)  # type: ignore[union-attr]

    def _step(self, by: int) -> None:
        keys = [one.id for one in self._engine.suggestions()]
        if self.shown in keys:
            focus = self._card.holds(QApplication.focusWidget())
            self.open(keys[(keys.index(self.shown) + by) % len(keys)], focus=focus)

    def _restore(self, keys: list[str]) -> None:
        for key in keys:
            self._engine.restore(key)

    def _bring_into_sight(self, place: Place, suggestion_id: str, *, caret: bool) -> None:
        self._busy = True
        out_of_sight = not self._editor.mark_rects(suggestion_id)
        if caret or out_of_sight:
            self._editor.go_to(place)
        self._busy = False

    def _place_again(self) -> None:
        if self.shown is not None:
            self._place()

    def _place(self) -> None:
        text = self._card.text
        if text is None:
            return
        size = self._card.wanted_size()
        at = self._spot(size, text)
        self._card.menu.sink()
        self._card.rise(QRect(at, size))

    def _spot(self, size: QSize, text: CardText) -> QPoint:
        """Where the card goes; in a low window the text scrolls until the words stay visible."""
        ground = self._ground(text.id, text.sentence)
        at = place_card(size, ground)
        if not any(QRect(at, size).intersects(box) for box in ground.marked):
            return at
        self._busy = True
        bar = self._editor.verticalScrollBar()
        high = max(1, round(self._editor.fontMetrics().height() * Measure.LEADING))
        bar.setValue(bar.value() + (ground.marked[0].top() - ground.area.top()) // high)
        self._scroll = bar.value()
        self._busy = False
        return place_card(size, self._ground(text.id, text.sentence))

    def _ground(self, suggestion_id: str, sentence: Place) -> Ground:
        view = self._editor.viewport()

        def on_page(box: QRect) -> QRect:
            return QRect(view.mapTo(self._page, box.topLeft()), box.size())

        return Ground(
            area=self._page.text_area(),
            column=self._page.text_column(),
            sentence=on_page(self._editor.sentence_rect(sentence)),
            marked=tuple(on_page(box) for box in self._editor.mark_rects(suggestion_id)),
        )

    def _caret_moved(self, line: int, column: int) -> None:
        if self.shown is None or self._busy:
            return
        place = self._engine.place(self.shown)
        here = (line, column)
        if place is None or not ((place.line, place.start) <= here <= (place.end_line, place.end)):
            self.close()

    def _scrolled(self, value: int) -> None:
        if self.shown is None or self._busy:
            return
        if abs(value - self._scroll) > 1:
            self.close()
        else:
            self._place_again()

    def _focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is None or self._busy or not self._card.holds(old) or self._card.holds(new):
            return
        # Another window (a dialog) may take the focus for a while without closing the card.
        if self._page.window().isAncestorOf(new):
            self.close(to_draft=False)
