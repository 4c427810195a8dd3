"""A writer's first session, driven by real key events in a process of its own.

    python -m tests.ui.walk first FILE     types a post, answers its marks, saves, closes
    python -m tests.ui.walk second FILE    reopens what was open last

Nothing between key and log is faked: the real window, grammar engine, database and files. It
prints one JSON object with what was seen.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from qasync import QEventLoop

from app.compose import App, complete, open_window
from app.paths import find_paths, resources_dir
from app.start import make_application
from suggest import EngineState

POST = (
    "Our team of six ships a small thing every Friday, and the habit has changed how we plan. "
    "On Monday we pick one problem that a real reader has. By Wednesday there is a rough draft on "
    "the wall. On Friday we show it to five people, listen, and write down what they said. Some "
    "weeks the thing is only a better heading. Some weeks it is a page that nobody expected. It "
    "has made our meetings short, and it keeps our promises small enough to hold. This week we "
    "will tell the story of how it began. It was a wet spring, the old plan had failed twice, and "
    "nobody wanted another long meeting. So we sat down with a large sheet of paper, drew a line "
    "through most of the plan, and kept the part that we could show on Friday.",
    "In order to ship on Fridays, we cut the plan down.",
    "At the end of the day, the team kept it simple.",
    "Due to the fact that we showed work early, people helped.",
    "We recieve more notes now, and we definately started late.",
)
PATIENCE = 15.0


class Writer:
    """Types into one window and waits for what can be seen."""

    def __init__(self, parts: App) -> None:
        self.parts = parts
        self.editor = parts.window.editor
        self.seen: dict[str, object] = {}

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
        """One key press where the focus is."""
        target: QWidget = QApplication.focusWidget() or self.editor
        QTest.keyClick(target, key, modifiers or Qt.KeyboardModifier.NoModifier)

    async def type(self, text: str) -> None:
        """Types at about 200 keys a second, giving the loop its turns."""
        for char in text:
            QTest.keyClicks(self.editor, char)
            await asyncio.sleep(0.004)

    async def until(self, condition: Callable[[], bool], what: str) -> float:
        """Waits for something to be seen; returns the seconds it took."""
        start = time.monotonic()
        while not condition():
            if time.monotonic() - start > PATIENCE:
                raise TimeoutError(f"never seen: {what}; marks: {self.marks()}")
            await asyncio.sleep(0.005)
        return time.monotonic() - start

    def marks(self) -> list[str]:
        """The marked words, in order."""
        return [s.proposal.original for s in self.parts.engine.suggestions()]

    async def open_card_on(self, words: str) -> None:
        """Walks with F8 until the card is on this mark."""
        for _ in range(len(self.marks()) + 1):
            self.key(Qt.Key.Key_F8)
            await asyncio.sleep(0.05)
            current = self.parts.window.rooms.flow.shown
            suggestion = self.parts.engine.suggestion(current) if current else None
            if suggestion is not None and suggestion.proposal.original.startswith(words):
                return
        raise AssertionError(f"F8 never reached {words}: {self.marks()}")


async def first(writer: Writer) -> None:
    """The session: two slips and three worn phrases; one of each answer."""
    parts = writer.parts
    await writer.until(lambda: parts.engine.state is EngineState.IDLE, "a warm engine")
    for line in POST:
        await writer.type(line)
        writer.key(Qt.Key.Key_Return)
        writer.key(Qt.Key.Key_Return)
    last = time.monotonic()
    await writer.until(lambda: len(writer.marks()) >= 5, "five marks")
    writer.seen["since_last_key"] = time.monotonic() - last
    writer.seen["marks"] = writer.marks()
    before = writer.editor.lines()
    await writer.open_card_on("In order to")
    writer.key(Qt.Key.Key_Return)
    writer.seen["accepted"] = writer.editor.lines()[2]
    writer.editor.setFocus()
    writer.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    writer.seen["undo_restores"] = writer.editor.lines() == before
    await writer.until(lambda: parts.engine.state is EngineState.IDLE, "rest")
    await asyncio.sleep(1.2)
    await writer.open_card_on("recieve")
    writer.key(Qt.Key.Key_Return)
    await writer.open_card_on("Due to the fact that")
    writer.key(Qt.Key.Key_E)
    await asyncio.sleep(0.05)
    box = QApplication.focusWidget()
    assert box is not None
    box.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(box, "Since")
    QTest.keyClick(box, Qt.Key.Key_Return)
    await writer.open_card_on("definately")
    writer.key(Qt.Key.Key_H)
    await asyncio.sleep(1.3)  # the mark that is left is looked at and let be
    writer.seen["left"] = writer.marks()
    writer.editor.setFocus()
    writer.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    writer.seen["text"] = writer.editor.lines()


async def second(writer: Writer) -> None:
    """The next start: the same file, the same answers."""
    parts = writer.parts
    await writer.until(lambda: parts.engine.state is EngineState.IDLE, "a warm engine")
    await asyncio.sleep(0.3)
    writer.seen["text"] = writer.editor.lines()
    writer.seen["marks"] = writer.marks()


def perform(session: Callable[[Writer], Awaitable[None]], files: Sequence[Path]) -> None:
    """Runs one session in a window with these files, prints what was seen, and ends the process."""
    paths = find_paths()
    paths.prepare()
    app = make_application()
    begun = open_window(app, paths, resources_dir())
    begun.window.start(files)
    begun.window.show()
    begun.window.activateWindow()
    app.processEvents()
    parts = complete(begun)
    loop = QEventLoop(app)
    asyncio.set_event_loop(loop)
    writer = Writer(parts)

    async def live() -> None:
        await parts.engine.start()
        parts.engine.focus(True)
        await session(writer)
        await parts.engine.stop()
        parts.close()

    loop.run_until_complete(asyncio.wait_for(live(), 60))
    sys.stdout.write(json.dumps(writer.seen) + "\n")
    sys.stdout.flush()
    os._exit(0)


def main(which: str, file: str) -> None:
    """Runs one of the two sessions and closes the window."""

    async def session(writer: Writer) -> None:
        await (first if which == "first" else second)(writer)
        writer.parts.window.close()

    perform(session, [Path(file)] if which == "first" else [])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
