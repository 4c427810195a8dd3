"""The menus: what each entry is called, its key and what it calls; nothing is done here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from suggest import Dialect
from ui import strings
from ui.theme import SYSTEM, THEMES

Act = Callable[[], object]
Standard = QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: its words, its key ("" for none) and what it does."""

    text: str
    key: str | QKeySequence.StandardKey
    act: Act


@dataclass(frozen=True, slots=True)
class Choices:
    """A submenu of which one entry is chosen."""

    title: str
    values: tuple[tuple[str, str], ...]  # shown text, value
    current: Callable[[], str]
    choose: Callable[[str], None]


THEME_VALUES = tuple((strings.THEME_NAMES[name], name) for name in (SYSTEM, *THEMES))
DIALECT_VALUES = tuple((strings.DIALECT_NAMES[one.value], one.value) for one in Dialect)


class Menus:
    """Builds the menu bar of one window. `actions` are all commands that have words and a key."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self.bar = window.menuBar()
        self.actions: list[QAction] = []
        self.menus: list[QMenu] = []

    def menu(self, title: str) -> QMenu:
        """Begin a menu."""
        made = QMenu(title, self._window)
        self.bar.addMenu(made)
        self.menus.append(made)
        return made

    def add(self, menu: QMenu, *entries: Entry | None) -> list[QAction]:
        """Add commands, None for a line between them."""
        made = []
        for entry in entries:
            if entry is None:
                menu.addSeparator()
                continue
            action = menu.addAction(entry.text)
            action.setShortcut(QKeySequence(entry.key))
            # Also while the menu bar is hidden and while a panel has the focus.
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.triggered.connect(lambda _=False, act=entry.act: act())
            self._window.addAction(action)
            self.actions.append(action)
            made.append(action)
        return made

    def add_switch(self, menu: QMenu, entry: Entry, is_on: Callable[[], bool]) -> QAction:
        """Add a command that can be on; its check mark is read when the menu opens."""
        (action,) = self.add(menu, entry)
        action.setCheckable(True)

        def read() -> None:
            action.setChecked(is_on())

        menu.aboutToShow.connect(read)
        action.triggered.connect(lambda _=False: read())
        read()
        return action

    def add_choices(self, menu: QMenu, choices: Choices) -> QMenu:
        """Add a submenu of which one entry is chosen."""
        sub = menu.addMenu(choices.title)
        group = QActionGroup(sub)
        actions = {}
        for text, value in choices.values:
            action = group.addAction(text)
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, value=value: choices.choose(value))
            sub.addAction(action)
            actions[value] = action

        def read() -> None:
            chosen = actions.get(choices.current())
            if chosen is not None:
                chosen.setChecked(True)

        sub.aboutToShow.connect(read)
        read()
        return sub
