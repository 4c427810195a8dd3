"""The main window in two steps: the draft first, everything round it after the first paint.

It holds one draft. What it needs comes in `WindowParts`, what is round it in `Rooms`; it makes no
files and no engine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from suggest import Dialect, EngineState
from ui import strings
from ui.ask import AskWithDialogs
from ui.counting import Counting
from ui.drafts import DraftParts, Drafts
from ui.editor import Editor
from ui.page import Page
from ui.status_bar import StatusBar
from ui.theme import Measure
from ui.top_strip import HAS_HIDDEN_BAR, TopStrip
from ui.window_parts import WindowParts

if TYPE_CHECKING:
    from suggest import Event, Mark
    from ui.rooms import Rooms

_SIZE = (1180, 800)
_LEAST = (640, 480)


class MainWindow(QMainWindow):
    """The window: `start` once, `show`, then `complete` once; in tests also `complete` first.

    Until it is complete the draft can be written and closed, but nothing else. Give `on_event` to
    the engine as its `publish`; it may publish freely from the first moment. `closed` is sent once,
    after the writer's text is safe and the file released; the application ends then.
    """

    closed = Signal()

    rooms: Rooms  # from `complete` on

    def __init__(self, parts: WindowParts) -> None:
        super().__init__()
        self.parts = parts
        self.setWindowTitle(strings.APP)
        self.setMinimumSize(*_LEAST)
        look = parts.look
        self.editor = Editor(self._marks)
        self.editor.setAccessibleName(strings.EDITOR_NAME)
        self.page = Page(self.editor, look)
        self.strip = TopStrip(look, with_menu=HAS_HIDDEN_BAR)
        self.status = StatusBar(look)
        self.ask = parts.ask or AskWithDialogs(look, self)
        self.drafts = Drafts(
            DraftParts(
                parts.files, parts.preferences, self.ask, self.editor, self.page, parts.clock
            ),
            self,
        )
        self._counting = Counting(self.editor, self.status)
        self._started = self._complete = self._closing = self._gone = False
        self._shape = (0, 0)
        self.viewport: tuple[int, int] | None = None  # first and last line that was told
        self.offers_choice = False  # of an engine, once there is more than the first paint
        self.status.show_state(EngineState.STARTING, "")
        self.status.show_marks(0)
        self._lay_out()
        self._connect()
        self.apply_look()

    def on_event(self, event: Event) -> None:
        """What the engine publishes; on the interface's thread."""
        if self._complete:
            self.rooms.bridge.on_event(event)

    def start(self, paths: Sequence[Path] = ()) -> None:
        """Open what is to be seen first: the given file, the last one, or the sample draft."""
        chosen = self.parts.preferences
        last = chosen.last_file
        if paths:
            self.drafts.open_first(paths[0])
        elif last is not None and last.exists():
            self.drafts.open_first(last)
        else:
            self.drafts.new(self._sample() if chosen.first_run else ("",))
        self.offers_choice = self.parts.newcomer and not paths
        if chosen.first_run:  # setting it writes a file
            chosen.first_run = False
        if chosen.panel_open:
            self.strip.panel.setChecked(True)
            self.page.reserve_panel()
        self._started = True
        self.editor.setFocus()
        self._settle_in()

    def complete(self, rooms: Rooms, welcome: Callable[[], None]) -> None:
        """Take over what `ui.furnishing` made; `welcome` is called once there is a draft too."""
        self.rooms = rooms
        self._welcome = welcome
        self._complete = True
        if self.drafts.document is not None:
            rooms.bridge.load(self.drafts.document.id)
        self._settle_in()

    def _settle_in(self) -> None:
        """What comes once, when the draft is open and the window complete."""
        if self._started and self._complete:
            self._welcome()

    @property
    def gone(self) -> bool:
        """Whether it was closed for good."""
        return self._gone

    # What the menus ask

    def zoom(self, steps: int) -> None:
        """Larger (1) or smaller (-1) prose; 0 for the normal size."""
        chosen = self.parts.preferences
        size = chosen.prose_size + steps if steps else Measure.PROSE
        chosen.prose_size = min(max(size, Measure.PROSE_MIN), Measure.PROSE_MAX)
        self.apply_look()

    def choose_theme(self, name: str) -> None:
        """Another theme, for the next start too."""
        self.parts.preferences.theme = name
        self.apply_look()

    def choose_dialect(self, value: str) -> None:
        """Another English, for the next start too."""
        self.parts.preferences.dialect = Dialect(value)
        self.rooms.bridge.configure()

    def toggle_full_screen(self) -> None:
        """Only the draft on the whole screen, or the window as it was."""
        full = not self.isFullScreen()
        self.strip.setVisible(not full)
        self.status.setVisible(not full)
        if full:
            self.showFullScreen()
        else:
            self.showNormal()

    def snooze(self) -> None:
        """No marks for 15 minutes."""
        self.rooms.flow.close()
        self.rooms.bridge.snooze()
        toast = self.page.toast
        toast.say(strings.SNOOZED, strings.TURN_ON, lambda: self.set_suggestions(True))

    def set_suggestions(self, on: bool) -> None:
        """Switch suggestions on or off."""
        self.rooms.flow.close()
        self.rooms.bridge.set_on(on)
        self.page.toast.say(strings.SWITCHED_ON if on else strings.SWITCHED_OFF)

    def apply_look(self) -> None:
        """Take over theme, size, line length and motion as the preferences have them now."""
        chosen, look = self.parts.preferences, self.parts.look
        look.reduce_motion = chosen.reduce_motion
        look.choose(chosen.theme)
        shape = (chosen.prose_size, chosen.column)
        if shape != self._shape:  # the whole draft is laid out anew
            self._shape = shape
            self.editor.set_zoom(chosen.prose_size)
            self.editor.set_column(chosen.column)

    # What Qt tells

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved text first; then release the file and tell `closed`."""
        if self._closing or not self.drafts.modified:
            self._leave()
            event.accept()
            return
        event.ignore()

        def go() -> None:
            self._closing = True
            # Not from inside the answer: the dialog is still going.
            QTimer.singleShot(0, self.close)

        self.drafts.leave(go)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the window's focus: what is seen counts only while it has it."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and not self._closing:
            if self._complete:
                self.rooms.later.engine.focus(self.isActiveWindow())
            if self.isActiveWindow():
                self.drafts.check_outside()

    def _leave(self) -> None:
        """The last things, once."""
        self._closing = True
        if self._complete:
            self.rooms.flow.close()
        self.parts.preferences.geometry = bytes(self.saveGeometry().data())
        self.drafts.close()
        self._gone = True
        self.closed.emit()

    def _marks(self, line: int) -> Sequence[Mark]:
        return self.rooms.later.engine.marks(line) if self._complete else ()

    def _sample(self) -> list[str]:
        text = (self.parts.resources / "sample.md").read_text(encoding="utf-8")
        return text.rstrip("\n").split("\n")

    def _lay_out(self) -> None:
        body = QWidget()
        box = QVBoxLayout(body)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (self.strip, self.page, self.status):
            box.addWidget(part)
        self.setCentralWidget(body)
        fonts = self.parts.look.fonts
        self.editor.set_typeface(fonts.prose)
        self.editor.set_theme(self.parts.look.theme)
        self.editor.set_placeholder(strings.PLACEHOLDER)
        self.resize(*_SIZE)
        if self.parts.preferences.geometry:
            self.restoreGeometry(QByteArray(self.parts.preferences.geometry))

    def _connect(self) -> None:
        self.parts.look.changed.connect(self._take_theme)
        self.page.file_dropped.connect(self.drafts.open)
        self.page.hint.open_button.clicked.connect(self.drafts.open_dialog)
        self.drafts.loaded.connect(self._loaded)
        self.drafts.named.connect(self._named)
        self.drafts.state_changed.connect(self.strip.show_state)
        self.editor.textChanged.connect(self._show_hint)
        self.editor.viewport_changed.connect(self._take_viewport)

    def _take_theme(self) -> None:
        # A method, not a lambda: the look may outlive this window.
        self.editor.set_theme(self.parts.look.theme)

    def _take_viewport(self, first: int, last: int) -> None:
        self.viewport = (first, last)

    def _loaded(self, document_id: str) -> None:
        self._counting.load()
        if self._complete:
            self.rooms.flow.close()
            self.rooms.bridge.load(document_id)
        self._show_hint()

    def _named(self, name: str, path: str) -> None:
        self.strip.show_name(name, path)
        self.setWindowTitle(f"{name} · {strings.APP}")

    def _show_hint(self) -> None:
        document = self.drafts.document
        untitled = document is not None and document.path is None
        self.page.show_hint(untitled and self.editor.document().isEmpty())
