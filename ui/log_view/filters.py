"""The filters of the log view: words, rule, outcome, class, shown or held."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from suggest import Kind, Outcome, ProposalFilter
from ui import insight_strings as words
from ui import strings
from ui.look import Look
from ui.switch import Choice
from ui.theme import Measure

_PAUSE_MS = 200  # after the last key, before the log is searched


class FilterBar(QWidget):
    """`changed` follows every change; typing is waited for."""

    changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        self.words = self._field(look, words.LOG_SEARCH)
        self.rule = self._field(look, words.LOG_RULE)
        self.outcome = self._choice(look, words.LOG_ANY_OUTCOME, words.LOG_OUTCOMES)
        kinds = {kind.value: strings.KIND_NAMES[kind.value] for kind in Kind}
        self.kind = self._choice(look, words.LOG_ANY_KIND, kinds)
        shown = {"shown": words.LOG_SHOWN, "held": words.LOG_HELD}
        self.shown = self._choice(look, words.LOG_ANY_SHOWN, shown)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.words, 3)
        row.addWidget(self.rule, 2)
        for choice in (self.outcome, self.kind, self.shown):
            row.addWidget(choice)

    @property
    def value(self) -> ProposalFilter:
        """What is let through."""
        outcome, kind = self.outcome.currentData(), self.kind.currentData()
        shown = {"shown": True, "held": False}.get(str(self.shown.currentData()))
        return ProposalFilter(
            outcome=Outcome(outcome) if outcome else None,
            kind=Kind(kind) if kind else None,
            shown=shown,
            rule=self.rule.text().strip(),
            words=self.words.text().strip(),
        )

    def _field(self, look: Look, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(name)
        field.setAccessibleName(name)
        field.setFont(look.fonts.ui(Measure.TEXT))
        field.setClearButtonEnabled(False)
        field.textChanged.connect(lambda _: self._pause.start())
        return field

    def _choice(self, look: Look, every: str, values: dict[str, str]) -> Choice:
        choice = Choice(every, look)
        choice.addItem(every, "")
        for value, text in values.items():
            choice.addItem(text, value)
        choice.currentIndexChanged.connect(lambda _: self.changed.emit())
        return choice
