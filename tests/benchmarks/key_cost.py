"""What a key costs in the editor, against a bare QPlainTextEdit in the same run.

    python tests/benchmarks/key_cost.py [--words 1000 10000] [--marks 0 50 500] [--paragraph 350]

Real key events through to the painted pixels, thread CPU time in ms. Editor and bare widget have
the same font, column and window size and take turns in blocks (A B A B ...), so that neighbours on
the machine hurt both alike. The caret stands in a paragraph of the same length in every document.
`measure` takes any other way to build a window too, so that the whole application can be compared.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt  # noqa: E402
from PySide6.QtGui import QTextCursor  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QFrame, QPlainTextEdit, QWidget  # noqa: E402

from suggest import Kind, Place  # noqa: E402
from suggest.document import Document  # noqa: E402
from ui import fonts, sheet, theme  # noqa: E402
from ui.editor import Editor  # noqa: E402

SENTENCE = (
    "the writer of a small draft wrote every friday because the reader was waiting and nothing "
    "else in the morning seemed to matter to seventeen people "
)
WORDS = SENTENCE.split()
KEYS = "when the work is done i write about it, and so on. "
KINDS = (Kind.CLARITY, Kind.CORRECTNESS, Kind.TONE, Kind.FACT)
ENTER_EACH = (
    50  # keys: paragraphs of that many characters would be short, so this is on the hard side
)
SIZE = (1180, 724)


def draft(words: int, paragraph: int) -> list[str]:
    """Paragraphs of 30 to 80 words with blank lines between; the middle one has a set length."""
    chance = random.Random(7)
    lines: list[str] = []
    while words > 0:
        length = min(chance.randint(30, 80), max(words, 5))
        lines += [" ".join(chance.choice(WORDS) for _ in range(length)), ""]
        words -= length
    middle = len(lines) // 4 * 2
    lines[middle] = (SENTENCE * (paragraph // len(SENTENCE) + 1))[:paragraph]
    return lines


def marked(lines: Sequence[str], count: int) -> Document:
    """The engine's document with so many marks on it, evenly spread, four kinds in turn."""
    document = Document()
    document.load(lines)
    step = max(sum(map(len, lines)) // max(count, 1), 18)
    left, made = step // 2, 0
    for number, line in enumerate(lines):
        while left + 14 < len(line) and made < count:
            place = Place(number, left, number, left + 14)
            document.anchor(f"m{made}", place, KINDS[made % len(KINDS)])
            left += step
            made += 1
        left = max(left - len(line), 0)
    return document


_SETTLE_MS = 200


@dataclass(slots=True)
class Subject:
    """One widget under measurement."""

    name: str
    window: QWidget
    editor: QPlainTextEdit
    costs: list[float] = field(default_factory=list)

    def type(self, keys: int, shift: int) -> None:
        """Type on; a line break now and then. The paint is part of the cost.

        What waited while another window had its turn (focus, lists, a reading) is done first: a
        writer's keys do not come after seconds in which the window was not there.
        """
        self.window.activateWindow()
        self.editor.setFocus()
        QTest.qWait(_SETTLE_MS)
        for number in range(keys):
            at = number + shift
            started = time.thread_time()
            if at % ENTER_EACH == ENTER_EACH - 1:
                QTest.keyClick(self.editor, Qt.Key.Key_Return)
            elif at % ENTER_EACH == 0:
                QTest.keyClick(self.editor, Qt.Key.Key_Backspace)
            else:
                QTest.keyClicks(self.editor, KEYS[at % len(KEYS)])
            QApplication.processEvents()
            self.costs.append((time.thread_time() - started) * 1000)

    def at(self, share: float) -> float:
        """A quantile of the costs in ms."""
        return sorted(self.costs)[min(int(len(self.costs) * share), len(self.costs) - 1)]


Build = Callable[[list[str], int], Subject]


def bare(look: fonts.Fonts) -> Build:
    """The yardstick: Qt's widget with our font and column, nothing else."""

    def build(lines: list[str], marks: int) -> Subject:
        editor = QPlainTextEdit()
        editor.setFrameShape(QFrame.Shape.NoFrame)
        editor.setFont(look.prose(18))
        editor.resize(*SIZE)
        editor.setViewportMargins(226, 26, 226, 0)
        editor.setPlainText("\n".join(lines))
        return Subject("bare", editor, editor)

    return build


def ours(look: fonts.Fonts) -> Build:
    """The editor alone, with all its signals heard."""

    def build(lines: list[str], marks: int) -> Subject:
        document = marked(lines, marks)
        editor = Editor(document.marks)
        editor.set_typeface(look.prose)
        editor.spliced.connect(lambda splice: document.apply(splice, 0.0))
        editor.caret_moved.connect(lambda line, column: None)
        editor.viewport_changed.connect(lambda first, last: None)
        editor.resize(*SIZE)
        editor.load(lines)
        return Subject(f"{marks} marks", editor, editor)

    return build


def show(subject: Subject) -> None:
    """Bring the caret to the middle of the document and of a paragraph."""
    subject.window.show()
    QApplication.processEvents()
    document = subject.editor.document()
    block = document.findBlockByNumber(document.blockCount() // 4 * 2)
    cursor = QTextCursor(document)
    cursor.setPosition(block.position() + min(90, block.length() - 1))
    subject.editor.setTextCursor(cursor)
    subject.editor.centerCursor()
    QApplication.processEvents()


def measure(lines: list[str], builds: Sequence[tuple[Build, int]], keys: int) -> list[Subject]:
    """All subjects on that document, in turns; their windows are gone afterwards."""
    subjects = in_turns(lines, builds, keys)
    for subject in subjects:
        subject.window.close()
        subject.window.deleteLater()
    QApplication.processEvents()
    return subjects


def in_turns(lines: list[str], builds: Sequence[tuple[Build, int]], keys: int) -> list[Subject]:
    """All subjects on that document, in turns; their windows stay."""
    subjects = [build(lines, marks) for build, marks in builds]
    for subject in subjects:
        show(subject)
        subject.type(60, 0)
        subject.costs.clear()
    block = 50
    for turn in range(max(keys // block, 1)):
        for subject in subjects:
            subject.type(block, turn * block)
    return subjects


def main() -> None:
    """Print one row a subject and document length."""
    parser = argparse.ArgumentParser(description="Key cost against a bare QPlainTextEdit")
    parser.add_argument("--words", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--marks", type=int, nargs="+", default=[0, 50, 500])
    parser.add_argument("--keys", type=int, default=300)
    parser.add_argument("--paragraph", type=int, default=350, help="characters round the caret")
    options = parser.parse_args()
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    app.setStyle("Fusion")
    sheet.apply(app, theme.THEMES["light"])
    look = fonts.load(ROOT / "resources")
    write = sys.stdout.write
    builds = [(bare(look), 0), *((ours(look), marks) for marks in options.marks)]
    write(f"{'words':>8} {'':>10}  p50 ms   p99 ms  /bare     /0  p99/bare\n")
    for words in options.words:
        subjects = measure(draft(words, options.paragraph), builds, options.keys)
        yardstick, plain = subjects[0], subjects[1]
        for subject in subjects:
            write(
                f"{words:>8} {subject.name:>10} {subject.at(0.5):8.3f} {subject.at(0.99):8.3f} "
                f"{subject.at(0.5) / yardstick.at(0.5):6.2f} "
                f"{subject.at(0.5) / plain.at(0.5):6.2f} "
                f"{subject.at(0.99) / yardstick.at(0.99):8.2f}\n"
            )


if __name__ == "__main__":
    main()
