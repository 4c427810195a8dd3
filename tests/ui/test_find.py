"""Find and replace: what is found, where the selection goes, one undo for all, whole characters."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from suggest import Place
from tests.ui.conftest import LINES, Stage
from ui import strings
from ui.search import Query, find_all, nearest

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_finding() -> None:
    lines = ["The cat, the Cats.", "🙂the🙂", ""]
    assert len(find_all(lines, Query("the"))) == 3
    assert find_all(lines, Query("the", match_case=True)) == [Place(0, 9, 0, 12), Place(1, 1, 1, 4)]
    assert find_all(lines, Query("cat", whole_word=True)) == [Place(0, 4, 0, 7)]
    assert find_all(lines, Query("")) == []
    assert find_all(lines, Query(".")) == [Place(0, 17, 0, 18)]


def test_the_nearest_place_goes_round_the_ends() -> None:
    places = [Place(0, 2, 0, 4), Place(3, 0, 3, 2)]
    assert nearest(places, 0, 2, forward=True) == 0
    assert nearest(places, 0, 3, forward=True) == 1
    assert nearest(places, 4, 0, forward=True) == 0
    assert nearest(places, 3, 0, forward=False) == 0
    assert nearest(places, 0, 0, forward=False) == 1
    assert nearest([], 0, 0, forward=True) == -1


@given(st.text(st.sampled_from("ab🙂é👨‍👩 "), max_size=30), st.sampled_from(["a", "🙂", "é", "👨"]))
def test_every_place_holds_exactly_what_was_looked_for(text: str, wanted: str) -> None:
    for place in find_all([text], Query(wanted, match_case=True)):
        assert text[place.start : place.end] == wanted


def test_typing_in_the_bar_selects_the_first_place(stage: Stage) -> None:
    stage.press(Key.Key_F, CTRL)
    stage.type("weeks")
    assert stage.editor.textCursor().selectedText() == "weeks"
    assert stage.window.page.find_bar.found.text() == "1 of 1"
    assert stage.window.page.find_bar.field.hasFocus()


def test_f3_walks_and_escape_goes_back_to_the_draft(stage: Stage) -> None:
    stage.press(Key.Key_F, CTRL)
    stage.type("of")
    found = stage.window.page.find_bar.found
    assert found.text() == "1 of 3"
    stage.press(Key.Key_F3)
    assert found.text() == "2 of 3"
    stage.press(Key.Key_Return)
    stage.press(Key.Key_F3)
    assert found.text() == "1 of 3"
    stage.press(Key.Key_F3, SHIFT)
    assert found.text() == "3 of 3"
    stage.press(Key.Key_Escape)
    assert stage.editor.hasFocus()
    assert stage.window.page.find_bar.isHidden()


def test_the_selected_words_are_what_is_looked_for(stage: Stage) -> None:
    stage.press(Key.Key_Right, CTRL | SHIFT)
    stage.press(Key.Key_Right, CTRL | SHIFT)
    chosen = stage.editor.textCursor().selectedText()
    stage.press(Key.Key_F, CTRL)
    assert stage.window.page.find_bar.field.text() == chosen


def test_nothing_found_says_so(stage: Stage) -> None:
    stage.press(Key.Key_F, CTRL)
    stage.type("zebra")
    assert stage.window.page.find_bar.found.text() == strings.FIND_NONE
    stage.press(Key.Key_Return)
    assert tuple(stage.editor.lines()) == LINES


def test_replace_one_replaces_the_selected_place_and_goes_on(
    make_stage: Callable[..., Stage],
) -> None:
    stage = make_stage(lines=("one two one", "🙂 one"))
    stage.press(Key.Key_H, CTRL)
    stage.type("one")
    bar = stage.window.page.find_bar
    bar.replacement.setText("1")
    stage.click(bar.replace_one)
    assert stage.editor.lines() == ["1 two one", "🙂 one"]
    assert stage.editor.textCursor().selectionStart() == 6
    stage.click(bar.replace_one)
    stage.click(bar.replace_one)
    assert stage.editor.lines() == ["1 two 1", "🙂 1"]


def test_a_replacement_that_holds_the_words_is_not_found_again(
    make_stage: Callable[..., Stage],
) -> None:
    stage = make_stage(lines=("a a",))
    stage.press(Key.Key_H, CTRL)
    stage.type("a")
    bar = stage.window.page.find_bar
    bar.replacement.setText("aa")
    stage.click(bar.replace_one)
    assert stage.editor.textCursor().selectionStart() == 3


@pytest.mark.parametrize("replacement", ["", "🙂🙂", "ones"])
def test_replace_all_is_one_undo_step(make_stage: Callable[..., Stage], replacement: str) -> None:
    lines = ("one 🙂 One one", "", "👨‍👩‍👧one", "phone")
    stage = make_stage(lines=lines)
    stage.press(Key.Key_H, CTRL)
    stage.type("one")
    bar = stage.window.page.find_bar
    bar.match_case.setChecked(True)
    bar.replacement.setText(replacement)
    stage.click(bar.replace_all)
    assert stage.editor.lines() == [line.replace("one", replacement) for line in lines]
    assert stage.toast == strings.count(strings.REPLACED, 4)
    assert stage.engine._lines == stage.editor.lines()
    stage.editor.undo()
    assert tuple(stage.editor.lines()) == lines
    assert stage.engine._lines == list(lines)


def test_the_toast_undoes_a_replacement_of_all(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(lines=("one one",))
    stage.press(Key.Key_H, CTRL)
    stage.type("one")
    stage.click(stage.window.page.find_bar.replace_all)
    stage.click(stage.window.page.toast.button)
    assert stage.editor.lines() == ["one one"]


def test_whole_word_and_match_case_count_anew(stage: Stage) -> None:
    stage.press(Key.Key_F, CTRL)
    stage.type("it")
    bar = stage.window.page.find_bar
    assert bar.found.text().endswith("of 2")
    bar.match_case.setChecked(True)
    assert bar.found.text().endswith("of 1")
