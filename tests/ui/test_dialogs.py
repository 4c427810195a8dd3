"""The dialogs: each does what its buttons say, at once, and none of them waits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from suggest import Dialect, Dismissal, Kind
from tests.ui.conftest import CLARITY, RESOURCES, TONE, Stage
from ui import dialog_strings, strings
from ui.ask import AskWithDialogs
from ui.dictionary_dialog import DictionaryDialog
from ui.dismissals_dialog import DismissalsDialog
from ui.help_dialogs import AboutDialog, ShortcutsDialog
from ui.question import Question
from ui.question_dialog import QuestionDialog
from ui.settings_dialog import SettingsDialog
from ui.switch import Choice, EditableChoice, Switch

Key = Qt.Key
CONTROLS: tuple[type[QWidget], ...] = (Switch, Choice, QLineEdit, QAbstractButton)


def settings(stage: Stage) -> SettingsDialog:
    """The settings, open."""
    stage.window.rooms.dialogs.settings()
    dialog = stage.window.rooms.dialogs.current
    assert isinstance(dialog, SettingsDialog)
    return dialog


def choose(dialog: SettingsDialog, name: str, value: object) -> None:
    """Choose a value in the setting of that name."""
    (choice,) = [c for c in dialog.findChildren(Choice) if c.accessibleName() == name]
    index = choice.findData(value)
    assert index >= 0
    choice.setCurrentIndex(index)


def test_settings_of_suggestions_reach_the_engine_at_once(stage: Stage) -> None:
    dialog = settings(stage)
    choose(dialog, dialog_strings.SET_DELAY, 2000)
    assert stage.engine.options.delay_ms == 2000
    (tone,) = [s for s in dialog.findChildren(Switch) if s.text() == "Tone"]
    tone.click()
    assert stage.engine.options.classes == frozenset(Kind) - {Kind.TONE}
    assert TONE not in [one.id for one in stage.engine.suggestions()]
    tone.click()
    assert stage.preferences.classes == frozenset(Kind)
    (on,) = [s for s in dialog.findChildren(Switch) if s.text() == dialog_strings.SET_ON_LABEL]
    on.click()
    assert stage.engine.told("set_enabled")[-1] == ("set_enabled", False)


def test_settings_of_writing_and_appearance_hold_at_once(stage: Stage) -> None:
    dialog = settings(stage)
    choose(dialog, strings.DIALECT, "UK")
    assert stage.engine.options.dialect is Dialect.UK
    choose(dialog, strings.THEME, "dark")
    assert stage.window.parts.look.theme.name == "dark"
    choose(dialog, dialog_strings.SET_SIZE, 22)
    assert stage.editor.font().pixelSize() == 22
    wide = stage.editor.viewport().width()
    choose(dialog, dialog_strings.SET_COLUMN, 60)
    assert stage.editor.viewport().width() < wide
    assert (stage.preferences.column, stage.preferences.prose_size) == (60, 22)


def test_a_value_outside_the_usual_ones_is_kept(stage: Stage) -> None:
    stage.preferences.prose_size = 19
    dialog = settings(stage)
    (size,) = [
        c for c in dialog.findChildren(Choice) if c.accessibleName() == dialog_strings.SET_SIZE
    ]
    assert size.currentData() == 19
    assert size.currentText() == "19 px"


def test_the_settings_work_by_keyboard(stage: Stage, qtbot: QtBot) -> None:
    dialog = settings(stage)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog, timeout=2000)
    dialog.sections.setFocus()
    stage.press(Key.Key_Down)
    assert dialog.pages.currentIndex() == 1
    with qtbot.waitSignal(dialog.finished, timeout=2000):
        stage.press(Key.Key_Escape)


@pytest.mark.parametrize("engine", ["offline", "anthropic", "openai"])
def test_every_setting_is_seen_without_scrolling_sideways(
    engine: str, make_stage: Callable[..., Stage]
) -> None:
    grader = "openai" if engine == "anthropic" else "anthropic"
    stage = make_stage(engine=engine, grade_engine=grader, remote_consent=("a.test",))
    dialog = settings(stage)
    for number in range(dialog.pages.count()):
        dialog.sections.setCurrentRow(number)
        QApplication.processEvents()
        page = dialog.pages.currentWidget()
        assert page is not None
        for control in [w for kind in CONTROLS for w in page.findChildren(kind)]:
            if not control.isVisible():
                continue
            right = control.mapTo(dialog, control.rect().topRight()).x()
            assert right < dialog.width() - 16, control.accessibleName()
            if isinstance(control, QLineEdit | EditableChoice):
                assert control.width() > 90
                continue
            assert control.width() >= control.sizeHint().width() - 1


def test_the_dictionary_adds_and_removes(stage: Stage, qtbot: QtBot) -> None:
    stage.window.rooms.dialogs.dictionary()
    dialog = stage.window.rooms.dialogs.current
    assert isinstance(dialog, DictionaryDialog)
    qtbot.waitUntil(dialog.field.hasFocus, timeout=2000)
    assert not dialog.add_word.isEnabled()
    stage.type("kubernetes")
    stage.press(Key.Key_Return)
    assert stage.engine.told("add_word") == [("add_word", "kubernetes")]
    assert dialog.isVisible()
    assert [dialog.words.item(n).text() for n in range(2)] == ["kubernetes", "Stet"]
    stage.type("kubernetes")
    stage.press(Key.Key_Return)
    assert len(stage.engine.told("add_word")) == 1
    assert "in the list" in dialog.notice.text()
    dialog.words.setCurrentRow(0)
    stage.click(dialog.remove)
    assert stage.engine.words() == ["Stet"]
    assert not dialog.remove.isEnabled()


def test_a_phrase_refused_on_the_card_is_in_the_dictionary_and_can_be_taken_out(
    stage: Stage,
) -> None:
    stage.engine.dismiss(CLARITY, Dismissal.NOT_PHRASE)
    stage.engine.dismiss(TONE, Dismissal.NOT_HERE)
    stage.window.rooms.dialogs.dictionary()
    dialog = stage.window.rooms.dialogs.current
    assert isinstance(dialog, DictionaryDialog)
    listed = [dialog.words.item(n).text() for n in range(dialog.words.count())]
    assert listed == ["In order to", "Stet"]
    dialog.words.setCurrentRow(0)
    stage.click(dialog.remove)
    assert [entry.how for entry in stage.engine.dismissals()] == [Dismissal.NOT_HERE]
    assert stage.engine.words() == ["Stet"]
    assert dialog.words.count() == 1
    assert stage.engine.suggestion(CLARITY) is not None


def test_dismissals_are_listed_newest_first_and_undone_one_by_one(stage: Stage) -> None:
    stage.engine.dismiss(CLARITY, Dismissal.NOT_HERE)
    stage.engine.dismiss(TONE, Dismissal.MUTE_RULE)
    stage.window.rooms.dialogs.dismissals()
    dialog = stage.window.rooms.dialogs.current
    assert isinstance(dialog, DismissalsDialog)
    assert len(dialog.undo_buttons) == 2
    stage.click(dialog.undo_buttons[0])
    assert len(stage.engine.told("restore")) == 1
    assert len(dialog.undo_buttons) == 1
    stage.click(dialog.undo_buttons[0])
    assert stage.engine.suggestion(CLARITY) is not None
    assert dialog.undo_buttons == []


def test_help_lists_every_key_and_every_licence(stage: Stage) -> None:
    stage.window.rooms.dialogs.shortcuts()
    dialog = stage.window.rooms.dialogs.current
    assert isinstance(dialog, ShortcutsDialog)
    texts = {made.text() for made in dialog.findChildren(QLabel)}
    assert {"F8", "Ctrl .", "H", strings.NEXT_MARK, strings.NOT_HERE} <= texts
    stage.window.rooms.dialogs.about()
    about = stage.window.rooms.dialogs.current
    assert isinstance(about, AboutDialog)
    shown = "\n".join(view.toPlainText() for view in about.findChildren(QPlainTextEdit))
    for licence in sorted(RESOURCES.glob("*/**/LICENSE")):
        assert licence.read_text("utf-8").strip()[:60] in shown


def test_a_question_answers_with_the_pressed_button(stage: Stage, qtbot: QtBot) -> None:
    ask = AskWithDialogs(stage.window.parts.look, stage.window)
    answers: list[str] = []
    question = Question("Save?", "It has changes.", (strings.SAVE, strings.DISCARD, strings.CANCEL))
    ask.choose(question, answers.append)
    assert answers == []
    (dialog,) = stage.window.findChildren(QuestionDialog)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog, timeout=2000)
    stage.press(Key.Key_Return)
    assert answers == [strings.SAVE]
    ask.choose(question, answers.append)
    dialog = stage.window.findChildren(QuestionDialog)[-1]
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog, timeout=2000)
    QTest.keyClick(dialog, Key.Key_Escape)
    assert answers == [strings.SAVE, strings.CANCEL]


def test_the_dialog_for_saving_gives_a_path_with_an_ending(
    stage: Stage, qtbot: QtBot, tmp_path: Path
) -> None:
    ask = AskWithDialogs(stage.window.parts.look, stage.window)
    got: list[Path] = []
    ask.file_to_save(tmp_path / "Untitled.md", got.append)
    (dialog,) = stage.window.findChildren(QFileDialog)
    qtbot.waitUntil(dialog.isVisible, timeout=2000)
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(name, QLineEdit)
    assert name.text() == "Untitled.md"
    name.setText("post")
    box = dialog.findChild(QDialogButtonBox)
    assert isinstance(box, QDialogButtonBox)
    box.button(QDialogButtonBox.StandardButton.Save).click()
    assert got == [tmp_path / "post.md"]
