"""The suggestion card: shows one change and why, and says what the writer answered.

A child widget of the page. It never takes the focus by itself; its keys work only while it has it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from suggest import Dismissal
from ui import strings
from ui.boxes import empty, widgets
from ui.buttons import Button
from ui.card_menu import DISMISSALS, CardMenu
from ui.card_parts import KEY_ICON, AlternativeRow, CardHeader, WordingField, key_icon
from ui.card_text import CardText
from ui.diff_label import DiffLabel
from ui.dots import Dots
from ui.labels import REASON, SMALL, keycap, label
from ui.look import Look
from ui.raised import Raised
from ui.theme import Measure

_FIRST_ALTERNATIVE = 2  # 1 is the change the card shows


class Card(Raised):
    """One card, reused for every suggestion."""

    accepted = Signal(str, object)  # id, other wording or None
    dismissed = Signal(str, object)  # id, Dismissal
    checked = Signal(str)
    edit_wanted = Signal(str)  # go and edit the words in the draft (marks without a change)
    rated = Signal(str, bool)
    report_wanted = Signal(str)
    sent_wanted = Signal(str)
    stepped = Signal(int)  # 1 next, -1 previous
    resized = Signal()  # its content changed: place it again

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._text: CardText | None = None
        self._editing = False
        self._header = CardHeader(look)
        self._diff = DiffLabel(look)
        self._field = WordingField(look)
        self._reason = label("", look, REASON, wrap=True)
        self._alternatives = QVBoxLayout()
        self._box = QVBoxLayout(self)
        self._dots = Dots(look)
        self._confidence = label("", look, SMALL, wrap=True)
        self._source = label("", look, SMALL, wrap=True)
        self._accept = Button(strings.ACCEPT, look, "primary")
        self._edit = Button(strings.EDIT_FIRST, look)
        self._not_now = Button(strings.NOT_NOW, look, "quiet")
        self._escape = keycap(strings.KEY_ESCAPE, look)
        self.menu = CardMenu(look, parent)
        self._lay_out()
        self._connect()
        self._dress_accept()
        look.changed.connect(self._dress_accept)

    @property
    def shown_id(self) -> str | None:
        """The suggestion on the card; None while it is closed."""
        return self._text.id if self._text is not None and not self.isHidden() else None

    @property
    def text(self) -> CardText | None:
        """What the card says."""
        return self._text

    @property
    def editing(self) -> bool:
        """Whether the replacement is being edited in the card."""
        return self._editing

    def present(self, text: CardText) -> None:
        """Fill the card; the caller places it with `rise`."""
        self._text = text
        self.setAccessibleName(text.name)
        self.menu.sink()
        self.menu.show_text(text)
        self._header.show_text(text)
        self._diff.show_parts(text.diff)
        self._reason.setText(text.reason)
        self._fill_alternatives(text)
        self._dots.show_tenths(text.tenths, text.confidence)
        self._confidence.setText(text.confidence)
        self._source.setText(text.source)
        self._set_editing(False)

    def wanted_size(self) -> QSize:
        """The card's fixed width and the height its content needs."""
        self._box.activate()
        return QSize(Measure.CARD, self._box.totalHeightForWidth(Measure.CARD))

    def take_focus(self) -> None:
        """Put the focus on the first answer, for the keyboard."""
        target = self._field if self._editing else self._accept
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def holds(self, widget: QWidget | None) -> bool:
        """Whether `widget` is part of the card or its menu."""
        return widget is not None and any(
            widget is part or part.isAncestorOf(widget) for part in (self, self.menu)
        )

    def sink(self) -> None:
        """Close the card and its menu; this answers nothing."""
        self.menu.sink()
        self._editing = False
        super().sink()

    def start_editing(self) -> None:
        """Make the replacement editable in the card, or send the writer to the words themselves."""
        if self._text is None:
            return
        if self._text.new is None:
            self.edit_wanted.emit(self._text.id)
            return
        self._field.setPlainText(self._text.new)
        self._field.selectAll()
        self._set_editing(True)
        self.resized.emit()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Draw the key on the button anew on a screen of another scale."""
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._dress_accept()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The card's keys; they reach it only from its own widgets."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if not (plain and self._text is not None and self._press(event.key(), self._text)):
            event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab moves among the card's own buttons."""
        stops = [
            w
            for w in self.findChildren(QWidget)
            if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        ordered = sorted(stops, key=lambda w: (w.mapTo(self, w.rect().center()).y() // 20, w.x()))
        now = next((n for n, stop in enumerate(ordered) if stop.hasFocus()), -1)
        by = 1 if forward else -1
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        ordered[(now + by) % len(ordered)].setFocus(reason)
        return True

    def _press(self, key: int, text: CardText) -> bool:
        for how, _, _, dismissing in DISMISSALS:
            if key == dismissing:
                self._refuse(how)
                return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_1):
            self._take()
        elif key == Qt.Key.Key_E:
            self.start_editing()
        elif key in (Qt.Key.Key_2, Qt.Key.Key_3):
            number = key - Qt.Key.Key_1 - 1
            if number < len(text.alternatives):
                self.accepted.emit(text.id, text.alternatives[number])
        else:
            return False
        return True

    def _take(self) -> None:
        if self._text is None:
            return
        if self._editing:
            self.accepted.emit(self._text.id, self._field.wording())
        elif self._text.new is None:
            self.checked.emit(self._text.id)
        else:
            self.accepted.emit(self._text.id, None)

    def _refuse(self, how: Dismissal) -> None:
        if self._text is not None:
            self.dismissed.emit(self._text.id, how)

    def _leave_editing(self) -> None:
        self._set_editing(False)
        self.resized.emit()
        self.take_focus()

    def _set_editing(self, on: bool) -> None:
        self._editing = on
        flag = self._text is not None and self._text.new is None
        self._field.setVisible(on)
        self._diff.setVisible(not on and not flag)
        for widget in (self._dots, self._confidence):
            widget.setVisible(not on and not flag)
        self._source.setVisible(not on)
        self._show_alternatives(not on)
        self._accept.setText(
            strings.USE_EDIT if on else strings.CHECKED if flag else strings.ACCEPT
        )
        self._edit.setText(
            strings.CANCEL_EDIT if on else strings.EDIT if flag else strings.EDIT_FIRST
        )
        self._not_now.setVisible(not on)
        self._escape.setVisible(not on)

    def _fill_alternatives(self, text: CardText) -> None:
        empty(self._alternatives)
        for number, wording in enumerate(text.alternatives, _FIRST_ALTERNATIVE):
            row = AlternativeRow(number, wording, self._look)
            row.clicked.connect(
                lambda _=False, wording=wording: self.accepted.emit(text.id, wording)
            )
            self._alternatives.addWidget(row)

    def _show_alternatives(self, shown: bool) -> None:
        for row in widgets(self._alternatives):
            row.setVisible(shown)

    def _lay_out(self) -> None:
        record = QHBoxLayout()
        record.setSpacing(8)
        record.addWidget(self._dots, 0, Qt.AlignmentFlag.AlignTop)
        record.addWidget(self._confidence, 1)
        answers = QHBoxLayout()
        answers.setSpacing(8)
        answers.addWidget(self._accept)
        answers.addWidget(self._edit)
        answers.addStretch(1)
        answers.addWidget(self._not_now)
        answers.addWidget(self._escape)
        self._alternatives.setSpacing(2)
        pad = Measure.CARD_PADDING
        box = self._box
        box.setContentsMargins(pad, 12, pad, pad - 2)
        box.setSpacing(8)
        parts: tuple[QWidget | QBoxLayout, ...] = (
            self._header,
            self._diff,
            self._field,
            self._reason,
            self._alternatives,
            record,
            self._source,
        )
        for part in parts:
            if isinstance(part, QWidget):
                box.addWidget(part)
            else:
                box.addLayout(part)
        box.addSpacing(4)
        box.addLayout(answers)

    def _connect(self) -> None:
        self._header.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self._header.next.clicked.connect(lambda: self.stepped.emit(1))
        self._header.more.clicked.connect(self._toggle_menu)
        self._accept.clicked.connect(self._take)
        self._edit.clicked.connect(
            lambda: self._leave_editing() if self._editing else self.start_editing()
        )
        self._not_now.clicked.connect(lambda: self._refuse(Dismissal.NOT_NOW))
        self._field.taken.connect(self._take)
        self._field.left.connect(self._leave_editing)
        self.menu.chosen.connect(self._refuse)
        self.menu.rated.connect(lambda good: self.rated.emit(self.shown_id, good))
        self.menu.report_wanted.connect(lambda: self.report_wanted.emit(self.shown_id))
        self.menu.sent_wanted.connect(lambda: self.sent_wanted.emit(self.shown_id))

    def _dress_accept(self) -> None:
        """The key that accepts, after the word."""
        self._accept.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._accept.setIconSize(KEY_ICON)
        self._accept.setIcon(key_icon(self._look, self.devicePixelRatioF()))

    def _toggle_menu(self) -> None:
        if not self.menu.isHidden():
            inside = self.menu.holds_focus()
            self.menu.sink()
            if inside:
                self.take_focus()
            return
        parent = self.home
        height = self.menu.height_wanted()
        more = self._header.more
        corner = more.mapTo(parent, more.rect().bottomRight())
        left = min(max(corner.x() - Measure.MENU + 1, 8), parent.width() - Measure.MENU - 8)
        top = min(corner.y() + 4, parent.height() - height - 8)
        self.menu.rise(QRect(left, max(8, top), Measure.MENU, height))
        if self.holds(self.window().focusWidget()):
            self.menu.take_focus()
