"""The log as it should be: what goes in comes out, nobody waits, words go when their time is up."""

import sqlite3
import stat
import sys
import threading
import time
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from suggest.errors import LogError
from suggest.feedback.event import Action, EventText, FeedbackEvent
from suggest.feedback.log import FeedbackLog, LogOptions
from suggest.feedback.reading import read_log
from suggest.feedback.schema import COLUMNS, TEXT_COLUMNS
from suggest.feedback.store import open_log, wipe
from suggest.feedback.track import Tally
from suggest.values import Dismissal, DropReason, Kind, Outcome, Trigger
from tests.suggest.feedback.events import TEXT, ended, event


def all_events(path: Path) -> list[FeedbackEvent]:
    with read_log(path) as reader:
        return list(reader.events())


def test_every_field_comes_back_as_it_went_in(tmp_path: Path) -> None:
    full = FeedbackEvent(
        event_id="e1",
        wall=datetime(2026, 3, 12, 12, 0, 0, 123_000, UTC),
        mono=1.25,
        session="s",
        document="d",
        suggestion_id="x",
        action=Action.PROBE,
        rule="plain/utilize",
        kind=Kind.TONE,
        source="Plain words",
        span_length=7,
        edit_length=0,
        trigger=Trigger.ASKED,
        provider="anthropic",
        model="m",
        request_id="r",
        raw=-1.5,
        confidence=0.25,
        bar=0.5,
        grades=("one", "two, three"),
        shown=True,
        drop_reason=DropReason.STALE,
        guard="numbers",
        outcome=Outcome.DISMISSED,
        previous=Outcome.IGNORED,
        dismissal=Dismissal.MUTE_RULE,
        visible_ms=1,
        card_ms=2,
        decide_ms=3,
        latency_ms=4,
        tokens=5,
        cost=0.001,
        currency="EUR",
        probe_s=30.0,
        kept=0.75,
        retained=6,
        good=False,
        text=EventText("p", "Passage\nof two lines 🙂", 3, "original", None, "final", "note"),
    )
    plain = event(2, text=None, good=None)
    log = FeedbackLog(tmp_path / "log.sqlite3")
    log.append(full)
    log.append(plain)
    assert log.close()
    assert all_events(tmp_path / "log.sqlite3") == [full, plain]
    assert log.problem == ""


def test_tables_have_a_column_for_every_field(tmp_path: Path) -> None:
    connection = open_log(tmp_path / "log.sqlite3")
    names = [row[1] for row in connection.execute("PRAGMA table_info(events)")]
    assert names == ["seq", *COLUMNS]
    texts = [row[1] for row in connection.execute("PRAGMA table_info(texts)")]
    assert texts == ["event_id", "wall", *TEXT_COLUMNS]
    assert {f.name for f in fields(EventText)} == {*TEXT_COLUMNS, "passage"}
    connection.close()


