"""The side panel: rows, filters, held back, eagerness, and all of it by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from suggest import Dismissal, Drop, DropReason, EngineState, Held, Kind, Proposal, Span
from tests.ui.conftest import CLARITY, CORRECTNESS, FACT, TONE, Stage
from ui import strings
from ui.panel_rows import held_rows, why

Key = Qt.Key
PANEL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def held(reason: DropReason, guard: str = "", detail: str = "") -> Held:
    """Something held back for a reason."""
    proposal = Proposal(
        Span(0, 3), "out", "in", Kind.TONE, "tone/out", "Plainer.", "lexicon", "tone"
    )
    return Held(f"held-{reason}", proposal, 0.44, Drop(reason, guard, detail), 0.6, 0)


@pytest.fixture
def panelled(make_stage: Callable[..., Stage]) -> Stage:
    """A window with the panel open."""
    return make_stage(panel_open=True)


def test_all_marks_are_listed_in_order(panelled: Stage) -> None:
    rows = panelled.window.page.panel.marks.model_.rows
    assert [row.id for row in rows] == [CLARITY, CORRECTNESS, TONE, FACT]
    assert rows[0].spoken == (
        "Clarity. In order to, to To. “In order to” says no more than “to”. 8 of 10"
    )
    assert rows[3].right == ""
    assert panelled.window.page.panel.tabs[0].text() == "Marks  4"


def test_a_filter_hides_a_class_and_its_marks_stay_in_the_text(panelled: Stage) -> None:
    panel = panelled.window.page.panel
    panelled.click(panel.pills[Kind.TONE])
    assert [row.kind for row in panel.marks.model_.rows] == [
        Kind.CLARITY,
        Kind.CORRECTNESS,
        Kind.FACT,
    ]
    assert len(panelled.engine.suggestions()) == 4
    assert not panel.pills[Kind.POST].isVisible()


def test_a_click_on_a_row_opens_the_card_without_focus(panelled: Stage) -> None:
    marks = panelled.window.page.panel.marks
    box = marks.visualRect(marks.model_.index(1))
    QTest.mouseClick(marks.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert panelled.card.shown_id == CORRECTNESS
    assert panelled.editor.hasFocus()


def test_the_whole_panel_works_by_keyboard(panelled: Stage) -> None:
    panel = panelled.window.page.panel
    panel.take_focus()
    panelled.press(Key.Key_Down)
    panelled.press(Key.Key_Down)
    assert panel.marks.chosen_id == CORRECTNESS
    assert panelled.editor.caret()[0] == 3
    panelled.press(Key.Key_Return)
    assert panelled.card.shown_id == CORRECTNESS
    assert panelled.card.holds(QApplication.focusWidget())


def test_escape_closes_the_panel_and_goes_back_to_the_draft(panelled: Stage) -> None:
    panelled.window.page.panel.take_focus()
    panelled.press(Key.Key_Escape)
    assert panelled.window.page.panel.isHidden()
    assert panelled.editor.hasFocus()
    assert panelled.preferences.panel_open is False


def test_the_panel_opens_by_key_and_button(stage: Stage) -> None:
    stage.press(Key.Key_M, PANEL)
    assert stage.window.page.panel.isVisible()
    assert stage.window.strip.panel.isChecked()
    stage.click(stage.window.strip.panel)
    assert stage.window.page.panel.isHidden()


def test_rows_follow_the_text(panelled: Stage, qtbot: QtBot) -> None:
    marks = panelled.window.page.panel.marks
    panelled.window.rooms.flow.open(CLARITY, focus=True)
    panelled.press(Key.Key_Return)
    qtbot.waitUntil(lambda: len(marks.model_.rows) == 3, timeout=2000)
    assert panelled.window.status.marks.text() == "3 marks"


def test_the_open_card_is_the_chosen_row(panelled: Stage) -> None:
    panelled.editor.setFocus()
    panelled.press(Key.Key_F8)
    panelled.press(Key.Key_F8)
    assert panelled.window.page.panel.marks.chosen_id == CORRECTNESS


def test_held_back_is_grouped_and_explained(panelled: Stage) -> None:
    rows = panelled.window.page.panel.held.model_.rows
    assert [row.old for row in rows] == [
        strings.HELD_BELOW,
        "no matter how",
        strings.HELD_FACT,
        "team of six",
        strings.HELD_BEFORE,
        "out loud",
    ]
    assert rows[1].note == "Likely kept 4 times in 10. Your bar is 6."
    assert rows[3].note == "Changes a number."


def test_a_held_passage_can_be_seen_and_shown_anyway(panelled: Stage, qtbot: QtBot) -> None:
    panel = panelled.window.page.panel
    panelled.window.rooms.panel.show_held()
    assert not panel.anyway.isEnabled()
    panelled.press(Key.Key_Down)
    assert panelled.editor.textCursor().selectedText() == "no matter how"
    panelled.click(panel.anyway)
    assert panelled.engine.told("show_anyway") == [("show_anyway", "held:wordy/no-matter")]
    qtbot.waitUntil(lambda: len(panel.marks.model_.rows) == 5, timeout=2000)


@pytest.mark.parametrize("reason", list(DropReason))
def test_every_reason_has_a_sentence(reason: DropReason) -> None:
    sentence = why(held(reason))
    assert sentence.endswith(".")
    assert len(sentence.split()) <= 12
    rows = held_rows([held(reason)])
    assert rows[0].heading
    assert rows[1].note == sentence


def test_only_a_changed_fact_is_called_one() -> None:
    assert held_rows([held(DropReason.GUARDED, "names")])[0].old == strings.HELD_FACT
    assert held_rows([held(DropReason.GUARDED, "heading")])[0].old == strings.HELD_OTHER


def test_the_bar_is_never_below_what_failed_it() -> None:
    close = held(DropReason.BELOW_THRESHOLD)
    assert why(close) == "Likely kept 4 times in 10. Your bar is 6."
    near = Held("h", close.proposal, 0.58, close.drop, 0.6, 0)
    assert why(near) == "Likely kept 5 times in 10. Your bar is 6."


def test_a_detail_of_the_engine_is_shown_as_it_is() -> None:
    assert why(held(DropReason.GUARDED, "numbers", "Drops a number.")) == "Drops a number."
    assert why(held(DropReason.OVERLAP, "", "grammar/would-of")) == strings.WHY_OVERLAP


def test_eagerness_previews_while_moving_and_sets_when_it_rests(
    panelled: Stage, qtbot: QtBot
) -> None:
    eagerness = panelled.window.page.panel.eagerness
    assert eagerness.line == "4 marks here · about 8 of 10 kept"
    eagerness.track.setFocus()
    configured = len(panelled.engine.told("configure"))
    panelled.press(Key.Key_End)
    assert eagerness.line == "8 marks here · about 6 of 10 kept"
    assert len(panelled.engine.told("configure")) == configured
    with qtbot.waitSignal(eagerness.chosen, timeout=2000):
        pass
    assert panelled.preferences.eagerness == 1.0
    assert panelled.engine.options.eagerness == 1.0


def test_an_empty_list_says_what_was_held(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(lines=("Our team of six, no matter how.",), panel_open=True)
    panel = stage.window.page.panel
    assert panel.nothing.text == strings.NOTHING_TO_MARK
    assert panel.nothing.note == "2 held back. See why in Held back."
    assert panel.nothing.isVisible()
    assert not panel.marks.isVisible()


def test_before_the_first_reading_it_does_not_say_that_all_is_well(
    make_stage: Callable[..., Stage],
) -> None:
    stage = make_stage(lines=("Plain words.",), panel_open=True)
    panel = stage.window.page.panel
    stage.engine.state = EngineState.STARTING
    panel.refresh()
    assert panel.nothing.text == strings.NOT_READ_YET


@pytest.mark.parametrize(("minutes", "says"), [(15, "snoozed"), (None, "off")])
def test_a_list_that_rests_does_not_say_that_nothing_is_wrong(
    panelled: Stage, qtbot: QtBot, minutes: int | None, says: str
) -> None:
    panel = panelled.window.page.panel
    if minutes is None:
        panelled.engine.set_enabled(False)
    else:
        panelled.engine.snooze(minutes)
    qtbot.waitUntil(lambda: not panel.marks.model_.rows, timeout=2000)
    said = [text.text() for text in panel.findChildren(QLabel) if text.isVisible()]
    assert [text for text in said if says in text]
    assert strings.NOTHING_TO_MARK not in said


def test_a_mark_on_spaces_can_be_seen_in_the_list() -> None:
    proposal = Proposal(
        Span(0, 2), "  ", " ", Kind.CORRECTNESS, "slips/spaces", "One is enough.", "rules", "slips"
    )
    rows = held_rows([Held("h", proposal, 0.4, Drop(DropReason.OVER_BUDGET), 0.6, 0)])
    assert (rows[1].old, rows[1].new) == ("··", "·")


def test_the_panel_docks_in_a_wide_window_and_covers_in_a_narrow_one(panelled: Stage) -> None:
    window, page = panelled.window, panelled.window.page
    assert page.editor.width() == page.width() - 328
    window.resize(800, 600)
    QApplication.processEvents()
    assert page.editor.width() == page.width()
    assert page.panel.geometry().right() == page.width() - 1


def test_a_panel_over_the_marked_words_gives_way_to_their_card(panelled: Stage) -> None:
    window, page = panelled.window, panelled.window.page
    page.panel.mark_opened.emit(CLARITY, False)
    assert not page.panel.isHidden(), "beside the text it may stay"
    window.resize(640, 600)
    QApplication.processEvents()
    page.panel.mark_opened.emit(CLARITY, False)
    assert page.panel.isHidden()
    assert panelled.card.shown_id == CLARITY
    assert not window.strip.panel.isChecked()


def test_a_dismissal_leaves_the_list(panelled: Stage, qtbot: QtBot) -> None:
    panelled.engine.dismiss(TONE, Dismissal.NOT_HERE)
    marks = panelled.window.page.panel.marks
    qtbot.waitUntil(lambda: TONE not in [r.id for r in marks.model_.rows], timeout=2000)
