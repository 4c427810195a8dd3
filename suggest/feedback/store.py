"""Opens the feedback log, keeps a damaged one aside, and removes all that is in it (io).

Write-ahead log with `synchronous = NORMAL`: what is committed is in the operating system's hands,
so a killed process loses nothing. Only a power cut can cost the last commits; waking the disk for
every few events while somebody types is not worth those.
"""

import os
import secrets
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from suggest.errors import LogError, LogTooNew
from suggest.feedback.schema import APPLICATION_ID, MIGRATIONS
from suggest.migrations import migrate, version_of

OPEN_MS = 300
"""How long opening waits for another process; a start must not hang on the log."""
BUSY_MS = 5_000
"""How long a write waits for another process; only the writer thread waits."""
DAMAGED = ".damaged-"
"""What follows the name of a log that was put aside; a time follows it."""
_STALE = "stale"
_FORGETS = "forgets"
_BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
"""SQLITE_ERROR: a table is missing or is another one than this version of the log has."""


def open_log(path: Path) -> sqlite3.Connection:
    """The log at `path`, made or brought to the newest schema; usable from any one thread.

    Raises LogTooNew, DamagedLog or LogError.
    """
    try:
        _make_private(path)
        connection = sqlite3.connect(
            path, timeout=OPEN_MS / 1000, isolation_level=None, check_same_thread=False
        )
    except OSError as error:
        raise LogError(_cannot_open(error.strerror or type(error).__name__)) from error
    except sqlite3.Error as error:
        raise problem_of(error) from error
    try:
        _prepare(connection)
    except sqlite3.Error as error:
        connection.close()
        raise problem_of(error) from error
    except LogError:
        connection.close()
        raise
    return connection


class DamagedLog(LogError):
    """The file is no feedback log, or not a whole one."""


def problem_of(error: sqlite3.Error) -> LogError:
    """What went wrong, as something to show."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _BROKEN:
        return DamagedLog("The feedback log is damaged.")
    if code == sqlite3.SQLITE_FULL:
        return LogError("The disk is full. Feedback is kept in memory until there is room.")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LogError("Another program holds the feedback log. Stet keeps trying.")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
        return LogError(
            "The feedback log cannot be opened for writing. Check the rights of its folder."
        )
    return LogError(_cannot_open(str(error)))


def keep_aside(path: Path) -> Path:
    """Renames what is at `path`, with its write-ahead log; returns the new name. Raises OSError."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    kept = path.with_name(f"{path.name}{DAMAGED}{stamp}")
    path.rename(kept)
    for side in _sides(path):
        with suppress(FileNotFoundError):
            side.rename(side.with_name(side.name.replace(path.name, kept.name, 1)))
    return kept


def salt_of(connection: sqlite3.Connection) -> bytes:
    """The secret that document ids and hashes are made with; it never leaves the log."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'salt'").fetchone()
    return bytes.fromhex(row[0])


def forgets_of(connection: sqlite3.Connection) -> int:
    """How often words were removed at the writer's wish; windows that are open look at it."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (_FORGETS,)).fetchone()
    return 0 if row is None else int(row[0])


def count_forget(connection: sqlite3.Connection) -> None:
    """Notes it, in the transaction that removes them."""
    number = str(forgets_of(connection) + 1)
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_FORGETS, number))


def wipe(path: Path) -> None:
    """Removes every event and text for good, from the file, its write-ahead log and copies aside.

    Windows that are open go on writing to the emptied log. Raises LogError.
    """
    try:
        for kept in path.parent.glob(f"{path.name}{DAMAGED}*"):
            _delete(kept)
        if path.exists():
            _wipe(path)
    except OSError as error:
        raise LogError(f"The feedback log was not removed: {error.strerror}.") from error


def _wipe(path: Path) -> None:
    try:
        with closing(open_log(path)) as connection:
            _empty(connection)
        return
    except sqlite3.Error as error:
        problem = problem_of(error)
        if not isinstance(problem, DamagedLog):
            raise problem from error
    except (DamagedLog, LogTooNew):
        pass  # nothing in it can be removed one by one: the files go
    for file in (path, *_sides(path)):
        _delete(file)


def _empty(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (table,) in tables:
        if table not in ("meta", "sqlite_sequence"):
            connection.execute(f'DELETE FROM "{table}"')
    connection.execute("DELETE FROM sqlite_sequence")
    # A new salt too: nothing written later can be matched with what was removed.
    connection.execute("UPDATE meta SET value = ? WHERE key = 'salt'", (secrets.token_hex(32),))
    mark_stale(connection)
    connection.execute("COMMIT")
    rewrite(connection)


def mark_stale(connection: sqlite3.Connection) -> None:
    """Notes, in the transaction that deletes, that stale copies are left until a rewrite.

    A process that ends in between leaves the note, and the next start does the rest.
    """
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, '1')", (_STALE,))


def is_stale(connection: sqlite3.Connection) -> bool:
    """Whether deleted words may still stand in the gaps of the file."""
    return bool(connection.execute("SELECT 1 FROM meta WHERE key = ?", (_STALE,)).fetchone())


def rewrite(connection: sqlite3.Connection) -> None:
    """Writes the file anew without what was deleted. Raises sqlite3.Error, LogError when busy."""
    connection.execute("VACUUM")
    truncate(connection)
    connection.execute("DELETE FROM meta WHERE key = ?", (_STALE,))


def truncate(connection: sqlite3.Connection) -> None:
    """Empties the write-ahead log so that removed text is in no file. Raises LogError when busy."""
    busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise LogError("Another program reads the feedback log. Close it and try again.")


def _prepare(connection: sqlite3.Connection) -> None:
    if version_of(connection) > len(MIGRATIONS):
        raise LogTooNew(
            "The feedback log is from a newer Stet. Nothing is recorded until you update."
        )
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables and owner != APPLICATION_ID:
        raise DamagedLog("The file in place of the feedback log belongs to another program.")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    # What is deleted is overwritten: retention means that the words are gone.
    connection.execute("PRAGMA secure_delete = ON")
    migrate(connection, APPLICATION_ID, MIGRATIONS)
    if not connection.execute("SELECT 1 FROM meta WHERE key = 'salt'").fetchone():
        salt = secrets.token_hex(32)
        connection.execute("INSERT OR IGNORE INTO meta VALUES ('salt', ?)", (salt,))
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")


def _make_private(path: Path) -> None:
    if path.is_dir():
        raise DamagedLog("A folder stands in place of the feedback log.")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        # The files beside it take over its mode. One that exists is not opened here: closing it
        # would drop the locks that another connection of this process holds on it.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    if os.name == "posix" and path.stat().st_mode & 0o077:
        path.chmod(0o600)


def _sides(path: Path) -> tuple[Path, Path]:
    return path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")


def _delete(path: Path) -> None:
    if path.is_dir():
        # A folder that was put aside is not ours; what is in it stays.
        return
    path.unlink(missing_ok=True)


def _cannot_open(why: str) -> str:
    return f"The feedback log cannot be used: {why}."
