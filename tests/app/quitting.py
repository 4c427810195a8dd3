"""A window that is told to quit at a bad moment, in its own process.

    python -m tests.app.quitting busy|early URL FILE

The real start, with a model engine whose server (URL) never answers. Busy: a draft is typed by key
events and saved; once requests are under way and the settings are open, "ready" is printed, and the
process waits for SIGTERM. Early: it waits for it as soon as a library is being loaded for a server.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app import start as starting
from app.compose import App
from app.paths import find_paths, resources_dir
from tests.fakes.remote_window import RemoteWindow

TESTS = 18


async def early(parts: App, url: str) -> None:
    """Chooses the engine with the largest library."""
    await RemoteWindow(parts).use("anthropic", url, "fake-1")
    await asyncio.sleep(0.1)
    _ready()


async def busy(parts: App, url: str) -> None:
    """Types until two calls are under way, then tests connections and opens the settings."""
    window = RemoteWindow(parts)
    window.be_quick()
    await window.use("openai", url, "fake-1")
    courier, editor = parts.remote.courier, parts.window.editor
    await window.type("We met in order to go home early on day 1.\n\n")
    await window.until(lambda: courier.busy == 1)
    await window.type("We met in order to go home early on day 2.\n\n")
    await window.until(lambda: courier.busy == 2)
    for _ in range(TESTS):
        parts.models.test("openai", "fake-1", lambda tested: None)
    QTest.keyClick(editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    await asyncio.sleep(0.3)
    parts.window.rooms.dialogs.settings()
    await asyncio.sleep(0.3)
    _ready()


def _ready() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()


def main() -> int:
    """Starts the window and acts in it."""
    which, url, file = sys.argv[1:]
    act = {"busy": busy, "early": early}[which]
    paths = find_paths()
    paths.prepare()
    live = starting._live
    kept: list[asyncio.Task[None]] = []

    async def lived(loop: asyncio.AbstractEventLoop, parts: App) -> None:
        kept.append(loop.create_task(act(parts, url)))
        await live(loop, parts)

    starting._live = lived
    return starting.start(paths, resources_dir(), [Path(file)])


if __name__ == "__main__":
    sys.exit(main())
