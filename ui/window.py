"""The main window: builds its parts, joins them, and carries out what the menus ask.

It holds one draft. Everything it needs comes in `WindowParts`; it makes no files and no engine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QPoint, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from suggest import Dialect, Event
from ui import strings, window_menus
from ui.ask import Ask, AskWithDialogs
from ui.bridge import Bridge
from ui.card_flow import CardFlow
from ui.context_menu import MarkMenu
from ui.counting import Counting
from ui.dialogs import Dialogs
from ui.drafts import DraftParts, Drafts
from ui.editor import Editor
from ui.engine import WritingEngine
from ui.export_dialog import Exporter
from ui.files import Files
from ui.finder import Finder
from ui.look import Look
from ui.page import Page
from ui.panel_flow import PanelFlow
from ui.preferences import Preferences
from ui.recovery import offer_recoveries, tell_notices
from ui.status_bar import StatusBar
from ui.theme import Measure
from ui.top_strip import TopStrip

_SIZE = (1180, 800)
_LEAST = (640, 480)


@dataclass(frozen=True, slots=True)
class WindowParts:
    """All that a window needs.

    `resources` is the folder with `sample.md` and the licences. `clock` gives local time. `ask`
    None asks with dialogs; a test hands in its own answers. `notices` are sentences about what was
    wrong with kept files, shown at the start.
    """

    engine: WritingEngine
    files: Files
    preferences: Preferences
    look: Look
    exporter: Exporter
    resources: Path
    clock: Callable[[], datetime]
    version: str
    ask: Ask | None = None
    notices: tuple[str, ...] = ()


class MainWindow(QMainWindow):
    """The window. Give `on_event` to the engine as its `publish`; call `start` once, then `show`.

    Until `start` the engine may publish freely. `closed` is sent once, after the writer's text is
    safe and the file released; the application ends then.
    """

    closed = Signal()

    def __init__(self, parts: WindowParts) -> None:
        super().__init__()
        self.parts = parts
        self.setWindowTitle(strings.APP)
        self.setMinimumSize(*_LEAST)
        ask = parts.ask or AskWithDialogs(parts.look, self)
        engine, look = parts.engine, parts.look
        self.editor = Editor(engine.marks)
        self.editor.setAccessibleName(strings.EDITOR_NAME)
        self.page = Page(self.editor, engine, look)
        self.strip = TopStrip(look, with_menu=window_menus.HAS_HIDDEN_BAR)
        self.status = StatusBar(look)
        self.bridge = Bridge(engine, self.editor, parts.preferences, parts.clock)
        self.flow = CardFlow(self.page, engine, self.bridge)
        self.panel = PanelFlow(self)
        self.finder = Finder(self.editor, self.page.find_bar, self.page.toast)
        self.drafts = Drafts(
            DraftParts(
                parts.files, parts.preferences, ask, self.editor, self.page.banner, parts.clock
            ),
            self,
        )
        self.dialogs = Dialogs(self, ask)
        self._counting = Counting(self.editor, self.status)
        self.mark_menu = MarkMenu(self.editor, engine, self.flow)
        self._closing = False
        self._shape = (0, 0)
        self._lay_out()
        self.menus = window_menus.build(self)
        if window_menus.HAS_HIDDEN_BAR:
            window_menus.HiddenBar(self.menus, self)
        self._connect()
        self.apply_look()

    def on_event(self, event: Event) -> None:
        """What the engine publishes; on the interface's thread."""
        self.bridge.on_event(event)

    def start(self, paths: Sequence[Path] = ()) -> None:
        """Open what is to be seen first: the given file, the last one, or the sample draft."""
        chosen = self.parts.preferences
        self.bridge.configure()
        if not chosen.suggestions_on:
            self.parts.engine.set_enabled(False)
        self._tell_state()
        last = chosen.last_file
        if paths:
            self.drafts.open_first(paths[0])
        elif last is not None and last.exists():
            self.drafts.open_first(last)
        else:
            self.drafts.new(self._sample() if chosen.first_run else ("",))
        chosen.first_run = False
        offer_recoveries(self.parts.files, self.page.banner, self.drafts.recover)
        tell_notices(self.parts.notices, self.page.banner)
        if chosen.panel_open:
            self.panel.toggle()
        self.editor.setFocus()

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
        self.bridge.configure()

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
        self.flow.close()
        self.bridge.snooze()
        toast = self.page.toast
        toast.say(strings.SNOOZED, strings.TURN_ON, lambda: self.set_suggestions(True))

    def set_suggestions(self, on: bool) -> None:
        """Switch suggestions on or off."""
        self.flow.close()
        self.bridge.set_on(on)
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
            self.parts.engine.focus(self.isActiveWindow())
            if self.isActiveWindow():
                self.drafts.check_outside()

    def _leave(self) -> None:
        """The last things, once."""
        self._closing = True
        self.flow.close()
        self.parts.preferences.geometry = bytes(self.saveGeometry().data())
        self.drafts.close()
        self.closed.emit()

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
        page = self.page
        self.parts.look.changed.connect(self._take_theme)
        self.strip.menu_pressed.connect(self._show_menu)
        self.status.marks_pressed.connect(self.panel.toggle)
        self.status.engine_pressed.connect(self._show_engine_menu)
        page.file_dropped.connect(self.drafts.open)
        page.hint.open_button.clicked.connect(self.drafts.open_dialog)
        self.bridge.refreshed.connect(self._refresh)
        self.bridge.state_changed.connect(self.status.show_state)
        self.flow.report_wanted.connect(self.dialogs.report)
        self.drafts.loaded.connect(self._loaded)
        self.drafts.named.connect(self._named)
        self.drafts.state_changed.connect(self.strip.show_state)
        self.drafts.compare_wanted.connect(self.dialogs.compare)
        self.editor.textChanged.connect(self._show_hint)
        self.editor.characters_dropped.connect(
            lambda n: page.toast.say(strings.count(strings.DROPPED, n))
        )

    def _take_theme(self) -> None:
        # A method, not a lambda: the look may outlive this window.
        self.editor.set_theme(self.parts.look.theme)

    def _loaded(self, document_id: str) -> None:
        self.flow.close()
        self._counting.load()
        self.bridge.load(document_id)
        self._show_hint()

    def _named(self, name: str, path: str) -> None:
        self.strip.show_name(name, path)
        self.setWindowTitle(f"{name} · {strings.APP}")

    def _show_hint(self) -> None:
        document = self.drafts.document
        untitled = document is not None and document.path is None
        self.page.show_hint(untitled and self.editor.document().isEmpty())

    def _refresh(self) -> None:
        self.status.show_marks(len(self.parts.engine.suggestions()))

    def _tell_state(self) -> None:
        engine = self.parts.engine
        detail = self.bridge.detail(engine.state, engine.state_detail)
        self.status.show_state(engine.state, detail)
        self._refresh()

    def _show_menu(self) -> None:
        menu = window_menus.whole_menu(self.menus, self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(window_menus.menu_position(self, menu))

    def _show_engine_menu(self) -> None:
        menu = window_menus.engine_menu(self)
        button = self.status.engine
        corner = button.mapToGlobal(button.rect().topRight())
        size = menu.sizeHint()
        menu.popup(QPoint(corner.x() - size.width(), corner.y() - size.height() - 6))
