"""The table of the ledger and its numbered migrations; opens the file (io).

Migrations are never edited once released; a change is a new one at the end.
"""

import os
import sqlite3
from pathlib import Path

from suggest.errors import NotCounted
from suggest.migrations import Migrations, migrate, version_of

APPLICATION_ID = 0x53747370
"""Marks the file as ours ("Stsp")."""
BUSY_SECONDS = 5.0
"""How long a request waits for another process that writes to the ledger."""

_FIRST = (
    # `ahead` is the earliest day on which a row from a later day was seen: see counting.py.
    # `expected` and `expected_nano` are the estimate; they stay when the rest is corrected.
    """CREATE TABLE charges (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
        wall TEXT NOT NULL, day TEXT NOT NULL, ahead TEXT, open INTEGER NOT NULL,
        purpose TEXT NOT NULL, provider TEXT NOT NULL, host TEXT NOT NULL, model TEXT NOT NULL,
        fresh INTEGER NOT NULL, cached INTEGER NOT NULL, stored INTEGER NOT NULL,
        output INTEGER NOT NULL, tokens INTEGER NOT NULL, estimated INTEGER NOT NULL,
        nano INTEGER, currency TEXT,
        expected INTEGER NOT NULL, expected_nano INTEGER)""",
    "CREATE INDEX charges_by_day ON charges (day)",
)
MIGRATIONS: Migrations = (_FIRST,)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def open_ledger(path: Path) -> sqlite3.Connection:
    """The ledger at `path`, made or brought to the newest version. Raises NotCounted.

    Whoever uses it from several threads keeps them apart.
    """
    try:
        _make_private(path)
        connection = sqlite3.connect(
            path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
    except (OSError, sqlite3.Error) as error:
        raise problem_of(error, path) from None
    try:
        _prepare(connection, path)
    except sqlite3.Error as error:
        connection.close()
        raise problem_of(error, path) from None
    except NotCounted:
        connection.close()
        raise
    return connection


def problem_of(error: OSError | sqlite3.Error, path: Path) -> NotCounted:
    """What is wrong and what to do, as something to show."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _DAMAGED:
        return damaged(path)
    if code in _LOCKED:
        why = "another program holds the record of spending"
    elif code == sqlite3.SQLITE_FULL:
        why = "the disk is full"
    else:
        why = f"“{path.name}” cannot be written. Check the rights of its folder"
    return NotCounted(f"Nothing is sent to a model: {why}.")


def damaged(path: Path) -> NotCounted:
    """The file is no ledger; what was spent is not known, so the caps cannot be held."""
    return NotCounted(
        f"Nothing is sent to a model: the record of spending, “{path.name}”, is damaged. "
        "Start a new record to go on."
    )


def sides(path: Path) -> tuple[Path, Path]:
    """What SQLite keeps beside the file."""
    return path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    if version_of(connection) > len(MIGRATIONS):
        raise NotCounted(
            "Nothing is sent to a model: the record of spending is from a newer Stet. Update Stet."
        )
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables and owner != APPLICATION_ID:
        raise damaged(path)
    connection.execute("PRAGMA journal_mode = WAL")
    # Each request costs one or two commits; a power cut must not give budget back.
    connection.execute("PRAGMA synchronous = FULL")
    migrate(connection, APPLICATION_ID, MIGRATIONS)


def _make_private(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        # The files beside it take over its mode.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    if os.name == "posix" and path.is_file() and path.stat().st_mode & 0o077:
        path.chmod(0o600)
