"""The settings page "Engine": chosen and typed as a writer would; the desk answers later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Stage
from ui import engine_strings as words
from ui import strings
from ui.consent_dialog import ConsentDialog
from ui.engine_page import EnginePage
from ui.remote import Amount, KeyPlace, KeyState, Offered, Spending, Trial
from ui.settings_dialog import SettingsDialog
from ui.switch import Choice

Key = Qt.Key
CLAUDE = {"engine": "anthropic", "anthropic_model": "model-1"}
AGREED = {"remote_consent": ("api.anthropic.com",)}


def opened(stage: Stage) -> EnginePage:
    """The page, in front."""
    stage.window.rooms.dialogs.engine()
    dialog = stage.window.rooms.dialogs.current
    assert isinstance(dialog, SettingsDialog)
    QApplication.processEvents()
    assert dialog.sections.currentItem().text() == words.SECTION_ENGINE
    assert dialog.engine is not None
    return dialog.engine


def asked(stage: Stage) -> ConsentDialog:
    """The question about hosts."""
    assert stage.window.rooms.remote is not None
    assert stage.window.rooms.remote.question is not None
    return stage.window.rooms.remote.question


def done(stage: Stage) -> None:
    """Press Done, which takes no focus from a field."""
    dialog = stage.window.rooms.dialogs.current
    assert isinstance(dialog, SettingsDialog)
    dialog.accept()
    QApplication.processEvents()


def pick(choice: Choice, value: object) -> None:
    """Choose a value by the keyboard."""
    choice.setFocus()
    wanted, now = choice.findData(value), choice.currentIndex()
    assert wanted >= 0
    for _ in range(abs(wanted - now)):
        QTest.keyClick(choice, Key.Key_Down if wanted > now else Key.Key_Up)
    QApplication.processEvents()
    assert choice.currentData() == value


def fill(field: QWidget, text: str, *, enter: bool = True) -> None:
    """Type over what is in a field."""
    target = field.lineEdit() if hasattr(field, "lineEdit") else field
    assert isinstance(target, QLineEdit)
    target.setFocus()
    target.selectAll()
    QTest.keyClick(target, Key.Key_Delete)
    QTest.keyClicks(target, text)
    if enter:
        QTest.keyClick(target, Key.Key_Return)
    QApplication.processEvents()


def test_offline_shows_nothing_that_does_nothing(stage: Stage) -> None:
    page = opened(stage)
    shown = [w for w in page.findChildren(QWidget) if w.isVisible()]
    assert [w for w in shown if isinstance(w, QLineEdit | QAbstractButton)] == []
    assert page.engine.isVisible()


def test_an_engine_is_set_up_by_keyboard_and_then_asked_about(stage: Stage) -> None:
    page = opened(stage)
    pick(page.engine, "openai")
    assert stage.preferences.engine == "openai"
    fill(page.server.address.field, "http://localhost:8080/v1")
    assert stage.preferences.openai_base_url == "http://localhost:8080/v1"
    assert stage.window.rooms.remote is not None
    before = stage.window.rooms.remote.question
    assert before is None, "not before a model is chosen"
    fill(page.server.model.choice, "small-1")
    assert stage.preferences.openai_model == "small-1"
    question = asked(stage)
    assert question.hosts == ("localhost:8080",)
    stage.click(question.use)
    assert stage.preferences.remote_consent == ("localhost:8080",)
    assert stage.window.status.engine.said == "localhost:8080 · small-1 · on this computer"
    assert "Reads now: localhost:8080 · small-1." in page._now.text()


def test_staying_offline_turns_the_page_back(stage: Stage) -> None:
    stage.preferences.anthropic_model = "model-1"
    page = opened(stage)
    pick(page.engine, "anthropic")
    question = asked(stage)
    assert question.focusWidget() is question.stay, "Enter agrees to nothing"
    QTest.keyClick(question.stay, Key.Key_Return)
    QApplication.processEvents()
    assert stage.preferences.engine == "offline"
    assert stage.preferences.remote_consent == ()
    assert page.engine.currentData() == "offline"
    assert not page.server.isVisible()


def test_what_is_wrong_is_said_and_not_kept(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(**CLAUDE, **AGREED)
    page = opened(stage)
    fill(page.server.address.field, "http://far.test")
    assert stage.preferences.anthropic_base_url == ""
    assert page.server.address.note.text() == "The address must begin with https://."
    assert page.server.address.note.property("tone") == "danger"
    fill(page.server.address.field, "")
    assert page.server.address.note.text() == words.ADDRESS_NOTE["anthropic"]
    fill(page.server.model.choice, "two words")
    assert stage.preferences.anthropic_model == "model-1"
    assert "one word" in page.server.model.note.text()
    fill(page.spending.day[0], "many")
    assert stage.preferences.cap_day_tokens == 0
    assert page.spending.caps_note.text() == words.CAP_WRONG


def test_a_tiny_cap_is_shown_as_it_holds(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(**CLAUDE, **AGREED)
    page = opened(stage)
    fill(page.spending.day[1], "0.00001")
    assert (stage.preferences.cap_day_money, page.spending.day[1].text()) == (1e-05, "0.00001")
    fill(page.spending.day[1], "1e-12")
    assert stage.preferences.cap_day_money == 1e-05
    assert page.spending.caps_note.text() == words.CAP_WRONG


def test_an_address_of_the_environment_is_only_shown(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(**CLAUDE, **AGREED)
    stage.remote.fixed["anthropic"] = "https://proxy.test"
    page = opened(stage)
    assert not page.server.address.field.isEnabled()
    assert "STET_ANTHROPIC_BASE_URL" in page.server.address.note.text()


def test_a_key_is_given_once_and_never_shown(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(**CLAUDE, **AGREED)
    page = opened(stage)
    key = page.server.key
    assert key.note.text() == words.KEY_NEEDED
    assert not key.keep.isVisible()
    assert not key.remove.isVisible()
    fill(key.field, "two words")
    assert key.note.text() == "A key has no spaces."
    fill(key.field, "sk-secret", enter=False)
    assert key.field.echoMode() is QLineEdit.EchoMode.Password
    stage.click(key.keep)
    assert stage.remote.told[-1] == "key 9"
    assert key.field.text() == ""
    assert "keyring" in key.note.text()
    assert "api.anthropic.com only" in key.note.text()
    stage.click(key.remove)
    assert key.note.text() == words.KEY_NEEDED


def test_a_key_that_was_typed_counts_for_the_test_and_at_the_end(
    make_stage: Callable[..., Stage],
) -> None:
    stage = make_stage(**CLAUDE, **AGREED)
    page = opened(stage)
    fill(page.server.key.field, "sk-secret", enter=False)
    stage.click(page.test.button)
    assert "key 9" in stage.remote.told
    fill(page.server.key.field, "sk-other-secret", enter=False)
    page.leave()
    assert stage.remote.told.count("key 15") == 1


def test_a_key_that_was_typed_goes_to_no_server_chosen_afterwards(
    make_stage: Callable[..., Stage],
) -> None:
    stage = make_stage(**CLAUDE, **AGREED)
    page = opened(stage)
    key = page.server.key
    fill(key.field, "sk-secret", enter=False)
    fill(page.server.address.field, "https://other.test")
    page.settle()
    assert key.field.text() == "sk-secret"
    page.engine.setCurrentIndex(page.engine.findData("openai"))
    assert key.field.text() == ""
    page.leave()
    assert not any(told.startswith("key ") for told in stage.remote.told)


@pytest.mark.parametrize("place", [KeyPlace.ENVIRONMENT, KeyPlace.THIS_RUN])
def test_it_is_said_where_the_key_is(place: KeyPlace, make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(**CLAUDE, **AGREED)
    stage.remote.keys["anthropic"] = KeyState(place, "api.anthropic.com", "ANTHROPIC_API_KEY")
    page = opened(stage)
    said = page.server.key.note.text()
    assert ("ANTHROPIC_API_KEY" in said) == (place is KeyPlace.ENVIRONMENT)
    assert page.server.key.remove.isVisible() == (place is KeyPlace.THIS_RUN)


def test_models_are_listed_and_one_is_taken(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(**CLAUDE, **AGREED)
    page = opened(stage)
    model = page.server.model
    stage.click(model.button)
    assert model.button.text() == strings.CANCEL
    stage.click(model.button)
    assert stage.remote.stopped == 1
    assert model.button.text() == words.LIST_MODELS
    stage.click(model.button)
    stage.remote.lists[-1][1](Offered(("model-1", "model-2", "model-3")))
    assert "3 models" in model.note.text()
    assert model.text == "model-1"
    model.choice.setFocus()
    QTest.keyClick(model.choice, Key.Key_Down)
    QTest.keyClick(model.choice, Key.Key_Return)
    assert stage.preferences.anthropic_model == "model-2"
    stage.click(model.button)
    stage.remote.lists[-1][1](Offered(problem="The server has no list."))
    assert model.note.text() == "The server has no list."


def test_a_test_of_the_connection_never_blocks_and_can_be_stopped(
    make_stage: Callable[..., Stage],
) -> None:
    stage = make_stage(**CLAUDE, **AGREED)
    page = opened(stage)
    stage.click(page.test.button)
    assert page.test.note.text() == words.TESTING
    stage.click(page.test.button)
    assert page.test.note.text() == words.STOPPED
    stage.click(page.test.button)
    stage.remote.tests[-1][2](Trial(False, "The server refuses the key."))
    assert page.test.note.text() == "The server refuses the key."
    assert page.test.note.property("tone") == "danger"
    assert page.test.button.text() == words.TEST
    stage.click(page.test.button)
    stage.remote.tests[-1][2](Trial(True, "It answered."))
    assert page.test.note.property("tone") == "accent"


def test_an_answer_after_the_dialog_is_closed_goes_nowhere(
    make_stage: Callable[..., Stage], qtbot: QtBot
) -> None:
    stage = make_stage(**CLAUDE, **AGREED)
    page = opened(stage)
    stage.click(page.test.button)
    stage.click(page.server.model.button)
    with qtbot.waitSignal(page.destroyed, timeout=2000):
        done(stage)
    assert stage.remote.stopped == 2
    stage.remote.tests[-1][2](Trial(True, "Late."))
    stage.remote.lists[-1][1](Offered(("late",)))
    stage.remote.tell()


def test_another_model_grades_on_the_same_server(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(**CLAUDE, **AGREED)
    page = opened(stage)
    pick(page.grading, "model")
    assert page.grade_model.choice.isVisible()
    fill(page.grade_model.choice, "model-small")
    assert stage.preferences.grade_engine == "same"
    assert stage.preferences.grade_model == "model-small"
    stage.click(page.test.button)
    stage.remote.tests[-1][2](Trial(True, "One."))
    assert stage.remote.tests[-1][:2] == ("anthropic", "model-small")
    stage.remote.tests[-1][2](Trial(True, "Two."))
    assert page.test.note.text() == "One.\nTwo."
    pick(page.grading, "same")
    assert stage.preferences.grade_model == ""


def test_another_server_grades_and_is_asked_about(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(**CLAUDE, **AGREED, openai_base_url="http://localhost:8080/v1")
    page = opened(stage)
    pick(page.grading, "openai")
    assert stage.preferences.grade_engine == "openai"
    assert page.grader.address.field.text() == ""
    assert page.grader.address.field.placeholderText() == "http://localhost:8080/v1"
    fill(page.grader.model.choice, "grader-1")
    assert stage.preferences.grade_model == "grader-1"
    question = asked(stage)
    assert question.hosts == ("localhost:8080",)
    stage.click(question.use)
    said = stage.window.status.engine.said
    assert said == "Claude · model-1 · graded by localhost:8080 · grader-1"


def test_a_second_server_of_the_same_kind_grades(make_stage: Callable[..., Stage]) -> None:
    near, far = "http://localhost:8080/v1", "http://localhost:8081/v1"
    stage = make_stage(
        engine="openai",
        openai_model="reader-1",
        openai_base_url=near,
        remote_consent=("localhost:8080",),
    )
    page = opened(stage)
    pick(page.grading, "elsewhere")
    assert page.grader.address.field.placeholderText() == near
    assert page.grader.model.text == "reader-1"
    fill(page.grader.address.field, far)
    assert stage.preferences.grade_base_url == far
    assert stage.preferences.openai_base_url == near
    question = asked(stage)
    assert question.hosts == ("localhost:8081",)
    stage.click(question.use)
    fill(page.grader.model.choice, "grader-1")
    fill(page.grader.key.field, "secret")
    assert list(stage.remote.keys) == ["grader"]
    assert "localhost:8081 only" in page.grader.key.note.text()
    said = stage.window.status.engine.said
    assert said == "localhost:8080 · reader-1 · graded by localhost:8081 · grader-1"
    stage.click(page.test.button)
    stage.remote.tests[-1][2](Trial(True, "One."))
    assert [one[:2] for one in stage.remote.tests] == [
        ("openai", "reader-1"),
        ("grader", "grader-1"),
    ]
    done(stage)
    assert opened(stage).grading.currentData() == "elsewhere"


def test_a_test_takes_over_what_was_typed_last(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(**CLAUDE, **AGREED)
    page = opened(stage)
    pick(page.grading, "elsewhere")
    fill(page.grader.address.field, "http://localhost:8081", enter=False)
    stage.click(page.test.button)
    assert stage.preferences.grade_base_url == "http://localhost:8081"


def test_the_address_of_a_grader_is_forgotten_with_its_kind(
    make_stage: Callable[..., Stage],
) -> None:
    stage = make_stage(**CLAUDE, **AGREED, grade_base_url="http://localhost:8081")
    page = opened(stage)
    assert page.grading.currentData() == "elsewhere"
    pick(page.engine, "openai")
    assert stage.preferences.grade_base_url == ""
    assert page.grading.currentData() == "same"


def test_another_address_has_another_key(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(**CLAUDE, **AGREED)
    stage.remote.keys["anthropic"] = KeyState(KeyPlace.KEYRING, "api.anthropic.com")
    page = opened(stage)
    assert "api.anthropic.com only" in page.server.key.note.text()
    stage.remote.keys.clear()
    fill(page.server.address.field, "http://localhost:8080")
    assert page.server.key.note.text() == words.KEY_PLACES["none"]


def test_another_engine_forgets_the_grader_of_the_last(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(**CLAUDE, **AGREED, grade_model="model-small")
    page = opened(stage)
    assert page.grading.currentData() == "model"
    pick(page.engine, "openai")
    assert stage.preferences.grade_model == ""
    assert page.grading.currentData() == "same"


def test_caps_hold_when_typed_and_at_done(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(**CLAUDE, **AGREED)
    stage.remote.use = Spending(currency="EUR")
    page = opened(stage)
    fill(page.spending.day[0], "50,000")
    assert stage.preferences.cap_day_tokens == 50_000
    fill(page.spending.month[1], "4,50")
    assert stage.preferences.cap_month_money == 4.5
    assert page.spending.month[1].text() == "4.5"
    fill(page.spending.day[1], "0.25", enter=False)
    fill(page.server.model.choice, "model-2", enter=False)
    done(stage)
    assert stage.preferences.cap_day_money == 0.25
    assert stage.preferences.anthropic_model == "model-2"


def test_use_prices_and_their_problems_are_told(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(**CLAUDE, **AGREED)
    stage.remote.use = Spending(
        Amount(1200, ((0.5, "EUR"),)),
        Amount(9000, ((2.5, "EUR"),), estimated=True, priced=False),
        Amount(300, ((0.0042, "EUR"),)),
        currency="EUR",
    )
    page = opened(stage)
    assert page.spending.use.text().splitlines() == [
        "Today: 1,200 tokens · 0.50 EUR",
        "This month: 9,000 tokens · 2.50 EUR · some of it without a price · estimated",
        "Per kept suggestion: 300 tokens · 0.0042 EUR",
    ]
    stage.click(page.spending.prices)
    assert stage.remote.told[-1] == "prices"
    stage.remote.prices_answer = "No program opens it."
    stage.click(page.spending.prices)
    assert page.spending.prices_note.text() == "No program opens it."
    stage.remote.use = replace(
        stage.remote.use, problem="The record is damaged.", damaged=True, caps_problem="No price."
    )
    page.come_back()
    assert page.spending.use.text() == "The record is damaged."
    assert page.spending.caps_note.text() == "No price."
    stage.click(page.spending.anew)
    assert "anew" in stage.remote.told
    assert "nothing yet" in page.spending.use.text()
    assert not page.spending.anew.isVisible()


def test_everything_has_a_name_and_is_reached_by_tab(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(**CLAUDE, **AGREED, grade_engine="openai", openai_model="m")
    page = opened(stage)
    wanted = {
        w
        for w in page.findChildren(QWidget)
        if w.isVisible() and isinstance(w, QLineEdit | QAbstractButton | Choice)
        if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.focusProxy() is None
    }
    for one in wanted:
        named = one.text() if isinstance(one, QAbstractButton) else one.accessibleName()
        assert named, one
    page.engine.setFocus(Qt.FocusReason.TabFocusReason)
    seen: list[QWidget] = []
    for _ in range(len(wanted) + 12):
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.append(focus)
        QTest.keyClick(focus, Key.Key_Tab)
    assert wanted <= set(seen)
    order = [w for w in dict.fromkeys(seen) if w in wanted]
    tops = [w.mapTo(page, w.rect().center()).y() // 24 for w in order]
    assert tops == sorted(tops), "top to bottom"
