"""The editor by key, mouse and input method, and what it paints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QInputMethodEvent,
    QTextCursor,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from suggest import Kind, Mark, Place, Splice
from ui import fonts
from ui.editor import Editor
from ui.theme import THEMES

FAMILY = "👩\u200d👩\u200d👧"
RESOURCES = Path(__file__).resolve().parents[2] / "resources"
PROSE = (
    "Nothing in this line is short, because it has to reach the edge of the column and wrap there."
)
Make = Callable[..., Editor]


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    """Makes shown editors with the product's font."""
    loaded = fonts.load(RESOURCES)

    def build(lines: Sequence[str], marks: dict[int, list[Mark]] | None = None) -> Editor:
        placed = {} if marks is None else marks
        editor = Editor(lambda line: placed.get(line, ()))
        qtbot.addWidget(editor)
        editor.set_typeface(loaded.prose)
        editor.resize(1000, 600)
        editor.load(lines)
        editor.show()
        editor.setFocus()
        QApplication.processEvents()
        return editor

    return build


def mark(line: str, words: str, kind: Kind = Kind.CLARITY) -> Mark:
    """A mark on the first of these words, named after them."""
    start = line.index(words)
    return Mark(words, kind, start, start + len(words))


def put_caret(editor: Editor, line: int, column: int, to: int | None = None) -> None:
    """Put the caret on a column of a line without astral characters; `to` selects."""
    cursor = editor.textCursor()
    start = editor.document().findBlockByNumber(line).position()
    cursor.setPosition(start + column)
    if to is not None:
        cursor.setPosition(start + to, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def colour_count(editor: Editor, name: str, *, off: int = 0) -> int:
    """How many pixels of the viewport have that colour, give or take `off` in each channel."""
    image = editor.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    data = bytes(image.constBits())
    wanted = QColor(name)
    return sum(
        abs(data[at] - wanted.blue()) <= off
        and abs(data[at + 1] - wanted.green()) <= off
        and abs(data[at + 2] - wanted.red()) <= off
        for at in range(0, len(data), 4)
    )


def commit(editor: Editor, text: str, preedit: str = "") -> None:
    """What an input method sends."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(text)
    QApplication.sendEvent(editor, event)


# Text in, text out


@pytest.mark.parametrize(
    "lines",
    [
        [""],
        ["one"],
        ["", ""],
        ["a\u00a0b\u2028c", "tab\there", f"x{FAMILY}y", "e\u0301", "\u200b\u00ad", "\ufdef"],
        ["x", "\ufeffinner", "nul\x00s"],
    ],
)
def test_loading_and_reading_back_is_exact(make: Make, lines: list[str]) -> None:
    editor = make(["before"])
    told: list[Splice] = []
    editor.spliced.connect(told.append)
    editor.load(lines)
    assert editor.lines() == lines
    assert [editor.line_text(number) for number in range(len(lines))] == lines
    assert told == []
    assert not editor.document().isUndoAvailable()
    with pytest.raises(IndexError):
        editor.line_text(-1)
    with pytest.raises(IndexError):
        editor.line_text(len(lines))


def test_typing_dead_keys_and_other_scripts(make: Make) -> None:
    editor = make(["caf"], {0: [Mark("m", Kind.TONE, 0, 3)]})
    put_caret(editor, 0, 3)
    commit(editor, "é")
    QTest.keyClicks(editor, " ok")
    commit(editor, "", preedit="ni")
    commit(editor, "你好")
    commit(editor, FAMILY)
    assert editor.lines() == [f"café ok你好{FAMILY}"]
    assert editor.caret() == (0, 9 + len(FAMILY))


def test_paste_is_plain_text_with_every_kind_of_line_break(make: Make) -> None:
    editor = make([""])
    dropped: list[int] = []
    editor.characters_dropped.connect(dropped.append)
    data = QMimeData()
    data.setHtml("<b>bold</b>")
    data.setText("a\r\nb\rc\u2029d\u00a0e\x00")
    QGuiApplication.clipboard().setMimeData(data)
    editor.paste()
    assert editor.lines() == ["a", "b", "c", "d\u00a0e"]
    assert dropped == [1]
    editor.undo()
    assert editor.lines() == [""]


def test_copy_keeps_the_spaces_as_they_are(make: Make) -> None:
    editor = make(["a\u00a0b", "c"])
    editor.selectAll()
    editor.copy()
    copied = QGuiApplication.clipboard().mimeData()
    assert copied.text() == "a\u00a0b\nc"
    assert not copied.hasHtml()


def test_text_can_be_dropped_and_files_are_left_to_the_window(make: Make) -> None:
    editor = make(["ab"])
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/draft.md")])
    files.setText("file:///draft.md")
    assert not editor.canInsertFromMimeData(files)
    words = QMimeData()
    words.setText("x\r\ny")
    at, copy = editor.cursorRect().center(), Qt.DropAction.CopyAction
    held, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(editor.viewport(), QDragEnterEvent(at, copy, words, held, keys))
    QApplication.sendEvent(editor.viewport(), QDropEvent(QPointF(at), copy, words, held, keys))
    assert editor.lines() == ["x", "yab"]


def test_tab_puts_a_tab_and_stays(make: Make) -> None:
    editor = make(["ab"], {0: [Mark("m", Kind.CLARITY, 0, 2)]})
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.lines() == ["\tab"]
    assert editor.hasFocus()


def test_an_untouched_document_tells_nothing_when_the_look_changes(make: Make) -> None:
    editor = make(["# Title", "- item", PROSE])
    told: list[Splice] = []
    editor.spliced.connect(told.append)
    editor.set_theme(THEMES["dark"])
    editor.set_zoom(24)
    editor.set_column(75)
    assert told == []
    put_caret(editor, 0, 7)
    QTest.keyClicks(editor, "s")
    assert told == [Splice(0, 1, ("# Titles",), 7, 0)]


def test_the_same_text_pasted_over_itself_keeps_its_look(make: Make) -> None:
    editor = make(["# Title", "- item"])
    told: list[Splice] = []
    editor.spliced.connect(told.append)
    editor.selectAll()
    editor.copy()
    editor.paste()
    assert told == []
    assert formats(editor, 0) == [(0, False), (1, True)]


# Accepting


def test_apply_replaces_in_one_step_and_undo_gives_the_old_text_back(make: Make) -> None:
    editor = make([f"{FAMILY} In order to ship\u00a0it", "next"])
    before = editor.lines()
    start = len(FAMILY) + 1
    place = Place(0, start, 0, start + 11)
    assert editor.apply(place, "To", "In order to")
    assert editor.lines() == [f"{FAMILY} To ship\u00a0it", "next"]
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.lines() == before


def test_apply_is_a_step_of_its_own_between_typing(make: Make) -> None:
    editor = make(["ab"])
    put_caret(editor, 0, 2)
    QTest.keyClicks(editor, "cd")
    assert editor.apply(Place(0, 0, 0, 1), "X", "a")
    QTest.keyClicks(editor, "ef")
    assert editor.lines() == ["Xbcdef"]
    editor.undo()
    assert editor.lines() == ["Xbcd"]
    editor.undo()
    assert editor.lines() == ["abcd"]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place(0, 0, 0, 3), "One"),
        (Place(0, 0, 0, 2), "one"),
        (Place(0, 4, 0, 9), "two"),
        (Place(0, 5, 0, 4), ""),
        (Place(2, 0, 2, 0), ""),
        (Place(0, 0, 1, 0), "one two"),
        (Place(-1, 0, 0, 0), ""),
    ],
)
def test_apply_refuses_when_the_text_is_another(make: Make, place: Place, expected: str) -> None:
    editor = make(["one two", ""])
    assert not editor.apply(place, "X", expected)
    assert editor.lines() == ["one two", ""]
    assert not editor.document().isUndoAvailable()


def test_apply_across_lines_and_in_a_read_only_document(make: Make) -> None:
    editor = make(["one two", "three four"])
    place = Place(0, 4, 1, 5)
    editor.setReadOnly(True)
    assert not editor.apply(place, "X", "two\nthree")
    editor.setReadOnly(False)
    assert editor.apply(place, "2\n3", "two\nthree")
    assert editor.lines() == ["one 2", "3 four"]
    editor.undo()
    assert editor.lines() == ["one two", "three four"]


def test_the_caret_keeps_its_place_when_text_before_it_is_replaced(make: Make) -> None:
    editor = make(["In order to win"])
    put_caret(editor, 0, 15)
    assert editor.apply(Place(0, 0, 0, 11), "To", "In order to")
    assert editor.caret() == (0, 6)


# Caret, marks and the mouse


def test_the_caret_is_told_in_code_points(make: Make) -> None:
    editor = make([f"a{FAMILY}b", "c"])
    heard: list[tuple[int, int]] = []
    editor.caret_moved.connect(lambda line, column: heard.append((line, column)))
    for _ in range(3):
        QTest.keyClick(editor, Qt.Key.Key_Right)
    QTest.keyClick(editor, Qt.Key.Key_Down)
    assert heard == [(0, 1), (0, 1 + len(FAMILY)), (0, 2 + len(FAMILY)), (1, 1)]


def test_click_and_right_click_on_a_mark(make: Make, qtbot: QtBot) -> None:
    line = f"{FAMILY} wait in order to go"
    editor = make([line, "plain"], {0: [mark(line, "in order to")]})
    (box,) = editor.mark_rects("in order to")
    clicked: list[str] = []
    editor.mark_clicked.connect(clicked.append)
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert clicked == ["in order to"]
    assert editor.mark_at_caret() == "in order to"
    beside = QPoint(box.right() + 20, box.center().y())
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    below = QPoint(box.center().x(), box.bottom() + 10)
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=below)
    assert clicked == ["in order to"]
    with qtbot.waitSignal(editor.mark_menu_requested) as asked:
        menu = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, box.center(), QPoint(7, 8))
        QApplication.sendEvent(editor.viewport(), menu)
    assert asked.args == ["in order to", QPoint(7, 8)]


def test_dragging_over_a_mark_selects_and_opens_nothing(make: Make) -> None:
    editor = make([PROSE], {0: [mark(PROSE, "this line is short")]})
    (box,) = editor.mark_rects("this line is short")
    clicked: list[str] = []
    editor.mark_clicked.connect(clicked.append)
    view = editor.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=box.center())
    QTest.mouseMove(view, box.center() + QPoint(60, 0))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=box.center() + QPoint(60, 0))
    assert editor.textCursor().hasSelection()
    assert clicked == []


def test_a_fact_is_hit_by_its_bar_too(make: Make) -> None:
    editor = make(["By June, 40% more", "x"], {0: [Mark("fact", Kind.FACT, 9, 12)]})
    (box,) = editor.mark_rects("fact")
    clicked: list[str] = []
    editor.mark_clicked.connect(clicked.append)
    bar = QPoint(7, box.center().y())
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=bar)
    assert clicked == ["fact"]


def test_the_mark_at_the_caret_touches_it(make: Make) -> None:
    editor = make(["one two"], {0: [Mark("a", Kind.TONE, 0, 3), Mark("b", Kind.TONE, 3, 7)]})
    found = []
    for column in (0, 3, 7):
        put_caret(editor, 0, column)
        found.append(editor.mark_at_caret())
    assert found == ["a", "b", "b"]
    put_caret(make(["one two"], {0: [Mark("a", Kind.TONE, 4, 7)]}), 0, 2)
    assert make(["one"]).mark_at_caret() is None


def test_go_to_a_distant_place_shows_it(make: Make) -> None:
    editor = make([PROSE] * 400)
    editor.go_to(Place(390, 5, 390, 9))
    assert editor.caret() == (390, 5)
    QApplication.processEvents()
    assert editor.viewport().rect().contains(editor.cursorRect())
    assert not editor.sentence_rect(Place(390, 5, 390, 9)).isEmpty()
    assert editor.sentence_rect(Place(0, 5, 0, 9)).isEmpty()
    editor.go_to(Place(9999, 0, 9999, 0))
    assert editor.caret() == (390, 5)


def test_a_mark_that_wraps_has_a_box_on_each_line(make: Make) -> None:
    editor = make([PROSE], {0: [Mark("m", Kind.CLARITY, 0, len(PROSE))]})
    boxes = editor.mark_rects("m")
    assert len(boxes) == 2
    assert boxes[0].bottom() <= boxes[1].top() + 1
    assert boxes[0].right() <= editor.viewport().width()
    whole = editor.sentence_rect(Place(0, 0, 0, len(PROSE)))
    assert whole.contains(boxes[0].center()) and whole.contains(boxes[1].center())


def test_the_visible_lines_are_told_after_scrolling(make: Make, qtbot: QtBot) -> None:
    editor = make([f"line {number}" for number in range(300)])
    with qtbot.waitSignal(editor.viewport_changed) as first:
        pass
    assert first.args is not None
    assert first.args[0] == 0
    assert 10 < first.args[1] < 30
    with qtbot.waitSignal(editor.viewport_changed) as second:
        editor.verticalScrollBar().setValue(100)
    assert second.args is not None
    assert second.args[0] == 100


def test_boxes_asked_for_in_the_middle_of_a_change_do_no_harm(make: Make) -> None:
    editor = make([PROSE, PROSE, PROSE], {1: [mark(PROSE, "this line")]})
    editor.spliced.connect(lambda splice: editor.mark_rects("this line"))
    put_caret(editor, 0, 40)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    (first,) = editor.mark_rects("this line")
    QApplication.processEvents()
    editor.viewport().grab()
    assert editor.mark_rects("this line") == [first]
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    QTest.keyClicks(editor, "xy")
    top = editor.sentence_rect(Place(1, 0, 1, 3)).top()
    assert top <= editor.mark_rects("this line")[0].top() <= top + 1


# Layout


@pytest.mark.parametrize("size", [12, 18, 32])
def test_every_line_is_equally_high(make: Make, size: int) -> None:
    lines = ["Latin", "日本語の行", "emoji 😀 " + FAMILY, "", "# Heading", "नमस्ते", "end"]
    editor = make(lines)
    editor.set_zoom(size)
    QApplication.processEvents()
    tops = []
    for number in range(len(lines)):
        put_caret(editor, number, 0)
        tops.append(editor.cursorRect().bottom())
    steps = {after - before for before, after in pairwise(tops)}
    assert max(steps) - min(steps) <= 1
    assert abs(min(steps) - int(size * 1.62)) <= 1


def test_lines_stay_spaced_through_edits_and_resizing(make: Make) -> None:
    editor = make([PROSE, "", PROSE])
    put_caret(editor, 0, 20)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "words that make the next line wrap once more than before")
    editor.undo()
    editor.redo()
    editor.resize(640, 480)
    QApplication.processEvents()
    editor.resize(1300, 900)
    QApplication.processEvents()
    high = int(18 * 1.62) + 1 / 64
    block = editor.document().firstBlock()
    while block.isValid():
        layout = block.layout()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            assert line.y() + line.height() == (number + 1) * high
        block = block.next()


def test_every_character_is_found_where_it_is_drawn(make: Make) -> None:
    editor = make([PROSE, "# A heading with some width", "- and an item"])
    for line, text in enumerate(editor.lines()):
        for column in range(len(text)):
            put_caret(editor, line, column)
            box = editor.cursorRect()
            found = editor.cursorForPosition(QPoint(box.left() + 1, box.center().y()))
            assert (found.blockNumber(), found.positionInBlock()) == (line, column)


def test_the_column_is_centred_and_as_wide_as_asked(make: Make) -> None:
    editor = make([PROSE])
    widths = []
    for characters in (60, 68, 80):
        editor.set_column(characters)
        view = editor.viewport().geometry()
        widths.append(view.width())
        assert abs(view.center().x() - editor.width() / 2) <= 2
    assert widths == sorted(set(widths))
    assert 640 <= widths[1] - 60 <= 690


def test_page_down_goes_on_where_the_last_page_ended(make: Make) -> None:
    editor = make([f"line {number}" for number in range(200)])
    seen = [0]
    for _ in range(5):
        QTest.keyClick(editor, Qt.Key.Key_PageDown)
        QApplication.processEvents()
        seen.append(editor.caret()[0])
        assert editor.viewport().rect().contains(editor.cursorRect())
    fit = editor.viewport().height() / 29
    steps = [after - before for before, after in pairwise(seen)]
    assert all(fit - 3 <= step <= fit + 1 for step in steps), steps


def test_half_a_window_stays_free_under_the_text(make: Make) -> None:
    editor = make([f"line {number}" for number in range(100)])
    bar = editor.verticalScrollBar()
    bar.setValue(bar.maximum())
    put_caret(editor, 99, 0)
    below = editor.viewport().height() - editor.cursorRect().bottom()
    assert 0.4 < below / editor.viewport().height() < 0.6


# Styling


def formats(editor: Editor, line: int) -> list[tuple[int, bool]]:
    """Start and boldness of the formats of a line."""
    ranges = editor.document().findBlockByNumber(line).layout().formats()
    return [(part.start, part.format.font().styleName() == "Bold") for part in ranges]


def test_headings_and_dashes_are_styled_as_they_are_typed(make: Make) -> None:
    editor = make(["# Title", "- item", "plain"])
    assert formats(editor, 0) == [(0, False), (1, True)]
    assert formats(editor, 1) == [(0, False)]
    assert formats(editor, 2) == []
    put_caret(editor, 2, 0)
    QTest.keyClicks(editor, "## ")
    assert formats(editor, 2) == [(0, False), (2, True)]
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    assert formats(editor, 2) == []
    put_caret(editor, 0, 7)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "body")
    assert formats(editor, 0) == [(0, False), (1, True)]
    assert formats(editor, 1) == []
    editor.undo()
    editor.undo()
    assert editor.lines()[0] == "# Title"
    assert formats(editor, 0) == [(0, False), (1, True)]
    assert formats(editor, 1) == [(0, False)]


# Painting


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_marks_are_painted_in_their_colours_in_every_theme(make: Make, theme: str) -> None:
    line = "correct clear tone fact and nothing else"
    marks = [
        mark(line, "correct", Kind.CORRECTNESS),
        mark(line, "clear", Kind.CLARITY),
        mark(line, "tone", Kind.TONE),
        mark(line, "fact", Kind.FACT),
    ]
    editor = make([line], {0: marks})
    editor.set_theme(THEMES[theme])
    for one in marks:
        colour = THEMES[theme].mark(one.kind.value)
        assert colour_count(editor, colour, off=30) > 4, one.kind  # a wave has soft edges
    bare = make([line])
    bare.set_theme(THEMES[theme])
    assert colour_count(bare, THEMES[theme].mark("tone")) == 0


def test_only_pieces_of_marks_on_the_line_are_underlined(make: Make) -> None:
    line = "wide words here"
    blue = THEMES["light"].clarity
    counts = []
    for words in ("wide", "wide words", "wide words here"):
        editor = make([line], {0: [mark(line, words)]})
        (box,) = editor.mark_rects(words)
        counts.append(colour_count(editor, blue) / box.width())
    assert max(counts) - min(counts) < 0.1  # always the same thickness along its whole width
    assert min(counts) >= 1


def test_marks_take_the_text_colour_inside_the_selection(make: Make) -> None:
    line = "before in order to after"
    editor = make([line], {0: [mark(line, "in order to")]})
    blue = THEMES["light"].clarity
    assert colour_count(editor, blue) > 0
    put_caret(editor, 0, 0, len(line))
    assert colour_count(editor, blue) == 0
    assert colour_count(editor, THEMES["light"].sel) > 2000


def test_the_selection_has_no_stripes_between_lines(make: Make) -> None:
    editor = make([PROSE * 3])
    editor.selectAll()
    image = editor.viewport().grab().toImage()
    x = 31  # just inside the column, left of the first glyph's stem
    inside = [image.pixelColor(x, y).name().upper() for y in range(40, 130)]
    assert THEMES["light"].bg not in inside


def test_the_open_mark_is_laid_out_in_its_class_colour(make: Make) -> None:
    line = "before in order to after"
    editor = make([line], {0: [mark(line, "in order to")]})
    bg = THEMES["light"].bg
    before = colour_count(editor, bg)
    editor.set_open_mark("in order to")
    opened = colour_count(editor, bg)
    (box,) = editor.mark_rects("in order to")
    assert before - opened > box.width() * 10
    editor.set_open_mark(None)
    assert colour_count(editor, bg) == before


def test_the_placeholder_shows_only_while_the_draft_is_empty(make: Make) -> None:
    editor = make([""])
    muted = THEMES["light"].muted
    assert colour_count(editor, muted) > 10
    QTest.keyClicks(editor, "a")
    assert colour_count(editor, muted) == 0
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    commit(editor, "", preedit="ni")
    assert colour_count(editor, muted) == 0


def test_text_being_composed_pushes_marks_on(make: Make) -> None:
    line = "one two"
    editor = make([line], {0: [mark(line, "one"), mark(line, "two")]})
    (one,), (two,) = editor.mark_rects("one"), editor.mark_rects("two")
    put_caret(editor, 0, 4)
    commit(editor, "", preedit="かな")
    QApplication.processEvents()
    assert editor.lines() == [line]
    assert editor.mark_rects("one") == [one]
    (pushed,) = editor.mark_rects("two")
    assert pushed.left() > two.left() + 10
    assert abs(pushed.width() - two.width()) <= 1
    assert colour_count(editor, THEMES["light"].clarity) > 20
    commit(editor, "")
    QApplication.processEvents()
    assert editor.mark_rects("two") == [two]


def test_marks_follow_the_edited_line_without_a_repaint_from_outside(make: Make) -> None:
    placed: dict[int, list[Mark]] = {0: [Mark("m", Kind.CLARITY, 4, 7)]}
    editor = make(["one two"], placed)
    (before,) = editor.mark_rects("m")

    def follow(splice: Splice) -> None:
        grown = len(splice.lines[0]) - len("one two")
        placed[0] = [Mark("m", Kind.CLARITY, 4 + grown, 7 + grown)]

    editor.spliced.connect(follow)
    QTest.keyClicks(editor, "mm")
    (after,) = editor.mark_rects("m")
    assert after.left() > before.left() + 10
    assert after.width() == before.width()


def test_of_a_huge_paragraph_only_the_visible_marks_are_measured(make: Make) -> None:
    text = "word " * 4000
    marks = [Mark(f"m{at}", Kind.CLARITY, at * 5, at * 5 + 4) for at in range(0, 4000, 4)]
    editor = make([text], {0: marks})
    seen = [one.id for one in marks if editor.mark_rects(one.id)]
    assert 10 < len(seen) < 200
    editor.verticalScrollBar().setValue(200)
    QApplication.processEvents()
    later = [one.id for one in marks if editor.mark_rects(one.id)]
    assert 10 < len(later) < 200
    assert not set(seen) & set(later)


def test_repaint_lines_takes_lines_that_are_gone(make: Make) -> None:
    placed: dict[int, list[Mark]] = {}
    editor = make(["one two", "x"], placed)
    assert colour_count(editor, THEMES["light"].tone) == 0
    placed[0] = [Mark("m", Kind.TONE, 0, 3)]
    editor.repaint_lines([0, 1, 99, -1])
    QApplication.processEvents()
    assert colour_count(editor, THEMES["light"].tone) > 4
