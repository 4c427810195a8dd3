"""The window as a whole: menus, status bar, engine state, right click, zoom, names, reports."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from suggest import Dialect, Dismissal, EngineState, StateChanged, Trigger
from tests.ui.conftest import CLARITY, FACT, LINES, Stage
from ui import strings, window_menus
from ui.engine import WritingEngine
from ui.labels import Elided

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def entry(stage: Stage, text: str) -> QAction:
    """The command of that name in the menus."""
    found = [action for action in stage.window.rooms.menus.actions if action.text() == text]
    assert len(found) == 1, text
    return found[0]


def test_the_fake_engine_is_one(stage: Stage) -> None:
    engine: WritingEngine = stage.engine
    assert engine.suggestions()


def test_edits_caret_and_view_reach_the_engine(stage: Stage, qtbot: QtBot) -> None:
    stage.type("x")
    assert stage.engine.told("edit")
    assert stage.engine.told("caret")[-1] == ("caret", 0, 1)
    qtbot.waitUntil(lambda: bool(stage.engine.told("viewport")), timeout=2000)
    assert stage.engine.told("viewport")[-1] == ("viewport", 0, len(LINES) - 1)
    assert stage.engine._lines == stage.editor.lines()


def test_the_settings_reach_the_engine_at_the_start(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(dialect=Dialect.UK, eagerness=0.2, delay_ms=1500)
    options = stage.engine.options
    assert (options.dialect, options.eagerness, options.delay_ms) == (Dialect.UK, 0.2, 1500)


def test_switched_off_stays_off_at_the_next_start(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(suggestions_on=False)
    assert stage.engine.told("set_enabled") == [("set_enabled", False)]
    assert stage.window.status.engine.said.startswith(strings.ENGINE_OFF)


def test_f9_switches_suggestions_off_and_on(stage: Stage) -> None:
    stage.press(Key.Key_F9)
    assert stage.engine.told("set_enabled")[-1] == ("set_enabled", False)
    assert stage.preferences.suggestions_on is False
    assert stage.editor.mark_rects(CLARITY) == []
    stage.press(Key.Key_F9)
    assert stage.engine.told("set_enabled")[-1] == ("set_enabled", True)
    assert stage.editor.mark_rects(CLARITY)


def test_a_snooze_says_until_when_and_can_be_ended(stage: Stage) -> None:
    stage.press(Key.Key_F9, SHIFT)
    assert stage.engine.told("snooze") == [("snooze", 15)]
    assert stage.window.status.engine.said == "Snoozed · until 14:17"
    assert stage.toast == strings.SNOOZED
    stage.click(stage.window.page.toast.button)
    assert stage.engine.state is EngineState.IDLE
    assert stage.preferences.suggestions_on is True


@pytest.mark.parametrize("state", list(EngineState))
def test_every_state_has_words(stage: Stage, state: EngineState) -> None:
    stage.window.on_event(StateChanged(state, ""))
    assert len(stage.window.status.engine.said) > 10
    stage.window.on_event(StateChanged(state, "This is why."))
    assert stage.window.status.engine.said.endswith("This is why.")


def test_the_engine_menu_offers_what_can_be_done_now(stage: Stage) -> None:
    menu = window_menus.engine_menu(stage.window)
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == [
        strings.SNOOZE,
        strings.TURN_OFF,
        strings.SHOW_HELD,
        strings.ENGINE_SETTINGS,
        strings.SETTINGS,
    ]
    stage.window.snooze()
    menu = window_menus.engine_menu(stage.window)
    assert menu.actions()[0].text() == strings.TURN_ON
    menu.actions()[0].trigger()
    assert stage.engine.state is EngineState.IDLE


def test_the_count_shows_words_then_characters_and_the_selection(
    make_stage: Callable[..., Stage], qtbot: QtBot
) -> None:
    stage = make_stage(lines=("One two 🙂", "three-four don’t"))
    count = stage.window.status.count
    assert count.text() == "4 words"
    stage.click(count)
    assert count.text() == "26 characters"
    stage.editor.selectAll()
    qtbot.waitUntil(lambda: count.text() == "26 of 26 characters selected", timeout=2000)
    stage.click(count)
    assert count.text() == "4 of 4 words selected"
    assert stage.editor.hasFocus()


def test_counts_follow_typing(make_stage: Callable[..., Stage], qtbot: QtBot) -> None:
    stage = make_stage(lines=("One",))
    stage.press(Key.Key_End, CTRL)
    stage.type(" two three")
    stage.press(Key.Key_Return)
    stage.type("four")
    status = stage.window.status
    qtbot.waitUntil(lambda: status.count.text() == "4 words", timeout=2000)


def test_zoom_changes_the_prose_within_its_bounds(stage: Stage) -> None:
    stage.press(Key.Key_Plus, CTRL)
    assert stage.preferences.prose_size == 19
    assert stage.editor.font().pixelSize() == 19
    for _ in range(30):
        stage.press(Key.Key_Minus, CTRL)
    assert stage.preferences.prose_size == 12
    stage.press(Key.Key_0, CTRL)
    assert stage.preferences.prose_size == 18
    assert stage.window.status.count.font().pixelSize() == 12


def test_a_dialect_from_the_menu_reaches_the_engine(stage: Stage) -> None:
    stage.window.choose_dialect("AU")
    assert stage.engine.options.dialect is Dialect.AU
    assert stage.preferences.dialect is Dialect.AU


def test_full_screen_hides_strip_and_status(stage: Stage) -> None:
    stage.press(Key.Key_F11)
    assert not stage.window.strip.isVisible()
    assert not stage.window.status.isVisible()
    stage.press(Key.Key_F11)
    assert stage.window.strip.isVisible()


def test_every_command_has_words_and_no_key_is_used_twice(stage: Stage) -> None:
    actions = stage.window.rooms.menus.actions
    assert len(actions) > 25
    keys = [key.toString() for action in actions for key in action.shortcuts() if key.toString()]
    assert len(keys) == len(set(keys))
    assert {"F8", "Shift+F8", "Ctrl+.", "F9"} <= set(keys)
    assert all(action.text() for action in actions)


@pytest.mark.skipif(not window_menus.HAS_HIDDEN_BAR, reason="the platform has its own menu bar")
def test_alt_shows_the_menu_bar_and_hides_it(stage: Stage) -> None:
    bar = stage.window.rooms.menus.bar
    assert not bar.isVisible()
    stage.press(Key.Key_Alt)
    assert bar.isVisible()
    assert bar.activeAction() is not None
    stage.press(Key.Key_Alt)
    assert not bar.isVisible()


@pytest.mark.skipif(not window_menus.HAS_HIDDEN_BAR, reason="the platform has its own menu bar")
def test_alt_with_another_key_is_not_for_the_menus(stage: Stage) -> None:
    QTest.keyPress(stage.editor, Key.Key_Alt)
    QTest.keyPress(stage.editor, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    QTest.keyRelease(stage.editor, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    QTest.keyRelease(stage.editor, Key.Key_Alt)
    assert not stage.window.rooms.menus.bar.isVisible()


def test_the_button_of_the_strip_holds_all_menus(stage: Stage) -> None:
    menu = window_menus.whole_menu(stage.window.rooms.menus, stage.window)
    assert [action.text() for action in menu.actions()] == [
        strings.MENU_FILE,
        strings.MENU_EDIT,
        strings.MENU_VIEW,
        strings.MENU_SUGGESTIONS,
        strings.MENU_HELP,
    ]


def test_recent_files_can_be_opened_and_forgotten(stage: Stage) -> None:
    file_menu = stage.window.rooms.menus.menus[0]
    file_menu.aboutToShow.emit()
    (recent,) = [m for m in file_menu.findChildren(QMenu) if m.title() == strings.OPEN_RECENT]
    recent.aboutToShow.emit()
    assert recent.actions()[0].text() == "shipping.md · drafts"
    recent.actions()[0].trigger()
    assert tuple(stage.editor.lines()) == LINES
    recent.actions()[-1].trigger()
    assert stage.preferences.recent == ()


def menu_texts(menu: QMenu) -> list[str]:
    """The words of a menu."""
    return [action.text() for action in menu.actions() if action.text()]


def test_a_right_click_offers_the_same_answers(stage: Stage) -> None:
    menu = stage.window.rooms.mark_menu.build(CLARITY)
    assert menu is not None
    assert menu_texts(menu) == [
        "“To”",
        "“So, to”",
        "“So as to”",
        strings.SHOW_CARD,
        strings.NOT_NOW,
        strings.NOT_HERE,
        strings.NOT_PHRASE,
        strings.MUTE_RULE,
        strings.CUT,
        strings.COPY,
        strings.PASTE,
        strings.SELECT_ALL,
    ]
    menu.actions()[1].trigger()
    assert "So, to get out of it" in stage.editor.line_text(2)


def test_a_right_click_on_a_fact_changes_nothing(stage: Stage) -> None:
    menu = stage.window.rooms.mark_menu.build(FACT)
    assert menu is not None
    assert menu_texts(menu)[:2] == [strings.CHECKED, strings.EDIT]
    menu.actions()[0].trigger()
    assert stage.engine.told("check") == [("check", FACT)]
    assert tuple(stage.editor.lines()) == LINES


def test_dismissing_from_the_right_click_menu(stage: Stage) -> None:
    menu = stage.window.rooms.mark_menu.build(CLARITY)
    assert menu is not None
    [mute] = [action for action in menu.actions() if action.text() == strings.MUTE_RULE]
    mute.trigger()
    assert stage.engine.told("dismiss") == [("dismiss", CLARITY, Dismissal.MUTE_RULE)]
    assert stage.toast == "Rule muted: wordy."


def test_the_toast_goes_by_itself_but_not_from_under_the_pointer(stage: Stage) -> None:
    toast = stage.window.page.toast
    toast.say("Noted.")
    assert toast._timer.isActive()
    QTest.mouseMove(toast, QPoint(5, 5))
    QApplication.processEvents()
    assert not toast._timer.isActive()
    toast.say("Noted again.")
    toast._timer.timeout.emit()
    assert toast.isHidden()


def test_the_empty_draft_offers_another(stage: Stage) -> None:
    stage.press(Key.Key_N, CTRL)
    hint = stage.window.page.hint
    assert hint.isVisible()
    stage.type("a")
    assert not hint.isVisible()
    stage.press(Key.Key_Backspace)
    assert hint.isVisible()


def test_the_focus_of_the_window_is_told(stage: Stage, qtbot: QtBot) -> None:
    other = QPlainTextEdit()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: bool(stage.engine.told("focus")), timeout=2000)
    qtbot.waitUntil(lambda: stage.engine.told("focus")[-1] == ("focus", False), timeout=2000)
    stage.window.activateWindow()
    qtbot.waitUntil(lambda: stage.engine.told("focus")[-1] == ("focus", True), timeout=2000)


def test_everything_pressable_has_a_name(stage: Stage) -> None:
    window = stage.window
    window.rooms.panel.show(True)
    window.rooms.finder.open(replacing=True)
    window.rooms.flow.open(CLARITY, focus=False)
    nameless = [
        f"{type(button).__name__} in {type(button.parentWidget()).__name__}"
        for button in window.findChildren(QAbstractButton)
        if not (button.accessibleName() or button.text()) and not _of_qt(button)
    ]
    assert nameless == []


def _of_qt(widget: QWidget) -> bool:
    return widget.objectName().startswith("qt_")


def test_icon_buttons_are_large_enough_to_hit(stage: Stage) -> None:
    stage.window.rooms.panel.show(True)
    stage.window.rooms.flow.open(CLARITY, focus=False)
    for button in stage.window.findChildren(QAbstractButton):
        if button.isVisible():
            assert min(button.width(), button.height()) >= 24, button.accessibleName()


def test_no_mouse_click_on_chrome_takes_the_caret(stage: Stage) -> None:
    window = stage.window
    for widget in (window.strip.panel, window.status.count, window.strip):
        stage.click(widget)
        assert stage.editor.hasFocus()


def test_long_names_are_cut_in_the_middle(stage: Stage) -> None:
    name = "a very long name " * 20 + ".md"
    stage.window.strip.show_name(name, "")
    stage.window.resize(700, 500)
    QApplication.processEvents()
    label = stage.window.strip._name
    assert isinstance(label, Elided)
    assert label.accessibleName() == name
    assert stage.window.strip.panel.geometry().right() < stage.window.width()


def test_the_engine_hears_what_was_pasted_and_what_was_typed(stage: Stage) -> None:
    editor = stage.window.page.editor
    stage.engine.triggers.clear()
    QTest.keyClicks(editor, "a")
    QGuiApplication.clipboard().setText("Words from elsewhere.")
    editor.paste()
    QTest.keyClicks(editor, "b")
    assert stage.engine.triggers == [Trigger.PAUSE, Trigger.PASTED, Trigger.PAUSE]
