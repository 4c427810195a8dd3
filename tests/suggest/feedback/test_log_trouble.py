"""The log in trouble: the start goes on, the problem is said, nothing that can be kept is lost."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from suggest.errors import LogError, LogTooNew
from suggest.feedback import log as log_module
from suggest.feedback.log import FeedbackLog, LogOptions
from suggest.feedback.reading import read_log
from suggest.feedback.schema import APPLICATION_ID, MIGRATIONS
from suggest.feedback.store import open_log, wipe
from suggest.migrations import migrate, version_of
from tests.suggest.feedback.events import event
from tests.suggest.feedback.test_log import all_events

QUICK = LogOptions(batch_seconds=0.01, retry_seconds=0.02)


def _filled(path: Path) -> None:
    log = FeedbackLog(path)
    for number in range(400):
        log.append(event(number))
    assert log.close()


def _random(path: Path) -> None:
    path.write_bytes(bytes((n * 37 + 11) % 256 for n in range(5000)))


def _short(path: Path) -> None:
    path.write_bytes(b"SQL")


def _truncated(path: Path) -> None:
    _filled(path)
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def _folder(path: Path) -> None:
    (path / "inside").mkdir(parents=True)


def _foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE songs (name)")
    connection.commit()
    connection.close()


def _without_tables(path: Path) -> None:
    _filled(path)
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE states")
    connection.commit()
    connection.close()


def _without_salt(path: Path) -> None:
    _filled(path)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE meta SET value = 'salty' WHERE key = 'salt'")
    connection.commit()
    connection.close()


DAMAGE: list[Callable[[Path], None]] = [
    _random,
    _short,
    _truncated,
    _folder,
    _foreign,
    _without_tables,
    _without_salt,
]


@pytest.mark.parametrize("damage", DAMAGE)
def test_damaged_log_is_kept_aside_and_a_new_one_begun(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    path = tmp_path / "log.sqlite3"
    damage(path)
    before = path.read_bytes() if path.is_file() else b""
    log = FeedbackLog(path, QUICK)
    log.append(event(1))
    assert log.close()
    (kept,) = tmp_path.glob("log.sqlite3.damaged-*")
    assert kept.name in log.problem
    assert "a new one was begun" in log.problem
    if damage is _folder:
        assert (kept / "inside").is_dir()
    else:
        assert kept.read_bytes() == before
    assert [e.event_id for e in all_events(path)] == ["e1"]


def test_empty_file_is_a_new_log(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    path.touch()
    log = FeedbackLog(path)
    log.append(event(1))
    assert log.close()
    assert log.problem == ""
    assert len(all_events(path)) == 1


def test_damage_found_while_writing_loses_no_new_event(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    _filled(path)
    log = FeedbackLog(path, QUICK)
    size = path.stat().st_size
    with path.open("r+b") as file:  # all but the first page, where the tables are named
        file.seek(4096)
        file.write(b"\xa5" * (size - 4096))
    for number in range(1000, 1400):
        log.append(event(number))
    assert log.close()
    assert "a new one was begun" in log.problem
    assert [e.event_id for e in all_events(path)] == [f"e{n}" for n in range(1000, 1400)]


def test_newer_log_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    _filled(path)
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    before = path.read_bytes()
    log = FeedbackLog(path, QUICK)
    log.append(event(1))
    assert log.close()
    assert "newer Stet" in log.problem
    assert path.read_bytes() == before
    assert len(log.document_id("x")) == 24
    with pytest.raises(LogTooNew), read_log(path):
        pass


def test_log_held_by_another_program_is_written_later(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    open_log(path).close()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    log = FeedbackLog(path, QUICK)
    assert "keeps trying" in log.problem
    log.append(event(1))
    assert not log.flush(1)
    holder.execute("ROLLBACK")
    holder.close()
    assert log.close()
    assert log.problem == ""
    assert [e.event_id for e in all_events(path)] == ["e1"]


def test_no_folder_to_write_to_stops_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    log = FeedbackLog(blocked / "log.sqlite3", QUICK)
    assert log.problem
    log.append(event(1))
    assert not log.close(1)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may do all")
def test_unreadable_log_stops_nothing(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    _filled(path)
    path.chmod(0o000)
    log = FeedbackLog(path, QUICK)
    assert "rights" in log.problem
    assert log.close()


class FullDisk:
    """Opens logs that may not grow until there is `room`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._connections: list[sqlite3.Connection] = []
        monkeypatch.setattr(log_module, "open_log", self._open)

    def _open(self, path: Path) -> sqlite3.Connection:
        connection = open_log(path)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        self._connections.append(connection)
        return connection

    def room(self) -> None:
        for connection in self._connections:
            connection.execute("PRAGMA max_page_count = 1000000")


