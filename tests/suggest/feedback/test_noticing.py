"""A log that is open in one window notices what another process removed from it."""

import queue
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from suggest.feedback.log import FeedbackLog, LogOptions
from suggest.feedback.noticing import Noticing, Removal
from suggest.feedback.removing import forget
from suggest.feedback.store import open_log, wipe
from tests.suggest.feedback.events import event
from tests.suggest.feedback.test_log import all_events

QUICK = LogOptions(batch_seconds=0.01, look_seconds=0.01)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log.sqlite3"


@pytest.fixture
def log(path: Path) -> Iterator[FeedbackLog]:
    one = FeedbackLog(path, QUICK)
    one.append(event(1))
    assert one.flush()
    yield one
    assert one.close()


def _delete(path: Path) -> None:
    """As a wipe does when the log is damaged."""
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()


@pytest.mark.parametrize(
    ("remove", "removal"),
    [
        (wipe, Removal.EVERYTHING),
        (_delete, Removal.EVERYTHING),
        (lambda path: forget(path, "any"), Removal.WORDS),
    ],
)
def test_a_window_at_rest_hears_of_it_once(
    log: FeedbackLog, path: Path, remove: Callable[[Path], object], removal: Removal
) -> None:
    heard: queue.SimpleQueue[Removal] = queue.SimpleQueue()
    log.removed = heard.put
    remove(path)
    assert heard.get(timeout=10) is removal
    log.append(event(2, event_id="after"))
    assert log.flush()
    assert heard.empty()
    assert "after" in {one.event_id for one in all_events(path)}


def test_ids_of_documents_are_new_after_a_wipe(log: FeedbackLog, path: Path) -> None:
    heard: queue.SimpleQueue[Removal] = queue.SimpleQueue()
    log.removed = heard.put
    before = log.document_id("/drafts/a.md")
    wipe(path)
    heard.get(timeout=10)
    assert log.document_id("/drafts/a.md") != before


def test_what_could_not_be_written_before_a_wipe_is_not_written_after_it(
    log: FeedbackLog, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: queue.SimpleQueue[Removal] = queue.SimpleQueue()
    log.removed = heard.put

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("suggest.feedback.log.insert", full)
        log.append(event(2, event_id="before"))
        assert not log.flush()
        wipe(path)
        heard.get(timeout=10)
    log.append(event(3, event_id="after"))
    assert log.flush()
    assert [one.event_id for one in all_events(path)] == ["after"]


def test_others_that_write_or_put_a_damaged_log_aside_remove_nothing(
    log: FeedbackLog, path: Path
) -> None:
    heard: list[Removal] = []
    log.removed = heard.append
    other = FeedbackLog(path)
    other.append(event(3, event_id="other"))
    assert other.close()
    assert log.flush()
    path.rename(path.with_name(f"{path.name}.damaged-20260312-093000-000000"))
    log.append(event(4, event_id="here"))
    assert log.flush()
    assert heard == []
    assert [one.event_id for one in all_events(path)] == ["here"]


def test_a_log_that_is_held_is_looked_at_again(path: Path) -> None:
    noticing = Noticing(path)
    with closing(open_log(path)) as one:
        assert noticing.look(one) is None
        wipe(path)
    broken = sqlite3.connect(":memory:")
    assert noticing.look(broken) is None
    broken.close()
    with closing(open_log(path)) as again:
        assert noticing.look(again) is Removal.EVERYTHING
