"""The part of the export dialog that says which suggestions, and what to take out of the words."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDateEdit, QGridLayout, QWidget

from suggest import Kind, Outcome
from ui import dialog_strings, strings
from ui.export_choice import SCRUBS
from ui.labels import PLAIN, label
from ui.look import Look
from ui.switch import Choice, Switch
from ui.theme import Measure

_ANY = QDate(2000, 1, 1)


class Filters(QWidget):
    """From, to, class and outcome; `changed` whenever one of them is another."""

    changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.first = _day(dialog_strings.EXPORT_FROM, look)
        self.last = _day(dialog_strings.EXPORT_TO, look)
        self.kind = Choice(dialog_strings.EXPORT_CLASS, look)
        self.outcome = Choice(dialog_strings.EXPORT_OUTCOME, look)
        self.kind.addItem(dialog_strings.EXPORT_ANY_CLASS, None)
        for kind in Kind:
            self.kind.addItem(strings.KIND_NAMES[kind.value], kind)
        self.outcome.addItem(dialog_strings.EXPORT_ANY_OUTCOME, None)
        for outcome in Outcome:
            self.outcome.addItem(dialog_strings.EXPORT_OUTCOMES[outcome.value], outcome)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        rows = ((self.first, self.last), (self.kind, self.outcome))
        for down, pair in enumerate(rows):
            for across, control in enumerate(pair):
                text = label(control.accessibleName(), look, PLAIN)
                grid.addWidget(text, down, across * 2)
                grid.addWidget(control, down, across * 2 + 1)
                grid.setColumnStretch(across * 2 + 1, 1)
        self.first.dateChanged.connect(self.changed)
        self.last.dateChanged.connect(self.changed)
        self.kind.currentIndexChanged.connect(self.changed)
        self.outcome.currentIndexChanged.connect(self.changed)

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The first and the last day."""
        return _chosen(self.first), _chosen(self.last)

    @property
    def kinds(self) -> frozenset[Kind]:
        """Empty for all."""
        kind = self.kind.currentData()
        return frozenset() if kind is None else frozenset({Kind(kind)})

    @property
    def outcomes(self) -> frozenset[Outcome]:
        """Empty for all."""
        outcome = self.outcome.currentData()
        return frozenset() if outcome is None else frozenset({Outcome(outcome)})


class Scrubs(QWidget):
    """A switch for each kind of thing that can be taken out of the words."""

    changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        self.switches: dict[str, Switch] = {}
        for number, name in enumerate(SCRUBS):
            switch = Switch(dialog_strings.EXPORT_SCRUBS[name], look)
            switch.toggled.connect(self.changed)
            self.switches[name] = switch
            grid.addWidget(switch, number // 3, number % 3)

    @property
    def chosen(self) -> frozenset[str]:
        """Names of what is taken out; nothing while there are no words."""
        if not self.isEnabled():
            return frozenset()
        return frozenset(name for name, switch in self.switches.items() if switch.isChecked())


def _day(name: str, look: Look) -> QDateEdit:
    made = QDateEdit()
    made.setAccessibleName(name)
    made.setFont(look.fonts.ui(Measure.TEXT))
    made.setMinimumDate(_ANY)
    made.setMinimumHeight(Measure.BUTTON)
    made.setSpecialValueText(dialog_strings.EXPORT_ANY_DAY)
    made.setDisplayFormat("d MMMM yyyy")
    made.setCalendarPopup(True)
    made.setDate(_ANY)
    return made


def _chosen(field: QDateEdit) -> date | None:
    day = field.date()
    return None if day == _ANY else date(day.year(), day.month(), day.day())
