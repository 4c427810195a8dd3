"""Random edits through the real widget: the splices it tells always rebuild its text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from suggest import Place, Splice
from ui.editor import Editor

FAMILY = "👩\u200d👩\u200d👧"
WORDS = ["a", "ab ", "# ", "- ", "é", "e\u0301", "😀", FAMILY, "日本", "\u00a0", "\u2028", "x\ty"]
BREAKS = ["\n", "\r\n", "\r", "\u2029", "\n\n"]
PASTES = st.lists(st.sampled_from([*WORDS, *BREAKS, "\x00"]), max_size=6).map("".join)
KEYS = {
    "left": (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier),
    "right": (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier),
    "up": (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier),
    "down": (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier),
    "home": (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier),
    "end": (Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier),
    "select left": (Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier),
    "select up": (Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier),
    "select word": (
        Qt.Key.Key_Left,
        Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier,
    ),
    "select all": (Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier),
    "enter": (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
    "soft break": (Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier),
    "backspace": (Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier),
    "delete": (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
    "delete word": (Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier),
    "tab": (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier),
    "cut": (Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier),
    "undo": (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier),
    "redo": (
        Qt.Key.Key_Z,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    ),
}
Step = Callable[[Editor], None]


def key(name: str) -> Step:
    """Press one of KEYS."""

    def step(editor: Editor) -> None:
        QTest.keyClick(editor, *KEYS[name])

    return step


def typed(char: str) -> Step:
    """Type one ASCII character."""

    def step(editor: Editor) -> None:
        QTest.keyClicks(editor, char)

    return step


def composed(text: str) -> Step:
    """Compose with an input method, then commit."""

    def step(editor: Editor) -> None:
        QApplication.sendEvent(editor, QInputMethodEvent("ni", []))
        done = QInputMethodEvent()
        done.setCommitString(text)
        QApplication.sendEvent(editor, done)

    return step


def pasted(text: str) -> Step:
    """Paste from the clipboard."""

    def step(editor: Editor) -> None:
        QGuiApplication.clipboard().setText(text)
        QTest.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    return step


def replaced(line: int, start: int, width: int, text: str) -> Step:
    """Accept a suggestion somewhere; undoing it must give back exactly the text before."""

    def step(editor: Editor) -> None:
        before = editor.lines()
        number = line % len(before)
        old = before[number]
        left = start % (len(old) + 1)
        right = min(left + width, len(old))
        applied = editor.apply(Place(number, left, number, right), text, old[left:right])
        assert applied
        after = editor.lines()
        if after != before:
            editor.undo()
            assert editor.lines() == before
            editor.redo()
            assert editor.lines() == after

    return step


def grouped(first: int, second: int, text: str) -> Step:
    """Two edits far apart in one undo step, as replace-all does; Qt reports them as one."""

    def step(editor: Editor) -> None:
        cursor = QTextCursor(editor.document())
        cursor.beginEditBlock()
        for place in (first, second):
            cursor.movePosition(QTextCursor.MoveOperation.Start)
            cursor.movePosition(QTextCursor.MoveOperation.Right, n=place)
            cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, 1)
            cursor.insertText(text)
        cursor.endEditBlock()

    return step


NUMBER = st.integers(0, 30)
STEPS = st.one_of(
    st.sampled_from(sorted(KEYS)).map(key),
    st.sampled_from("ab #-1").map(typed),
    st.sampled_from(WORDS).map(composed),
    PASTES.map(pasted),
    st.builds(replaced, NUMBER, NUMBER, st.integers(0, 4), PASTES),
    st.builds(grouped, NUMBER, NUMBER, st.sampled_from(["", "z", "# ", "\n", "😀"])),
)
DRAFTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=5).map("".join), min_size=1, max_size=5)


def replay(lines: list[str], splice: Splice) -> None:
    """Carry out a splice on a plain list, checking that what it calls unchanged is unchanged."""
    old = lines[splice.first : splice.first + splice.count]
    assert len(old) == splice.count >= 1
    assert old[0][: splice.head] == splice.lines[0][: splice.head]
    assert len(old[-1]) >= splice.tail <= len(splice.lines[-1])
    assert (
        old[-1][len(old[-1]) - splice.tail :]
        == splice.lines[-1][len(splice.lines[-1]) - splice.tail :]
    )
    if splice.count == 1:
        assert splice.head + splice.tail <= len(old[0])
    if len(splice.lines) == 1:
        assert splice.head + splice.tail <= len(splice.lines[0])
    lines[splice.first : splice.first + splice.count] = splice.lines


@pytest.fixture(scope="module")
def editor(qapp: QApplication) -> Iterator[Editor]:
    made = Editor(lambda line: ())
    made.resize(700, 500)
    made.show()
    made.setFocus()
    yield made
    made.close()
    made.deleteLater()


def run(editor: Editor, draft: list[str], steps: list[Step]) -> None:
    """One example: load, edit, compare after every step."""
    told: list[str] = []
    # What Qt takes for a break ends a line before it gets here, see OpenDocument.lines.
    editor.load(draft)
    told = list(editor.lines())
    assert told == draft

    def on_splice(splice: Splice) -> None:
        replay(told, splice)

    editor.spliced.connect(on_splice)
    try:
        for step in steps:
            step(editor)
            assert told == editor.lines()
            assert told == editor.document().toRawText().split("\u2029")
        while editor.document().isUndoAvailable():
            editor.undo()
            assert told == editor.lines()
        assert told == draft
    finally:
        editor.spliced.disconnect(on_splice)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(draft=DRAFTS, steps=st.lists(STEPS, max_size=14))
def test_replayed_splices_equal_the_text(
    editor: Editor, draft: list[str], steps: list[Step]
) -> None:
    run(editor, draft, steps)


@pytest.mark.slow
@settings(max_examples=4000, deadline=None, suppress_health_check=list(HealthCheck))
@given(draft=DRAFTS, steps=st.lists(STEPS, max_size=30))
def test_replayed_splices_equal_the_text_at_length(
    editor: Editor, draft: list[str], steps: list[Step]
) -> None:
    run(editor, draft, steps)
