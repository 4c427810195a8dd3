"""Drafts: opening, saving, leaving with unsaved text, problems, outside changes, recovery."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import DRAFT, LINES, Stage
from ui import strings
from ui.compare_dialog import CompareDialog, compared
from ui.files import FileProblem, FileProblemKind, Recovery

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key
OTHER = Path("/drafts/other.md")
Kind = FileProblemKind


def recovery(key: str = "r1") -> Recovery:
    """Unsaved text of a window that is gone."""
    when = datetime(2025, 3, 12, 13, 0, tzinfo=UTC)
    return Recovery(key, OTHER, "other.md", when, ("Kept words.",), (0, 4), False)


def told(stage: Stage) -> str:
    """What the banner says, or "" without one."""
    message = stage.window.page.banner.message
    return message.text if message is not None else ""


def test_opening_fills_the_window_and_tells_the_engine(stage: Stage) -> None:
    assert tuple(stage.editor.lines()) == LINES
    assert stage.engine.told("load") == [("load", "id-shipping.md")]
    assert stage.window.strip._name.text == "shipping.md"
    assert stage.window.windowTitle() == "shipping.md · Stet"
    assert stage.preferences.recent == (DRAFT,)
    assert not stage.window.drafts.modified


def test_edited_and_saved_are_told(stage: Stage) -> None:
    assert stage.window.strip.state == ""
    stage.type("x")
    assert stage.window.strip.state == strings.EDITED
    stage.press(Key.Key_S, CTRL)
    assert stage.window.strip.state == "Saved 14:02"
    assert stage.files.disk[DRAFT] == ("x" + LINES[0], *LINES[1:])
    stage.type("y")
    stage.press(Key.Key_Z, CTRL)
    assert stage.window.strip.state == "Saved 14:02"


def test_undo_back_to_the_file_is_not_an_edit(stage: Stage) -> None:
    stage.type("x")
    stage.press(Key.Key_Z, CTRL)
    assert not stage.window.drafts.modified
    stage.window.close()
    assert stage.ask.asked == []


@pytest.mark.parametrize(
    ("answer", "closed", "kept"),
    [(strings.SAVE, True, True), (strings.DISCARD, True, False), (strings.CANCEL, False, False)],
)
def test_closing_with_unsaved_text_asks(
    stage: Stage, qtbot: QtBot, answer: str, closed: bool, kept: bool
) -> None:
    ended: list[bool] = []
    stage.window.closed.connect(lambda: ended.append(True))
    stage.type("x")
    stage.ask.answers = [answer]
    stage.window.close()
    if closed:
        qtbot.waitUntil(lambda: ended == [True], timeout=2000)
    assert stage.window.isVisible() is not closed
    assert (stage.files.disk[DRAFT][0] == "x" + LINES[0]) is kept
    assert [document.path for document in stage.files.closed] == ([DRAFT] if closed else [])
    assert stage.ask.asked[0].title == "Save “shipping.md”?"


def test_closing_stays_when_saving_fails(stage: Stage) -> None:
    stage.type("x")
    stage.files.problems = [FileProblem(Kind.DISK_FULL, "There is no room.")]
    stage.ask.answers = [strings.SAVE, strings.CANCEL]
    stage.window.close()
    assert stage.window.isVisible()
    assert stage.window.drafts.modified
    assert stage.ask.asked[1].title == "Could not save: the disk is full"


def test_a_new_draft_is_saved_where_the_writer_says(stage: Stage) -> None:
    stage.press(Key.Key_N, CTRL)
    assert stage.editor.lines() == [""]
    stage.type("Hello")
    stage.ask.paths = [OTHER]
    stage.press(Key.Key_S, CTRL)
    assert stage.files.saves == [(OTHER, True)]
    assert stage.files.disk[OTHER] == ("Hello",)
    assert stage.window.strip._name.text == "other.md"
    assert stage.preferences.recent == (OTHER, DRAFT)


def test_save_as_that_is_cancelled_saves_nothing(stage: Stage) -> None:
    stage.type("x")
    stage.press(Key.Key_S, CTRL | SHIFT)
    assert stage.files.saves == []
    assert stage.window.drafts.modified


def test_opening_another_asks_first(stage: Stage) -> None:
    stage.files.disk[OTHER] = ("Other words.",)
    stage.type("x")
    stage.ask.answers = [strings.CANCEL]
    stage.ask.paths = [OTHER]
    stage.press(Key.Key_O, CTRL)
    assert stage.editor.line_text(0) == "x" + LINES[0]
    stage.ask.answers = [strings.DISCARD]
    stage.ask.paths = [OTHER]
    stage.press(Key.Key_O, CTRL)
    assert stage.editor.lines() == ["Other words."]
    assert not stage.editor.document().isUndoAvailable()


def test_the_same_file_again_is_read_anew_and_stays_writable(stage: Stage) -> None:
    stage.files.disk[DRAFT] = ("Theirs.",)
    stage.window.drafts.open(DRAFT)
    assert stage.editor.lines() == ["Theirs."]
    assert not stage.editor.isReadOnly()
    assert stage.files.closed == []  # a second opening would have taken the place of the first


def test_a_file_that_cannot_be_opened_leaves_the_draft(stage: Stage) -> None:
    stage.ask.answers = [strings.CLOSE]
    stage.window.drafts.open(Path("/drafts/gone.md"))
    assert tuple(stage.editor.lines()) == LINES
    assert stage.ask.asked[0].text == "gone.md is not there."


def test_a_large_file_is_opened_when_the_writer_insists(stage: Stage) -> None:
    stage.files.disk[OTHER] = ("Much.",)
    problem = FileProblem(Kind.TOO_LARGE, "It has 12 MB; typing may be slow.")
    stage.files.open_problems = [problem]
    stage.window.drafts.open(OTHER)
    assert tuple(stage.editor.lines()) == LINES
    stage.files.open_problems = [problem]
    stage.ask.answers = [strings.OPEN_ANYWAY]
    stage.window.drafts.open(OTHER)
    assert stage.editor.lines() == ["Much."]


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        (Kind.CHANGED_ON_DISK, strings.KEEP_MINE),
        (Kind.EXISTS, strings.REPLACE_FILE),
        (Kind.ENCODING, strings.USE_UTF8),
        (Kind.READ_ONLY, strings.SAVE_AS),
        (Kind.DISK_FULL, strings.SAVE_AS),
        (Kind.LOCKED, strings.SAVE_AS),
        (Kind.MISSING, strings.SAVE_AS),
        (Kind.WRITE_FAILED, strings.SAVE_AS),
    ],
)
def test_every_problem_of_saving_offers_a_way_out(
    stage: Stage, kind: FileProblemKind, answer: str
) -> None:
    stage.type("x")
    stage.files.problems = [FileProblem(kind, "It did not work. Try this.")]
    stage.ask.answers = [answer]
    stage.ask.paths = [OTHER]
    stage.press(Key.Key_S, CTRL)
    kept = f" {strings.COPY_KEPT}" if kind is Kind.DISK_FULL else ""
    assert stage.ask.asked[0].text == f"It did not work. Try this.{kept}"
    saved = OTHER if answer == strings.SAVE_AS else DRAFT
    assert stage.files.disk[saved][0] == "x" + LINES[0]
    assert not stage.window.drafts.modified
    assert stage.files.utf8 == (1 if kind is Kind.ENCODING else 0)


def test_a_change_from_outside_is_told_and_kept_mine(stage: Stage) -> None:
    stage.type("x")
    stage.files.outside.add(DRAFT)
    stage.window.drafts.check_outside()
    banner = stage.window.page.banner
    assert told(stage) == "Another program saved it. You have edits too."  # a year ago: no time
    banner.press(strings.KEEP_MINE)
    assert told(stage) == ""
    assert stage.files.saves == [(DRAFT, True)]


def test_a_draft_without_edits_shows_their_text_at_once_and_mine_comes_back(stage: Stage) -> None:
    stage.files.disk[DRAFT] = ("New words.",)
    stage.files.outside.add(DRAFT)
    stage.files.outside_at = datetime(2025, 3, 12, 14, 1, tzinfo=UTC)
    stage.window.drafts.check_outside()
    assert stage.editor.lines() == ["New words."]
    assert told(stage) == "Another program saved it at 14:01. The draft shows that text now."
    stage.window.drafts.check_outside()
    assert told(stage)  # a second look takes nothing back
    stage.window.page.banner.press(strings.KEEP_MINE)
    assert tuple(stage.editor.lines()) == LINES == stage.files.kept[-1]
    assert stage.window.drafts.modified


def take(stage: Stage, *lines: str) -> None:
    """Another program writes the file of a draft without edits."""
    stage.files.disk[DRAFT] = lines
    stage.files.outside.add(DRAFT)
    stage.window.drafts.check_outside()
    assert tuple(stage.editor.lines()) == lines


def test_a_file_written_in_two_pieces_keeps_mine_from_before_the_first(stage: Stage) -> None:
    take(stage, "")
    take(stage, "New words.")
    stage.window.page.banner.press(strings.KEEP_MINE)
    assert tuple(stage.editor.lines()) == LINES


def test_mine_is_what_was_edited_since(stage: Stage) -> None:
    take(stage, "New words.")
    stage.type("x")
    stage.press(Key.Key_S, CTRL)
    take(stage, "Newer words.")
    stage.window.page.banner.press(strings.KEEP_MINE)
    assert stage.editor.lines() == ["xNew words."]


@pytest.mark.parametrize("answer", [strings.SAVE, strings.DISCARD, strings.CANCEL])
def test_what_was_typed_into_their_text_is_not_lost_for_mine(stage: Stage, answer: str) -> None:
    take(stage, "New words.")
    stage.type("x")
    stage.ask.answers = [answer]
    stage.window.page.banner.press(strings.KEEP_MINE)
    typed = ("xNew words.",)
    assert stage.files.disk[DRAFT] == (typed if answer == strings.SAVE else ("New words.",))
    if answer == strings.CANCEL:
        assert tuple(stage.editor.lines()) == typed
        stage.ask.answers = [strings.DISCARD]
        stage.window.page.banner.press(strings.KEEP_MINE)  # still on offer
    assert tuple(stage.editor.lines()) == LINES
    assert stage.window.drafts.modified


def test_a_file_that_was_half_there_and_read_only_for_it_is_writable_once_whole(
    stage: Stage,
) -> None:
    stage.files.inexact.add(DRAFT)
    take(stage, "Half of \ufffd")
    assert stage.editor.isReadOnly()
    stage.files.inexact.clear()
    take(stage, "All of it.")
    assert not stage.editor.isReadOnly()


def test_a_file_that_is_gone_is_told_as_such(stage: Stage) -> None:
    stage.files.outside.add(DRAFT)
    del stage.files.disk[DRAFT]
    stage.window.drafts.check_outside()
    assert told(stage) == strings.GONE_TEXT
    stage.window.page.banner.press(strings.KEEP_MINE)
    assert stage.files.disk[DRAFT] == LINES


def test_a_draft_whose_file_is_gone_is_not_left_without_a_question(stage: Stage) -> None:
    stage.files.outside.add(DRAFT)
    del stage.files.disk[DRAFT]
    stage.window.drafts.check_outside()
    assert stage.files.kept == [LINES]
    stage.ask.answers = [strings.CANCEL]
    stage.window.close()
    assert stage.ask.asked[0].title == "Save “shipping.md”?"
    assert tuple(stage.editor.lines()) == LINES


def test_a_file_that_comes_back_as_it_was_leaves_no_edits(stage: Stage) -> None:
    there = stage.files.disk.pop(DRAFT)
    stage.files.outside.add(DRAFT)
    stage.window.drafts.check_outside()
    stage.files.disk[DRAFT] = there
    stage.files.outside.clear()
    stage.window.drafts.check_outside()
    assert told(stage) == ""
    assert not stage.window.drafts.modified


@pytest.mark.parametrize("typed", ["", "x"])
def test_a_file_that_comes_back_as_another_is_taken_only_over_no_edits(
    stage: Stage, typed: str
) -> None:
    del stage.files.disk[DRAFT]
    stage.files.outside.add(DRAFT)
    stage.window.drafts.check_outside()
    stage.type(typed)
    stage.files.disk[DRAFT] = ("New words.",)
    stage.window.drafts.check_outside()
    assert (stage.editor.lines() == ["New words."]) is (not typed)
    assert stage.window.drafts.modified is bool(typed)


def test_the_primary_answer_to_a_changed_file_overwrites_nothing(stage: Stage) -> None:
    stage.type("x")
    stage.files.problems = [FileProblem(Kind.CHANGED_ON_DISK, "Another program saved it.")]
    stage.press(Key.Key_S, CTRL)
    assert stage.ask.asked[0].title == strings.CHANGED_TITLE
    assert stage.ask.asked[0].answers[0] == strings.COMPARE


def test_compare_shows_both_and_changes_nothing(stage: Stage) -> None:
    stage.type("x")
    stage.files.disk[DRAFT] = ("Theirs.", *LINES[1:])
    stage.files.outside.add(DRAFT)
    stage.window.drafts.check_outside()
    stage.window.page.banner.press(strings.COMPARE)
    dialog = stage.window.rooms.dialogs.current
    assert isinstance(dialog, CompareDialog)
    assert dialog.view.isReadOnly()
    assert "Theirs." in dialog.view.toPlainText()
    assert "x" + LINES[0] in dialog.view.toPlainText()
    dialog.close()
    assert stage.editor.line_text(0) == "x" + LINES[0]


def test_comparing_lines() -> None:
    assert compared(["a", "b"], ["a", "b"]) == []
    assert compared(["a", "b"], ["a", "c"]) == [("keep", "a"), ("del", "b"), ("ins", "c")]


def test_unsaved_text_is_kept_while_typing_goes_on(stage: Stage, qtbot: QtBot) -> None:
    stage.type("abc")
    qtbot.waitUntil(lambda: bool(stage.files.kept), timeout=2000)
    assert stage.files.kept[-1][0] == "abc" + LINES[0]


def test_the_writer_hears_when_text_cannot_be_kept(stage: Stage, qtbot: QtBot) -> None:
    stage.files.keep_problem = "The state folder is full. Make room."
    stage.type("a")
    banner = stage.window.page.banner
    qtbot.waitUntil(lambda: banner.message is not None, timeout=2000)
    assert told(stage) == "The state folder is full. Make room."


def test_recovered_text_comes_back_unsaved(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(start=False)
    stage.files.waiting = [recovery()]
    stage.window.start([DRAFT])
    banner = stage.window.page.banner
    assert "“other.md”" in told(stage)
    assert "2 words" in told(stage)
    banner.press(strings.RECOVER)
    assert stage.editor.lines() == ["Kept words."]
    assert stage.editor.caret() == (0, 4)
    assert stage.window.drafts.modified


def test_recoveries_wait_for_each_other_and_can_be_discarded(
    make_stage: Callable[..., Stage],
) -> None:
    stage = make_stage(start=False)
    stage.files.waiting = [recovery("r1"), recovery("r2")]
    stage.files.told = ["Damaged unsaved text was set aside."]
    stage.window.start([DRAFT])
    banner = stage.window.page.banner
    banner.press(strings.RECOVERY_DISCARD)
    banner.press(strings.RECOVERY_DISCARD)
    assert stage.files.discarded == ["r1", "r2"]
    assert told(stage) == "Damaged unsaved text was set aside."
    stage.click(banner.close_button)
    assert told(stage) == ""


def test_read_only_says_so_and_takes_no_keys(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage()
    document = stage.window.drafts.document
    assert document is not None
    note = "Another window has it open. Save it under another name to change it."
    stage.window.drafts.show(replace(document, read_only=True, note=note, handle=99))
    assert stage.window.strip.state == strings.READ_ONLY
    assert told(stage) == note
    stage.editor.setFocus()
    stage.type("x")
    assert tuple(stage.editor.lines()) == LINES


def test_the_first_start_shows_the_sample_and_the_next_one_does_not(
    make_stage: Callable[..., Stage],
) -> None:
    stage = make_stage(start=False, first_run=True)
    stage.window.start()
    assert len(stage.editor.lines()) > 10
    assert not stage.window.drafts.modified
    assert stage.preferences.first_run is False
    second = make_stage(start=False)
    second.window.start()
    assert second.editor.lines() == [""]


def test_a_large_file_at_the_start_can_be_insisted_on(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(start=False)
    stage.files.open_problems = [FileProblem(Kind.TOO_LARGE, "It has 12 MB.")]
    stage.window.start([DRAFT])
    assert told(stage) == "It has 12 MB."
    stage.window.page.banner.press(strings.OPEN_ANYWAY)
    assert tuple(stage.editor.lines()) == LINES


def test_a_dropped_file_is_opened_and_dropped_text_is_not_a_file(stage: Stage) -> None:
    stage.files.disk[OTHER] = ("Other words.",)
    data = QMimeData()
    data.setText("only words")
    drop(stage, data)
    assert tuple(stage.editor.lines()) == LINES
    data.setUrls([QUrl.fromLocalFile(str(OTHER))])
    drop(stage, data)
    assert stage.editor.lines() == ["Other words."]


def drop(stage: Stage, data: QMimeData) -> None:
    """Drop something on the page."""
    spot, copy = QPointF(5, 5), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(
        stage.window.page, QDragEnterEvent(spot.toPoint(), copy, data, left, none)
    )
    QApplication.sendEvent(stage.window.page, QDropEvent(spot, copy, data, left, none))


def test_the_last_file_is_opened_again(make_stage: Callable[..., Stage], tmp_path: Path) -> None:
    file = tmp_path / "last.md"
    file.write_text("Again.", encoding="utf-8")
    stage = make_stage(start=False, last_file=file)
    stage.files.disk[file] = ("Again.",)
    stage.window.start()
    assert stage.editor.lines() == ["Again."]
    stage.window.close()
    assert stage.preferences.last_file == file
    assert stage.preferences.geometry
