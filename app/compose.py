"""Builds every object of the window and hands it what it needs; read this first.

Order of the tree: files, preferences, feedback, engine, window. Nothing here waits, and nothing
that the first paint does not need is imported at the top: lists, rules and the grammar engine are
loaded by the reader, in threads, once the window is on screen.
"""

import logging
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from suggest.feedback.log import FeedbackLog

from app.documents import Documents
from app.exporter import LogExporter
from app.paths import Paths
from app.preferences import KeptPreferences
from app.reading import make_capture
from app.session import session_file
from app.settings import settings_file
from app.version import version
from app.writer import Writer
from suggest import Engine, EngineOptions, Event
from suggest.feedback.dismissed import Dismissals
from suggest.feedback.outcomes import Outcomes
from suggest.feedback.telling import Clocks
from suggest.language import LanguageGate
from suggest.parts import EngineParts
from suggest.pipeline import Pipeline
from suggest.policy import Policy, load_bars
from suggest.values import Dialect
from ui.look import Look
from ui.window import MainWindow, WindowParts

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class App:
    """What the running program holds on to."""

    window: MainWindow
    engine: Engine
    feedback: FeedbackLog
    documents: Documents
    preferences: KeptPreferences
    writer: Writer

    def tell(self, message: str) -> None:
        """Says one sentence in the window; may be called from any thread."""
        QTimer.singleShot(0, self.window, lambda: self.window.page.toast.say(message))

    def close(self) -> None:
        """Writes what waits to be written. The engine must be stopped before."""
        self.feedback.close()
        self.writer.stop()


def build(app: QApplication, paths: Paths, resources: Path) -> App:
    """The whole program, not started. Raises BadResource when a shipped file is damaged."""
    writer = Writer()
    documents = Documents(paths.state, writer)
    preferences = KeptPreferences(
        settings_file(paths.settings_file), session_file(paths.session_file), writer
    )
    log_path = paths.data / "feedback.sqlite3"
    feedback = FeedbackLog(log_path)
    dismissals = Dismissals(paths.data / "dismissals.json", _local_time)
    clocks = Clocks(time.monotonic, _utc_time)
    recorder = Outcomes(feedback.append, clocks, uuid.uuid4().hex, feedback.tallies())
    listeners: list[Callable[[Event], None]] = []

    def publish(event: Event) -> None:
        for tell in listeners:
            tell(event)

    engine = Engine(
        EngineParts(
            make_pipeline=_later(resources, dismissals),
            capture=make_capture,
            policy=Policy(load_bars(resources / "confidence.json")),
            recorder=recorder,
            dismissals=dismissals,
            gate=LanguageGate(),
            clock=time.monotonic,
            new_id=lambda: uuid.uuid4().hex,
        ),
        EngineOptions(
            preferences.dialect, preferences.eagerness, preferences.delay_ms, preferences.classes
        ),
        publish,
    )
    window = MainWindow(
        WindowParts(
            engine=engine,
            files=documents,
            preferences=preferences,
            look=Look(app, resources, preferences.theme),
            exporter=LogExporter(feedback, log_path, _local_time),
            resources=resources,
            clock=_local_time,
            version=version(),
        )
    )
    listeners.append(window.on_event)
    return App(window, engine, feedback, documents, preferences, writer)


def _later(resources: Path, dismissals: Dismissals) -> Callable[[Dialect], Pipeline]:
    def make(dialect: Dialect) -> Pipeline:
        from app.stations import offline  # 0.6 s of CPU: called in a thread after the first paint

        return offline(resources, dismissals).make_pipeline(dialect)

    return make


def _local_time() -> datetime:
    return datetime.now().astimezone()


def _utc_time() -> datetime:
    return datetime.now(UTC)
