"""Splices from Qt's reports: narrow spans, silence without a change, lies seen through."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QPlainTextDocumentLayout

from suggest import Splice
from ui.mirror import Mirror, common_prefix

Edit = Callable[[QTextCursor], None]


def told(lines: list[str], edit: Edit) -> list[Splice]:
    """The splices of one edit block on a document with these lines."""
    document = QTextDocument()
    document.setDocumentLayout(QPlainTextDocumentLayout(document))
    document.setPlainText("\n".join(lines))
    mirror = Mirror(document)
    mirror.reload()
    found: list[Splice] = []

    def follow(position: int, removed: int, added: int) -> None:
        splice = mirror.follow(position, removed, added)
        if splice is not None:
            found.append(splice)

    document.contentsChange.connect(follow)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    edit(cursor)
    cursor.endEditBlock()
    assert mirror.lines == document.toRawText().split("\u2029")
    return found


def replace(start: int, end: int, text: str) -> Edit:
    """Put text in the place of a range of UTF-16 positions."""

    def edit(cursor: QTextCursor) -> None:
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)

    return edit


@pytest.mark.parametrize(
    ("lines", "edit", "splice"),
    [
        # A doubled letter is where it was typed, not where a comparison would find it.
        (["hello"], replace(3, 3, "l"), Splice(0, 1, ("helllo",), 3, 2)),
        (["a😀b"], replace(3, 3, "c"), Splice(0, 1, ("a😀cb",), 2, 1)),
        (["a😀b"], replace(1, 3, ""), Splice(0, 1, ("ab",), 1, 1)),
        (["one two"], replace(4, 7, "ten"), Splice(0, 1, ("one ten",), 5, 0)),
        (["ab", "cd"], replace(1, 1, "\n"), Splice(0, 1, ("a", "b"), 1, 1)),
        (["ab", "cd"], replace(2, 3, ""), Splice(0, 2, ("abcd",), 2, 2)),
        (["a", "b", "c"], replace(0, 5, "a\nX\nc"), Splice(1, 1, ("X",), 0, 0)),
        (["a", "b"], replace(3, 3, "\n"), Splice(1, 1, ("b", ""), 1, 0)),
        ([""], replace(0, 0, "x"), Splice(0, 1, ("x",), 0, 0)),
    ],
)
def test_known_edits(qapp: QApplication, lines: list[str], edit: Edit, splice: Splice) -> None:
    assert told(lines, edit) == [splice]


def test_edits_grouped_in_one_step_are_one_narrow_splice(qapp: QApplication) -> None:
    def edit(cursor: QTextCursor) -> None:
        replace(2, 3, "X")(cursor)
        replace(8, 9, "Y")(cursor)

    (splice,) = told(["0123", "4567", "89ab"], edit)
    assert splice == Splice(0, 2, ("01X3", "456Y"), 2, 0)


def test_a_change_of_format_tells_nothing(qapp: QApplication) -> None:
    def edit(cursor: QTextCursor) -> None:
        cursor.select(QTextCursor.SelectionType.Document)
        look = QTextBlockFormat()
        look.setIndent(2)
        cursor.mergeBlockFormat(look)

    assert told(["one", "two"], edit) == []


def test_the_same_text_typed_over_itself_tells_nothing(qapp: QApplication) -> None:
    assert told(["one", "two"], replace(1, 5, "ne\nt")) == []


@pytest.mark.parametrize("report", [(0, 0, 0), (0, 0, 99), (4, 1, 0), (2, 0, 1)])
def test_a_report_that_does_not_fit_is_repaired(
    qapp: QApplication, report: tuple[int, int, int]
) -> None:
    document = QTextDocument()
    document.setDocumentLayout(QPlainTextDocumentLayout(document))
    document.setPlainText("one\ntwo\nthree")
    mirror = Mirror(document)
    mirror.reload()
    before = list(mirror.lines)
    cursor = QTextCursor(document)
    replace(1, 6, "XY\nZ\n")(cursor)  # unheard
    splice = mirror.follow(*report)
    assert mirror.lines == ["oXY", "Z", "o", "three"]
    assert splice is not None
    before[splice.first : splice.first + splice.count] = splice.lines
    assert before == mirror.lines


def test_common_prefix() -> None:
    assert common_prefix("", "a") == 0
    assert common_prefix("abc", "abd") == 2
    assert common_prefix("abc", "abc") == 3
    assert common_prefix("x" * 999, "x" * 1000) == 999
