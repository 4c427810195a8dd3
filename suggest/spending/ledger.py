"""The record of what models took, and the one place that says whether more may be taken (io).

A reservation is written down before its request is sent and corrected afterwards. One that nobody
corrects, after a crash or a lost connection, goes on counting by its estimate. Several processes
may use one file: looking at the caps and reserving is one transaction, so together they overrun a
cap by no more than an estimate was too low.
"""

import sqlite3
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from suggest.errors import CapReached, NotCounted
from suggest.spending.caps import Caps, check
from suggest.spending.charge import Charge, raised
from suggest.spending.counting import (
    SUMS,
    Spent,
    excess,
    note_ahead,
    spent_this_month,
    spent_today,
    summed,
)
from suggest.spending.schema import open_ledger, problem_of, sides

T = TypeVar("T")
_COLUMNS = (
    "purpose, provider, host, model, fresh, cached, stored, output, tokens, estimated, "
    "nano, currency"
)
_INSERT = (
    f"INSERT INTO charges (id, wall, day, open, expected, expected_nano, {_COLUMNS}) "
    f"VALUES (?, ?, ?, 1, ?, ?, {', '.join('?' * 12)})"
)
_CORRECT = f"""UPDATE charges SET open = 0, ({_COLUMNS}) = ({", ".join("?" * 12)}) WHERE id = ?"""


@dataclass(frozen=True, slots=True)
class Reservation:
    """A request that is counted and not corrected yet."""

    id: str
    charge: Charge


@dataclass(frozen=True, slots=True)
class Now:
    """What counts for the caps at this moment."""

    day: Spent
    month: Spent


@dataclass(frozen=True, slots=True)
class Line:
    """What one model took for one purpose on one day."""

    day: date
    provider: str
    host: str
    model: str
    purpose: str
    spent: Spent


class Ledger:
    """One file; any method may be called from any thread and waits for the disk.

    A file that cannot be used closes it: `reserve` raises NotCounted until that is put right, and
    a later call tries again.
    """

    def __init__(self, path: Path) -> None:
        """The file is opened when it is first needed."""
        self._path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._file = (0, 0)

    def reserve(self, charge: Charge, caps: Caps) -> Reservation:
        """Writes down a request that is about to be sent.

        Raises CapReached when a cap leaves too little for it, NotCounted when it cannot be counted.
        """
        today = charge.wall.date()
        reservation = Reservation(uuid.uuid4().hex, charge)

        def work(connection: sqlite3.Connection) -> CapReached | None:
            note_ahead(connection, today)
            spent = _now(connection, today) if caps != Caps() else Now(Spent(), Spent())
            low = excess(connection, charge.host, _clean(charge.model), today)
            likely = raised(charge, low.tokens, low.money)
            try:
                check(caps, (spent.day, spent.month), likely)
            except CapReached as refusal:
                return refusal  # not raised here: what was noted about the clock must stay
            stamp = charge.wall.astimezone(UTC).isoformat(timespec="milliseconds")
            nano = None if charge.cost is None else charge.cost.nano
            head = (reservation.id, stamp, today.isoformat(), charge.tokens, nano)
            connection.execute(_INSERT, (*head, *_row(likely)))
            return None

        refusal = self._write(work)
        if refusal is not None:
            raise refusal
        return reservation

    def settle(self, reservation: Reservation, charge: Charge) -> None:
        """Puts what a request really took in place of its estimate. Raises NotCounted."""
        self._write(lambda c: c.execute(_CORRECT, (*_row(charge), reservation.id)))

    def release(self, reservation: Reservation) -> None:
        """Takes back a reservation whose request cost nothing. Raises NotCounted."""
        self._write(lambda c: c.execute("DELETE FROM charges WHERE id = ?", (reservation.id,)))

    def now(self, wall: datetime) -> Now:
        """What counts for the caps. Raises NotCounted."""
        return self._read(lambda connection: _now(connection, wall.date()))

    def lines(self, first: date, last: date) -> tuple[Line, ...]:
        """Sums by day, model and purpose, oldest first; days as the clock showed them then.

        Raises NotCounted.
        """
        query = (
            f"SELECT day, provider, host, model, purpose, {SUMS} FROM charges "
            "WHERE day BETWEEN ? AND ? GROUP BY day, provider, host, model, purpose, currency "
            "ORDER BY day, provider, host, model, purpose"
        )
        days = (first.isoformat(), last.isoformat())
        rows = self._read(lambda connection: connection.execute(query, days).fetchall())
        groups: dict[tuple[str, ...], list[tuple[int, int, int | None, str | None, int, int]]] = {}
        for row in rows:
            groups.setdefault(row[:5], []).append(row[5:])
        return tuple(
            Line(date.fromisoformat(key[0]), key[1], key[2], key[3], key[4], summed(sums))
            for key, sums in groups.items()
        )

    def start_anew(self) -> Path | None:
        """Keeps the file aside and begins a new one: what was spent is forgotten.

        Only for a writer who asked for it. Returns where the old one is, None when there was none.
        Raises NotCounted.
        """
        with self._lock:
            self._drop()
            stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
            kept = self._path.with_name(f"{self._path.name}.old-{stamp}")
            try:
                if not self._path.exists():
                    return None
                self._path.rename(kept)
                for side in sides(self._path):
                    with suppress(FileNotFoundError):
                        side.rename(side.with_name(side.name.replace(self._path.name, kept.name)))
            except OSError as error:
                raise problem_of(error, self._path) from None
            return kept

    def close(self) -> None:
        """Lets go of the file; a later call opens it again."""
        with self._lock:
            self._drop()

    def _write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        with self._opened() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                result = work(connection)
                connection.execute("COMMIT")
            except BaseException:  # whatever ended it goes on; nothing is half counted
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            return result

    def _read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        with self._opened() as connection:
            return work(connection)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                # A file that was moved away under us would take charges that nobody finds again.
                if self._connection is not None and self._file != _identity(self._path):
                    self._drop()
                if self._connection is None:
                    self._connection = open_ledger(self._path)
                    self._file = _identity(self._path)
                yield self._connection
            except (OSError, sqlite3.Error) as error:
                self._drop()
                raise problem_of(error, self._path) from None
            except OverflowError:
                raise NotCounted("Nothing is sent to a model: a count is too large.") from None

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()


def _identity(path: Path) -> tuple[int, int]:
    """Which file is at `path`; zeros when there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return (0, 0)
    return (found.st_dev, found.st_ino)


def _now(connection: sqlite3.Connection, today: date) -> Now:
    return Now(spent_today(connection, today), spent_this_month(connection, today))


def _row(charge: Charge) -> tuple[str | int | None, ...]:
    usage, cost = charge.usage, charge.cost
    return (
        charge.purpose,
        charge.provider,
        charge.host,
        _clean(charge.model),
        usage.fresh,
        usage.cached,
        usage.stored,
        usage.output,
        charge.tokens,
        charge.estimated,
        None if cost is None else cost.nano,
        None if cost is None else cost.currency,
    )


def _clean(text: str) -> str:
    """Half a surrogate pair cannot be stored."""
    return text.encode("utf-8", "replace").decode()
