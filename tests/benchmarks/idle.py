"""Idle CPU, pause to mark and memory of the whole window with the sample draft.

    python -m tests.benchmarks.idle [SECONDS]

Goals: at most 2 ms of CPU a second when nothing happens, marks within 0.3 s of the pause.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from qasync import QEventLoop

from app.compose import App, complete, open_window
from app.paths import find_paths, resources_dir
from app.start import make_application
from suggest import EngineState

SLIPS = ("definately", "recieved", "seperate", "occured", "untill", "beleive", "tommorow")
DELAY = 0.9


def resident_mb() -> float:
    """Resident memory of this process in MB (Linux; 0 elsewhere)."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    lines = status.read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def judged(parts: App, word: str) -> bool:
    """Whether the word is marked or held back by now."""
    marked = [one.proposal.original for one in parts.engine.suggestions()]
    return any(word in text for text in marked + [h.proposal.original for h in parts.engine.held()])


async def pause_to_mark(parts: App, slip: str) -> float:
    """Types a sentence with a slip and its full stop; seconds from the last key to the mark."""
    editor = parts.window.editor
    editor.moveCursor(QTextCursor.MoveOperation.End)
    for char in f"\n\nWe wrote {slip} there.":
        QTest.keyClicks(editor, char) if char != "\n" else editor.insertPlainText(char)
        await asyncio.sleep(0.01)
    last = time.monotonic()
    while not judged(parts, slip):
        await asyncio.sleep(0.005)
        if time.monotonic() - last > 10:
            break
    return time.monotonic() - last


async def measure(parts: App, seconds: float) -> None:
    """Prints the three figures."""
    await parts.engine.start()
    while parts.engine.state is not EngineState.IDLE or parts.engine.unread:  # noqa: ASYNC110
        await asyncio.sleep(0.05)
    await asyncio.sleep(2)
    cpu, wall = time.process_time(), time.monotonic()
    await asyncio.sleep(seconds)
    used = (time.process_time() - cpu) * 1000 / (time.monotonic() - wall)
    waits = [await pause_to_mark(parts, slip) - DELAY for slip in SLIPS]
    sys.stdout.write(
        f"idle {used:.2f} ms CPU a second (goal 2) | pause to mark median "
        f"{statistics.median(waits) * 1000:.0f} ms, worst {max(waits) * 1000:.0f} ms (goal 300) | "
        f"memory {resident_mb():.0f} MB\n"
    )
    await parts.engine.stop()


def main(seconds: float) -> None:
    """Builds the window on a home of its own and measures."""
    paths = find_paths(tempfile.mkdtemp(prefix="stet-idle-"))
    paths.prepare()
    app = make_application()
    begun = open_window(app, paths, resources_dir())
    begun.window.start([])
    begun.window.show()
    app.processEvents()
    parts = complete(begun)
    loop = QEventLoop(app)
    asyncio.set_event_loop(loop)
    loop.run_until_complete(measure(parts, seconds))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 10.0)
