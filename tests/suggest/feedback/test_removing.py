"""Words that are to go are in no byte of any file afterwards; the others stay."""

import random
import sqlite3
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from suggest.errors import LogError
from suggest.feedback.event import EventText, ReadCount
from suggest.feedback.log import FeedbackLog, LogOptions
from suggest.feedback.reading import read_log
from suggest.feedback.removing import forget
from suggest.feedback.schema import COLUMNS
from suggest.feedback.store import is_stale, wipe
from suggest.values import Outcome
from tests.suggest.feedback.events import ended, event
from tests.suggest.feedback.test_log import all_events

CANARY = "marmalade"
NOW = datetime.now(UTC)
OLD = NOW - timedelta(days=91)
SECRET, OTHER = "5ec2e7d0c0de5ec2e7d0c0de", "0123456789abcdef01234567"


def _text(number: int, word: str) -> EventText:
    filler = "x" * random.Random(number).randint(0, 900)
    passage = f"{word} {number} {filler}"
    return EventText(f"p{word}{number}", passage, 0, word, f"{word}s", f"{word} final", word)


def _mixed(path: Path, wall: datetime = NOW, rounds: int = 400) -> None:
    """Words of two documents, written in an order that splits pages again and again."""
    log = FeedbackLog(path, LogOptions(text_days=3650))
    order = list(range(rounds))
    random.Random(5).shuffle(order)
    for number in order:
        name = f"{number * 7919 % 1000:03}"
        canary = {"session": f"s{name}", "document": SECRET, "wall": wall}
        log.append(
            event(number, event_id=f"{name}-a{number}", text=_text(number, CANARY), **canary)
        )
        kept = _text(number, "plain")
        log.append(event(number, event_id=f"{name}-b{number}", text=kept, document=OTHER, wall=NOW))
        log.append(ReadCount(NOW, "session", SECRET, 10))
        log.append(ReadCount(NOW, "session", OTHER, 20))
        if number % 50 == 0:
            assert log.flush()
    assert log.close()


def _found(folder: Path, *words: str) -> list[str]:
    return [
        f"{word} in {file.name}"
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        for word in words
        if word.encode() in file.read_bytes()
    ]


