"""Random edits through the real editor and the real engine, with Qt's own cursors as the oracle.

Every mark on screen has two QTextCursors of its own, which Qt moves by its own rules. A mark must
either stand exactly where its cursor stands, over exactly its text, or be gone.
"""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from suggest import Gone, Shown
from suggest.values import DocumentFacts, Passage, Place, Proposal
from tests.fakes.stations import Bench, Clock, bench
from ui.editor import Editor
from ui.positions import units

WORDS = {"teh": "the", "in order to": "to", "🙂 ok": "🙂 fine", "alot": "a lot", "very": ""}
PIECES = (
    *WORDS,
    "a",
    "word",
    ".",
    " ",
    "  ",
    "é",
    "👨\u200d👩\u200d👧",
    "🙂",
    "e\u0301",
    "\n",
    "\n\n",
    "\r\n",
    "teh. in order to",
    "`teh`",
    "日本",
)
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEYS = (
    (Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Left, SHIFT),
    (Qt.Key.Key_Left, SHIFT | CTRL),
    (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Z, CTRL),
    (Qt.Key.Key_Z, CTRL | SHIFT),
    (Qt.Key.Key_X, CTRL),
)


@dataclass
class Session:
    """One editor on one engine whose suggester waits until it is let go."""

    rng: random.Random
    editor: Editor
    one: Bench
    clock: Clock
    cursors: dict[str, tuple[QTextCursor, QTextCursor]] = field(default_factory=dict)
    heard: int = 0
    marks_seen: int = 0
    accepted: int = 0

    async def run(self, steps: int) -> None:
        """Random text, then random steps, the oracle asked after each."""
        self._load()
        for _ in range(steps):
            await self._step()
            self._check()

    def _load(self) -> None:
        text = "".join(self.rng.choice(PIECES) + " " for _ in range(self.rng.randint(3, 25)))
        lines = text.replace("\r\n", "\n").split("\n")
        self.cursors.clear()
        self.editor.load(lines)
        self.one.engine.load(self.editor.lines(), "document")

    async def _step(self) -> None:
        roll = self.rng.random()
        if roll < 0.45:
            await self._read()
        elif roll < 0.6:
            self._paste(self.rng.choice(PIECES))
        elif roll < 0.7 and self.cursors:
            self._accept()
        elif roll < 0.8:
            self._jump()
        else:
            QTest.keyClick(self.editor, *self.rng.choice(KEYS))

    async def _read(self) -> None:
        """Starts a reading and edits while it is in flight, or lets time pass first."""
        self.clock.now += self.rng.choice((0.0, 1.0, 2.0))
        work = asyncio.ensure_future(self.one.engine._reader._work())
        for _ in range(self.rng.randint(0, 4)):
            await asyncio.sleep(0)
            if self.rng.random() < 0.5:
                self._paste(self.rng.choice(PIECES))
                self._check()
        await work

    def _paste(self, text: str) -> None:
        mime = QMimeData()
        mime.setText(text)
        self.editor.insertFromMimeData(mime)

    def _jump(self) -> None:
        cursor = self.editor.textCursor()
        line = self.rng.randrange(self.editor.document().blockCount())
        column = self.rng.randint(0, len(self.editor.line_text(line)))
        cursor.setPosition(self._position(line, column))
        self.editor.setTextCursor(cursor)

    def _accept(self) -> None:
        suggestion_id = self.rng.choice(sorted(self.cursors))
        before = self.editor.lines()
        edit = self.one.engine.accept(suggestion_id)
        self.cursors.pop(suggestion_id, None)
        assert edit is not None
        assert self.editor.apply(edit.place, edit.text, edit.expected)
        after = self.editor.lines()
        self.editor.undo()
        assert self.editor.lines() == before, "one undo restores exactly"
        self.editor.redo()
        assert self.editor.lines() == after
        self.accepted += 1

    def _check(self) -> None:
        engine = self.one.engine
        assert [x.text for x in engine._capture.document.lines] == self.editor.lines()
        assert self.editor.document().toRawText().split("\u2029") == self.editor.lines()
        for event in self.one.events[self.heard :]:
            if isinstance(event, Shown | Gone):  # a mark made anew stands on other characters
                self.cursors.pop(event.suggestion.id, None)
        self.heard = len(self.one.events)
        alive = {s.id: s for s in engine.suggestions()}
        for gone in set(self.cursors) - set(alive):
            del self.cursors[gone]
        for suggestion in alive.values():
            place = engine.place(suggestion.id)
            assert place is not None, "a mark whose text is another"
            start, end = self._position(place.line, place.start), self._end(place)
            original = suggestion.proposal.original.replace("\n", "\u2029")
            if suggestion.id not in self.cursors:
                self.cursors[suggestion.id] = self._pair(start, end)
                self.marks_seen += 1
            left, right = self.cursors[suggestion.id]
            if left.position() >= right.position():
                # Undo may take text out and put the very same back, which empties Qt's range; the
                # splice rightly says that nothing changed there.
                assert self.editor.line_text(place.line)[place.start :].startswith(
                    suggestion.proposal.original.split("\n")[0]
                )
                self.cursors[suggestion.id] = self._pair(start, end)
                continue
            if (start, end) != (left.position(), right.position()):
                # Undo puts white space back at Qt's cursor without moving it: the word is the same.
                left.setPosition(right.position(), QTextCursor.MoveMode.KeepAnchor)
                assert left.selectedText().strip() == original.strip()
                self.cursors[suggestion.id] = self._pair(start, end)
                continue
            left.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            assert left.selectedText() == original
            left.setPosition(start)

    def _pair(self, start: int, end: int) -> tuple[QTextCursor, QTextCursor]:
        """Two cursors at the ends of a mark; text put in right behind it is not part of it."""
        left, right = QTextCursor(self.editor.document()), QTextCursor(self.editor.document())
        left.setPosition(start)
        right.setPosition(end)
        right.setKeepPositionOnInsert(True)
        return left, right

    def _position(self, line: int, column: int) -> int:
        block = self.editor.document().findBlockByNumber(line)
        return block.position() + units(block.text(), column)

    def _end(self, place: Place) -> int:
        return self._position(place.end_line, place.end)


class SlowWords:
    """The word suggester, giving the loop a few turns before it answers."""

    def __init__(self, one: Bench, rng: random.Random) -> None:
        self._propose = one.suggester.propose
        self._rng = rng

    async def __call__(self, passage: Passage, facts: DocumentFacts) -> list[Proposal]:
        found = await self._propose(passage, facts)
        for _ in range(self._rng.randint(0, 3)):
            await asyncio.sleep(0)
        return found


async def play(seed: int, sequences: int, steps: int) -> tuple[int, int]:
    """Runs so many sequences; returns how many marks were seen and how many accepted."""
    rng = random.Random(seed)
    clock = Clock()
    one = bench(WORDS, now=clock)
    one.suggester.propose = SlowWords(one, rng)  # type: ignore[method-assign]
    editor = Editor(one.engine.marks)
    editor.resize(500, 400)
    editor.show()
    editor.spliced.connect(one.engine.edit)
    editor.caret_moved.connect(one.engine.caret)
    session = Session(rng, editor, one, clock)
    try:
        for _ in range(sequences):
            await session.run(steps)
    finally:
        session.cursors.clear()
        editor.close()
    return session.marks_seen, session.accepted
