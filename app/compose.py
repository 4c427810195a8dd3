"""Builds every object of the window and hands it what it needs; read this first.

Two steps. `open_window` makes what the first paint shows: files, preferences, window. `complete`
adds feedback, engine and the rest of the window to it. Nothing here waits; lists, rules and the
grammar engine are loaded later still, by the reader, in threads.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from app.documents import Documents
from app.paths import Paths
from app.preferences import KeptPreferences
from app.session import session_file
from app.settings import settings_file
from app.writer import Writer
from ui.look import Look
from ui.window import MainWindow
from ui.window_parts import InsightsDesk, LaterParts, WindowParts

if TYPE_CHECKING:
    from app.engine import EngineSide
    from app.model_flags import Chosen
    from app.remote import Remote
    from app.remote_desk import WindowDesk
    from suggest import Engine
    from suggest.feedback.log import FeedbackLog
    from suggest.feedback.telling import Clocks


class First(NamedTuple):
    """What the first step made."""

    window: MainWindow
    documents: Documents
    preferences: KeptPreferences
    writer: Writer
    paths: Paths
    resources: Path


@dataclass(frozen=True, slots=True)
class App:
    """What the running program holds on to."""

    window: MainWindow
    engine: Engine
    feedback: FeedbackLog
    remote: Remote
    models: WindowDesk
    documents: Documents
    preferences: KeptPreferences
    writer: Writer

    async def ask_models(self) -> None:
        """Puts the models of the settings to work, or none; to be called again when they change."""
        await self.models.take_over()

    def tell(self, message: str) -> None:
        """Says one sentence in the window; may be called from any thread."""
        QTimer.singleShot(0, self.window, lambda: self.window.page.toast.say(message))

    def close(self) -> None:
        """Writes what waits to be written. The engine must be stopped before."""
        self.feedback.close()
        self.writer.stop()


def build(app: QApplication, paths: Paths, resources: Path) -> App:
    """The whole program, not started. Raises BadResource when a shipped file is damaged."""
    return complete(open_window(app, paths, resources))


def open_window(
    app: QApplication, paths: Paths, resources: Path, chosen: Chosen | None = None
) -> First:
    """The window with nothing but a draft in it, not shown yet.

    `chosen` is what the command line says about models, for this run.
    """
    writer = Writer()
    documents = Documents(paths.state, writer)
    kept = (settings_file(paths.settings_file), session_file(paths.session_file))
    preferences = KeptPreferences(*kept, writer, chosen)
    window = MainWindow(
        WindowParts(
            files=documents,
            preferences=preferences,
            look=Look(app, resources, preferences.theme),
            resources=resources,
            clock=_local_time,
            notices=preferences.messages,
            newcomer=chosen is None and paths.fresh,
        )
    )
    return First(window, documents, preferences, writer, paths, resources)


def complete(first: First, clocks: Clocks | None = None) -> App:
    """The rest of the program, not started; `clocks` None are those of the computer.

    Raises BadResource when a shipped file is damaged.
    """
    # Late: these imports cost more than everything before the first paint.
    from app.engine import Ground, make_engine, real_clocks
    from app.erasing import Eraser, WindowEraser
    from app.exporter import ExportDesk, LogExporter
    from app.insights import Learned, LogFigures, LogPages
    from app.remote_desk import DeskParts, WindowDesk
    from app.version import version
    from ui.furnishing import furnish
    from ui.recovery import tell_notices

    window = first.window
    ground = Ground(first.paths, first.resources, clocks or real_clocks())
    side = make_engine(ground, first.preferences, window.on_event)
    side.learning.later = partial(first.writer.put, "learned")
    side.dismissals.later = partial(first.writer.put, "dismissals")
    probe = lambda: side.engine.probes.now(ground.clocks.mono())  # noqa: E731
    exporter = LogExporter(side.feedback, ExportDesk(first.resources, _local_time, probe))
    eraser = WindowEraser(
        Eraser(first.paths, first.documents.live_journals),
        (side.feedback, first.writer),
        side,
    )
    desk = InsightsDesk(
        LogFigures(side.feedback, _local_time),
        LogPages(side.feedback, first.paths.data, _local_time),
        Learned(side.learning, first.preferences),
    )
    parts = DeskParts(first.paths, side.feedback, _local_time, _open_file)
    models = WindowDesk(side.remote, first.preferences, parts)
    hold_privacy = partial(side.hold_privacy, first.preferences)
    furnish(
        window, LaterParts(side.engine, exporter, version(), desk, eraser, models, hold_privacy)
    )
    _watch(window, side)
    if side.problems:
        tell_notices(side.problems, window.page.banner)
    ground.sweeper.start(window, lambda: window.editor.document().revision())
    return App(
        window,
        side.engine,
        side.feedback,
        side.remote,
        models,
        first.documents,
        first.preferences,
        first.writer,
    )


def _watch(window: MainWindow, side: EngineSide) -> None:
    """Has the window told what goes wrong with its files, and what others do to the draft's."""
    from app.outside import OutsideWatch
    from ui.troubles import Troubles

    troubles = Troubles(window.page, window)
    troubles.watch("log", side.feedback)
    troubles.watch("dismissals", side.dismissals)
    troubles.watch("learned", side.learning)
    watch = OutsideWatch(window.drafts.check_outside, window)
    window.drafts.named.connect(watch.follow)
    opened = window.drafts.document
    watch.follow("", str(opened.path) if opened is not None and opened.path else "")


def _open_file(file: Path) -> bool:
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))


def _local_time() -> datetime:
    return datetime.now().astimezone()
