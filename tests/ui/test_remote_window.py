"""Models in the window: who reads in the status bar, the question, what was sent, privacy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from suggest import EngineState, Sent, StateChanged
from suggest.values import Origin
from tests.ui.conftest import CLARITY, Stage
from ui import engine_strings as words
from ui import strings
from ui.consent_dialog import consent_text, consent_title
from ui.privacy_page import PrivacyPage
from ui.reader_words import in_full, money, reader_words, shortest
from ui.remote import Amount, Asking, Model, RemoteView, Rest, Resting
from ui.sent_view import SentView
from ui.settings_dialog import SettingsDialog

Key = Qt.Key
AT = datetime(2026, 3, 12, 14, 32, tzinfo=UTC)
CLAUDE = Model("Claude", "api.anthropic.com", "model-1")
LOCAL = Model("localhost:8080", "localhost:8080", "small-1", local=True)
FAR = Model("models.test", "models.test", "big-1")
READY = {
    "engine": "anthropic",
    "anthropic_model": "model-1",
    "remote_consent": ("api.anthropic.com",),
}


def said(stage: Stage) -> str:
    """What the engine's place in the status bar says."""
    return stage.window.status.engine.said


@pytest.mark.parametrize(
    ("view", "words_of_it"),
    [
        (RemoteView(), "Offline engine · Nothing leaves this computer"),
        (RemoteView("anthropic", CLAUDE, CLAUDE), "Claude · model-1"),
        (RemoteView("openai", FAR, FAR), "models.test · big-1"),
        (RemoteView("openai", LOCAL, LOCAL), "localhost:8080 · small-1 · on this computer"),
        (
            RemoteView("openai", LOCAL, CLAUDE),
            "localhost:8080 · small-1 · graded by Claude · model-1",
        ),
        (
            RemoteView("anthropic", CLAUDE, CLAUDE, today=Amount(1200, ((0.04, "EUR"),))),
            "Claude · model-1 · 0.04 EUR today",
        ),
        (
            RemoteView("anthropic", CLAUDE, CLAUDE, today=Amount(1200)),
            "Claude · model-1 · 1,200 tokens today",
        ),
        (RemoteView("openai", problem="Choose a model."), "Offline engine · Choose a model."),
        (
            RemoteView("openai", to_agree=(Asking("models.test", False, True, True),)),
            "Offline engine · Not used before you agree: models.test",
        ),
    ],
)
def test_the_reader_in_words(view: RemoteView, words_of_it: str) -> None:
    found = reader_words(view)
    assert f"{found.name} · {found.detail}" == words_of_it


@pytest.mark.parametrize("why", list(Rest))
def test_a_rest_is_offline_and_says_why(why: Rest) -> None:
    rest = Resting(why, CLAUDE.host, CLAUDE.title, "A sentence.", AT)
    found = reader_words(RemoteView("anthropic", CLAUDE, CLAUDE, resting=rest))
    assert found.name == strings.ENGINE
    assert (found.role, found.resting, found.note) == ("fact", True, "A sentence.")
    assert ("14:32" in found.detail) == (why is Rest.WAIT)


def test_a_resting_grader_hides_nobody_who_reads() -> None:
    rest = Resting(Rest.AWAY, CLAUDE.host, CLAUDE.title, "No answer.")
    found = reader_words(RemoteView("openai", LOCAL, CLAUDE, resting=rest))
    assert found.name == LOCAL.title
    assert "Claude does not grade" in found.detail


def test_a_narrow_status_bar_still_names_the_host_that_grades(
    make_stage: Callable[..., Stage],
) -> None:
    stage = make_stage(**READY)
    status = stage.window.status.engine
    far = Model("grades.office.test:8443", "grades.office.test:8443", "a-model-with-a-long-name")
    found = reader_words(RemoteView("openai", LOCAL, far, today=Amount(1200)))
    status.describe(*found[:3], found.note, found.short)
    assert status.fitting(2000) == found.detail
    assert status.fitting(300) == "graded by grades.office.test:8443"
    rest = Resting(Rest.AWAY, far.host, far.title, "No answer.")
    found = reader_words(RemoteView("openai", LOCAL, far, resting=rest))
    status.describe(*found[:3], found.note, found.short)
    assert status.fitting(285) == "grades.office.test:8443 does not grade for now"
    status.describe("Claude", "a-model-with-a-long-name", "accent")
    assert status.fitting(60).endswith("…")


