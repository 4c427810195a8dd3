"""The pages of the settings dialog: one row a setting, applied at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from suggest import Dialect, Kind
from ui import dialog_strings, engine_strings, strings
from ui.eagerness import Eagerness
from ui.labels import MUTED, SMALL, TITLE, label
from ui.look import Look
from ui.preferences import Preferences
from ui.remote import RemoteDesk
from ui.switch import Choice, Switch
from ui.theme import SYSTEM, THEMES, Measure

if TYPE_CHECKING:
    from ui.insights.learnings import Learnings

_LABELS = 140
_HELP = {**dialog_strings.SECTION_HELP, engine_strings.SECTION_PRIVACY: engine_strings.PRIVACY_HELP}
_DELAYS = (300, 500, 700, 900, 1200, 1500, 2000, 3000, 5000)
_SIZES = (14, 16, 17, 18, 20, 22, 24, 28, 32)
_COLUMNS = (60, 64, 68, 72, 76, 80)


@dataclass(frozen=True, slots=True)
class SettingsParts:
    """What the pages read and tell: `engine_changed` and `look_changed` follow a choice at once.

    `remote` None leaves out the page of engines, `privacy_changed` None that of privacy.
    """

    preferences: Preferences
    preview: Callable[[float], tuple[int, float]]
    engine_changed: Callable[[], None]
    look_changed: Callable[[], None]
    switch: Callable[[bool], None]
    remote: RemoteDesk | None = None
    privacy_changed: Callable[[], None] | None = None
    learnings: Learnings | None = None


class Page(QWidget):
    """A title, a line of help and a grid of settings."""

    def __init__(self, title: str, look: Look) -> None:
        super().__init__()
        self._look = look
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(label(title, look, TITLE))
        box.addWidget(label(_HELP[title], look, MUTED, wrap=True))
        box.addSpacing(12)
        self._grid = QGridLayout()
        self._grid.setColumnMinimumWidth(0, _LABELS)
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        box.addLayout(self._grid)
        box.addStretch(1)

    def add(self, name: str, control: QWidget, explanation: str = "") -> None:
        """Add a setting with its name and a line of help."""
        row = self._grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        if name:
            title = label(name, self._look)
            title.setBuddy(control)
            title.setMinimumHeight(Measure.BUTTON)
            self._grid.addWidget(title, row, 0, top)
        stretches = isinstance(control, Eagerness)
        side = top if stretches else top | Qt.AlignmentFlag.AlignLeft
        self._grid.addWidget(control, row, 1, side)
        if explanation:
            line = label(explanation, self._look, SMALL, wrap=True)
            self._grid.addWidget(line, row + 1, 1)
            self._grid.setRowMinimumHeight(row + 2, 10)


def suggestions_page(parts: SettingsParts, look: Look) -> Page:
    """When and what to mark."""
    chosen, page = parts.preferences, Page(dialog_strings.SECTION_SUGGESTIONS, look)
    on = Switch(dialog_strings.SET_ON_LABEL, look)
    on.setChecked(chosen.suggestions_on)
    on.toggled.connect(parts.switch)
    page.add(dialog_strings.SET_ON, on)
    delays = _numbers(dialog_strings.SET_DELAY_VALUE, _DELAYS, chosen.delay_ms)
    delay = make_choice(dialog_strings.SET_DELAY, look, delays, chosen.delay_ms)
    delay.currentIndexChanged.connect(
        lambda _: _set(parts, lambda: setattr(chosen, "delay_ms", delay.currentData()))
    )
    page.add(dialog_strings.SET_DELAY, delay, dialog_strings.SET_DELAY_HELP)
    eagerness = Eagerness(look, parts.preview)
    eagerness.set_value(chosen.eagerness)
    eagerness.chosen.connect(lambda value: _set(parts, lambda: setattr(chosen, "eagerness", value)))
    page.add(strings.EAGERNESS, eagerness, dialog_strings.SET_EAGERNESS_HELP)
    for n, kind in enumerate((Kind.CORRECTNESS, Kind.CLARITY, Kind.TONE, Kind.FACT)):
        switch = Switch(strings.KIND_NAMES[kind.value], look, strings.KIND_HELP[kind.value])
        switch.setChecked(kind in chosen.classes)
        switch.toggled.connect(lambda on, kind=kind: _set_class(parts, kind, on))
        page.add(dialog_strings.SET_CLASSES if n == 0 else "", switch)
    return page


def writing_page(parts: SettingsParts, look: Look) -> Page:
    """The English of the draft."""
    chosen, page = parts.preferences, Page(dialog_strings.SECTION_WRITING, look)
    values = [(strings.DIALECT_NAMES[one.value], one.value) for one in Dialect]
    dialect = make_choice(strings.DIALECT, look, values, chosen.dialect.value)
    dialect.currentIndexChanged.connect(
        lambda _: _set(parts, lambda: setattr(chosen, "dialect", Dialect(dialect.currentData())))
    )
    page.add(strings.DIALECT, dialect, dialog_strings.SET_DIALECT_HELP)
    return page


def appearance_page(parts: SettingsParts, look: Look) -> Page:
    """Theme, size, line length, motion."""
    chosen, page = parts.preferences, Page(dialog_strings.SECTION_APPEARANCE, look)

    def bind(control: Choice, name: str) -> None:
        def changed(_: int) -> None:
            setattr(chosen, name, control.currentData())
            parts.look_changed()

        control.currentIndexChanged.connect(changed)

    names = [(strings.THEME_NAMES[name], name) for name in (SYSTEM, *THEMES)]
    theme = make_choice(strings.THEME, look, names, chosen.theme)
    bind(theme, "theme")
    page.add(strings.THEME, theme, dialog_strings.SET_THEME_HELP)
    sizes = _numbers(dialog_strings.SET_PIXELS, _SIZES, chosen.prose_size)
    size = make_choice(dialog_strings.SET_SIZE, look, sizes, chosen.prose_size)
    bind(size, "prose_size")
    page.add(dialog_strings.SET_SIZE, size)
    columns = _numbers(dialog_strings.SET_CHARACTERS, _COLUMNS, chosen.column)
    column = make_choice(dialog_strings.SET_COLUMN, look, columns, chosen.column)
    bind(column, "column")
    page.add(dialog_strings.SET_COLUMN, column, dialog_strings.SET_COLUMN_HELP)
    motion = Switch(dialog_strings.SET_MOTION_LABEL, look)
    motion.setChecked(chosen.reduce_motion)

    def still(on: bool) -> None:
        chosen.reduce_motion = on
        parts.look_changed()

    motion.toggled.connect(still)
    page.add(dialog_strings.SET_MOTION, motion)
    return page


def _numbers(words: str, usual: Sequence[int], current: int) -> list[tuple[str, int]]:
    """Choices of a number; one that is set but not among the usual ones is offered too."""
    return [(words.format(n=n), n) for n in sorted({*usual, current})]


def make_choice(
    name: str, look: Look, values: Sequence[tuple[str, object]], current: object
) -> Choice:
    """A choice among values, one of them current."""
    made = Choice(name, look)
    for text, value in values:
        made.addItem(text, value)
    made.setCurrentIndex(made.findData(current))
    return made


def _set(parts: SettingsParts, change: Callable[[], None]) -> None:
    change()
    parts.engine_changed()


def _set_class(parts: SettingsParts, kind: Kind, on: bool) -> None:
    classes = parts.preferences.classes
    parts.preferences.classes = classes | {kind} if on else classes - {kind}
    parts.engine_changed()
