"""The one page of dismissals: every "no" that holds, each with its undo."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from suggest import DismissalEntry
from ui import dialog_strings, strings
from ui.buttons import Button
from ui.card_text import shortened
from ui.dialog import Dialog
from ui.engine import WritingEngine
from ui.labels import MUTED, SMALL, STRONG, hairline, label
from ui.look import Look
from ui.rule_names import rule_name


class DismissalsDialog(Dialog):
    """Newest first."""

    def __init__(self, engine: WritingEngine, look: Look, parent: QWidget) -> None:
        super().__init__(dialog_strings.DISMISSALS_TITLE, look, parent)
        self._engine = engine
        self.resize(520, 520)
        self.say(dialog_strings.DISMISSALS_INTRO)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self.body.addWidget(self._area, 1)
        self.undo_buttons: list[Button] = []
        done = self.add_done()
        self._fill()
        done.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def _fill(self) -> None:
        self.undo_buttons = []
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 8, 0)
        box.setSpacing(8)
        entries = sorted(self._engine.dismissals(), key=lambda one: one.when, reverse=True)
        for entry in entries:
            box.addLayout(self._row(entry))
            box.addWidget(hairline())
        if not entries:
            box.addWidget(label(dialog_strings.DISMISSALS_EMPTY, self.look, MUTED))
        box.addStretch(1)
        self._area.setWidget(page)
        page.setAutoFillBackground(False)

    def _row(self, entry: DismissalEntry) -> QHBoxLayout:
        when = f"{entry.when.astimezone():%d %B %Y}".lstrip("0")
        line = dialog_strings.DISMISSAL_LINE.format(
            how=dialog_strings.DISMISSAL_NAMES[entry.how.value],
            rule=rule_name(entry.rule),
            when=when,
        )
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(shortened(entry.phrase) or rule_name(entry.rule), self.look, STRONG))
        words.addWidget(label(line, self.look, SMALL))
        undo = Button(strings.UNDO, self.look, small=True)
        undo.setAccessibleName(f"{strings.UNDO}: {shortened(entry.phrase)}")
        undo.clicked.connect(lambda: self._undo(entry.key))
        self.undo_buttons.append(undo)
        row = QHBoxLayout()
        row.addLayout(words, 1)
        row.addWidget(undo)
        return row

    def _undo(self, key: str) -> None:
        self._engine.restore(key)
        self._fill()