def test_amounts() -> None:
    assert money(1234.5, "EUR") == "1,234.50 EUR"
    assert money(0.0042, "EUR") == "0.0042 EUR"
    assert money(0.0000001, "EUR") == "< 0.0001 EUR"
    assert shortest(Amount(10, ((1.0, "EUR"),), priced=False)) == "10 tokens"
    assert in_full(Amount(1, estimated=True)) == "1 token · estimated"
    assert in_full(Amount()) == "nothing yet"


def test_the_question_names_hosts_and_what_they_get() -> None:
    far, here = Asking("models.test", False, True, False), Asking("localhost:1", True, False, True)
    assert consent_title([far, here]) == "Let models.test and localhost:1 read your drafts?"
    assert consent_title([here]) == "Use the model at localhost:1?"
    reads, grades, place = consent_text([far, here])
    assert "models.test gets each passage you type" in reads
    assert "localhost:1 grades" in grades
    assert "this computer" in place


def test_the_status_bar_goes_on_naming_who_reads(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(**READY)
    status = stage.window.status.engine
    assert said(stage) == "Claude · model-1"
    stage.window.on_event(StateChanged(EngineState.IDLE, "The answer could not be read."))
    assert said(stage) == "Claude · The answer could not be read."
    stage.window.on_event(StateChanged(EngineState.OTHER_LANGUAGE, "Draft is in French."))
    assert said(stage) == "Claude · Draft is in French."
    stage.window.on_event(StateChanged(EngineState.IDLE, ""))
    stage.remote.resting = Resting(Rest.CAP, CLAUDE.host, "Claude", "Today’s cap is reached.")
    stage.remote.tell()
    assert said(stage) == "Offline engine · The cap is reached"
    assert status.toolTip() == "Today’s cap is reached."
    assert "The cap is reached" in status.accessibleName()
    stage.window.set_suggestions(False)
    assert said(stage).startswith(strings.ENGINE_OFF)


def test_a_chosen_engine_waits_in_a_banner_at_the_start(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(engine="anthropic", anthropic_model="model-1")
    banner = stage.window.page.banner
    assert banner.message is not None
    assert "api.anthropic.com" in banner.message.title
    flow = stage.window.rooms.remote
    assert flow is not None
    before = flow.question
    assert before is None
    banner.press(words.DECIDE)
    question = flow.question
    assert question is not None
    flow.ask()
    stage.click(question.use)
    assert stage.preferences.remote_consent == ("api.anthropic.com",)
    assert stage.window.page.banner.message is None
    assert said(stage) == "Claude · model-1"


def test_a_host_that_was_agreed_to_is_not_asked_about(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(**READY)
    before = stage.window.page.banner.message
    assert before is None
    stage.preferences.anthropic_base_url = "https://elsewhere.test"
    stage.remote.settings_changed()
    assert stage.window.page.banner.message is not None
    assert said(stage).startswith(strings.ENGINE)


def test_leaving_the_question_stays_offline(make_stage: Callable[..., Stage], qtbot: QtBot) -> None:
    stage = make_stage(engine="anthropic", anthropic_model="model-1")
    stage.window.page.banner.press(words.DECIDE)
    assert stage.window.rooms.remote is not None
    question = stage.window.rooms.remote.question
    qtbot.waitUntil(lambda: QApplication.activeWindow() is question, timeout=2000)
    stage.press(Key.Key_Escape)
    assert stage.preferences.engine == "offline"
    assert stage.preferences.remote_consent == ()
    assert said(stage).startswith(strings.ENGINE)


# What was sent

REQUESTS = (
    Sent("propose@1", "api.anthropic.com", "model-1", "The rules.", "In order to", AT),
    Sent("grade@1", "localhost:8080", "small-1", "Grade.", "old and new", AT),
)


def with_model(stage: Stage) -> None:
    """Makes one mark and one held proposal those of a model."""
    call = ("c1", "anthropic", "api.anthropic.com", "model-1", "r1")
    origin = Origin(*call, 1200, 1834, 0.0031, "EUR")
    stage.engine.origins = {"In order to": origin, "team of six": origin}
    stage.engine.sent_of = {CLARITY: REQUESTS, "held:wordy/team-of": REQUESTS}
    stage.engine._found.clear()
    stage.engine._held = ()
    stage.engine._find()


def sent_view(stage: Stage) -> SentView:
    """The view, open."""
    dialog = stage.window.rooms.dialogs.current
    assert isinstance(dialog, SentView)
    assert dialog.isVisible()
    return dialog


def test_the_card_names_the_model_and_shows_what_was_sent(stage: Stage) -> None:
    with_model(stage)
    stage.window.rooms.flow.open(CLARITY, focus=True)
    assert stage.card.text is not None
    assert stage.card.text.source == "Claude · propose@1 · model-1"
    stage.click(stage.card._header.more)
    menu = stage.card.menu
    for _ in menu.stops:
        if menu._sent.hasFocus():
            break
        stage.press(Key.Key_Down)
    stage.press(Key.Key_Return)
    view = sent_view(stage)
    assert "In order to" in view.text.toPlainText()
    assert "The rules." in view.text.toPlainText()
    assert view.which.currentText() == "propose@1 · model-1 · api.anthropic.com · 14:32:00"
    assert (
        view.took.text() == "The call with its grading took 1,834 tokens · 0.0031 EUR · 1.2\u00a0s."
    )
    view.which.setFocus()
    stage.press(Key.Key_Down)
    assert "old and new" in view.text.toPlainText()
    stage.click(view.copy)
    copied = QApplication.clipboard().text()
    assert "localhost:8080" in copied
    assert "old and new" in copied
    stage.press(Key.Key_Escape)


def test_marks_of_this_computer_have_nothing_that_was_sent(stage: Stage) -> None:
    stage.window.rooms.flow.open(CLARITY, focus=True)
    assert stage.card.text is not None
    assert stage.card.text.source.endswith("offline")
    assert not stage.card.text.remote
    assert stage.card.menu._sent not in stage.card.menu.stops


def test_what_was_sent_is_there_for_what_was_held_back(stage: Stage) -> None:
    with_model(stage)
    stage.window.rooms.panel.show_held()
    panel = stage.window.page.panel
    panel.held.choose("held:wordy/no-matter")
    panel.refresh()
    assert not panel.sent.isVisible()
    panel.held.setFocus()
    while panel.held.chosen_id != "held:wordy/team-of":
        stage.press(Key.Key_Down)
    assert panel.sent.isVisible()
    stage.click(panel.sent)
    assert "In order to" in sent_view(stage).text.toPlainText()


def test_an_answer_of_another_session_says_so(stage: Stage) -> None:
    with_model(stage)
    stage.engine.sent_of = {}
    stage.window.rooms.dialogs.sent(CLARITY)
    view = sent_view(stage)
    assert words.SENT_NONE in [label.text() for label in view.findChildren(QLabel)]
    assert not view.copy.isVisible()


# Privacy


def privacy(stage: Stage) -> PrivacyPage:
    """The page, in front."""
    stage.window.rooms.dialogs.settings()
    dialog = stage.window.rooms.dialogs.current
    assert isinstance(dialog, SettingsDialog)
    dialog.turn_to(words.SECTION_PRIVACY)
    QApplication.processEvents()
    (page,) = dialog.findChildren(PrivacyPage)
    assert page.isVisible()
    return page


def test_keeping_no_words_holds_at_once(stage: Stage) -> None:
    page = privacy(stage)
    page.keep.setFocus()
    stage.press(Key.Key_Space)
    assert stage.preferences.keep_text is False
    assert stage.privacy == [False]
    assert not page.days.isEnabled()
    stage.press(Key.Key_Space)
    page.days.setFocus()
    stage.press(Key.Key_Up)
    assert stage.preferences.text_days == 30
    assert stage.privacy == [False, True, True]


def test_agreed_hosts_can_be_asked_about_again(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(**READY)
    page = privacy(stage)
    assert page.agreed.text() == "api.anthropic.com"
    stage.click(page.again)
    assert stage.preferences.remote_consent == ()
    assert page.agreed.text() == words.NOBODY
    assert said(stage).startswith(strings.ENGINE)
