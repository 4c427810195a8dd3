"""Opens the dialogs of the main window with what each of them needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QDialog, QWidget

from ui import engine_strings, strings
from ui.ask import Ask
from ui.bridge import Bridge
from ui.card_flow import CardFlow
from ui.compare_dialog import CompareDialog, compared
from ui.dictionary_dialog import DictionaryDialog
from ui.dismissals_dialog import DismissalsDialog
from ui.drafts import Drafts
from ui.erase_dialog import EraseDialog, Erasing, erase_all, forget
from ui.export_dialog import ExportDialog, open_export
from ui.help_dialogs import AboutDialog, ShortcutsDialog
from ui.insights.source import InsightsParts
from ui.menus import Menus
from ui.page import Page
from ui.report_dialog import ReportDialog
from ui.sent_view import SentView, took_line
from ui.settings_dialog import SettingsDialog
from ui.settings_pages import SettingsParts
from ui.window_parts import LaterParts, WindowParts


class DialogParts(NamedTuple):
    """What the dialogs of one window work with.

    `look_changed` takes over the preferences of look; `consent` asks about hosts of models, None
    without models.
    """

    window: QWidget
    first: WindowParts
    later: LaterParts
    ask: Ask
    page: Page
    drafts: Drafts
    bridge: Bridge
    flow: CardFlow
    menus: Menus
    look_changed: Callable[[], None]
    consent: Callable[[], None] | None


class Dialogs:
    """Every dialog is opened without waiting; `current` is the last one opened."""

    def __init__(self, parts: DialogParts) -> None:
        self._parts = parts
        self._window, self._look = parts.window, parts.first.look
        self._engine, self._page = parts.later.engine, parts.page
        self.current: QDialog | None = None

    def settings(self) -> None:
        """The settings, applied at once."""
        self._settings("")

    def engine(self) -> None:
        """The settings, at the page of engines."""
        self._settings(engine_strings.SECTION_ENGINE)

    def _settings(self, section: str) -> None:
        given, later = self._parts, self._parts.later
        parts = SettingsParts(
            preferences=given.first.preferences,
            preview=later.engine.preview,
            engine_changed=self._engine_changed,
            look_changed=given.look_changed,
            switch=given.bridge.set_on,
            remote=later.remote,
            privacy_changed=later.privacy_changed,
            learnings=later.insights.learnings if later.insights is not None else None,
        )
        dialog = SettingsDialog(parts, self._look, self._window)
        dialog.turn_to(section)
        if dialog.engine is not None and given.consent is not None:
            dialog.engine.answer_wanted.connect(given.consent)
        self._open(dialog)

    def sent(self, suggestion_id: str) -> None:
        """What was sent to models for a mark, or for something held back."""
        engine = self._engine
        found = engine.suggestion(suggestion_id)
        held = [one.proposal for one in engine.held() if one.id == suggestion_id]
        proposal = found.proposal if found is not None else next(iter(held), None)
        if proposal is not None:
            sent = engine.sent(suggestion_id)
            self._open(SentView(sent, took_line(proposal), self._look, self._window))

    def dictionary(self) -> None:
        """The personal dictionary."""
        self._open(DictionaryDialog(self._engine, self._look, self._window))

    def dismissals(self) -> None:
        """The page of dismissals."""
        self._open(DismissalsDialog(self._engine, self._look, self._window))

    def export(self) -> None:
        """Export of the feedback log."""
        parts = self._parts
        dialog = ExportDialog(parts.later.exporter, parts.ask, self._look, self._window)
        self.current = dialog
        open_export(dialog, self._page.toast.say)

    def erase(self) -> None:
        """Erase feedback and history."""
        eraser = self._parts.later.eraser
        if eraser is not None:
            self._erase(erase_all(eraser))

    def forget(self) -> None:
        """Forget the open document."""
        eraser, document = self._parts.later.eraser, self._parts.drafts.document
        if eraser is not None and document is not None:
            self._erase(forget(eraser, document.id, document.name))

    def _erase(self, erasing: Erasing) -> None:
        self._open(EraseDialog(erasing, self._page.toast.say, self._look, self._window))

    def report(self, suggestion_id: str) -> None:
        """A report about one mark."""

        def keep(note: str) -> None:
            self._engine.report(suggestion_id, note)
            self._page.toast.say(strings.REPORTED)

        self._parts.flow.close()
        self._open(ReportDialog(keep, self._look, self._window))

    def insights(self) -> None:
        """Figures of what became of suggestions; brought to the front when it is open."""
        from ui.insights.window import InsightsWindow  # late: few open it in a session

        desk = self._parts.later.insights
        if desk is not None and not self._raised(InsightsWindow):
            parts = InsightsParts(desk.figures, desk.learnings, self.export)
            self._show(InsightsWindow(parts, self._look, self._window))

    def log(self) -> None:
        """The log view; brought to the front when it is open."""
        from ui.log_view.window import LogWindow  # late, as above

        desk = self._parts.later.insights
        if desk is not None and not self._raised(LogWindow):
            self._show(LogWindow(desk.log, self._look, self._window))

    def compare(self, theirs: Sequence[str]) -> None:
        """The draft beside what is on disk."""
        drafts = self._parts.drafts
        pieces = compared(theirs, self._page.editor.lines())
        dialog = CompareDialog(pieces, self._look, self._window)
        dialog.offer(drafts.take_theirs, drafts.keep_mine)
        self._open(dialog)

    def shortcuts(self) -> None:
        """The page of keys."""
        self._open(ShortcutsDialog(self._parts.menus.actions, self._look, self._window))

    def about(self) -> None:
        """Version and licences."""
        resources, version = self._parts.first.resources, self._parts.later.version
        self._open(AboutDialog(version, resources, self._look, self._window))

    def _open(self, dialog: QDialog) -> None:
        self._parts.flow.close()
        self.current = dialog
        dialog.open()

    def _show(self, window: QDialog) -> None:
        """Beside the draft, not before it."""
        self._parts.flow.close()
        self.current = window
        window.show()

    def _raised(self, family: type[QDialog]) -> bool:
        for window in self._window.findChildren(family):
            if window.isVisible():
                window.raise_()
                window.activateWindow()
                return True
        return False

    def _engine_changed(self) -> None:
        self._parts.bridge.configure()
        self._page.panel.eagerness.set_value(self._parts.first.preferences.eagerness)