def test_full_disk_is_said_and_events_are_written_when_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = FullDisk(monkeypatch)
    path = tmp_path / "log.sqlite3"
    log = FeedbackLog(path, QUICK)
    for number in range(200):
        log.append(event(number))
    assert not log.flush()
    assert log.problem.startswith("The disk is full.")
    disk.room()
    assert log.close()
    assert log.problem == ""
    assert [e.event_id for e in all_events(path)] == [f"e{n}" for n in range(200)]


def test_full_disk_for_too_long_keeps_the_first_events_and_counts_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = FullDisk(monkeypatch)
    path = tmp_path / "log.sqlite3"
    options = LogOptions(batch_seconds=0.01, retry_seconds=60.0, most_waiting=200)
    log = FeedbackLog(path, options)
    for number in range(250):
        log.append(event(number))
    assert not log.flush()
    disk.room()
    assert log.close()
    assert log.problem == "50 events could not be kept while the log was not writable."
    assert [e.event_id for e in all_events(path)] == [f"e{n}" for n in range(200)]


def test_close_twice_and_append_after_it_are_harmless(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    log = FeedbackLog(path)
    log.append(event(1))
    assert log.close()
    log.append(event(2))
    assert log.close()
    assert not log.flush()
    assert len(all_events(path)) == 1


def test_reading_what_is_no_log_is_a_plain_message(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    with pytest.raises(LogError, match="no feedback log yet"), read_log(path):
        pass
    _random(path)
    with pytest.raises(LogError, match="could not be read"), read_log(path):
        pass


@pytest.mark.parametrize("damage", [_random, _truncated, _without_tables])
def test_wipe_removes_damaged_logs_too(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    path = tmp_path / "log.sqlite3"
    damage(path)
    wipe(path)
    for file in tmp_path.iterdir():
        assert b"utilize" not in file.read_bytes()


def test_migrations_run_once_in_order_and_all_or_nothing(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    _filled(path)
    connection = sqlite3.connect(path, isolation_level=None)
    second = ("ALTER TABLE events ADD COLUMN mood TEXT", "UPDATE meta SET value = value || ''")
    broken = ("CREATE TABLE half (x)", "CREATE TABLE events (x)")
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, APPLICATION_ID, (*MIGRATIONS, second, broken))
    assert version_of(connection) == len(MIGRATIONS)
    names = [row[1] for row in connection.execute("PRAGMA table_info(events)")]
    assert "mood" not in names
    migrate(connection, APPLICATION_ID, (*MIGRATIONS, second))
    migrate(connection, APPLICATION_ID, (*MIGRATIONS, second))
    assert version_of(connection) == len(MIGRATIONS) + 1
    assert connection.execute("SELECT count(*) FROM events").fetchone() == (400,)
    assert connection.execute("SELECT DISTINCT mood FROM events").fetchall() == [(None,)]
    connection.close()


def test_first_version_of_the_log_can_still_be_read(tmp_path: Path) -> None:
    """The dump was written by version 1 and is never renewed."""
    path = tmp_path / "log.sqlite3"
    dump = Path(__file__).with_name("golden") / "log_version_1.sql"
    connection = sqlite3.connect(path)
    connection.executescript(dump.read_text("utf-8"))
    connection.close()
    log = FeedbackLog(path)
    assert log.problem == ""
    log.append(event(77))
    assert log.close()
    ids = [e.event_id for e in all_events(path)]
    assert ids == ["e1", "e1-end", "e2", "e3", "e77"]
