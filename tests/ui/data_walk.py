"""A session about the writer's data: accept, save, export with a probe, erase; in its own process.

    python -m tests.ui.data_walk FILE FOLDER    exports into FOLDER

Nothing between key and file is faked. It prints one JSON object with what was seen.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt

from app.paths import find_paths
from suggest import EngineState
from tests.ui.walk import Writer, perform
from ui.erase_dialog import EraseDialog
from ui.export_dialog import ExportDialog

CANARY = "marmalade"
TEXT = f"We recieve the {CANARY} parcel at noon, and the box is large enough for all of it."


async def session(writer: Writer, out: Path) -> None:
    """Everything the menu offers for the writer's data, once."""
    window, seen = writer.parts.window, writer.seen
    home = find_paths().data.parent
    await writer.until(lambda: writer.parts.engine.state is EngineState.IDLE, "a warm engine")
    await writer.until(lambda: "recieve" in writer.marks(), "the slip")
    await writer.open_card_on("recieve")
    writer.key(Qt.Key.Key_Return)
    writer.editor.setFocus()
    writer.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    writer.key(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    await writer.type(" Unsaved.")
    journal = home / "state" / "journal"
    await writer.until(lambda: any(journal.glob("*.journal")), "unsaved text on the disk")
    seen["before"] = holding(home)
    await export(writer, out)
    window.rooms.dialogs.erase()
    dialog = window.rooms.dialogs.current
    assert isinstance(dialog, EraseDialog)
    dialog.run.click()
    await writer.until(lambda: bool(window.page.toast.text), "the end of erasing")
    seen["toast"] = window.page.toast.text
    seen["after"] = holding(home)
    seen["text"] = writer.editor.lines()
    writer.parts.feedback.problem = "The disk is full."
    await writer.until(lambda: window.page.banner.message is not None, "the trouble")


async def export(writer: Writer, out: Path) -> None:
    """The export with all words, through its dialog."""
    window = writer.parts.window
    window.rooms.dialogs.export()
    dialog = window.rooms.dialogs.current
    assert isinstance(dialog, ExportDialog)
    dialog._take_folder(out)
    dialog.levels["none"].click()
    ended: list[int] = []
    dialog.finished.connect(ended.append)
    await writer.until(dialog.run.isEnabled, "something to export")
    dialog.run.click()
    await writer.until(lambda: bool(ended), "the end of the export")
    window.page.toast.hide()


def holding(home: Path) -> list[str]:
    """Folders of Stet with the canary in a file's bytes."""
    found = {
        "/".join(file.relative_to(home).parts[:2])
        for file in home.rglob("*")
        if file.is_file() and CANARY.encode() in file.read_bytes()
    }
    return sorted(found)


def main(file: str, out: str) -> None:
    """Runs the session and prints what was seen."""
    perform(lambda writer: session(writer, Path(out)), [Path(file)])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