def test_append_does_not_wait_while_another_process_holds_the_log(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    log = FeedbackLog(path)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    began = time.perf_counter()
    for number in range(1000):
        log.append(event(number))
    assert time.perf_counter() - began < 0.5
    holder.execute("ROLLBACK")
    holder.close()
    assert log.close()
    assert len(all_events(path)) == 1000


def test_event_is_acknowledged_after_its_commit(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    seen: list[tuple[str, bool]] = []
    done = threading.Event()

    def acknowledged(ids: object) -> None:
        assert isinstance(ids, list)
        there = {e.event_id for e in all_events(path)}
        seen.extend((one, one in there) for one in ids)
        done.set()

    log = FeedbackLog(path, LogOptions(acknowledged=acknowledged))
    log.append(event(1))
    log.append(event(2))
    assert done.wait(5)
    assert log.close()
    assert seen == [("e1", True), ("e2", True)]


def test_same_event_twice_is_kept_once(tmp_path: Path) -> None:
    log = FeedbackLog(tmp_path / "log.sqlite3")
    log.append(event(1))
    assert log.flush()
    log.append(event(1))
    assert log.close()
    assert len(all_events(tmp_path / "log.sqlite3")) == 1


def test_half_a_surrogate_pair_costs_no_batch(tmp_path: Path) -> None:
    log = FeedbackLog(tmp_path / "log.sqlite3")
    log.append(event(1, text=EventText("p\ud800", "a\ud83d", 0, "a", "b\udc00")))
    assert log.close()
    (back,) = all_events(tmp_path / "log.sqlite3")
    assert back.text == EventText("p?", "a?", 0, "a", "b?")


def test_events_cannot_be_changed(tmp_path: Path) -> None:
    connection = open_log(tmp_path / "log.sqlite3")
    log = FeedbackLog(tmp_path / "log.sqlite3")
    log.append(event(1))
    assert log.close()
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute("UPDATE events SET rule = 'other'")
    connection.close()


def test_states_follow_the_last_event(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    log = FeedbackLog(path)
    held = event(1, action=Action.HELD, shown=False, drop_reason=DropReason.OVER_BUDGET)
    other = event(
        5, action=Action.HELD, shown=False, drop_reason=DropReason.GUARDED, session="other"
    )
    for one in (
        held,
        event(1, event_id="e1-shown"),
        ended(1, Outcome.ACCEPTED),
        ended(1, Outcome.REVERTED, event_id="e1-back"),
        event(2),
        ended(2, Outcome.DISMISSED, dismissal=Dismissal.NOT_HERE),
        event(3),
        event(4, event_id="e4-probe", action=Action.PROBE),
        other,
    ):
        log.append(one)
    assert log.close()
    with read_log(path) as reader:
        counts = reader.counts()
        (rule,) = reader.rules()
    assert (counts.events, counts.proposals, counts.suggestions) == (9, 4, 3)
    assert counts.outcomes == {Outcome.REVERTED: 1, Outcome.DISMISSED: 1, Outcome.UNRESOLVED: 1}
    assert counts.drops == {DropReason.GUARDED: 1}
    assert (counts.answers, counts.documents, counts.sessions) == (2, 1, 2)
    assert (rule.rule, rule.shown, rule.kept, rule.decided) == ("plain/utilize", 3, 0, 2)


def test_past_outcomes_are_there_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    log = FeedbackLog(path)
    for number in range(3):
        log.append(event(number))
        log.append(ended(number, Outcome.ACCEPTED))
    log.append(event(9))
    assert log.close()
    again = FeedbackLog(path)
    again.close()
    assert again.tallies() == (Tally("plain/utilize", Kind.CLARITY, Outcome.ACCEPTED, None, 3),)


def test_document_ids_are_salted_and_stable(tmp_path: Path) -> None:
    one, two = FeedbackLog(tmp_path / "a.sqlite3"), FeedbackLog(tmp_path / "b.sqlite3")
    first = one.document_id("/home/me/post.md")
    one.close()
    two.close()
    again = FeedbackLog(tmp_path / "a.sqlite3")
    again.close()
    assert again.document_id("/home/me/post.md") == first
    assert two.document_id("/home/me/post.md") != first
    assert "post" not in first


def test_newest_events_and_one_outcome_can_be_picked(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    log = FeedbackLog(path)
    for number in range(5):
        log.append(event(number))
        log.append(ended(number, Outcome.ACCEPTED if number % 2 else Outcome.IGNORED))
    assert log.close()
    with read_log(path) as reader:
        assert [e.event_id for e in reader.events(last=2)] == ["e4", "e4-end"]
        picked = [e.event_id for e in reader.events(outcome=Outcome.ACCEPTED)]
        assert picked == ["e1-end", "e3-end"]
        newest = [e.event_id for e in reader.events(last=1, outcome=Outcome.ACCEPTED)]
        assert newest == ["e3-end"]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights")
def test_log_is_private(tmp_path: Path) -> None:
    path = tmp_path / "data" / "log.sqlite3"
    log = FeedbackLog(path)
    log.append(event(1))
    assert log.flush()
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in path.parent.iterdir()}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert set(modes.values()) == {0o600}
    assert len(modes) >= 2
    log.close()


def test_old_words_are_removed_from_the_file_and_events_stay(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    log = FeedbackLog(path)
    old = datetime.now(UTC) - timedelta(days=91)
    log.append(event(1, wall=old, text=EventText("p0", "The marmalade passage.", 4, "marmalade")))
    log.append(event(2, wall=datetime.now(UTC)))
    assert log.close()
    again = FeedbackLog(path)
    assert again.flush()
    again.close()
    assert [e.text for e in all_events(path)] == [None, TEXT]
    for file in path.parent.iterdir():
        assert b"marmalade" not in file.read_bytes()


def test_wipe_leaves_no_word_in_any_file(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    aside = tmp_path / "log.sqlite3.damaged-20260101-000000-000000"
    aside.write_bytes(b"marmalade")
    log = FeedbackLog(path)
    before = log.document_id("x")
    for number in range(300):
        log.append(event(number, text=EventText(f"p{number}", f"marmalade {number}", 0, "m")))
    assert log.flush()
    wipe(path)
    for file in tmp_path.iterdir():
        assert b"marmalade" not in file.read_bytes(), file.name
        assert b"plain/utilize" not in file.read_bytes(), file.name
    assert not aside.exists()
    log.append(event(1))
    assert log.close()
    assert [e.event_id for e in all_events(path)] == ["e1"]
    again = FeedbackLog(path)
    again.close()
    assert again.document_id("x") != before


def test_wipe_of_no_log_is_no_error(tmp_path: Path) -> None:
    wipe(tmp_path / "log.sqlite3")
    assert list(tmp_path.iterdir()) == []


def test_wipe_says_when_somebody_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("suggest.feedback.store.BUSY_MS", 50)
    path = tmp_path / "log.sqlite3"
    log = FeedbackLog(path)
    log.append(event(1))
    assert log.flush()
    with (
        read_log(path) as reader,
        pytest.raises(LogError, match="reads the feedback log"),
    ):
        assert next(reader.events()).event_id == "e1"
        wipe(path)
    wipe(path)
    log.close()
    assert all_events(path) == []


def test_reader_sees_one_state_while_events_are_added(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    log = FeedbackLog(path)
    log.append(event(1))
    assert log.flush()
    with read_log(path) as reader:
        assert reader.counts().events == 1
        log.append(event(2))
        assert log.flush()
        assert reader.counts().events == 1
    assert log.close()
    assert len(all_events(path)) == 2
