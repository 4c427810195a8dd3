"""The one border between window and engine: signals go in as calls, events come out as repaints.

Calls from the editor are synchronous, so that marks are moved before the text is drawn again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from suggest import (
    EngineOptions,
    EngineState,
    Event,
    Gone,
    HeldChanged,
    Learned,
    MarksChanged,
    Shown,
    Splice,
    StateChanged,
    Trigger,
    WordOffered,
)
from ui import strings
from ui.editor import Editor
from ui.engine import WritingEngine
from ui.preferences import Preferences

_REST_MS = 120  # the lists follow once the typing rests this long,
_MOST_MS = 1000  # or after this long in any case
SNOOZE_MINUTES = 15


class Bridge(QObject):
    """Joins one editor to one engine. Give `on_event` to the engine as its `publish`."""

    refreshed = Signal()  # marks, held back or state changed; sent when the typing rests
    gone = Signal(str)  # the suggestion of that id is no longer a mark
    state_changed = Signal(EngineState, str)
    learned = Signal(object)  # Learned or WordOffered: news that are told once

    def __init__(
        self,
        engine: WritingEngine,
        editor: Editor,
        preferences: Preferences,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__(editor)
        self._engine = engine
        self._editor = editor
        self._preferences = preferences
        self._clock = clock
        self._snoozed_until: datetime | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self.refreshed)
        self._since = QElapsedTimer()
        editor.spliced.connect(self._edited)
        editor.caret_moved.connect(engine.caret)
        editor.viewport_changed.connect(engine.viewport)

    def load(self, document_id: str) -> None:
        """The editor shows another document: tell the engine its text and caret."""
        self._engine.load(self._editor.lines(), document_id)
        self._engine.caret(*self._editor.caret())
        self.refreshed.emit()

    def on_event(self, event: Event) -> None:
        """What the engine tells; called on the interface's thread."""
        if isinstance(event, MarksChanged):
            self._editor.repaint_lines(event.lines)
        elif isinstance(event, Gone):
            self.gone.emit(event.suggestion.id)
        elif isinstance(event, StateChanged):
            self.state_changed.emit(event.state, self.detail(event.state, event.detail))
            self._editor.viewport().update()
        elif isinstance(event, Learned | WordOffered):
            self.learned.emit(event)
        else:
            assert isinstance(event, Shown | HeldChanged)
        self._wait()

    def detail(self, state: EngineState, detail: str) -> str:
        """The sentence beside the engine's name; a snooze says when it ends."""
        if state is EngineState.SNOOZED and not detail and self._snoozed_until is not None:
            return strings.UNTIL.format(time=f"{self._snoozed_until:%H:%M}")
        return detail

    @property
    def on(self) -> bool:
        """Whether marks are being made: neither off nor snoozed."""
        return self._engine.state not in (EngineState.OFF, EngineState.SNOOZED)

    def snooze(self) -> None:
        """No marks for 15 minutes."""
        self._snoozed_until = self._clock() + timedelta(minutes=SNOOZE_MINUTES)
        self._engine.snooze(SNOOZE_MINUTES)

    def set_on(self, on: bool) -> None:
        """Switch suggestions on or off, for the next start too; on also ends a snooze."""
        self._snoozed_until = None
        self._preferences.suggestions_on = on
        self._engine.set_enabled(on)

    def configure(self) -> None:
        """Hand the engine the writer's settings as they stand now."""
        chosen = self._preferences
        self._engine.configure(
            EngineOptions(
                dialect=chosen.dialect,
                eagerness=chosen.eagerness,
                delay_ms=chosen.delay_ms,
                classes=chosen.classes,
            )
        )

    def _edited(self, splice: Splice) -> None:
        # Pasted words are read on this machine only: the writer did not type them.
        pasted = self._editor.pasting
        self._engine.edit(splice, Trigger.PASTED if pasted else Trigger.PAUSE)
        self._wait()

    def _wait(self) -> None:
        if not self._timer.isActive():
            self._since.start()
        if self._since.elapsed() < _MOST_MS:
            self._timer.start()
