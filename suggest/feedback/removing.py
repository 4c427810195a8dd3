"""Removes words from the feedback log so that no file holds them any longer (io).

What SQLite deletes it overwrites (`secure_delete`), but pages that were split before keep stale
copies in their gaps. Only a rewritten file (VACUUM) and an empty write-ahead log are free of them.
"""

import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from suggest.errors import LogError
from suggest.feedback.store import (
    DAMAGED,
    count_forget,
    is_stale,
    mark_stale,
    open_log,
    problem_of,
    rewrite,
)

_STAMP = "%Y%m%d-%H%M%S-%f"
_BY_DOCUMENT = ("events", "states")


def forget(path: Path, document: str) -> int:
    """Removes a document's words and its id from the log; returns how many events had words.

    Its events stay without them, so that rules keep their record. Logs put aside as damaged cannot
    be searched and go as a whole. Raises LogError.
    """
    try:
        for kept in path.parent.glob(f"{path.name}{DAMAGED}*"):
            _delete(kept)
        if not path.exists():
            return 0
        with closing(open_log(path)) as connection:
            gone = _forget(connection, document)
            rewrite(connection)
            return gone
    except sqlite3.Error as error:
        raise problem_of(error) from error
    except OSError as error:
        raise LogError(f"The feedback log was not changed: {error.strerror}.") from error


def holds(path: Path, document: str) -> bool:
    """Whether the log has events of a document. Raises LogError."""
    if not path.exists():
        return False
    try:
        with closing(open_log(path)) as connection:
            return any(
                connection.execute(
                    f"SELECT 1 FROM {table} WHERE document = ? LIMIT 1", (document,)
                ).fetchone()
                for table in (*_BY_DOCUMENT, "readings")
            )
    except sqlite3.Error as error:
        raise problem_of(error) from error


def prune(connection: sqlite3.Connection, days: int, now: datetime) -> bool:
    """Removes words older than so many days. Raises sqlite3.Error.

    True when the file is to be rewritten: now, or since a removal that did not come so far.
    """
    before = (now.astimezone(UTC) - timedelta(days=days)).isoformat(timespec="milliseconds")
    connection.execute("BEGIN IMMEDIATE")
    gone = connection.execute("DELETE FROM texts WHERE wall < ?", (before,)).rowcount
    if gone:
        _drop_passages(connection)
        mark_stale(connection)
    connection.execute("COMMIT")
    return is_stale(connection)


def prune_aside(path: Path, days: int, now: datetime) -> None:
    """Removes logs that were put aside as damaged longer ago than words are kept. Never raises."""
    with suppress(OSError):
        for kept in path.parent.glob(f"{path.name}{DAMAGED}*"):
            stamp = kept.name.removeprefix(f"{path.name}{DAMAGED}").partition("-shm")[0]
            with suppress(ValueError, OSError):
                when = datetime.strptime(stamp.partition("-wal")[0], _STAMP).replace(tzinfo=UTC)
                if now - when >= timedelta(days=days):
                    _delete(kept)


def _forget(connection: sqlite3.Connection, document: str) -> int:
    connection.execute("BEGIN IMMEDIATE")
    try:
        gone = connection.execute(
            "DELETE FROM texts WHERE event_id IN (SELECT event_id FROM events WHERE document = ?)",
            (document,),
        ).rowcount
        _drop_passages(connection)
        _drop_id(connection, document)
        count_forget(connection)
        mark_stale(connection)
        connection.execute("COMMIT")
    except BaseException:  # whatever ended it goes on; the log is as it was
        connection.execute("ROLLBACK")
        raise
    return gone


def _drop_passages(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM passages WHERE id NOT IN (SELECT passage_id FROM texts)")


def _drop_id(connection: sqlite3.Connection, document: str) -> None:
    """Events are append-only but for this: the guard steps aside within the transaction."""
    (guard,) = connection.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'events_are_append_only'"
    ).fetchone()
    connection.execute("DROP TRIGGER events_are_append_only")
    for table in _BY_DOCUMENT:
        connection.execute(f"UPDATE {table} SET document = '' WHERE document = ?", (document,))
    connection.execute(guard)
    # What was read of forgotten documents is one sum for each session and day.
    connection.execute(
        "INSERT INTO readings SELECT session, '', day, passages, words FROM readings "
        "WHERE document = ? ON CONFLICT DO UPDATE SET passages = passages + excluded.passages, "
        "words = words + excluded.words",
        (document,),
    )
    connection.execute("DELETE FROM readings WHERE document = ?", (document,))


def _delete(path: Path) -> None:
    if not path.is_dir():  # a folder that was put aside is not ours; what is in it stays
        path.unlink(missing_ok=True)
