from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.engine import EngineSide, Ground, make_engine
from app.erasing import Eraser
from app.paths import Paths, find_paths, resources_dir
from app.preferences import KeptPreferences
from app.session import session_file
from app.settings import settings_file
from app.writer import Writer
from suggest import Event
from suggest.feedback.event import Action, EventText
from suggest.feedback.log import FeedbackLog
from suggest.feedback.outcomes import Outcomes
from suggest.feedback.reading import read_log
from suggest.feedback.telling import Clocks
from suggest.values import Outcome
from tests.suggest.feedback.events import event


def _made(paths: Paths) -> EngineSide:
    preferences = KeptPreferences(
        settings_file(paths.settings_file), session_file(paths.session_file), Writer()
    )
    heard: list[Event] = []
    clocks = Clocks(time.monotonic, lambda: datetime.now(UTC))
    return make_engine(Ground(paths, resources_dir(), clocks), preferences, heard.append)


@pytest.mark.parametrize(("days", "kept"), [(0, False), (30, False), (50, True)])
def test_words_go_when_the_writer_wants_them_gone(tmp_path: Path, days: int, kept: bool) -> None:
    paths = find_paths(str(tmp_path))
    paths.prepare()
    settings_file(paths.settings_file).change(text_days=days)
    log = FeedbackLog(paths.data / "feedback.sqlite3")
    log.append(replace(event(), wall=datetime.now(UTC) - timedelta(days=40)))
    assert log.close()
    side = _made(paths)
    assert side.feedback.close()
    with read_log(paths.data / "feedback.sqlite3") as reader:
        (found,) = reader.events()
    assert (found.text is not None) == kept


@pytest.mark.parametrize("keep", [True, False])
def test_the_switch_for_words_reaches_the_recorder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keep: bool
) -> None:
    made: list[Outcomes] = []
    make = Outcomes.__init__

    def noted(self: Outcomes, *args: object, **more: object) -> None:
        make(self, *args, **more)  # type: ignore[arg-type]
        made.append(self)

    monkeypatch.setattr(Outcomes, "__init__", noted)
    paths = find_paths(str(tmp_path))
    paths.prepare()
    settings_file(paths.settings_file).change(keep_text=keep)
    side = _made(paths)
    assert [recorder.keep_text for recorder in made] == [keep]
    assert side.feedback.close()


def test_a_running_window_forgets_what_a_command_erased(tmp_path: Path) -> None:
    paths = find_paths(str(tmp_path))
    paths.prepare()
    side = _made(paths)
    words: dict[str, object] = {
        "wall": datetime.now(UTC),
        "text": EventText("p", "We will utilize it.", 8, "utilize"),
    }
    for number in range(2):
        shown = event(number, **words)
        side.learning.recording(side.feedback.append)(shown)
    ended = replace(event(1, event_id="end", **words), action=Action.OUTCOME)
    side.learning.recording(side.feedback.append)(replace(ended, outcome=Outcome.ACCEPTED))
    assert side.feedback.flush()
    assert side.learning.for_text("We will utilize it.", 300) != ()
    erased: list[bool] = []
    side.remote.erase = lambda: erased.append(True)  # type: ignore[method-assign]
    assert Eraser(paths).erase_all() == []
    assert side.feedback.flush()  # looks before it writes
    assert (list(side.learning.for_text("We will utilize it.", 300)), erased) == ([], [True])
    assert Eraser(paths).forget("doc") == []
    assert side.feedback.flush()
    assert erased == [True, True]
    assert side.feedback.close()
