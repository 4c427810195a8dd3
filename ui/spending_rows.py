"""Caps, use and prices of models, as rows of the settings."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from ui import engine_strings as words
from ui.buttons import Button
from ui.engine_fields import FieldParts
from ui.labels import MUTED, label
from ui.reader_words import in_full
from ui.remote import Spending
from ui.settings_rows import Checked, Note, Rows
from ui.still import if_there

_LEAST, _MOST = 1e-9, 1e9
_WIDE = 110
_SETTINGS = ("cap_day_tokens", "cap_day_money", "cap_month_tokens", "cap_month_money")


class SpendingRows(Rows):
    """Two caps, each in tokens and in money; what went; where the prices are."""

    def __init__(self, parts: FieldParts) -> None:
        super().__init__(parts.look)
        self._parts = parts
        self._units = [label(words.CAP_MONEY, parts.look, MUTED) for _ in range(2)]
        self.caps_note = Note(words.CAPS_NOTE, parts.look)
        self._checked: list[Checked] = []
        self.day = self._cap(words.DAY_CAP, "day", self._units[0])
        self.month = self._cap(words.MONTH_CAP, "month", self._units[1])
        self.use = Note("", parts.look)
        self.use.setProperty("wide", True)
        self.anew = Button(words.START_ANEW, parts.look)
        self.anew.hide()
        self.use.setContentsMargins(0, 8, 0, 0)  # on one line with its name
        self.add(words.USE, self.use)
        self.add("", self.anew, apart=8)
        self.prices = Button(words.OPEN_PRICES, parts.look)
        self._prices_note = words.PRICES_NOTE.format(file=parts.desk.prices_file)
        self.prices_note = Note(self._prices_note, parts.look)
        self.prices_note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.add(words.PRICES, self.prices, note=self.prices_note)
        self.prices.clicked.connect(self._open)
        self.anew.clicked.connect(lambda: parts.desk.start_anew(if_there(self, self._show)))

    def refresh(self) -> None:
        """Read use and prices anew; also the caps as they are set."""
        for checked, setting in zip(self._checked, _SETTINGS, strict=True):
            checked.show(_shown(getattr(self._parts.preferences, setting)))
        self.read()

    def read(self) -> None:
        """Read use and prices anew."""
        self._parts.desk.spending(if_there(self, self._show))

    def settle(self) -> None:
        """Take over what was typed and not finished."""
        for checked in self._checked:
            checked.settle()

    def _cap(self, name: str, time: str, unit: QLabel) -> tuple[QLineEdit, QLineEdit]:
        fields = (QLineEdit(), QLineEdit())
        for field, text in zip(fields, (words.CAP_TOKENS, words.CAP_MONEY), strict=True):
            field.setAccessibleName(words.CAP_NAME.format(cap=name, unit=text))
            field.setMaximumWidth(_WIDE)
        tokens = label(words.CAP_TOKENS, self._parts.look, MUTED)
        last = time == "month"
        note = self.caps_note if last else None
        self.add(name, fields[0], tokens, fields[1], unit, note=note)
        for field, whole in zip(fields, (True, False), strict=True):
            setting = f"cap_{time}_{'tokens' if whole else 'money'}"
            self._checked.append(
                Checked(
                    field,
                    self.caps_note,
                    partial(_problem, whole=whole),
                    partial(self._keep, setting, whole),
                )
            )
        return fields

    def _keep(self, setting: str, whole: bool, text: str) -> str:
        amount = _amount(text)
        setattr(self._parts.preferences, setting, int(amount) if whole else amount)
        self._parts.changed()
        self._parts.desk.spending(if_there(self, self._show))
        return _shown(getattr(self._parts.preferences, setting))

    def _show(self, spending: Spending) -> None:
        for unit in self._units:
            unit.setText(spending.currency or words.CAP_MONEY)
        lines = [
            words.USE_DAY.format(amount=in_full(spending.day)),
            words.USE_MONTH.format(amount=in_full(spending.month)),
        ]
        if spending.kept is not None:
            lines.append(words.USE_KEPT.format(amount=in_full(spending.kept)))
        self.use.say(spending.problem or "\n".join(lines), wrong=bool(spending.problem))
        self.anew.setVisible(spending.damaged)
        for checked in self._checked:
            checked.help(words.CAPS_NOTE)
        if spending.caps_problem:
            self.caps_note.say(spending.caps_problem, wrong=True)
        problem = spending.prices_problem
        self.prices_note.say(problem or self._prices_note, wrong=bool(problem))

    def _open(self) -> None:
        problem = self._parts.desk.open_prices()
        self.prices_note.say(problem or self._prices_note, wrong=bool(problem))


def _amount(text: str) -> float:
    """The number that was typed, 0 for none. Raises ValueError."""
    plain = text.replace("\u202f", "").replace("\u00a0", "").replace(" ", "")
    if plain.count(",") == 1 and "." not in plain and len(plain.split(",")[1]) != 3:
        plain = plain.replace(",", ".")
    return float(plain.replace(",", "")) if plain else 0.0


def _problem(text: str, whole: bool) -> str:
    try:
        amount = _amount(text)
    except ValueError:
        return words.CAP_WRONG
    fits = (not amount or _LEAST <= amount <= _MOST) and (not whole or amount == int(amount))
    return "" if fits else words.CAP_WRONG


def _shown(amount: float) -> str:
    if not amount:
        return ""
    return f"{amount:,.0f}" if amount == int(amount) else f"{amount:,.9f}".rstrip("0")
