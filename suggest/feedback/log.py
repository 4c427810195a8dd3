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
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from suggest.errors import LogError, LogTooNew
from suggest.feedback.event import FeedbackEvent, ReadCount
from suggest.feedback.log_options import SOON, LogOptions, Order
from suggest.feedback.noticing import Noticing, Removal
from suggest.feedback.reading import tallies
from suggest.feedback.removing import prune, prune_aside
from suggest.feedback.schema import insert
from suggest.feedback.store import (
    DAMAGED,
    DamagedLog,
    keep_aside,
    open_log,
    problem_of,
    rewrite,
    salt_of,
)
from suggest.feedback.track import Tally
from suggest.feedback.trouble import Trouble

__all__ = ["FeedbackLog", "LogOptions"]
_log = logging.getLogger(__name__)


class FeedbackLog(Trouble):
    """Opens at once or goes on without; `problem` says what is wrong, empty when all is well."""

    def __init__(self, path: Path, options: LogOptions | None = None) -> None:
        super().__init__()
        self.path = path
        self.removed: Callable[[Removal], None] = lambda removal: None
        """Hears, in the log's thread, what another window or command removed."""
        self._noticing = Noticing(path)
        self._past: tuple[Tally, ...] = ()
        self._options = options or LogOptions()
        self._salt = secrets.token_bytes(32)
        self._usable = True
        self._queue: queue.SimpleQueue[FeedbackEvent | ReadCount | Order] = queue.SimpleQueue()
        self._waiting: list[FeedbackEvent | ReadCount] = []
        self._left = 0  # of those, so many that could not be written so far
        self._lost = 0
        self._notice = ""
        self._connection: sqlite3.Connection | None = None
        self._closed = False
        self._file = 0
        self._prune_at = 0.0
        self._begin()
        self._thread = threading.Thread(target=self._run, name="feedback-log", daemon=True)
        self._thread.start()

    def keep_words(self, days: int) -> None:
        """Another time for words to be kept; those that are older go soon."""
        self._options = replace(self._options, text_days=days)
        if not self._closed:
            self._queue.put(Order(prune=True))

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
        return self._give(Order(), seconds)

    def close(self, seconds: float = 5.0) -> bool:
        """Writes what is left and ends the thread; False when something could not be written."""
        if self._closed:
            return not self._waiting
        self._closed = True
        done = self._give(Order(last=True), seconds)
        self._thread.join(seconds)
        return done

    def _give(self, order: Order, seconds: float) -> bool:
        if not self._thread.is_alive():
            return False
        self._queue.put(order)
        return order.done.wait(seconds) and order.written

    # --- the writer thread

    def _run(self) -> None:
        try:
            last = False
            while not last:
                if time.monotonic() >= self._prune_at:
                    self._prune()
                orders = self._gather()
                self._look()
                written = self._write()
                self._left = len(self._waiting)
                if any(order.prune for order in orders):
                    self._prune()
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

    def _gather(self) -> list[Order]:
        """Collects a batch; an order ends it early."""
        rest = min(max(self._prune_at - time.monotonic(), 0.0), self._options.look_seconds)
        wait = min(self._options.retry_seconds, rest) if self._waiting else rest
        until: float | None = None
        while True:
            try:
                one = self._queue.get(timeout=wait)
            except queue.Empty:
                return []
            if isinstance(one, Order):
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

    def _look(self) -> None:
        """Tells what others removed; what could not be written before a wipe goes as well."""
        if self._noticing.is_replaced():
            if any(self.path.parent.glob(f"{self.path.name}{DAMAGED}*")):
                self._noticing = Noticing(self.path)  # put aside by another process, not wiped
            self._disconnect()
            self._connect()
        if self._connection is None or not (removal := self._noticing.look(self._connection)):
            return
        if removal is Removal.EVERYTHING:
            self._salt = self._noticing.salt
            del self._waiting[: self._left]
        self.removed(removal)

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
        self._noticing.look(connection)
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
        """Removes words that are older than they may be kept, also from logs put aside."""
        days, now = self._options.text_days, datetime.now(UTC)
        self._prune_at = time.monotonic() + self._options.prune_seconds
        prune_aside(self.path, days, now)
        if self._connection is None:
            self._prune_at = time.monotonic() + SOON
            return
        try:
            if prune(self._connection, days, now):
                rewrite(self._connection)
        except (sqlite3.Error, LogError) as error:
            self._undo(self._connection)
            self._prune_at = time.monotonic() + SOON
            found = problem_of(error) if isinstance(error, sqlite3.Error) else None
            if isinstance(found, DamagedLog):
                self.problem = str(found)
            _log.info("Old words are removed later: %s", type(error).__name__)
