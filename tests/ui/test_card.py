"""The card: where the focus is, which keys work when, and what each answer does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from suggest import Dismissal
from tests.ui.conftest import CLARITY, CORRECTNESS, FACT, LINES, TONE, Stage
from ui import strings
from ui.buttons import Button
from ui.card_menu import dismissal_titles
from ui.report_dialog import ReportDialog

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_a_click_opens_the_card_and_leaves_the_focus_in_the_text(stage: Stage) -> None:
    stage.click_mark(CLARITY)
    assert stage.card.shown_id == CLARITY
    assert stage.editor.hasFocus()
    assert stage.engine.told("card_opened") == [("card_opened", CLARITY)]


def test_an_unknown_word_offers_the_dictionary_first_and_says_what_muting_takes(
    stage: Stage,
) -> None:
    stage.click_mark(CORRECTNESS)
    text = stage.card.text
    assert text is not None
    usual = dismissal_titles(unknown=False)
    assert next(iter(usual)) is Dismissal.NOT_NOW
    assert usual[Dismissal.MUTE_RULE] == strings.MUTE_RULE
    stage.card.menu.show_text(replace(text, unknown=True))
    stage.card.menu.take_focus()
    stops = [stop.accessibleName() for stop in stage.card.menu.stops[:4]]
    assert stops[0] == f"{strings.ADD_WORD}. {strings.ADD_WORD_HELP.format(phrase=text.old)}"
    assert stops[3] == f"{strings.MUTE_UNKNOWN}. {strings.MUTE_UNKNOWN_HELP}"
    stage.card.menu.show_text(text)
    assert stage.card.menu.stops[0].accessibleName().startswith(strings.NOT_NOW)


def test_typing_closes_a_clicked_card_and_lands_in_the_text(stage: Stage) -> None:
    stage.click_mark(CLARITY)
    line, column = stage.editor.caret()
    stage.type("h")
    assert stage.card.isHidden()
    assert stage.editor.line_text(line)[column] == "h"
    assert not stage.engine.told("dismiss")
    assert stage.engine.told("card_closed") == [("card_closed", CLARITY)]


@pytest.mark.parametrize("letter", ["e", "h", "p", "m", "2"])
def test_letters_are_dead_while_the_text_has_the_focus(stage: Stage, letter: str) -> None:
    stage.click_mark(CLARITY)
    line, column = stage.editor.caret()
    stage.type(letter)
    assert stage.editor.line_text(line)[column] == letter
    assert not stage.engine.told("dismiss")
    assert not stage.engine.told("accept")


def test_enter_in_the_text_never_accepts(stage: Stage) -> None:
    stage.click_mark(CLARITY)
    stage.press(Key.Key_Return)
    assert not stage.engine.told("accept")
    assert len(stage.editor.lines()) == len(LINES) + 1


def test_escape_in_the_text_only_closes(stage: Stage) -> None:
    stage.click_mark(CLARITY)
    stage.press(Key.Key_Escape)
    assert stage.card.isHidden()
    assert not stage.engine.told("dismiss")


def test_tab_goes_into_the_card_and_never_accepts(stage: Stage) -> None:
    stage.click_mark(CLARITY)
    stage.press(Key.Key_Tab)
    assert stage.card.holds(QApplication.focusWidget())
    for _ in range(12):
        stage.press(Key.Key_Tab)
        assert stage.card.holds(QApplication.focusWidget())
    assert not stage.engine.told("accept")
    assert tuple(stage.editor.lines()) == LINES


def test_composing_text_survives_a_card_that_opens(stage: Stage) -> None:
    stage.editor.setFocus()
    QApplication.sendEvent(stage.editor, QInputMethodEvent("ka", []))
    preedit = stage.editor.textCursor().block().layout().preeditAreaText()
    stage.window.rooms.flow.open(CLARITY, focus=False)
    assert preedit == "ka"
    assert stage.editor.textCursor().block().layout().preeditAreaText() == "ka"


def test_ctrl_dot_opens_with_focus_and_enter_accepts_in_one_undo_step(stage: Stage) -> None:
    stage.click_mark(CLARITY)
    stage.press(Key.Key_Escape)
    stage.press(Key.Key_Period, CTRL)
    assert stage.card.holds(QApplication.focusWidget())
    stage.press(Key.Key_Return)
    assert "To get out of it" in stage.editor.line_text(2)
    assert stage.editor.hasFocus()
    assert stage.toast == strings.ACCEPTED.format(old="In order to", new="To")
    stage.press(Key.Key_Z, CTRL)
    assert tuple(stage.editor.lines()) == LINES


def test_what_a_read_only_draft_refuses_is_not_told_as_accepted(stage: Stage) -> None:
    stage.editor.setReadOnly(True)
    stage.window.rooms.flow.open(CLARITY, focus=True)
    stage.press(Key.Key_Return)
    assert tuple(stage.editor.lines()) == LINES
    assert stage.toast == strings.STALE
    assert not stage.engine.told("accept")


def test_the_toast_takes_an_acceptance_back(stage: Stage) -> None:
    stage.window.rooms.flow.open(CLARITY, focus=True)
    stage.press(Key.Key_Return)
    stage.click(stage.window.page.toast.button)
    assert tuple(stage.editor.lines()) == LINES


def test_a_later_edit_takes_the_undo_off_the_toast(stage: Stage) -> None:
    stage.window.rooms.flow.open(CLARITY, focus=True)
    stage.press(Key.Key_Return)
    stage.type("x")
    assert stage.toast == ""


def test_ctrl_dot_without_a_mark_says_so(stage: Stage) -> None:
    stage.press(Key.Key_Period, CTRL)
    assert stage.card.isHidden()
    assert stage.toast == strings.NO_MARK_HERE


@pytest.mark.parametrize(
    ("key", "how"),
    [
        (Key.Key_Escape, Dismissal.NOT_NOW),
        (Key.Key_H, Dismissal.NOT_HERE),
        (Key.Key_P, Dismissal.NOT_PHRASE),
        (Key.Key_M, Dismissal.MUTE_RULE),
    ],
)
def test_dismissal_keys_work_with_the_focus_and_can_be_undone(
    stage: Stage, key: Qt.Key, how: Dismissal
) -> None:
    stage.window.rooms.flow.open(CLARITY, focus=True)
    stage.press(key)
    assert stage.engine.told("dismiss") == [("dismiss", CLARITY, how)]
    assert stage.card.isHidden()
    assert stage.editor.hasFocus()
    assert stage.engine.suggestion(CLARITY) is None
    stage.click(stage.window.page.toast.button)
    assert stage.engine.suggestion(CLARITY) is not None


def test_keys_with_modifiers_do_not_answer(stage: Stage) -> None:
    stage.window.rooms.flow.open(CLARITY, focus=True)
    stage.press(Key.Key_M, CTRL)
    assert not stage.engine.told("dismiss")


@pytest.mark.parametrize(("key", "words"), [(Key.Key_2, "So, to"), (Key.Key_3, "So as to")])
def test_number_keys_take_alternatives(stage: Stage, key: Qt.Key, words: str) -> None:
    stage.window.rooms.flow.open(CLARITY, focus=True)
    stage.press(key)
    assert f"{words} get out of it" in stage.editor.line_text(2)


def test_a_number_without_an_alternative_does_nothing(stage: Stage) -> None:
    stage.window.rooms.flow.open(CORRECTNESS, focus=True)
    stage.press(Key.Key_2)
    assert stage.card.shown_id == CORRECTNESS
    assert not stage.engine.told("accept")


def test_edit_first_takes_the_edited_words(stage: Stage) -> None:
    stage.window.rooms.flow.open(CORRECTNESS, focus=True)
    stage.press(Key.Key_E)
    assert stage.card.editing
    stage.type("might have")
    stage.press(Key.Key_Return)
    assert stage.editor.line_text(3).startswith("Nobody might have noticed")
    assert stage.engine.told("accept") == [("accept", CORRECTNESS, "might have")]


def test_escape_while_editing_goes_back_to_the_card(stage: Stage) -> None:
    stage.window.rooms.flow.open(CORRECTNESS, focus=True)
    stage.press(Key.Key_E)
    stage.press(Key.Key_Escape)
    assert not stage.card.editing
    assert stage.card.shown_id == CORRECTNESS
    assert not stage.engine.told("dismiss")
    stage.press(Key.Key_Escape)
    assert stage.engine.told("dismiss")


def test_enter_presses_the_button_that_has_the_focus(stage: Stage) -> None:
    """Otherwise Enter on "Not now" would accept."""
    stage.window.rooms.flow.open(CORRECTNESS, focus=True)
    stage.card._not_now.setFocus(Qt.FocusReason.TabFocusReason)
    stage.press(Key.Key_Return)
    assert not stage.engine.told("accept")
    assert stage.engine.told("dismiss")


def test_a_fact_is_checked_never_changed(stage: Stage) -> None:
    stage.window.rooms.flow.open(FACT, focus=True)
    assert not stage.card._diff.isVisible()
    stage.press(Key.Key_Return)
    assert stage.engine.told("check") == [("check", FACT)]
    assert tuple(stage.editor.lines()) == LINES


def test_edit_on_a_fact_selects_the_words_in_the_text(stage: Stage) -> None:
    stage.window.rooms.flow.open(FACT, focus=True)
    stage.press(Key.Key_E)
    assert stage.editor.hasFocus()
    assert stage.editor.textCursor().selectedText() == "40% fewer tickets"
    stage.type("35")
    assert stage.editor.line_text(6) == "By August, 35 came in."


def test_f8_walks_all_marks_round_and_back(stage: Stage) -> None:
    order = [CLARITY, CORRECTNESS, TONE, FACT, CLARITY]
    for expected in order:
        stage.press(Key.Key_F8)
        assert stage.card.shown_id == expected
        assert stage.card.holds(QApplication.focusWidget())
    stage.press(Key.Key_F8, SHIFT)
    assert stage.card.shown_id == FACT


def test_shift_f8_begins_before_the_caret(stage: Stage) -> None:
    stage.press(Key.Key_End, CTRL)
    stage.press(Key.Key_F8, SHIFT)
    assert stage.card.shown_id == FACT


def test_f8_without_marks_says_so(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(lines=("Plain words.",))
    stage.press(Key.Key_F8)
    assert stage.toast == strings.NO_MARKS


def test_the_arrows_of_the_card_walk_without_taking_the_focus(stage: Stage) -> None:
    stage.click_mark(CLARITY)
    stage.click(stage.card._header.next)
    assert stage.card.shown_id == CORRECTNESS
    assert stage.editor.hasFocus()


def test_a_click_elsewhere_closes_and_answers_nothing(stage: Stage) -> None:
    stage.click_mark(CLARITY)
    stage.editor.setFocus()
    stage.press(Key.Key_Home, CTRL)
    assert stage.card.isHidden()
    assert not stage.engine.told("dismiss")


def test_a_click_on_the_card_itself_changes_nothing(stage: Stage) -> None:
    stage.click_mark(CLARITY)
    stage.click(stage.card._reason)
    assert stage.card.shown_id == CLARITY
    assert stage.editor.hasFocus()


def test_focus_that_leaves_closes_the_card(stage: Stage) -> None:
    stage.window.rooms.flow.open(CLARITY, focus=True)
    stage.editor.setFocus()
    QApplication.processEvents()
    assert stage.card.isHidden()
    assert stage.editor.hasFocus()


def test_scrolling_more_than_a_line_closes(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(lines=(*LINES, *["A line of text."] * 80))
    bar = stage.editor.verticalScrollBar()
    stage.window.rooms.flow.open(CLARITY, focus=False)
    bar.setValue(bar.value() + 1)
    assert stage.card.shown_id == CLARITY
    bar.setValue(bar.value() + 2)
    assert stage.card.isHidden()


def test_a_mark_that_goes_takes_its_card_along(stage: Stage) -> None:
    stage.window.rooms.flow.open(TONE, focus=True)
    stage.engine.dismiss(TONE, Dismissal.NOT_HERE)
    assert stage.card.isHidden()
    assert stage.editor.hasFocus()


def test_a_change_that_came_too_late_replaces_nothing(stage: Stage) -> None:
    stage.window.rooms.flow.open(CLARITY, focus=True)
    place = stage.engine.place(CLARITY)
    assert place is not None
    stage.engine._found[CLARITY] = (
        stage.engine._found[CLARITY][0],
        type(place)(place.line, place.start + 3, place.end_line, place.end + 3),
    )
    stage.press(Key.Key_Return)
    assert tuple(stage.editor.lines()) == LINES
    assert stage.toast == strings.STALE


def test_the_menu_opens_with_the_focus_and_answers(stage: Stage) -> None:
    stage.window.rooms.flow.open(CLARITY, focus=True)
    stage.card._header.more.setFocus(Qt.FocusReason.TabFocusReason)
    stage.press(Key.Key_Return)
    assert stage.card.menu.isVisible()
    stage.press(Key.Key_Down)
    stage.press(Key.Key_Return)
    assert stage.engine.told("dismiss") == [("dismiss", CLARITY, Dismissal.NOT_HERE)]
    assert stage.card.menu.isHidden()


@pytest.mark.parametrize(
    "rule", ["wordy", "harper/SpellCheck", "cliche/in-todays-fast-paced-world"]
)
def test_the_menu_names_the_rule_whole(stage: Stage, rule: str) -> None:
    stage.click_mark(CLARITY)
    menu = stage.card.menu
    shown = stage.card.text
    assert shown is not None
    menu.show_text(replace(shown, rule=rule))
    stage.click(stage.card._header.more)
    (line,) = (found for found in menu.findChildren(QLabel) if rule in found.text())
    free = QRect(0, 0, line.width(), 1000)
    wanted = line.fontMetrics().boundingRect(free, Qt.TextFlag.TextWordWrap, line.text())
    assert wanted.height() <= line.height()
    assert wanted.width() <= line.width()
    assert menu.rect().contains(menu_button(stage, strings.REPORT).geometry())


def menu_button(stage: Stage, title: str) -> Button:
    (found,) = (b for b in stage.card.menu.findChildren(Button) if b.text() == title)
    return found


THUMBS = [(strings.GOOD, True), (strings.BAD, False)]


@pytest.mark.parametrize(("title", "good"), THUMBS)
def test_thumbs_by_mouse_keep_the_mark_and_the_card(stage: Stage, title: str, good: bool) -> None:
    stage.click_mark(CLARITY)
    stage.click(stage.card._header.more)
    button = menu_button(stage, title)
    assert stage.card.menu.rect().contains(button.geometry())
    stage.click(button)
    assert stage.engine.told("rate") == [("rate", CLARITY, good)]
    assert stage.engine.suggestion(CLARITY) is not None
    assert stage.card.menu.isHidden()
    assert stage.card.shown_id == CLARITY
    assert stage.editor.hasFocus()


@pytest.mark.parametrize(("title", "good"), THUMBS)
def test_thumbs_by_key_leave_the_focus_on_the_card(stage: Stage, title: str, good: bool) -> None:
    stage.window.rooms.flow.open(CLARITY, focus=True)
    stage.card._header.more.setFocus(Qt.FocusReason.TabFocusReason)
    stage.press(Key.Key_Return)
    for _ in range(5 if good else 4):
        stage.press(Key.Key_Down if good else Key.Key_Up)
        if menu_button(stage, title).hasFocus():
            break
    stage.press(Key.Key_Return)
    assert stage.engine.told("rate") == [("rate", CLARITY, good)]
    assert stage.card.holds(QApplication.focusWidget())
    stage.press(Key.Key_Return)
    assert stage.engine.told("accept") == [("accept", CLARITY, None)]


def test_a_report_is_kept_with_its_words(stage: Stage, qtbot: QtBot) -> None:
    stage.click_mark(CLARITY)
    stage.card.menu.report_wanted.emit()
    dialog = stage.window.rooms.dialogs.current
    assert isinstance(dialog, ReportDialog)
    qtbot.waitUntil(dialog.field.hasFocus, timeout=5000)
    stage.type("it is fine here")
    dialog.accept()
    assert stage.engine.told("report") == [("report", CLARITY, "it is fine here")]


@pytest.mark.parametrize("size", [(640, 480), (900, 520), (1180, 800), (1700, 900)])
@pytest.mark.parametrize("mark", [CLARITY, CORRECTNESS, TONE, FACT])
def test_the_card_never_covers_the_marked_words(
    stage: Stage, size: tuple[int, int], mark: str
) -> None:
    stage.window.resize(*size)
    QApplication.processEvents()
    assert stage.window.rooms.flow.open(mark, focus=True)
    view, page = stage.editor.viewport(), stage.window.page
    boxes = [
        QRect(view.mapTo(page, box.topLeft()), box.size()) for box in stage.editor.mark_rects(mark)
    ]
    assert boxes
    assert not any(stage.card.geometry().intersects(box) for box in boxes)
    assert page.rect().contains(stage.card.geometry())


def test_what_the_card_says(stage: Stage) -> None:
    stage.window.rooms.flow.open(CLARITY, focus=False)
    card = stage.card
    assert card._header._count.text() == "1 of 4"
    assert card._header._name.text() == "Clarity"
    assert card._dots.filled == 8
    assert card._dots.accessibleName() == "8 of 10 like this were kept"
    assert card._source.text() == "House list · wordy/in-order-to · offline"
    assert "line-through" in card._diff.text()
    assert card.text is not None
    assert card.text.announcement == "4 marks, 1 of 4: Clarity, In order to, to To"


def test_opening_is_said_once_and_typing_never(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("ui.card_flow.announce", lambda _, text: said.append(text))
    stage.type("abc")
    stage.window.rooms.flow.open(CLARITY, focus=False)
    assert said == ["4 marks, 1 of 4: Clarity, In order to, to To"]


def test_the_answer_comes_before_the_closing_in_what_the_engine_hears(stage: Stage) -> None:
    stage.window.rooms.flow.open(CLARITY, focus=True)
    stage.press(Key.Key_Return)
    stage.press(Key.Key_F8)
    stage.press(Key.Key_H)
    heard = [call[0] for call in stage.engine.calls if "card" in str(call[0])]
    order = [call[0] for call in stage.engine.calls if call[0] in ("accept", "dismiss", *heard)]
    once = ["card_opened", "accept", "card_closed", "card_opened", "dismiss", "card_closed"]
    assert order == once


def test_the_ring_shows_to_the_keyboard_only(stage: Stage) -> None:
    stage.window.rooms.flow.open(CLARITY, focus=True)
    assert stage.card._accept._ring
    stage.card._accept.clearFocus()
    stage.card._accept.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not stage.card._accept._ring
