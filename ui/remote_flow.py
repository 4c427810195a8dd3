"""Joins the models to the window: who reads in the status bar, the question before text leaves."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ui import engine_strings as words
from ui.consent_dialog import ConsentDialog
from ui.look import Look
from ui.messages import Action, Message
from ui.page import Page
from ui.preferences import Preferences
from ui.reader_words import joined, reader_words
from ui.remote import Asking, RemoteDesk
from ui.settings_dialog import SettingsDialog
from ui.status_bar import StatusBar

_KEY = "consent"


class RemotePlaces(NamedTuple):
    """Where models show in a window: the banner of its page, its status bar, a dialog."""

    window: QWidget
    page: Page
    status: StatusBar
    look: Look
    preferences: Preferences


class RemoteFlow(QObject):
    """Asks once for each new choice of hosts: in a dialog over the settings, else in a banner."""

    def __init__(self, places: RemotePlaces, desk: RemoteDesk) -> None:
        super().__init__(places.window)
        self._places = places
        self._desk = desk
        self._asked: tuple[Asking, ...] = ()
        self.question: ConsentDialog | None = None
        desk.watch(self._heard)
        self._heard()

    def ask(self) -> None:
        """Ask now, in front of what is open."""
        asking = self._desk.view.to_agree
        if not asking or self.question is not None:
            return
        front = QApplication.activeModalWidget()
        parent: QWidget = front if isinstance(front, QDialog) else self._places.window
        self._places.page.banner.take_back(_KEY)
        self.question = dialog = ConsentDialog(asking, self._places.look, parent)
        dialog.finished.connect(lambda result: self._answered(dialog.hosts, result))
        dialog.open()

    def _answered(self, hosts: tuple[str, ...], result: int) -> None:
        self.question = None
        if result == QDialog.DialogCode.Accepted:
            self._desk.agree(hosts)
            return
        self._places.preferences.engine = "offline"
        self._desk.settings_changed()

    def _heard(self) -> None:
        view = self._desk.view
        self._places.status.show_reader(reader_words(view))
        asking = () if view.problem else view.to_agree
        if asking == self._asked:
            return
        self._asked = asking
        if not asking:
            self._places.page.banner.take_back(_KEY)
        elif isinstance(QApplication.activeModalWidget(), SettingsDialog):
            self.ask()
        else:
            self._wait(asking)

    def _wait(self, asking: tuple[Asking, ...]) -> None:
        hosts = joined([one.host for one in asking])
        waits = words.CONSENT_WAITS_RUN if self._desk.view.this_run else words.CONSENT_WAITS
        self._places.page.banner.tell(
            Message(
                _KEY,
                "key",
                words.CONSENT_BANNER.format(hosts=hosts),
                waits,
                (Action(words.DECIDE, self.ask),),
            )
        )
