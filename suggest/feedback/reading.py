"""Reads the feedback log without changing it: events in order, counts, past outcomes (io)."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from suggest.errors import LogError, LogTooNew
from suggest.feedback.event import FeedbackEvent
from suggest.feedback.schema import APPLICATION_ID, COLUMNS, MIGRATIONS, event_of, version_of
from suggest.feedback.track import Tally
from suggest.values import Dismissal, DropReason, Kind, Outcome

_EVENTS = (
    f"SELECT e.seq, {', '.join(f'e.{name}' for name in COLUMNS)}, t.passage_id, t.start, "
    "t.original, t.suggestion, t.final, t.note, p.text AS passage FROM events e "
    "LEFT JOIN texts t ON t.event_id = e.event_id LEFT JOIN passages p ON p.id = t.passage_id"
)
_BUSY_SECONDS = 5.0
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class RuleCount:
    """So many shown suggestions of a rule, and what became of them."""

    rule: str
    kind: Kind
    shown: int
    kept: int
    decided: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What is in a log. A suggestion without an end yet counts as unresolved."""

    events: int
    proposals: int
    suggestions: int
    documents: int
    sessions: int
    texts: int
    outcomes: dict[Outcome, int]
    drops: dict[DropReason, int]

    @property
    def answers(self) -> int:
        """Suggestions whose end the writer decided."""
        silent = (Outcome.UNRESOLVED, Outcome.WITHDRAWN, Outcome.IGNORED)
        return sum(n for outcome, n in self.outcomes.items() if outcome not in silent)


class LogReader:
    """One consistent view of a log: what is appended meanwhile is not in it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def events(
        self, *, last: int | None = None, outcome: Outcome | None = None
    ) -> Iterator[FeedbackEvent]:
        """Events in the order they were written; `last` takes the newest so many of them."""
        where, values = ("", []) if outcome is None else (" WHERE e.outcome = ?", [outcome.value])
        sql = f"{_EVENTS}{where} ORDER BY e.seq"
        if last is not None:
            sql = f"SELECT * FROM ({sql} DESC LIMIT {int(last)}) ORDER BY seq"
        with _told():
            for row in self._connection.execute(sql, values):
                yield event_of(row)

    def counts(self) -> Counts:
        """All counts."""
        with _told():
            one = self._number
            return Counts(
                one("SELECT count(*) FROM events"),
                one("SELECT count(*) FROM states"),
                one("SELECT count(*) FROM states WHERE shown = 1"),
                one("SELECT count(DISTINCT document) FROM states"),
                one("SELECT count(DISTINCT session) FROM states"),
                one("SELECT count(*) FROM texts"),
                self._outcomes(),
                self._drops(),
            )

    def rules(self) -> list[RuleCount]:
        """The track record of every rule that was shown, most shown first."""
        from suggest.feedback.definitions import counts

        found: dict[tuple[str, Kind], list[int]] = {}
        with _told():
            for tally in _tallies(self._connection, "coalesce(outcome, 'unresolved')"):
                kept, decided = counts(tally.outcome, tally.dismissal)
                row = found.setdefault((tally.rule, tally.kind), [0, 0, 0])
                row[0] += tally.number
                row[1] += kept * tally.number
                row[2] += decided * tally.number
        rows = [RuleCount(rule, kind, *numbers) for (rule, kind), numbers in found.items()]
        return sorted(rows, key=lambda row: (-row.shown, row.rule))

    def ask(self, question: Callable[[sqlite3.Connection], _Answer]) -> _Answer:
        """The answer to a question that another module of this folder asks. Raises LogError."""
        with _told():
            return question(self._connection)

    def salt(self) -> bytes:
        """The log's secret, for codes in the place of words."""
        with _told():
            row = self._connection.execute("SELECT value FROM meta WHERE key = 'salt'").fetchone()
            return bytes.fromhex(row[0])

    def _number(self, sql: str) -> int:
        return int(self._connection.execute(sql).fetchone()[0])

    def _outcomes(self) -> dict[Outcome, int]:
        sql = (
            "SELECT coalesce(outcome, 'unresolved'), count(*) FROM states "
            "WHERE shown = 1 GROUP BY 1 ORDER BY 2 DESC, 1"
        )
        return {Outcome(name): number for name, number in self._connection.execute(sql)}

    def _drops(self) -> dict[DropReason, int]:
        sql = (
            "SELECT drop_reason, count(*) FROM states "
            "WHERE shown = 0 AND drop_reason IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"
        )
        return {DropReason(name): number for name, number in self._connection.execute(sql)}


@contextmanager
def read_log(path: Path) -> Iterator[LogReader]:
    """Opens a log for reading. Raises LogError, LogTooNew."""
    if not path.is_file():
        raise LogError("There is no feedback log yet.")
    with _told():
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro",
            uri=True,
            timeout=_BUSY_SECONDS,
            isolation_level=None,
        )
    try:
        with _told():
            connection.row_factory = sqlite3.Row
            _check(connection)
            connection.execute("BEGIN")
        yield LogReader(connection)
    finally:
        connection.close()


def tallies(connection: sqlite3.Connection) -> tuple[Tally, ...]:
    """How many suggestions of each rule ended how. Raises sqlite3.Error."""
    return tuple(_tallies(connection, "outcome"))


def _tallies(connection: sqlite3.Connection, outcome: str) -> Iterator[Tally]:
    sql = (
        f"SELECT rule, kind, {outcome}, dismissal, count(*) FROM states "
        f"WHERE shown = 1 AND {outcome} IS NOT NULL GROUP BY 1, 2, 3, 4"
    )
    for rule, kind, ended, how, number in connection.execute(sql):
        dismissal = None if how is None else Dismissal(how)
        yield Tally(rule, Kind(kind), Outcome(ended), dismissal, number)


def _check(connection: sqlite3.Connection) -> None:
    version = version_of(connection)
    if version > len(MIGRATIONS):
        raise LogTooNew("The feedback log is from a newer Stet. Update to read it.")
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    if owner != APPLICATION_ID or version < len(MIGRATIONS):
        # A log of an older version is brought up to date by the next start of the window.
        if owner == APPLICATION_ID:
            raise LogError("The feedback log is from an older Stet. Open Stet once to update it.")
        raise LogError("There is no feedback log yet." if version == 0 else "Not a feedback log.")


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, ValueError, KeyError, TypeError) as error:
        # ValueError: a name in a row that this version does not know.
        raise LogError(f"The feedback log could not be read: {error}.") from error
