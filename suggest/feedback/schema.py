"""Tables of the feedback log, their numbered migrations, and events as rows.

Migrations are never edited once released; a change is a new one at the end.
"""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from suggest.feedback.event import Action, EventText, FeedbackEvent, ReadCount
from suggest.migrations import Migrations
from suggest.values import Dismissal, DropReason, Kind, Outcome, Trigger

APPLICATION_ID = 0x53746574
"""Marks the file as ours ("Stet")."""

_FIRST = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE events (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        event_id TEXT NOT NULL UNIQUE, wall TEXT NOT NULL, mono REAL NOT NULL,
        session TEXT NOT NULL, document TEXT NOT NULL, suggestion_id TEXT NOT NULL,
        action TEXT NOT NULL, rule TEXT NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL,
        span_length INTEGER NOT NULL, edit_length INTEGER, trigger TEXT,
        provider TEXT NOT NULL, model TEXT NOT NULL, request_id TEXT NOT NULL,
        raw REAL, confidence REAL, bar REAL, grades TEXT NOT NULL, shown INTEGER NOT NULL,
        drop_reason TEXT, guard TEXT NOT NULL, outcome TEXT, previous TEXT, dismissal TEXT,
        visible_ms INTEGER NOT NULL, card_ms INTEGER NOT NULL, decide_ms INTEGER,
        latency_ms INTEGER, tokens INTEGER, cost REAL,
        probe_s REAL, kept REAL, retained INTEGER, good INTEGER)""",
    """CREATE TRIGGER events_are_append_only BEFORE UPDATE ON events
        BEGIN SELECT RAISE(ABORT, 'events are append-only'); END""",
    "CREATE TABLE passages (id TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE texts (
        event_id TEXT PRIMARY KEY, wall TEXT NOT NULL, passage_id TEXT NOT NULL,
        start INTEGER NOT NULL, original TEXT NOT NULL, suggestion TEXT, final TEXT,
        note TEXT NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX texts_by_age ON texts (wall)",
    "CREATE INDEX texts_by_passage ON texts (passage_id)",
    # Where each proposal stands now: folded from the events in the same transaction.
    """CREATE TABLE states (
        session TEXT NOT NULL, suggestion_id TEXT NOT NULL, document TEXT NOT NULL,
        rule TEXT NOT NULL, kind TEXT NOT NULL, shown INTEGER NOT NULL,
        outcome TEXT, dismissal TEXT, drop_reason TEXT,
        PRIMARY KEY (session, suggestion_id)) WITHOUT ROWID""",
    """CREATE INDEX states_by_rule ON states (rule, kind, outcome, dismissal)
        WHERE shown = 1""",
)
_READINGS = (
    # How much was read: without it, marks say nothing about the text they stand in. `words` is the
    # longest the document was that day in that session.
    """CREATE TABLE readings (
        session TEXT NOT NULL, document TEXT NOT NULL, day TEXT NOT NULL,
        passages INTEGER NOT NULL, words INTEGER NOT NULL,
        PRIMARY KEY (session, document, day)) WITHOUT ROWID""",
)
_ANSWERS = (
    # The newest answers, which a start learns from, without a walk through all that was held back.
    """CREATE INDEX events_shown_or_answered ON events (seq)
        WHERE action IN ('shown', 'outcome')""",
)
_COVERING = (
    # With `shown` in it, counts of what was shown read the index alone: ten times as fast.
    "CREATE INDEX states_by_answer ON states (shown, rule, kind, outcome, dismissal)",
    "DROP INDEX states_by_rule",
)
_DISTANCE = (
    # How far from the offer the writer's words are, kept when the words are not.
    "ALTER TABLE events ADD COLUMN distance REAL",
)
_CURRENCY = (
    # Of the writer's own price table; costs from before have none.
    "ALTER TABLE events ADD COLUMN currency TEXT NOT NULL DEFAULT ''",
)
_FIGURES = (
    # The figures of insights in the order they are folded in, so that nothing is sorted and no wide
    # row is read: the events of each mark together, and those of each answer of a model.
    """CREATE INDEX events_by_mark ON events (session, suggestion_id, action, shown, wall, card_ms,
        decide_ms, probe_s, kept) WHERE action IN ('shown', 'outcome', 'closed', 'probe')""",
    """CREATE INDEX events_by_request ON events (request_id, wall, tokens, cost, currency)
        WHERE request_id != ''""",
    # Why proposals were held back; most of a long log is that. `shown` is in it, or SQLite looks
    # each row up.
    "CREATE INDEX states_by_reason ON states (shown, drop_reason) WHERE shown = 0",
)
MIGRATIONS: Migrations = (
    _FIRST,
    _READINGS,
    _ANSWERS,
    _COVERING,
    _DISTANCE,
    _CURRENCY,
    _FIGURES,
)

COLUMNS = tuple(f.name for f in fields(FeedbackEvent) if f.name != "text")
TEXT_COLUMNS = ("passage_id", "start", "original", "suggestion", "final", "note")
_FOLDED = frozenset({Action.HELD, Action.SHOWN, Action.OUTCOME, Action.CLOSED})
_INSERT = (
    f"INSERT OR IGNORE INTO events ({', '.join(COLUMNS)}) "
    f"VALUES ({', '.join('?' for _ in COLUMNS)})"
)
_FOLD = """INSERT INTO states VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET shown = max(shown, excluded.shown), outcome = excluded.outcome,
    dismissal = excluded.dismissal, drop_reason = excluded.drop_reason"""
_READ = """INSERT INTO readings VALUES (?, ?, ?, 1, ?)
    ON CONFLICT DO UPDATE SET passages = passages + 1, words = max(words, excluded.words)"""


def insert(connection: sqlite3.Connection, batch: Sequence[FeedbackEvent | ReadCount]) -> None:
    """Adds events, their texts and the states they lead to, and counts what was read.

    The caller holds the transaction. An event that is already there is left alone, so a batch may
    be tried again.
    """
    events = [one for one in batch if isinstance(one, FeedbackEvent)]
    reads = (
        (r.session, r.document, _stamp(r.wall)[:10], r.words)
        for r in batch
        if isinstance(r, ReadCount)
    )
    connection.executemany(_READ, reads)
    connection.executemany(_INSERT, (_row(event) for event in events))
    connection.executemany(_FOLD, (_state(e) for e in events if e.action in _FOLDED))
    texts = [(event, event.text) for event in events if event.text is not None]
    connection.executemany(
        "INSERT OR IGNORE INTO passages VALUES (?, ?)",
        ((_clean(t.passage_id), _clean(t.passage)) for _, t in texts if t.passage_id),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO texts VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (e.event_id, _stamp(e.wall), *(_clean(getattr(t, name)) for name in TEXT_COLUMNS))
            for e, t in texts
        ),
    )


def event_of(row: sqlite3.Row) -> FeedbackEvent:
    """The event of a row that has all columns of events, and of texts and passages if any."""
    # A row looks each name up from the first on; an export would spend half its time on that.
    cells = dict(zip(row.keys(), row, strict=True))
    values: dict[str, Any] = {name: cells[name] for name in COLUMNS}
    values["wall"] = datetime.fromisoformat(values["wall"])
    values["grades"] = () if values["grades"] == "[]" else tuple(json.loads(values["grades"]))
    values["shown"] = bool(values["shown"])
    values["good"] = None if values["good"] is None else bool(values["good"])
    for name, family in _ENUMS.items():
        values[name] = None if values[name] is None else family(values[name])
    text = None
    if cells["passage_id"] is not None:
        words = {name: cells[name] for name in TEXT_COLUMNS}
        text = EventText(passage=cells["passage"] or "", **words)
    return FeedbackEvent(**values, text=text)


_ENUMS: dict[str, Any] = {
    "action": Action,
    "kind": Kind,
    "trigger": Trigger,
    "drop_reason": DropReason,
    "outcome": Outcome,
    "previous": Outcome,
    "dismissal": Dismissal,
}


def _row(event: FeedbackEvent) -> tuple[Any, ...]:
    return tuple(_plain(getattr(event, name)) for name in COLUMNS)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return _stamp(value)
    if isinstance(value, tuple):
        return json.dumps(value)
    return _clean(value)


def _state(event: FeedbackEvent) -> tuple[Any, ...]:
    names = ("session", "suggestion_id", "document", "rule", "kind", "shown", "outcome")
    row = tuple(_clean(getattr(event, name)) for name in names)
    return (*row, _clean(event.dismissal), _clean(event.drop_reason))


def _stamp(wall: datetime) -> str:
    """UTC in one width, so that stamps sort as text."""
    return wall.astimezone(UTC).isoformat(timespec="milliseconds")


def _clean(value: Any) -> Any:
    """Half a surrogate pair cannot be stored; it must not cost the batch it is in."""
    return str(value).encode("utf-8", "replace").decode() if isinstance(value, str) else value
