"""The whole window with a model engine behind it, typed into with real key events.

For scripts with a process of their own: `run` builds the window, runs a coroutine on its loop and
ends the process. What went wrong unseen is kept in `RemoteWindow.troubles`.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import time
import traceback
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from unittest.mock import patch

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from qasync import QEventLoop

from app.compose import App, complete, open_window
from app.garbage import hold_garbage
from app.generators import finished_generators
from app.paths import find_paths, resources_dir
from app.start import make_application
from suggest import EngineState, Held
from suggest.providers.resilience import Resilient, Rules

WARM_SECONDS = 60.0
CALM_SECONDS = 0.25
_TICK_MS = 5


@dataclass
class Gaps:
    """Looks each 5 ms how long the loop took no turn. `held` counts what this process worked then.

    On a busy computer others take the processor away: `longest` has their time in it, `held` not.
    """

    longest: float = 0.0
    held: float = 0.0
    _timer: QTimer | None = None
    _last: tuple[float, float] = (0.0, 0.0)

    def start(self, parent: QObject) -> None:
        """Begins to look."""
        self._timer = timer = QTimer(parent)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self._tick)
        timer.start(_TICK_MS)
        self.reset()

    def reset(self) -> None:
        """Forgets what was seen."""
        self.longest = self.held = 0.0
        self._last = (time.monotonic(), time.process_time())

    def _tick(self) -> None:
        now, worked = time.monotonic(), time.process_time()
        gap = now - self._last[0] - _TICK_MS / 1000
        self.longest = max(self.longest, gap)
        self.held = max(self.held, min(gap, worked - self._last[1]))
        self._last = (now, worked)


@dataclass
class RemoteWindow:
    """The window's parts and what was seen of them."""

    parts: App
    gaps: Gaps = field(default_factory=Gaps)
    troubles: list[str] = field(default_factory=list)

    @property
    def held(self) -> list[Held]:
        """What models proposed and was held back."""
        return [one for one in self.parts.engine.held() if one.proposal.origin is not None]

    @property
    def shown(self) -> list[tuple[str, str | None]]:
        """What models proposed and is marked."""
        return [
            (s.proposal.original, s.proposal.replacement)
            for s in self.parts.engine.suggestions()
            if s.proposal.origin is not None
        ]

    @property
    def status(self) -> str:
        """What the status bar says about the engine."""
        return self.parts.window.status.engine.said

    async def use(self, engine: str, url: str, model: str) -> None:
        """Chooses a model, as the settings do, and agrees to its host."""
        chosen = self.parts.preferences
        host = url.removeprefix("http://")
        if host not in chosen.remote_consent:
            chosen.remote_consent = (*chosen.remote_consent, host)
        chosen.engine = engine
        setattr(chosen, f"{engine}_base_url", url)
        setattr(chosen, f"{engine}_model", model)
        await self.parts.ask_models()

    async def type(self, text: str, rest: float = 0.002) -> None:
        """Types it key by key; "\\n" is the return key."""
        editor = self.parts.window.editor
        for char in text:
            if char == "\n":
                QTest.keyClick(editor, Qt.Key.Key_Return)
            else:
                QTest.keyClicks(editor, char)
            await asyncio.sleep(rest)

    async def clear(self) -> None:
        """Selects everything and deletes it."""
        editor = self.parts.window.editor
        QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(editor, Qt.Key.Key_Delete)
        await asyncio.sleep(0)

    async def until(self, what: Callable[[], object], seconds: float = 10.0) -> float | None:
        """Waits for something to be true; the seconds it took, None when it never was."""
        began = time.monotonic()
        while not what():
            if time.monotonic() - began > seconds:
                return None
            await asyncio.sleep(0.005)
        return time.monotonic() - began

    async def rest(self, seconds: float = 10.0) -> bool:
        """Waits until for a moment all is read and no call is under way."""
        engine, courier = self.parts.engine, self.parts.remote.courier
        since = time.monotonic()

        def calm() -> bool:
            nonlocal since
            if courier.busy or engine.unread or engine.state is not EngineState.IDLE:
                since = time.monotonic()
            return time.monotonic() - since > CALM_SECONDS

        return await self.until(calm, seconds) is not None

    def be_quick(self) -> None:
        """Passages leave sooner than they would at a writer's pace."""
        courier = self.parts.remote.courier
        courier._pace = replace(courier._pace, gather=0.05, look=0.02)
        self.parts.preferences.delay_ms = 300
        self.parts.window.rooms.bridge.configure()


class _Kept(logging.Handler):
    def __init__(self, window: RemoteWindow) -> None:
        super().__init__(logging.WARNING)
        self._window = window

    def emit(self, record: logging.LogRecord) -> None:
        if record.name != "qasync":
            told = record.exc_info[1] if record.exc_info else ""
            self._window.troubles.append(f"{record.name}: {record.getMessage()} {told!r}")


def patient(rules: Rules) -> AbstractContextManager[object]:
    """Lets the window's providers wait as these rules say, not as the product's do."""
    original = Resilient.__init__

    def made(self: Resilient, provider: object, *_: object, **more: object) -> None:
        original(self, provider, rules, **more)  # type: ignore[arg-type]

    return patch.object(Resilient, "__init__", made)


Work = Callable[[RemoteWindow], Awaitable[int]]


def run(work: Work, home: Path, file: Path | None = None) -> None:
    """Builds the window as a start does, runs `work` with its engine warm, and ends the process."""
    paths = find_paths(str(home))
    paths.prepare()
    hold_garbage()
    app = make_application()
    begun = open_window(app, paths, resources_dir())
    begun.window.start([file] if file else [])
    begun.window.show()
    begun.window.activateWindow()
    app.processEvents()
    window = RemoteWindow(complete(begun))
    loop = QEventLoop(app)
    asyncio.set_event_loop(loop)
    _listen(loop, window)
    with finished_generators(loop):
        code = loop.run_until_complete(_live(window, work))
    sys.stdout.flush()
    os._exit(code)


async def _live(window: RemoteWindow, work: Work) -> int:
    parts = window.parts
    await parts.engine.start()
    await parts.ask_models()
    parts.engine.focus(True)
    await window.until(lambda: parts.engine.state is EngineState.IDLE, WARM_SECONDS)
    window.gaps.start(parts.window)
    code = await work(window)
    await parts.models.close()
    await parts.engine.stop()
    await parts.remote.close()
    parts.close()
    return code


def _listen(loop: asyncio.AbstractEventLoop, window: RemoteWindow) -> None:
    told = window.troubles.append
    loop.set_exception_handler(
        lambda _, context: told(f"{context} {_trace(context.get('exception'))}")
    )
    logging.getLogger().addHandler(_Kept(window))
    sys.excepthook = lambda kind, error, trace: told(_trace(error))
    sys.unraisablehook = lambda found: told(_trace(found.exc_value))

    def said(kind: QtMsgType, context: object, message: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and "This plugin does not" not in message:
            told(message)

    qInstallMessageHandler(said)


def _trace(error: BaseException | None) -> str:
    return "" if error is None else "".join(traceback.format_exception(error))
