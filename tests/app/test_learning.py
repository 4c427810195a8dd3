"""The learning joined to a real log: what a start learns, what a session adds, what is kept."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.erasing import Eraser, WindowEraser
from app.learning import _LINES, Learning
from app.paths import find_paths
from suggest.events import Learned, WordOffered
from suggest.feedback.event import Action, EventText, FeedbackEvent
from suggest.feedback.log import FeedbackLog
from suggest.feedback.schema import APPLICATION_ID, MIGRATIONS
from suggest.learning.answers import Subject
from suggest.migrations import migrate
from suggest.values import Dismissal, Kind, Outcome
from tests.suggest.feedback.events import event

NEVER: Callable[[], bool] = lambda: False  # noqa: E731
ALWAYS: Callable[[], bool] = lambda: True  # noqa: E731
SUBJECT = Subject("plain/utilize", Kind.CLARITY, "utilize", "use", "paragraph")
TEXT = EventText("p1", "We will utilize it.", 8, "utilize", "use")
GRADES = ("shipped=0.6200", "in=paragraph")


def lived(number: int, outcome: Outcome, **more: object) -> list[FeedbackEvent]:
    """A suggestion that was shown and answered, in a document of its own."""
    start = datetime.now(UTC) - timedelta(hours=1)
    common: dict[str, object] = {
        "document": f"d{number}",
        "wall": start + timedelta(seconds=number),
        "grades": GRADES,
        "confidence": 0.62,
    }
    shown = event(number, text=TEXT, **common)
    ending: dict[str, object] = {"outcome": outcome, "text": None, **common, **more}
    end = event(number, event_id=f"e{number}-end", action=Action.OUTCOME, **ending)
    return [shown, end]


def refusals(number: int) -> list[FeedbackEvent]:
    return lived(number, Outcome.DISMISSED, dismissal=Dismissal.NOT_HERE)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "feedback.sqlite3"


def filled(path: Path, events: list[FeedbackEvent]) -> None:
    log = FeedbackLog(path)
    for one in events:
        log.append(one)
    assert log.close()


def learning(log: Path, on: Callable[[], bool] = ALWAYS) -> tuple[Learning, list[object]]:
    told: list[object] = []
    say: Callable[[Learned | WordOffered], None] = told.append
    return Learning(log.with_name("learned.json"), log, say, on), told


def test_a_start_learns_from_the_log_and_says_nothing(log: Path) -> None:
    filled(log, [e for number in range(7) for e in refusals(number)])
    one, told = learning(log)
    assert one.learner.shift(SUBJECT) == 0.0
    one.load()
    assert one.learner.shift(SUBJECT) < -0.5
    assert [a.key for a in one.adaptations()] == ["rule:plain/utilize"]
    assert told == []


def test_a_session_is_the_same_as_a_start(log: Path) -> None:
    events = [e for number in range(7) for e in refusals(number)]
    filled(log, events)
    past, _ = learning(log)
    past.load()
    live, _ = learning(log)
    recorded: list[FeedbackEvent] = []
    record = live.recording(recorded.append)
    for one in events:
        record(one)
    assert recorded == events
    assert live.learner.shift(SUBJECT) == pytest.approx(past.learner.shift(SUBJECT), abs=0.01)


def test_learning_off_still_counts(log: Path) -> None:
    filled(log, [e for number in range(7) for e in refusals(number)])
    one, _ = learning(log, NEVER)
    one.load()
    assert one.learner.shift(SUBJECT) == 0.0
    assert one.for_text("We will utilize it.", 500) == ()


def test_accepted_words_become_examples_and_undone_ones_do_not(log: Path) -> None:
    final = EventText("p1", TEXT.passage, 8, "utilize", "use", "use")
    kept = lived(1, Outcome.ACCEPTED, text=final)
    undone = lived(2, Outcome.ACCEPTED, text=final)
    back = event(2, event_id="e2-back", action=Action.OUTCOME, outcome=Outcome.REVERTED, text=None)
    filled(log, [*kept, *undone, back])
    one, _ = learning(log)
    one.load()
    (pair,) = one.for_text("They will utilize it too.", 500)
    assert (pair.before, pair.after) == ("We will utilize it.", "We will use it.")
    assert len(one.examples._pairs) == 1


def test_a_mute_is_said_once_and_kept_in_a_private_file(log: Path) -> None:
    one, told = learning(log)
    for number in range(14):
        for event_ in refusals(number):
            one.observe(event_)
    assert len(told) == 1 and isinstance(told[0], Learned)
    file = log.with_name("learned.json")
    assert json.loads(file.read_text())["muted"].keys() == {"plain/utilize"}
    assert file.stat().st_mode & 0o077 == 0
    again, _ = learning(log)
    assert again.learner.mutes("plain/utilize")
    again.undo("rule:plain/utilize")
    third, _ = learning(log)
    assert not third.learner.mutes("plain/utilize")
    assert [a.undone for a in third.adaptations()] == [True]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"version": 9}', '{"version": 1}', "\x00"])
def test_a_damaged_file_is_put_aside(log: Path, content: str) -> None:
    file = log.with_name("learned.json")
    file.write_text(content)
    one, _ = learning(log)
    assert one.adaptations() == []
    (aside,) = log.parent.glob("learned.json.damaged-*")
    assert aside.read_text() == content
    assert one.problem.endswith(f"It is kept as {aside.name}.")
    assert learning(log)[0].problem == ""  # it is told once


def test_what_cannot_be_saved_is_told_until_it_can(tmp_path: Path) -> None:
    log = tmp_path / "data" / "feedback.sqlite3"
    one, _ = learning(log)
    told: list[str] = []
    one.listen(told.append)
    one.answer_offer("plumbus", accepted=False)
    assert told[0].startswith("What was muted and undone could not be saved")
    log.parent.mkdir()
    one.answer_offer("plumbus", accepted=False)
    assert told[1:] == [""]


def test_a_log_that_is_none_teaches_nothing(log: Path) -> None:
    log.write_bytes(b"not a log at all" * 100)
    one, _ = learning(log)
    one.load()
    assert one.adaptations() == []


def test_a_log_of_version_1_gets_the_index_that_a_start_reads(log: Path) -> None:
    with closing(sqlite3.connect(log, isolation_level=None)) as old:
        migrate(old, APPLICATION_ID, MIGRATIONS[:1])
    filled(log, [e for number in range(7) for e in refusals(number)])
    with closing(sqlite3.connect(log)) as new:
        plan = new.execute(f"EXPLAIN QUERY PLAN {_LINES}", (10,)).fetchall()
    assert "events_shown_or_answered" in str(plan)
    one, _ = learning(log)
    one.load()
    assert one.learner.shift(SUBJECT) < 0


def test_what_was_erased_is_not_written_again(log: Path) -> None:
    one, _ = learning(log)
    for number in range(14):
        for event_ in refusals(number):
            one.observe(event_)
    log.with_name("learned.json").unlink()
    one.forget()
    assert one.adaptations() == [] and one.learner.shift(SUBJECT) == 0.0
    one.answer_offer("word", accepted=False)
    kept = json.loads(log.with_name("learned.json").read_text())
    assert kept["muted"] == {} and kept["undone"] == {}


@dataclass
class Memory:
    """What a window has in memory, the answers of models left out."""

    learning: Learning

    def forget(self) -> None:
        self.learning.forget()

    def forget_words(self) -> None:
        self.learning.relearn()


def test_what_was_forgotten_is_shown_to_no_model_any_more(tmp_path: Path) -> None:
    paths = find_paths(str(tmp_path))
    paths.prepare()
    log = paths.data / "feedback.sqlite3"
    filled(log, lived(1, Outcome.ACCEPTED, text=replace(TEXT, final="use")))
    words = EventText("p2", "The marmalade sandwich sings.", 4, "marmalade", "orange", "orange")
    more: dict[str, object] = {"document": "secret", "text": words, "wall": datetime.now(UTC)}
    running = FeedbackLog(log)
    one, _ = learning(log)
    one.load()
    record = one.recording(running.append)
    record(event(9, **more))
    record(event(9, event_id="e9-end", action=Action.OUTCOME, outcome=Outcome.ACCEPTED, **more))
    other = "We will utilize it."
    assert one.for_text(words.passage, 300)[0].before == words.passage
    for word in ("marmalade", "utilize"):
        one.answer_offer(word, accepted=False)
    eraser = WindowEraser(Eraser(paths), (running,), Memory(one))
    assert eraser.forget("secret") == []
    assert json.loads((paths.data / "learned.json").read_text())["words"] == {"utilize": False}
    one.answer_offer("utilize", accepted=False)  # what is in memory is written whole
    assert "marmalade" not in (paths.data / "learned.json").read_text()
    assert words.passage not in {pair.before for pair in one.for_text(words.passage, 300)}
    assert [pair.before for pair in one.for_text(other, 300)] == [other]
    assert eraser.erase_all() == []
    assert one.for_text(other, 300) == []
    assert running.close()


def test_what_is_kept_waits_for_no_disk(log: Path) -> None:
    one, _ = learning(log)
    waiting: list[Callable[[], None]] = []
    one.later = waiting.append
    one.answer_offer("Copenhagen", False)
    assert not log.with_name("learned.json").exists()
    (write,) = waiting
    write()
    again, _ = learning(log)
    again.answer_offer("Berlin", False)
    kept = json.loads(log.with_name("learned.json").read_text())
    assert kept["words"] == {"Copenhagen": False, "Berlin": False}