def test_retention_leaves_no_byte_of_old_words(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    _mixed(path, OLD)
    assert _found(tmp_path, CANARY)
    log = FeedbackLog(path)
    assert log.close()
    assert _found(tmp_path, CANARY) == []
    kept = [e.text for e in all_events(path) if e.text is not None]
    assert len(kept) == 400
    assert {text.original for text in kept} == {"plain"}
    assert len(all_events(path)) == 800


def test_retention_goes_on_while_the_window_is_open(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    log = FeedbackLog(path, LogOptions(prune_seconds=0.05))
    log.append(event(1, wall=OLD, text=_text(1, CANARY)))
    assert log.flush()
    gone = threading.Event()

    def look() -> None:
        while not gone.is_set():
            if not _found(tmp_path, CANARY):
                gone.set()

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    assert gone.wait(10)
    watcher.join()
    assert log.close()


def test_a_shorter_time_holds_at_once(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    log = FeedbackLog(path)
    log.append(event(1, wall=NOW - timedelta(days=10), text=_text(1, CANARY)))
    log.append(event(2, wall=NOW, text=_text(2, "plain")))
    assert log.flush()
    assert _found(tmp_path, CANARY)
    log.keep_words(7)
    assert log.flush()
    assert _found(tmp_path, CANARY) == []
    assert _found(tmp_path, "plain")
    log.keep_words(0)
    assert log.flush()
    assert _found(tmp_path, "plain") == ["plain in log.sqlite3"], "the rule's name"
    assert log.close()


def test_retention_waits_for_a_reader_and_then_removes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("suggest.feedback.store.BUSY_MS", 50)
    path = tmp_path / "log.sqlite3"
    _mixed(path, OLD, rounds=20)
    with read_log(path) as reader:
        next(reader.events())
        log = FeedbackLog(path)
        assert log.flush()
        assert log.problem == ""
    log.keep_words(90)
    assert log.close()
    assert _found(tmp_path, CANARY) == []


def test_logs_put_aside_go_when_their_words_are_too_old(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    names: dict[int, list[Path]] = {}
    for days in (91, 89):
        stamp = (NOW - timedelta(days=days)).strftime("%Y%m%d-%H%M%S-%f")
        for side in ("", "-wal", "-shm"):
            file = tmp_path / f"log.sqlite3.damaged-{stamp}{side}"
            file.write_bytes(CANARY.encode())
            names.setdefault(days, []).append(file)
    (tmp_path / "log.sqlite3.damaged-by-hand").touch()
    assert FeedbackLog(path).close()
    assert not any(file.exists() for file in names[91])
    assert all(file.exists() for file in names[89])
    assert (tmp_path / "log.sqlite3.damaged-by-hand").exists()


def test_forgotten_document_leaves_neither_words_nor_its_id(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    _mixed(path)
    log = FeedbackLog(path)
    log.append(event(1, event_id="end", session="s1", document=SECRET, outcome=Outcome.ACCEPTED))
    assert log.flush()
    with read_log(path) as reader:
        before, rules = reader.counts(), reader.rules()
    assert forget(path, SECRET) == 401
    assert _found(tmp_path, CANARY, SECRET) == []
    with read_log(path) as reader:
        after = reader.counts()
        assert (after.events, after.proposals) == (before.events, before.proposals)
        assert reader.rules() == rules
    assert after.texts == 400
    log.append(ended(1, Outcome.ACCEPTED, event_id="later"))
    assert log.close()
    assert log.problem == ""
    assert all_events(path)[-1].event_id == "later"


@pytest.mark.parametrize("how", [wipe, lambda path: forget(path, SECRET)])
def test_what_was_cut_short_is_finished_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: Callable[[Path], object]
) -> None:
    path = tmp_path / "log.sqlite3"
    _mixed(path)

    def killed(connection: sqlite3.Connection) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("suggest.feedback.store.rewrite", killed)
        patch.setattr("suggest.feedback.removing.rewrite", killed)
        with pytest.raises(KeyboardInterrupt):
            how(path)
    log = FeedbackLog(path)
    assert log.close()
    assert _found(tmp_path, CANARY, SECRET) == []
    again = sqlite3.connect(path)
    assert not is_stale(again)
    again.close()


def test_forgetting_keeps_the_sum_of_what_was_read_and_the_guard_on_events(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    _mixed(path, rounds=3)
    forget(path, SECRET)
    forget(path, OTHER)
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT document, passages, words FROM readings").fetchall()
    assert rows == [("", 6, 30)]
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute("UPDATE events SET document = 'x'")
    connection.close()


def test_every_table_that_names_documents_is_looked_through(tmp_path: Path) -> None:
    """A new table with a document in it fails here until `forget` knows it."""
    path = tmp_path / "log.sqlite3"
    assert FeedbackLog(path).close()
    connection = sqlite3.connect(path)
    tables = [
        row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
    ]
    naming = {
        table
        for table in tables
        if "document" in [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    }
    connection.close()
    assert naming == {"events", "states", "readings"}
    assert "document" in COLUMNS


def test_forgetting_an_unknown_document_or_without_a_log_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    assert forget(path, SECRET) == 0
    assert list(tmp_path.iterdir()) == []
    _mixed(path, rounds=2)
    assert forget(path, "unknown") == 0
    assert len(all_events(path)) == 4


def test_forgetting_says_when_somebody_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("suggest.feedback.store.BUSY_MS", 50)
    path = tmp_path / "log.sqlite3"
    _mixed(path, rounds=2)
    with read_log(path) as reader, pytest.raises(LogError, match="Close it and try again"):
        next(reader.events())
        forget(path, SECRET)
    forget(path, SECRET)
    assert _found(tmp_path, CANARY, SECRET) == []


def test_trouble_is_told_when_it_begins_and_when_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    log = FeedbackLog(path, LogOptions(batch_seconds=0.01, retry_seconds=0.02))
    told: list[str] = []
    log.listen(told.append)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    log._connection.execute("PRAGMA busy_timeout = 10")  # type: ignore[union-attr]
    log.append(event(1))
    assert not log.flush()
    assert len(told) == 1
    assert "keeps trying" in told[0]
    holder.execute("ROLLBACK")
    holder.close()
    assert log.close()
    assert told[1:] == [""]
