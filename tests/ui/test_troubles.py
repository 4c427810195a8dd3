"""What goes wrong with the writer's files is told in the window when it happens."""

from __future__ import annotations

import threading
from pathlib import Path

from pytestqt.qtbot import QtBot

from suggest.feedback.log import FeedbackLog, LogOptions
from tests.suggest.feedback.events import event
from tests.ui.conftest import Stage
from ui import strings
from ui.troubles import Troubles


def shown(stage: Stage) -> tuple[str, str]:
    """Title and text of the banner, empty when there is none."""
    message = stage.window.page.banner.message
    return ("", "") if message is None else (message.title, message.text)


def test_a_log_that_cannot_be_written_is_told_and_taken_back(
    stage: Stage, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    folder.touch()  # a file in place of the folder
    log = FeedbackLog(folder / "log.sqlite3", LogOptions(batch_seconds=0.01, retry_seconds=0.02))
    folder.unlink()
    log.append(event(1))
    assert log.flush()
    troubles = Troubles(stage.window.page, stage.window)
    troubles.watch("log", log)
    assert shown(stage) == ("", "")

    log.problem = "The disk is full."
    told = (strings.TROUBLE_TITLE, "The disk is full.")
    qtbot.waitUntil(lambda: shown(stage) == told, timeout=5000)
    log.append(event(2))
    qtbot.waitUntil(lambda: shown(stage) == ("", ""), timeout=5000)
    assert log.close()


def test_two_files_have_a_banner_each(stage: Stage, qtbot: QtBot, tmp_path: Path) -> None:
    troubles = Troubles(stage.window.page, stage.window)
    one, two = FeedbackLog(tmp_path / "one"), FeedbackLog(tmp_path / "two")
    troubles.watch("one", one)
    troubles.watch("two", two)

    def both() -> None:
        one.problem, two.problem = "First.", "Second."

    thread = threading.Thread(target=both)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: shown(stage)[1] == "First.", timeout=5000)
    one.problem = ""
    qtbot.waitUntil(lambda: shown(stage)[1] == "Second.", timeout=5000)
    for log in (one, two):
        assert log.close()
