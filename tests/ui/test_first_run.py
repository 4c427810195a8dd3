"""The sheet of a first start: by keys and clicks, and how it makes way for who wants to write."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import DRAFT, Stage
from ui import engine_strings as words
from ui.consent_dialog import ConsentDialog
from ui.engine_page import EnginePage
from ui.first_run import FirstRun
from ui.settings_dialog import SettingsDialog
from ui.theme import THEMES

Key = Qt.Key


@pytest.fixture
def fresh(make_stage: Callable[..., Stage], qtbot: QtBot) -> Stage:
    """A first start: an empty draft, the sheet over it."""
    stage = make_stage(newcomer=True)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is sheet(stage).sheet.cards[0], timeout=5000)
    return stage


def found(stage: Stage) -> FirstRun | None:
    """The sheet, None once it is gone."""
    shown = [one for one in stage.window.findChildren(FirstRun) if one.isVisible()]
    return shown[0] if shown else None


def sheet(stage: Stage) -> FirstRun:
    """The sheet, which must be there."""
    one = found(stage)
    assert one is not None
    return one


def settings(stage: Stage) -> SettingsDialog:
    """The settings that were opened."""
    dialog = stage.window.rooms.dialogs.current
    assert isinstance(dialog, SettingsDialog)
    QApplication.processEvents()
    return dialog


def question(stage: Stage) -> ConsentDialog | None:
    """The question about a host, if it is asked."""
    assert stage.window.rooms.remote is not None
    return stage.window.rooms.remote.question


def page(stage: Stage) -> EnginePage:
    """Their page of engines."""
    dialog = settings(stage)
    assert dialog.sections.currentItem().text() == words.SECTION_ENGINE
    assert dialog.engine is not None
    return dialog.engine


def is_gone_and_the_draft_has_the_focus(stage: Stage) -> bool:
    return found(stage) is None and QApplication.focusWidget() is stage.editor


def test_enter_takes_offline_and_the_draft_has_the_focus(fresh: Stage) -> None:
    fresh.press(Key.Key_Return)
    assert is_gone_and_the_draft_has_the_focus(fresh)
    assert fresh.preferences.engine == "offline"
    assert fresh.remote.told == []
    fresh.type("Hello")
    assert fresh.editor.lines() == ["Hello"]


def test_escape_stays_offline_whatever_is_chosen(fresh: Stage) -> None:
    fresh.press(Key.Key_Down)
    assert sheet(fresh).chosen == "anthropic"
    fresh.press(Key.Key_Escape)
    assert is_gone_and_the_draft_has_the_focus(fresh)
    assert fresh.preferences.engine == "offline"


def test_the_first_letter_is_written(fresh: Stage) -> None:
    fresh.type("H")
    fresh.type("i, all")
    assert is_gone_and_the_draft_has_the_focus(fresh)
    assert fresh.editor.lines() == ["Hi, all"]
    assert fresh.preferences.engine == "offline"


def test_a_letter_of_the_third_level_is_written_and_a_command_is_not(fresh: Stage) -> None:
    card = sheet(fresh).sheet.cards[0]
    control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    for held in (control, alt):
        QTest.sendKeyEvent(QTest.KeyAction.Press, card, Key.Key_At, "@", held)
        assert found(fresh) is not None
    QTest.sendKeyEvent(QTest.KeyAction.Press, card, Key.Key_At, "@", control | alt)
    assert fresh.editor.lines() == ["@"]


def test_arrows_go_round_and_tab_goes_to_the_button_and_back(fresh: Stage) -> None:
    one = sheet(fresh)
    for engine in ("anthropic", "openai"):
        fresh.press(Key.Key_Down)
        assert one.chosen == engine
    fresh.press(Key.Key_Up)
    assert one.chosen == "anthropic"
    fresh.press(Key.Key_Tab)
    assert one.sheet.begin.hasFocus()
    fresh.press(Key.Key_Tab)
    assert one.sheet.cards[1].hasFocus()
    fresh.press(Key.Key_Backtab)
    assert one.sheet.begin.hasFocus()


def test_claude_leads_to_its_key_then_to_the_question_and_refusing_stays_offline(
    fresh: Stage,
) -> None:
    fresh.press(Key.Key_Down)
    fresh.press(Key.Key_Tab)
    fresh.press(Key.Key_Space)
    assert found(fresh) is None
    opened = page(fresh)
    assert opened.engine.currentData() == "anthropic"
    assert QApplication.focusWidget() is opened.server.key.field
    assert question(fresh) is None
    QTest.keyClicks(opened.server.model.choice, "model-1")
    QTest.keyClick(opened.server.model.choice, Key.Key_Return)
    QApplication.processEvents()
    asked = question(fresh)
    assert asked is not None
    assert asked.hosts == ("api.anthropic.com",)
    QTest.keyClick(asked, Key.Key_Escape)
    QApplication.processEvents()
    assert fresh.preferences.engine == "offline"
    assert fresh.preferences.remote_consent == ()


def test_an_own_server_leads_to_its_address_and_agreeing_puts_it_to_work(fresh: Stage) -> None:
    fresh.click(sheet(fresh).sheet.cards[2])
    assert sheet(fresh).chosen == "openai"
    fresh.click(sheet(fresh).sheet.begin)
    opened = page(fresh)
    assert opened.engine.currentData() == "openai"
    assert QApplication.focusWidget() is opened.server.address.field
    fresh.type("http://localhost:8080/v1")
    fresh.press(Key.Key_Return)
    QTest.keyClicks(opened.server.model.choice, "small-1")
    QTest.keyClick(opened.server.model.choice, Key.Key_Return)
    QApplication.processEvents()
    asked = question(fresh)
    assert asked is not None
    fresh.click(asked.use)
    settings(fresh).accept()
    QApplication.processEvents()
    assert fresh.preferences.engine == "openai"
    assert fresh.window.status.engine.said == "localhost:8080 · small-1 · on this computer"


def test_leaving_the_settings_without_a_model_is_offline(fresh: Stage) -> None:
    fresh.press(Key.Key_Down)
    fresh.press(Key.Key_Return)
    assert fresh.preferences.engine == "anthropic"
    page(fresh)
    QTest.keyClick(settings(fresh), Key.Key_Escape)
    QApplication.processEvents()
    assert fresh.preferences.engine == "offline"
    assert fresh.toast == words.FIRST_NO_MODEL


def test_a_click_beside_it_and_a_file_that_is_opened_send_it_away(
    make_stage: Callable[..., Stage],
) -> None:
    stage = make_stage(newcomer=True)
    QTest.mouseClick(sheet(stage), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert found(stage) is None
    other = make_stage(newcomer=True)
    other.window.drafts.open(DRAFT)
    assert found(other) is None
    assert other.window.drafts.document is not None
    assert other.window.drafts.document.path == DRAFT


def test_a_command_that_takes_the_focus_sends_it_away(fresh: Stage) -> None:
    fresh.press(Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert found(fresh) is None
    assert QApplication.focusWidget() is fresh.window.page.find_bar.field
    assert fresh.preferences.engine == "offline"


def test_an_engine_chosen_in_the_settings_meanwhile_sends_it_away(fresh: Stage) -> None:
    fresh.window.rooms.dialogs.settings()
    assert found(fresh) is not None, "a dialog is not the draft"
    fresh.preferences.engine, fresh.preferences.openai_model = "openai", "small-1"
    fresh.remote.settings_changed()
    assert found(fresh) is None
    assert fresh.preferences.engine == "openai"
    settings(fresh).accept()


def test_no_sheet_for_whoever_opens_a_file_or_was_here_before(
    make_stage: Callable[..., Stage],
) -> None:
    assert found(make_stage()) is None
    stage = make_stage(start=False, newcomer=True)
    stage.window.start([DRAFT])
    stage.window.show()
    QApplication.processEvents()
    assert found(stage) is None


def test_it_has_names_and_says_what_is_chosen(fresh: Stage) -> None:
    one = sheet(fresh)
    assert one.accessibleName() == words.FIRST_NAME
    told = [QAccessible.queryAccessibleInterface(card) for card in one.sheet.cards]
    assert {each.role() for each in told} == {QAccessible.Role.RadioButton}
    assert [each.text(QAccessible.Text.Name) for each in told] == [
        title for title, _ in words.FIRST_CHOICES.values()
    ]
    assert [each.text(QAccessible.Text.Description) for each in told] == [
        note for _, note in words.FIRST_CHOICES.values()
    ]
    assert [each.state().checked for each in told] == [1, 0, 0]


def test_it_fits_into_every_window(fresh: Stage) -> None:
    one = sheet(fresh)
    for size in ((640, 480), (900, 620), (1440, 900)):
        fresh.window.resize(*size)
        QApplication.processEvents()
        assert one.geometry() == fresh.window.page.rect()
        assert one.rect().contains(one.sheet.geometry())
        for part in (*one.sheet.cards, one.sheet.begin):
            assert one.sheet.rect().contains(part.geometry())
        tops = [card.geometry().top() for card in one.sheet.cards]
        assert tops == sorted(set(tops))


def test_the_chosen_card_stands_out_in_every_theme(fresh: Stage) -> None:
    def edge(image: QImage) -> list[str]:
        return [image.pixelColor(image.width() // 2, y).name() for y in range(2)]

    for theme in sorted(THEMES):
        fresh.window.choose_theme(theme)
        first, second, _ = (card.grab().toImage() for card in sheet(fresh).sheet.cards)
        accent = fresh.window.parts.look.colour("accent").name()
        assert edge(first) == [accent, accent], theme
        assert accent not in edge(second), theme
