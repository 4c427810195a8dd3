"""Which commands the main window has and in which menu they stand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ui import strings, top_strip
from ui.menus import DIALECT_VALUES, THEME_VALUES, Choices, Entry, Menus, Standard

if TYPE_CHECKING:
    from ui.rooms import Rooms
    from ui.window import MainWindow

HAS_HIDDEN_BAR = top_strip.HAS_HIDDEN_BAR


def fill(window: MainWindow, rooms: Rooms) -> None:
    """Put all commands of the window into its menus."""
    _file(window, rooms)
    _edit(window, rooms)
    _view(window, rooms)
    _suggestions(window, rooms)
    _help(rooms)


def engine_menu(window: MainWindow) -> QMenu:
    """The menu of the engine's place in the status bar."""
    menu, rooms = QMenu(strings.ENGINE_MENU, window), window.rooms
    on = rooms.bridge.on
    if on:
        menu.addAction(strings.SNOOZE).triggered.connect(window.snooze)
    text = strings.TURN_OFF if on else strings.TURN_ON
    menu.addAction(text).triggered.connect(lambda: window.set_suggestions(not on))
    menu.addSeparator()
    menu.addAction(strings.SHOW_HELD).triggered.connect(rooms.panel.show_held)
    if rooms.remote is not None:
        menu.addAction(strings.ENGINE_SETTINGS).triggered.connect(rooms.dialogs.engine)
    menu.addAction(strings.SETTINGS).triggered.connect(rooms.dialogs.settings)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def whole_menu(menus: Menus, window: QWidget) -> QMenu:
    """All menus in one, for the button in the top strip."""
    menu = QMenu(strings.MENU, window)
    for part in menus.menus:
        menu.addMenu(part)
    return menu


class HiddenBar(QObject):
    """Shows the menu bar while Alt asked for it, and hides it when its menus close."""

    def __init__(self, menus: Menus, window: QWidget) -> None:
        super().__init__(window)
        self._menus = menus
        self._alone = False  # Alt is down and nothing else was pressed with it
        menus.bar.hide()
        for menu in menus.menus:
            menu.aboutToHide.connect(self._closed)
        menus.bar.installEventFilter(self)
        window.installEventFilter(self)

    def _watch(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._alone = event.key() == Qt.Key.Key_Alt
        elif event.type() is QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Alt and self._alone:
                self._alone = False
                self.toggle()
        elif event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.WindowDeactivate):
            self._alone = False

    def toggle(self) -> None:
        """Show the bar with its first menu chosen, or hide it."""
        bar = self._menus.bar
        if bar.isVisible():
            bar.hide()
            return
        bar.show()
        bar.setFocus(Qt.FocusReason.MenuBarFocusReason)
        bar.setActiveAction(bar.actions()[0])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the keys of the window; hide the bar once the keyboard has left it."""
        if watched is not self._menus.bar:
            self._watch(event)
        elif event.type() is QEvent.Type.FocusOut:
            self._closed()
        return False

    def _closed(self) -> None:
        bar = self._menus.bar
        if bar.isVisible() and not bar.hasFocus():
            bar.hide()


def menu_position(window: MainWindow, menu: QMenu) -> QPoint:
    """Where the menu of the strip's button opens: under it, inside the window."""
    button = window.strip.menu
    corner = button.mapToGlobal(button.rect().bottomRight())
    return QPoint(corner.x() - menu.sizeHint().width(), corner.y() + 4)


def _file(window: MainWindow, rooms: Rooms) -> None:
    drafts, menus = window.drafts, rooms.menus
    menu = menus.menu(strings.MENU_FILE)
    menus.add(
        menu,
        Entry(strings.NEW, Standard.New, drafts.new),
        Entry(strings.OPEN, Standard.Open, drafts.open_dialog),
    )
    recent = menu.addMenu(strings.OPEN_RECENT)
    recent.aboutToShow.connect(lambda: _fill_recent(recent, window))

    def some() -> None:
        recent.menuAction().setEnabled(bool(window.parts.preferences.recent))

    menu.aboutToShow.connect(some)
    menus.add(
        menu,
        None,
        Entry(strings.SAVE, Standard.Save, drafts.save),
        Entry(strings.SAVE_AS, "Ctrl+Shift+S", drafts.save_as),
        None,
        Entry(strings.EXPORT, "", rooms.dialogs.export),
    )
    if rooms.later.eraser is not None:
        menus.add(
            menu,
            Entry(strings.FORGET, "", rooms.dialogs.forget),
            Entry(strings.ERASE, "", rooms.dialogs.erase),
        )
    menus.add(
        menu,
        None,
        Entry(strings.QUIT, "Ctrl+Q", window.close),
    )


