"""Reads the feedback log without changing it: events in order, counts, past outcomes (io)."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from suggest.errors import LogError, LogTooNew
from suggest.feedback.choosing import EVERYTHING, LogFilter
from suggest.feedback.event import FeedbackEvent
from suggest.feedback.schema import APPLICATION_ID, COLUMNS, MIGRATIONS, event_of
from suggest.feedback.store import DamagedLog, problem_of
from suggest.feedback.track import Tally
from suggest.migrations import version_of
from suggest.values import Dismissal, DropReason, Kind, Outcome

_EVENTS = (
    f"SELECT e.seq, {', '.join(f'e.{name}' for name in COLUMNS)}, t.passage_id, t.start, "
    "t.original, t.suggestion, t.final, t.note, p.text AS passage FROM events e "
    "LEFT JOIN texts t ON t.event_id = e.event_id LEFT JOIN passages p ON p.id = t.passage_id"
)
_STATES = "SELECT count(*), count(DISTINCT document), count(DISTINCT session) FROM states WHERE 1"
_TEXTS = "SELECT count(*) FROM texts JOIN events USING (event_id) WHERE 1"
_OUTCOMES = "SELECT outcome, count(*) FROM states WHERE shown = 1"
_DROPS = "SELECT drop_reason, count(*) FROM states WHERE shown = 0 AND drop_reason IS NOT NULL"
_REPAIR = (
    "Open Stet once: it keeps the file aside and begins a new log. `stet log wipe` removes it."
)
_OPEN = Outcome.UNRESOLVED
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
        self,
        *,
        last: int | None = None,
        outcome: Outcome | None = None,
        only: LogFilter = EVERYTHING,
        shown: bool = False,
    ) -> Iterator[FeedbackEvent]:
        """Events in the order they were written; `last` takes the newest so many of them.

        `shown` leaves out what was held back and never shown.
        """
        where, values = only.condition()
        where = where.replace("(session, suggestion_id)", "(e.session, e.suggestion_id)")
        if shown:
            where = f"{where} AND e.shown = 1"
        if outcome is not None:
            where, values = f"{where} AND e.outcome = ?", [*values, outcome.value]
        sql = f"{_EVENTS} WHERE {where} ORDER BY e.seq"
        if last is not None:
            sql = f"SELECT * FROM ({sql} DESC LIMIT {int(last)}) ORDER BY seq"
        with _told():
            for row in self._connection.execute(sql, values):
                yield event_of(row)

    def counts(self, only: LogFilter = EVERYTHING) -> Counts:
        """All counts, of the suggestions that `only` picks."""
        where, values = only.condition()

        def row(sql: str) -> tuple[int, ...]:
            return tuple(self._connection.execute(f"{sql} AND {where}", values).fetchone())

        def by_name(sql: str) -> list[tuple[str | None, int]]:
            grouped = f"{sql} AND {where} GROUP BY 1 ORDER BY 2 DESC, 1"
            return [tuple(found) for found in self._connection.execute(grouped, values)]

        with _told():
            (events,) = row("SELECT count(*) FROM events WHERE 1")
            proposals, documents, sessions = row(_STATES)
            (texts,) = row(_TEXTS if only.picks else "SELECT count(*) FROM texts WHERE 1")
            outcomes = _settled(by_name(_OUTCOMES))
            drops = {DropReason(str(name)): number for name, number in by_name(_DROPS)}
        shown = sum(outcomes.values())
        return Counts(events, proposals, shown, documents, sessions, texts, outcomes, drops)

    def rules(self) -> list[RuleCount]:
        """The track record of every rule that was shown, most shown first."""
        from suggest.feedback.definitions import counts

        found: dict[tuple[str, Kind], list[int]] = {}
        with _told():
            for tally in _tallies(self._connection, ended=False):
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
            # In KiB: the states of a million events are read more than once and fit in here.
            connection.execute("PRAGMA cache_size = -65536")
            connection.execute("BEGIN")
        yield LogReader(connection)
    finally:
        connection.close()


def tallies(connection: sqlite3.Connection) -> tuple[Tally, ...]:
    """How many suggestions of each rule ended how. Raises sqlite3.Error."""
    return tuple(_tallies(connection, ended=True))


def _tallies(connection: sqlite3.Connection, *, ended: bool) -> Iterator[Tally]:
    # Grouped as the index has them: asking for anything else sorts every row anew.
    sql = (
        "SELECT rule, kind, outcome, dismissal, count(*) FROM states "
        "WHERE shown = 1 GROUP BY 1, 2, 3, 4"
    )
    for rule, kind, outcome, how, number in connection.execute(sql):
        if outcome is None and ended:
            continue
        dismissal = None if how is None else Dismissal(how)
        yield Tally(rule, Kind(kind), Outcome(outcome or _OPEN), dismissal, number)


def _settled(rows: list[tuple[str | None, int]]) -> dict[Outcome, int]:
    """Numbers by outcome, most first; what has no end yet is unresolved."""
    found: dict[Outcome, int] = {}
    for name, number in rows:
        outcome = Outcome(name or _OPEN)
        found[outcome] = found.get(outcome, 0) + number
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


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
    except sqlite3.Error as error:
        problem = problem_of(error)
        if isinstance(problem, DamagedLog):
            raise LogError(
                f"The feedback log could not be read: it is damaged. {_REPAIR}"
            ) from error
        raise LogError(f"The feedback log could not be read: {error}. Try again.") from error
    except (ValueError, KeyError, TypeError) as error:
        # A name in a row that this version does not know.
        raise LogError(f"The feedback log could not be read: {error}. {_REPAIR}") from error
