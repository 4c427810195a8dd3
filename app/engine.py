"""Builds the engine of the window with its feedback log and record of dismissals.

Only the second step of the start imports this: it pulls in a quarter of a second of libraries.
"""

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from app.garbage import Sweeper
from app.learning import Learning
from app.paths import Paths
from app.preferences import KeptPreferences
from app.reading import make_capture
from app.remote import Remote, RemoteParts
from suggest import Engine, EngineOptions, Event
from suggest.feedback.dismissed import Dismissals
from suggest.feedback.log import FeedbackLog, LogOptions
from suggest.feedback.noticing import Removal
from suggest.feedback.outcomes import Outcomes
from suggest.feedback.telling import Clocks
from suggest.language import LanguageGate
from suggest.parts import EngineParts
from suggest.pipeline import Pipeline
from suggest.policy import Policy, load_bars
from suggest.values import Dialect


@dataclass(frozen=True, slots=True)
class EngineSide:
    """The engine and the log it writes to."""

    engine: Engine
    feedback: FeedbackLog
    remote: Remote
    dismissals: Dismissals
    learning: Learning
    recorder: Outcomes
    problems: tuple[str, ...]  # of the writer's own files, fit to be shown

    def hold_privacy(self, preferences: KeptPreferences) -> None:
        """Keeps the writer's words in the log as the preferences say, from now on."""
        self.recorder.keep_text = preferences.keep_text
        self.feedback.keep_words(preferences.text_days)

    def removed(self, removal: Removal) -> None:
        """Another window or a command removed something from the log; in the log's thread."""
        if removal is Removal.EVERYTHING:
            self.forget()
        else:
            self.forget_words()

    def forget(self) -> None:
        """What was learned, counted and said by models goes from memory; from any thread."""
        self.recorder.forget()
        self.remote.erase()
        self.learning.forget()

    def forget_words(self) -> None:
        """Learns anew from what the log still holds; answers of models go. Not on the loop."""
        self.remote.erase()
        self.learning.relearn()


def real_clocks() -> Clocks:
    """The clocks of the computer."""
    return Clocks(time.monotonic, _utc_time)


@dataclass(frozen=True, slots=True)
class Ground:
    """What the engine stands on: the writer's files, ours, and the clocks it goes by."""

    paths: Paths
    resources: Path
    clocks: Clocks
    sweeper: Sweeper = field(default_factory=Sweeper)


def make_engine(
    ground: Ground, preferences: KeptPreferences, publish: Callable[[Event], None]
) -> EngineSide:
    """The engine, not started. Raises BadResource when a shipped file is damaged."""
    paths, resources, clocks = ground.paths, ground.resources, ground.clocks
    bars = load_bars(resources / "confidence.json")
    options = LogOptions(text_days=preferences.text_days)
    feedback = FeedbackLog(paths.data / "feedback.sqlite3", options)
    dismissals = Dismissals(paths.data / "dismissals.json", _local_time)
    learned = paths.data / "learned.json"
    learning = Learning(learned, feedback.path, publish, lambda: preferences.learning_on)
    record = learning.recording(feedback.append)
    recorder = Outcomes(record, clocks, uuid.uuid4().hex, feedback.tallies())
    recorder.keep_text = preferences.keep_text
    recorder.count = feedback.append
    chosen = preferences.chosen
    addresses = None if chosen is None else chosen.addresses
    remote = Remote(RemoteParts(paths, resources, time.monotonic, addresses=addresses))
    remote.examples = learning
    engine = Engine(
        EngineParts(
            make_pipeline=_later(ground, dismissals, remote, learning),
            capture=make_capture,
            policy=Policy(bars),
            recorder=recorder,
            dismissals=dismissals,
            gate=LanguageGate(),
            clock=clocks.mono,
            new_id=lambda: uuid.uuid4().hex,
            courier=remote.courier,
        ),
        EngineOptions(
            preferences.dialect, preferences.eagerness, preferences.delay_ms, preferences.classes
        ),
        publish,
    )
    files = (feedback, dismissals, learning)
    problems = tuple(one.problem for one in files if one.problem)
    learning.follow(engine)
    side = EngineSide(engine, feedback, remote, dismissals, learning, recorder, problems)
    feedback.removed = side.removed
    return side


def _later(
    ground: Ground, dismissals: Dismissals, remote: Remote, learning: Learning
) -> Callable[[Dialect], Pipeline]:
    def make(dialect: Dialect) -> Pipeline:
        with ground.sweeper.loading():  # 0.6 s of CPU: called in a thread, once the loop runs
            from app.stations import offline

            stations = offline(ground.resources, dismissals, remote.memory, learning.learner)
        learning.load()
        remote.guards = stations.guards
        return stations.make_pipeline(dialect)

    return make


def _local_time() -> datetime:
    return datetime.now().astimezone()


def _utc_time() -> datetime:
    return datetime.now(UTC)