def _fill_recent(menu: QMenu, window: MainWindow) -> None:
    menu.clear()
    for path in window.parts.preferences.recent:
        action = menu.addAction(_short(path).replace("&", "&&"))
        action.setToolTip(str(path))
        action.triggered.connect(lambda _=False, path=path: window.drafts.open(path))
    menu.addSeparator()

    def forget() -> None:
        window.parts.preferences.recent = ()

    menu.addAction(strings.CLEAR_RECENT).triggered.connect(forget)


def _short(path: Path) -> str:
    return f"{path.name} · {path.parent.name}" if path.parent.name else path.name


def _edit(window: MainWindow, rooms: Rooms) -> None:
    editor, finder, menus = window.editor, rooms.finder, rooms.menus
    menu = menus.menu(strings.MENU_EDIT)
    menus.add(
        menu,
        Entry(strings.UNDO, Standard.Undo, editor.undo),
        Entry(strings.REDO, Standard.Redo, editor.redo),
        None,
        Entry(strings.CUT, Standard.Cut, editor.cut),
        Entry(strings.COPY, Standard.Copy, editor.copy),
        Entry(strings.PASTE, Standard.Paste, editor.paste),
        Entry(strings.SELECT_ALL, Standard.SelectAll, editor.selectAll),
        None,
        Entry(strings.FIND, Standard.Find, lambda: finder.open(replacing=False)),
        Entry(strings.REPLACE, "Ctrl+H", lambda: finder.open(replacing=True)),
        Entry(strings.FIND_NEXT, "F3", lambda: finder.walk(forward=True)),
        Entry(strings.FIND_PREVIOUS, "Shift+F3", lambda: finder.walk(forward=False)),
    )


def _view(window: MainWindow, rooms: Rooms) -> None:
    menus = rooms.menus
    menu = menus.menu(strings.MENU_VIEW)
    menus.add_switch(
        menu,
        Entry(strings.SIDE_PANEL, "Ctrl+Shift+M", rooms.panel.toggle),
        window.page.panel.isVisible,
    )
    larger, *_ = menus.add(
        menu,
        None,
        Entry(strings.ZOOM_IN, "Ctrl++", lambda: window.zoom(1)),
        Entry(strings.ZOOM_OUT, "Ctrl+-", lambda: window.zoom(-1)),
        Entry(strings.ZOOM_RESET, "Ctrl+0", lambda: window.zoom(0)),
    )
    larger.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
    menu.addSeparator()
    preferences = window.parts.preferences
    menus.add_choices(
        menu,
        Choices(strings.THEME, THEME_VALUES, lambda: preferences.theme, window.choose_theme),
    )
    menus.add_switch(
        menu,
        Entry(strings.FULL_SCREEN, "F11", window.toggle_full_screen),
        window.isFullScreen,
    )


def _suggestions(window: MainWindow, rooms: Rooms) -> None:
    flow, bridge, dialogs, menus = rooms.flow, rooms.bridge, rooms.dialogs, rooms.menus
    menu = menus.menu(strings.MENU_SUGGESTIONS)
    menus.add(
        menu,
        Entry(strings.NEXT_MARK, "F8", lambda: flow.walk(1)),
        Entry(strings.PREVIOUS_MARK, "Shift+F8", lambda: flow.walk(-1)),
        Entry(strings.OPEN_CARD, "Ctrl+.", flow.open_at_caret),
        None,
    )
    menus.add_switch(
        menu,
        Entry(strings.SUGGESTIONS_ON, "F9", lambda: window.set_suggestions(not bridge.on)),
        lambda: bridge.on,
    )
    menus.add(menu, Entry(strings.SNOOZE, "Shift+F9", window.snooze), None)
    preferences = window.parts.preferences
    menus.add_choices(
        menu,
        Choices(
            strings.DIALECT,
            DIALECT_VALUES,
            lambda: preferences.dialect.value,
            window.choose_dialect,
        ),
    )
    menus.add(
        menu,
        Entry(strings.DICTIONARY, "", dialogs.dictionary),
        Entry(strings.DISMISSALS, "", dialogs.dismissals),
        Entry(strings.SETTINGS, "Ctrl+,", dialogs.settings),
    )
    if rooms.later.insights is not None:
        menus.add(
            menu,
            None,
            Entry(strings.INSIGHTS, "Ctrl+Shift+I", dialogs.insights),
            Entry(strings.FEEDBACK_LOG, "Ctrl+Shift+L", dialogs.log),
        )


def _help(rooms: Rooms) -> None:
    menus = rooms.menus
    menu = menus.menu(strings.MENU_HELP)
    menus.add(
        menu,
        Entry(strings.SHORTCUTS, "F1", rooms.dialogs.shortcuts),
        Entry(strings.ABOUT, "", rooms.dialogs.about),
    )
