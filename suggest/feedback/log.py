"""The feedback log: append-only events in SQLite, written by one thread of its own (io).

`append` never waits for the disk. An event is acknowledged once its batch is committed; a killed
process loses nothing that was acknowledged. Several processes may write to one log.
"""

import hashlib
import logging
import queue
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from suggest.errors import LogError, LogTooNew
from suggest.feedback.event import FeedbackEvent, ReadCount
from suggest.feedback.reading import tallies
from suggest.feedback.schema import insert
from suggest.feedback.store import (
    DamagedLog,
    keep_aside,
    open_log,
    problem_of,
    salt_of,
    truncate,
)
from suggest.feedback.track import Tally

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LogOptions:
    """How the log is kept. `acknowledged` is called on the writer thread with event ids."""

    text_days: int = 90
    """Words of the draft older than this are removed; 0 removes all, events stay."""
    batch_seconds: float = 0.1
    """The longest an event waits for others to share a commit with."""
    retry_seconds: float = 5.0
    """Pause between tries while the disk is full or the log is held."""
    most_waiting: int = 20_000
    """Events kept in memory while they cannot be written, about 20 MB."""
    acknowledged: Callable[[Sequence[str]], None] | None = None


class FeedbackLog:
    """Opens at once or goes on without; `problem` says what is wrong, empty when all is well."""

    def __init__(self, path: Path, options: LogOptions | None = None) -> None:
        self.problem = ""
        self.path = path
        self._past: tuple[Tally, ...] = ()
        self._options = options or LogOptions()
        self._salt = secrets.token_bytes(32)
        self._usable = True
        self._queue: queue.SimpleQueue[FeedbackEvent | ReadCount | _Order] = queue.SimpleQueue()
        self._waiting: list[FeedbackEvent | ReadCount] = []
        self._lost = 0
        self._notice = ""
        self._connection: sqlite3.Connection | None = None
        self._closed = False
        self._file = 0
        self._begin()
        self._thread = threading.Thread(target=self._run, name="feedback-log", daemon=True)
        self._thread.start()

    def append(self, event: FeedbackEvent | ReadCount) -> None:
        """Hands an event or a count to the writer thread; returns at once and never raises."""
        if not self._closed:
            self._queue.put(event)

    def tallies(self) -> tuple[Tally, ...]:
        """What the log knew at the start, for the writer's track record."""
        return self._past

    def document_id(self, name: str) -> str:
        """A salted id: equal for equal names in this log, and not to be turned back."""
        data = name.encode("utf-8", "surrogatepass")
        return hashlib.blake2b(data, key=self._salt, digest_size=12).hexdigest()

    def flush(self, seconds: float = 5.0) -> bool:
        """Waits until what was appended before is written; False when it is not."""
        return self._give(_Order(), seconds)

    def close(self, seconds: float = 5.0) -> bool:
        """Writes what is left and ends the thread; False when something could not be written."""
        if self._closed:
            return not self._waiting
        self._closed = True
        done = self._give(_Order(last=True), seconds)
        self._thread.join(seconds)
        return done

    def _give(self, order: "_Order", seconds: float) -> bool:
        if not self._thread.is_alive():
            return False
        self._queue.put(order)
        return order.done.wait(seconds) and order.written

    # --- the writer thread

    def _run(self) -> None:
        try:
            self._prune()
            last = False
            while not last:
                orders = self._gather()
                written = self._write()
                last = any(order.last for order in orders)
                for order in orders:
                    order.written = written
                    order.done.set()
        except Exception:  # the thread's end: nobody else would hear of it
            _log.exception("The feedback log stopped")
            self.problem = "The feedback log stopped. Restart Stet to record feedback again."
        finally:
            if self._connection is not None:
                self._connection.close()

    def _gather(self) -> "list[_Order]":
        """Collects a batch; an order ends it early."""
        wait = self._options.retry_seconds if self._waiting else None
        until: float | None = None
        while True:
            try:
                one = self._queue.get(timeout=wait)
            except queue.Empty:
                return []
            if isinstance(one, _Order):
                return [one]
            self._keep(one)
            now = time.monotonic()
            until = now + self._options.batch_seconds if until is None else until
            if now >= until:
                return []
            wait = until - now

    def _keep(self, event: FeedbackEvent | ReadCount) -> None:
        if not self._usable:
            return
        if len(self._waiting) >= self._options.most_waiting:
            self._lost += 1
            self.problem = f"Feedback cannot be written; {self._lost} events were lost."
            return
        self._waiting.append(event)

    def _write(self) -> bool:
        """One transaction with all that waits. What fails stays and is tried again later."""
        if not self._waiting:
            return True
        connection = self._connection or self._connect()
        if connection is None:
            return False
        try:
            connection.execute("BEGIN IMMEDIATE")
            insert(connection, self._waiting)
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            self._undo(connection)
            return self._failed(problem_of(error))
        written = [one.event_id for one in self._waiting if isinstance(one, FeedbackEvent)]
        self._waiting.clear()
        self._recovered()
        if self._options.acknowledged is not None:
            self._options.acknowledged(written)
        return True

    def _recovered(self) -> None:
        """Writing works: what is still to be said is what happened at the start, and any loss."""
        lost = f"{self._lost} events could not be kept while the log was not writable."
        self.problem = " ".join(p for p in (self._notice, lost if self._lost else "") if p)

    def _failed(self, error: LogError) -> bool:
        self.problem = str(error)
        if not isinstance(error, DamagedLog) or self._notice:
            # A second damaged file in one run means a bad disk: no third one is begun.
            return False
        # Damage that shows only now: a new file takes over, with what was to be written.
        self._disconnect()
        try:
            # Another process may have put the damaged file aside already.
            if self.path.stat().st_ino == self._file:
                self._set_aside(error)
        except OSError:
            return False
        return self._write()

    def _undo(self, connection: sqlite3.Connection) -> None:
        try:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        except sqlite3.Error:
            self._disconnect()

    def _begin(self) -> None:
        """Opens the log and reads what the start needs; a log that cannot say it is damaged."""
        connection = self._connect()
        if connection is None:
            return
        try:
            self._learn(connection)
        except (sqlite3.Error, ValueError, TypeError):
            self._disconnect()
            try:
                self._set_aside(DamagedLog("The feedback log is damaged."))
            except OSError as error:
                self._usable = False
                self.problem = f"The feedback log is damaged: {error.strerror}."
                return
            fresh = self._connect()
            if fresh is not None:
                self._learn(fresh)

    def _learn(self, connection: sqlite3.Connection) -> None:
        self._salt = salt_of(connection)
        self._past = tallies(connection)

    def _connect(self) -> sqlite3.Connection | None:
        if not self._usable:
            return None
        try:
            connection = self._open()
            self._file = self.path.stat().st_ino
        except LogTooNew as error:
            self._usable = False
            self._waiting.clear()
            self.problem = str(error)
            return None
        except (LogError, OSError) as error:
            self.problem = str(error)
            return None
        self._connection = connection
        self.problem = self._notice
        return connection

    def _open(self) -> sqlite3.Connection:
        try:
            return open_log(self.path)
        except DamagedLog as error:
            try:
                self._set_aside(error)
            except OSError:
                raise LogError(f"{error} It could not be moved away.") from error
            return open_log(self.path)

    def _set_aside(self, error: LogError) -> None:
        kept = keep_aside(self.path)
        self._notice = f"{error} It is kept as {kept.name}; a new one was begun."

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _prune(self) -> None:
        """Removes words that are older than they may be kept."""
        connection = self._connection
        if connection is None:
            return
        days = timedelta(days=self._options.text_days)
        before = (datetime.now(UTC) - days).isoformat(timespec="milliseconds")
        try:
            connection.execute("BEGIN IMMEDIATE")
            gone = connection.execute("DELETE FROM texts WHERE wall < ?", (before,)).rowcount
            if gone:
                connection.execute(
                    "DELETE FROM passages WHERE id NOT IN (SELECT passage_id FROM texts)"
                )
            connection.execute("COMMIT")
            if gone:
                truncate(connection)
        except sqlite3.Error as error:
            self._undo(connection)
            self.problem = str(problem_of(error))
        except LogError:
            _log.info("Removed words stay in the write-ahead log until the next start")


class _Order:
    """Something asked of the writer thread: write now, and perhaps end."""

    def __init__(self, *, last: bool = False) -> None:
        self.last = last
        self.written = False
        self.done = threading.Event()
