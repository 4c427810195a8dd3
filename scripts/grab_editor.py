"""Grabs pictures of the editor with all kinds of marks, to be looked at beside the mock-ups.

python scripts/grab_editor.py FOLDER [--theme light] [--zoom 18] [--ratio 1.5]
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

LINES = (
    "# What six months of short posts did",
    "",
    "I started in January with a plan and a calendar. The first ones read like a brochure, and "
    "in order to sound certain I would of said anything.",
    "",
    "Then a friend asked me to leverage it less and to say what happened. Two things helped:",
    "",
    "- Write the dull version first.",
    "- Cut the opening line; the second one is better. 👩‍👩‍👧",
    "",
    "By June, 40% more people wrote back, and most of them were new to me. 日本語 also fits.",
    "",
    "What would you cut?",
)
MARKS = (
    (2, "in order to", "clarity"),
    (2, "would of", "correctness"),
    (4, "leverage", "tone"),
    (9, "40%", "fact"),
)


def main() -> None:
    """Show the editor off screen and save it with and without a selection."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--theme", default="light")
    parser.add_argument("--zoom", type=int, default=18)
    parser.add_argument("--ratio", default="1.5")
    options = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = options.ratio
    options.folder.mkdir(parents=True, exist_ok=True)
    _grab(options)


def _grab(options: argparse.Namespace) -> None:
    from PySide6.QtGui import QTextCursor
    from PySide6.QtWidgets import QApplication

    from suggest import Kind, Mark
    from ui import fonts, sheet, theme
    from ui.editor import Editor

    app = QApplication([])
    app.setStyle("Fusion")
    sheet.apply(app, theme.THEMES[options.theme])
    marks: dict[int, list[Mark]] = {}
    for line, words, kind in MARKS:
        start = LINES[line].index(words)
        marks.setdefault(line, []).append(Mark(words, Kind(kind), start, start + len(words)))
    editor = Editor(lambda line: marks.get(line, ()))
    editor.set_theme(theme.THEMES[options.theme])
    editor.set_typeface(fonts.load(ROOT / "resources").prose)
    editor.set_zoom(options.zoom)
    editor.resize(1180, 724)
    editor.load(LINES)
    editor.show()
    editor.setFocus()
    editor.moveCursor(QTextCursor.MoveOperation.End)
    editor.set_open_mark("in order to")
    app.processEvents()
    name = f"{options.theme}-{options.zoom}-{options.ratio}"
    editor.grab().save(str(options.folder / f"{name}.png"))
    cursor = editor.textCursor()
    cursor.setPosition(20)
    cursor.setPosition(250, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    app.processEvents()
    editor.grab().save(str(options.folder / f"{name}-selected.png"))
    editor.load([""])
    app.processEvents()
    editor.grab().save(str(options.folder / f"{name}-empty.png"))


if __name__ == "__main__":
    main()
