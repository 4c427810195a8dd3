"""The composed window, driven by real key and mouse events, on clocks that move when told to.

Nothing between key and log is faked: window, grammar engine, database and files are the real ones.
Only the clocks stand still, so that ten minutes cost no time and every duration is known.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from qasync import QEventLoop

from app.compose import App, complete, open_window
from app.paths import find_paths, resources_dir
from app.start import make_application
from suggest import EngineState, Suggestion
from suggest.feedback.telling import Clocks
from ui.buttons import Button

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
PATIENCE = 20.0
PAUSE = 4.0
"""Longer than the longest pause before a passage is read, the caret being in its sentence."""
NOON = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)


@dataclass(slots=True)
class Time:
    """Monotonic seconds and the time of day; both move together and only when told to."""

    now: float = 1000.0

    def mono(self) -> float:
        """Seconds."""
        return self.now

    def wall(self) -> datetime:
        """The same as a time of day."""
        return NOON + timedelta(seconds=self.now - 1000.0)


class TimedWriter:
    """Somebody who types, clicks and waits in one window."""

    def __init__(self, parts: App, clock: Time) -> None:
        self.parts = parts
        self.clock = clock
        self.editor = parts.window.editor
        self.engine = parts.engine

    # --- hands

    def type(self, text: str) -> None:
        """Types where the focus is; a line feed is the Enter key."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.key(Key.Key_Return)
            QTest.keyClicks(self._target(), line)

    def key(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None, times: int = 1
    ) -> None:
        """Presses a key where the focus is."""
        for _ in range(times):
            QTest.keyClick(self._target(), key, modifiers or Qt.KeyboardModifier.NoModifier)

    def click(self, widget: QWidget) -> None:
        """Clicks a widget in its middle."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())

    def select(self, words: str) -> None:
        """Walks with the arrow keys to some words and selects them with Shift held."""
        self.editor.setFocus()
        lines = self.editor.lines()
        line, start = next((n, t.find(words)) for n, t in enumerate(lines) if words in t)
        self.key(Key.Key_Home, CONTROL)
        self.key(Key.Key_Right, times=sum(len(text) + 1 for text in lines[:line]) + start)
        self.key(Key.Key_Right, Qt.KeyboardModifier.ShiftModifier, times=len(words))

    def type_over(self, words: str, text: str) -> None:
        """Selects words in the draft and types in their place."""
        self.select(words)
        if text:
            self.type(text)
        else:
            self.key(Key.Key_Delete)

    def undo(self) -> None:
        """Ctrl+Z in the draft."""
        self.editor.setFocus()
        self.key(Key.Key_Z, CONTROL)

    def go_to_end(self) -> None:
        """The caret behind the last word, in a paragraph of its own."""
        self.editor.setFocus()
        self.key(Key.Key_End, CONTROL)

    def open_card(self, suggestion_id: str) -> list[str]:
        """F8 until the card of this mark is open, with the focus; returns all that were open."""
        passed: list[str] = []
        for _ in range(len(self.engine.suggestions()) + 1):
            self.key(Key.Key_F8)
            passed.append(self.parts.window.rooms.flow.shown or "")
            if passed[-1] == suggestion_id:
                return passed
        raise AssertionError(f"F8 never reached {suggestion_id}")

    def menu_button(self, title: str) -> Button:
        """A button of the card's menu, which is opened for it."""
        card = self.parts.window.page.card
        if card.menu.isHidden():
            self.click(card._header.more)
        (found,) = (b for b in card.menu.findChildren(Button) if b.text() == title)
        return found

    # --- eyes

    def mark(self, words: str) -> Suggestion:
        """The one mark on these words."""
        found = [s for s in self.engine.suggestions() if s.proposal.original == words]
        assert len(found) == 1, f"{words}: {[s.proposal.original for s in found]} {self.words()}"
        return found[0]

    def words(self) -> list[str]:
        """The marked words, in order."""
        return [s.proposal.original for s in self.engine.suggestions()]

    # --- time

    async def wait(self, seconds: float = PAUSE) -> None:
        """So much time passes; what is due then is done."""
        timer = self.editor._viewport_timer
        await self.until(lambda: not timer.isActive(), "the lines on screen told")
        self.clock.now += seconds
        self.engine._reader.wake()
        wake, quiet = self.engine._reader._wake, 0
        started = time.monotonic()
        while quiet < 5:
            idle = not wake.is_set() and self.engine.state is EngineState.IDLE
            done = idle and not self.engine.unread
            quiet = quiet + 1 if done else 0
            if time.monotonic() - started > PATIENCE:
                raise TimeoutError(f"never at rest: {self.words()}")
            await asyncio.sleep(0 if done else 0.002)

    async def until(self, condition: Callable[[], bool], what: str) -> None:
        """Lets the loop run until something is seen."""
        started = time.monotonic()
        while not condition():
            if time.monotonic() - started > PATIENCE:
                raise TimeoutError(f"never seen: {what}; marks: {self.words()}")
            await asyncio.sleep(0.002)

    async def open(self, path: Path, text: str = "") -> None:
        """Saves what is open, opens a new file and types into it."""
        if self.parts.window.drafts.modified:
            await self.save()
        path.touch()  # noqa: ASYNC240
        self.parts.window.drafts.open(path)
        await self.until(lambda: self.editor.lines() == [""], "an empty draft")
        self.editor.setFocus()
        if text:
            self.type(text)
            await self.wait()

    async def back_in_window(self) -> None:
        """A dialog was closed: the window is in front again, as a desktop sees to."""
        window = self.parts.window
        await self.until(lambda: QApplication.activeModalWidget() is None, "no dialog")
        window.activateWindow()
        await self.until(window.isActiveWindow, "the window in front")

    async def save(self) -> None:
        """Ctrl+S."""
        self.editor.setFocus()
        self.key(Key.Key_S, CONTROL)
        await self.until(lambda: not self.parts.window.drafts.modified, "a saved draft")

    def _target(self) -> QWidget:
        return QApplication.focusWidget() or self.editor


Script = Callable[[TimedWriter, Path], Awaitable[object]]


def perform(script: Script, folder: Path) -> None:
    """Runs a script in a window on a draft in `folder`, prints what it returns as JSON, and ends.

    The process ends with it: the loop is never stopped and started again.
    """
    os.environ["STET_HOME"] = str(folder / "home")
    paths = find_paths()
    paths.prepare()
    app = make_application()
    first = folder / "first.md"
    first.write_text("", encoding="utf-8")
    begun = open_window(app, paths, resources_dir())
    begun.window.start([first])
    begun.window.show()
    begun.window.activateWindow()
    app.processEvents()
    clock = Time()
    parts = complete(begun, Clocks(clock.mono, clock.wall))
    loop = QEventLoop(app)
    asyncio.set_event_loop(loop)
    writer = TimedWriter(parts, clock)
    told: list[object] = []

    async def live() -> None:
        await parts.engine.start()
        parts.engine.focus(True)
        writer.editor.setFocus()
        await writer.until(lambda: parts.engine.state is EngineState.IDLE, "a warm engine")
        told.append(await script(writer, folder))
        if parts.window.drafts.modified:
            await writer.save()
        parts.window.close()
        await parts.engine.stop()
        parts.close()

    loop.run_until_complete(asyncio.wait_for(live(), 100))
    sys.stdout.write(json.dumps(told[0]) + "\n")
    sys.stdout.flush()
    os._exit(0)


def run_module(name: str, folder: Path) -> Any:
    """Runs a module that performs a script, in a process of its own; returns what it told."""
    done = subprocess.run(
        [sys.executable, "-m", name, str(folder)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])
