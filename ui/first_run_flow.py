"""The choice of a first start: shown over the draft, gone at the first sign of writing."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui import engine_strings as words
from ui.first_run import OFFLINE, FirstRun
from ui.rooms import Rooms
from ui.settings_dialog import SettingsDialog
from ui.window import MainWindow


class FirstRunFlow(QObject):
    """Asks once; whatever the writer does instead of answering is the answer "offline".

    It keeps nothing: that a start was the first is known before it, from the files that are there.
    """

    def __init__(self, window: MainWindow, rooms: Rooms) -> None:
        super().__init__(window)
        self._window = window
        self._rooms = rooms
        page = window.page
        self.sheet: FirstRun | None = FirstRun(window.parts.look, page)
        self.sheet.answered.connect(self._answered)
        self.sheet.typed.connect(self._typed)
        page.resized.connect(self._arrange)
        window.drafts.loaded.connect(self._leave)
        window.editor.spliced.connect(self._leave)
        remote = rooms.later.remote
        self._unwatch = remote.watch(self._heard) if remote is not None else None
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]
        self.sheet.appear()

    def _arrange(self) -> None:
        if self.sheet is not None:
            self.sheet.arrange()

    def _leave(self, *_: object) -> None:
        if self.sheet is not None:
            self.sheet.answer(OFFLINE)

    def _heard(self) -> None:
        """Another engine was chosen in the settings meanwhile: there is nothing left to ask."""
        if self._window.parts.preferences.engine != OFFLINE:
            self._leave()

    def _focus_moved(self, _: QWidget | None, now: QWidget | None) -> None:
        """A command took the writer elsewhere in the window; a dialog alone does not count."""
        sheet = self.sheet
        if sheet is None or now is None or now.window() is not self._window:
            return
        if now is not self._window and not sheet.isAncestorOf(now):
            self._leave()

    def _answered(self, engine: str) -> None:
        had_focus = self.sheet is not None and _within(self.sheet)
        self.sheet = None
        if self._unwatch is not None:
            self._unwatch()
        if had_focus:
            self._window.editor.setFocus()
        if engine != OFFLINE:
            self._set_up(engine)

    def _typed(self, letter: QKeyEvent) -> None:
        QApplication.sendEvent(self._window.editor, letter)

    def _set_up(self, engine: str) -> None:
        """The engine's page, at what it needs first; the question about its host comes there."""
        later, preferences = self._rooms.later, self._window.parts.preferences
        preferences.engine = engine
        if later.remote is not None:
            later.remote.settings_changed()
        dialogs = self._rooms.dialogs
        dialogs.engine()
        dialog = dialogs.current
        if isinstance(dialog, SettingsDialog) and dialog.engine is not None:
            dialog.engine.begin()
            dialog.finished.connect(self._set_up_ended)

    def _set_up_ended(self) -> None:
        """Left without a model: Stet is offline, and says no more about it than that."""
        later, preferences = self._rooms.later, self._window.parts.preferences
        engine = preferences.engine
        if engine == OFFLINE or getattr(preferences, f"{engine}_model"):
            return
        preferences.engine = OFFLINE
        if later.remote is not None:
            later.remote.settings_changed()
        self._window.page.toast.say(words.FIRST_NO_MODEL)


def _within(widget: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is None or focus is widget or widget.isAncestorOf(focus)
