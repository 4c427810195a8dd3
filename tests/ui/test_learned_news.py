"""What was learned is said once, after the message of what the writer just did."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from suggest import Learned, WordOffered
from tests.ui.conftest import Stage

TEXT = "You kept dismissing “utilize → use”; it is no longer shown."


def test_a_rule_that_muted_itself_is_told(stage: Stage, qtbot: QtBot) -> None:
    stage.window.on_event(Learned(TEXT, "rule:plain/utilize"))
    qtbot.waitUntil(lambda: stage.toast == TEXT, timeout=2_000)


def test_an_offered_word_is_added_by_the_button(stage: Stage, qtbot: QtBot) -> None:
    stage.window.on_event(WordOffered("Kubernetes", "Add “Kubernetes” to your words?"))
    qtbot.waitUntil(lambda: stage.toast.startswith("Add"), timeout=2_000)
    button = stage.window.page.toast.button
    assert button.text() == "Add"
    stage.click(button)
    assert "Kubernetes" in stage.window.rooms.later.engine.words()
