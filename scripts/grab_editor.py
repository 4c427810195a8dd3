"""Grabs pictures of the real window with marks and an open card, to be looked at beside mock-ups.

python scripts/grab_editor.py FOLDER [--theme light dark ...] [--width 1180 700 ...] [--high 800]
    [--zoom 18] [--ratio 1.5] [--draft resources/sample.md] [--words "in order to"]
    [--view card panel menu held] [--name stet]

The picture of the README: python scripts/grab_editor.py docs --view panel --name stet
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.compose import App

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
VIEWS = ("card", "panel", "menu", "held")
PATIENCE_SECONDS = 60.0
SETTLE_SECONDS = 0.4  # for fades and for lists that follow the marks


def main() -> None:
    """Show the window off screen over a home of its own and save what it shows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--theme", nargs="+", default=["light"])
    parser.add_argument("--width", nargs="+", type=int, default=[1180])
    parser.add_argument("--high", type=int, default=800)
    parser.add_argument("--zoom", type=int, default=18)
    parser.add_argument("--ratio", default="1.5")
    parser.add_argument("--draft", type=Path, default=ROOT / "resources" / "sample.md")
    parser.add_argument("--words", default="in order to")
    parser.add_argument("--view", nargs="+", choices=VIEWS, default=["card"])
    parser.add_argument("--name", default="")
    options = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = options.ratio
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["STET_HOME"] = home
        _grab(options, Path(home))


def _grab(options: argparse.Namespace, home: Path) -> None:
    from PySide6.QtWidgets import QApplication
    from qasync import QEventLoop

    from app.compose import complete, open_window
    from app.paths import find_paths

    paths = find_paths()
    paths.prepare()
    QApplication.setStyle("Fusion")
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    loop = QEventLoop(app)
    asyncio.set_event_loop(loop)
    draft = home / "friday-demos.md"
    draft.write_bytes(options.draft.read_bytes())
    first = open_window(app, paths, ROOT / "resources")
    first.preferences.prose_size = options.zoom
    first.window.start([draft])
    first.window.show()
    parts = complete(first)
    first.window.activateWindow()
    with loop:  # its threads end before Qt does
        loop.run_until_complete(_session(parts, options))


async def _session(parts: App, options: argparse.Namespace) -> None:
    await parts.engine.start()
    await _read(parts)
    for theme in options.theme:
        parts.window.choose_theme(theme)
        for width in options.width:
            parts.window.resize(width, options.high)
            for view in options.view:
                name = options.name or f"{theme}-{width}-{view}"
                await _show(parts, view, options.words.casefold())
                parts.window.grab().save(str(options.folder / f"{name}.png"))
    parts.window.close()
    await parts.models.close()
    await parts.engine.stop()
    await parts.remote.close()
    parts.close()


async def _read(parts: App) -> None:
    """Until everything is read."""
    from suggest import EngineState

    begun = time.monotonic()
    while parts.engine.unread or parts.engine.state is not EngineState.IDLE:
        if time.monotonic() - begun > PATIENCE_SECONDS:
            raise TimeoutError(parts.engine.state_detail)
        await asyncio.sleep(0.05)


async def _show(parts: App, view: str, words: str) -> None:
    """One view of the window with the card of the mark on `words`, or of the first mark."""
    from ui import strings
    from ui.buttons import IconButton

    window, rooms = parts.window, parts.window.rooms
    rooms.flow.close()
    rooms.panel.show(view in ("panel", "held"))
    if view == "held":
        window.page.panel.show_held()
        await asyncio.sleep(SETTLE_SECONDS)
        return
    window.page.panel.tabs[0].setChecked(True)
    marks = parts.engine.suggestions()
    wanted = [one for one in marks if one.proposal.original.casefold() == words]
    rooms.flow.open((wanted or marks)[0].id, focus=False)
    if view == "menu":
        buttons = window.page.card.findChildren(IconButton)
        next(one for one in buttons if one.accessibleName() == strings.CARD_MORE).click()
    await asyncio.sleep(SETTLE_SECONDS)


if __name__ == "__main__":
    main()
