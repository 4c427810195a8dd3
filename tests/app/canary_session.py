"""A session with failing and working servers and a draft nobody else may see, in its own process.

    python -m tests.app.canary_session URL FILE      orders for the server go to standard output

Logging is at DEBUG for everything. Besides the program's own log, `raw.log` in the current home
gets every record as it is before the program's filter. The server's modes are switched by the
parent, which answers each line with one of its own.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.logs import catch_unexpected, start_log
from app.paths import find_paths
from suggest.model.courier import Courier
from suggest.providers.pacing import Backoff
from suggest.providers.resilience import Rules
from tests.fakes.model_server import Wire
from tests.fakes.remote_window import RemoteWindow, patient, run

SECRET = "The violet lighthouse belongs to Zanzibar Quillfeather."
FAULTS = ("status 401", "status 500", "half JSON")


def paragraph(number: int) -> str:
    """A passage with the sentence and a slip that the good server corrects."""
    return f"{SECRET} We recieve the letter with number {number} today."


def order(mode: str) -> None:
    """Has the parent switch the server."""
    sys.stdout.write(mode + "\n")
    sys.stdout.flush()
    sys.stdin.readline()


async def session(window: RemoteWindow) -> int:
    """Every fault over both protocols, then answers that can be used; takes one of them."""
    window.be_quick()
    url, number = sys.argv[1], 0
    sentences = []
    for mode in (*FAULTS, "good"):
        order(mode)
        for wire in Wire:
            number += 1
            courier = window.parts.remote.courier
            with patient(Rules(backoff=Backoff(first=0.02, most=0.1, spread=0.01))):
                await window.use(wire.value, url, f"fake-{number}")
            sent = courier.figures.batches
            await window.type(paragraph(number) + "\n\n")
            await window.until(partial(_more, courier, sent))
            await window.rest()
            sentences.append(window.parts.engine.state_detail)
    window.parts.models.test("openai", "fake-1", lambda tested: sentences.append(tested.text))
    editor = window.parts.window.editor
    QTest.keyClick(editor, Qt.Key.Key_F8)
    await window.until(lambda: window.parts.window.rooms.flow.shown, 3)
    QTest.keyClick(QApplication.focusWidget() or editor, Qt.Key.Key_Return)
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    await window.rest()
    told = {
        "sentences": sentences,
        "shown": [new for _, new in window.shown],
        "text": editor.lines(),
        "arguments": _arguments(),
        "troubles": window.troubles,
        "keys": repr(window.parts.remote.keys),
    }
    sys.stdout.write("done " + json.dumps(told) + "\n")
    return 0


def _more(courier: Courier, than: int) -> bool:
    return courier.figures.batches > than


def _arguments() -> str:
    """What other users of the computer can see of this process."""
    shown = Path("/proc/self/cmdline")
    return shown.read_text("utf-8") if shown.exists() else str(sys.argv)


def main() -> None:
    """Runs the session with all logging on."""
    paths = find_paths()
    paths.prepare()
    start_log(paths.log_file)
    catch_unexpected(lambda _: None)
    raw = logging.FileHandler(paths.log_file.parent / "raw.log", encoding="utf-8")
    raw.setFormatter(logging.Formatter("%(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers.insert(0, raw)  # before the filter, which rewrites records in place
    root.setLevel(logging.DEBUG)
    for name in ("app", "suggest", "ui"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    run(session, Path(os.environ["STET_HOME"]), Path(sys.argv[2]))


if __name__ == "__main__":
    main()
