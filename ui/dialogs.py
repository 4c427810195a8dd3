"""Opens the dialogs of the main window with what each of them needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from ui import engine_strings, strings
from ui.ask import Ask
from ui.compare_dialog import CompareDialog, compared
from ui.dictionary_dialog import DictionaryDialog
from ui.dismissals_dialog import DismissalsDialog
from ui.erase_dialog import EraseDialog, Erasing, erase_all, forget
from ui.export_dialog import ExportDialog, open_export
from ui.help_dialogs import AboutDialog, ShortcutsDialog
from ui.insights.source import InsightsParts
from ui.report_dialog import ReportDialog
from ui.sent_view import SentView, took_line
from ui.settings_dialog import SettingsDialog
from ui.settings_pages import SettingsParts

if TYPE_CHECKING:
    from ui.window import MainWindow


class Dialogs:
    """Every dialog is opened without waiting; `current` is the last one opened."""

    def __init__(self, window: MainWindow, ask: Ask) -> None:
        self._window = window
        self._ask = ask
        self.current: QDialog | None = None

    def settings(self) -> None:
        """The settings, applied at once."""
        self._settings("")

    def engine(self) -> None:
        """The settings, at the page of engines."""
        self._settings(engine_strings.SECTION_ENGINE)

    def _settings(self, section: str) -> None:
        window = self._window
        later = window.later
        parts = SettingsParts(
            preferences=window.parts.preferences,
            preview=window.later.engine.preview,
            engine_changed=self._engine_changed,
            look_changed=window.apply_look,
            switch=window.bridge.set_on,
            remote=later.remote,
            privacy_changed=later.privacy_changed,
            learnings=later.insights.learnings if later.insights is not None else None,
        )
        dialog = SettingsDialog(parts, window.parts.look, window)
        dialog.turn_to(section)
        if dialog.engine is not None and window.remote is not None:
            dialog.engine.answer_wanted.connect(window.remote.ask)
        self._open(dialog)

    def sent(self, suggestion_id: str) -> None:
        """What was sent to models for a mark, or for something held back."""
        window, engine = self._window, self._window.later.engine
        found = engine.suggestion(suggestion_id)
        held = [one.proposal for one in engine.held() if one.id == suggestion_id]
        proposal = found.proposal if found is not None else next(iter(held), None)
        if proposal is not None:
            remote = window.later.remote
            took = took_line(proposal, remote.view.currency if remote is not None else "")
            sent = engine.sent(suggestion_id)
            self._open(SentView(sent, took, window.parts.look, window))

    def dictionary(self) -> None:
        """The personal dictionary."""
        window = self._window
        self._open(DictionaryDialog(window.later.engine, window.parts.look, window))

    def dismissals(self) -> None:
        """The page of dismissals."""
        window = self._window
        self._open(DismissalsDialog(window.later.engine, window.parts.look, window))

    def export(self) -> None:
        """Export of the feedback log."""
        window = self._window
        dialog = ExportDialog(window.later.exporter, self._ask, window.parts.look, window)
        self.current = dialog
        open_export(dialog, window.page.toast.say)

    def erase(self) -> None:
        """Erase feedback and history."""
        eraser = self._window.later.eraser
        if eraser is not None:
            self._erase(erase_all(eraser))

    def forget(self) -> None:
        """Forget the open document."""
        eraser, document = self._window.later.eraser, self._window.drafts.document
        if eraser is not None and document is not None:
            self._erase(forget(eraser, document.id, document.name))

    def _erase(self, erasing: Erasing) -> None:
        window = self._window
        self._open(EraseDialog(erasing, window.page.toast.say, window.parts.look, window))

    def report(self, suggestion_id: str) -> None:
        """A report about one mark."""
        window = self._window

        def keep(note: str) -> None:
            window.later.engine.report(suggestion_id, note)
            window.page.toast.say(strings.REPORTED)

        window.flow.close()
        self._open(ReportDialog(keep, window.parts.look, window))

    def insights(self) -> None:
        """Figures of what became of suggestions; brought to the front when it is open."""
        from ui.insights.window import InsightsWindow  # late: few open it in a session

        desk = self._window.later.insights
        if desk is not None and not self._raised(InsightsWindow):
            parts = InsightsParts(desk.figures, desk.learnings, self.export)
            self._show(InsightsWindow(parts, self._window.parts.look, self._window))

    def log(self) -> None:
        """The log view; brought to the front when it is open."""
        from ui.log_view.window import LogWindow  # late, as above

        desk = self._window.later.insights
        if desk is not None and not self._raised(LogWindow):
            self._show(LogWindow(desk.log, self._window.parts.look, self._window))

    def compare(self, theirs: Sequence[str]) -> None:
        """The draft beside what is on disk."""
        window = self._window
        pieces = compared(theirs, window.editor.lines())
        dialog = CompareDialog(pieces, window.parts.look, window)
        dialog.offer(window.drafts.take_theirs, window.drafts.keep_mine)
        self._open(dialog)

    def shortcuts(self) -> None:
        """The page of keys."""
        window = self._window
        self._open(ShortcutsDialog(window.menus.actions, window.parts.look, window))

    def about(self) -> None:
        """Version and licences."""
        parts, version = self._window.parts, self._window.later.version
        self._open(AboutDialog(version, parts.resources, parts.look, self._window))

    def _open(self, dialog: QDialog) -> None:
        self._window.flow.close()
        self.current = dialog
        dialog.open()

    def _show(self, window: QDialog) -> None:
        """Beside the draft, not before it."""
        self._window.flow.close()
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
        window = self._window
        window.bridge.configure()
        window.page.panel.eagerness.set_value(window.parts.preferences.eagerness)
