"""Folds the events of a period into one row for each suggestion that was shown (io, SQL only).

The rows go into a temporary table of the reading connection, in memory: the log is not touched.
All heavy work is done by SQLite in a few statements, so that another thread can go on meanwhile.
"""

import sqlite3
from datetime import UTC, datetime

_TABLES = (
    # The last time a suggestion was shown says what it was and when; `week` counts whole weeks
    # since a Monday.
    """CREATE TEMP TABLE offers AS
        SELECT session, suggestion_id, max(seq), kind, rule, source, provider, model, confidence,
            CAST((julianday(substr(wall, 1, 10)) - julianday('1970-01-05')) / 7 AS INTEGER) AS week
        FROM events WHERE action = 'shown' AND wall >= :since GROUP BY session, suggestion_id""",
    # Each look back is later than the one before: twice its second and the share that was left
    # (0 to 1) sort by time, and what is over an even number is the share.
    """CREATE TEMP TABLE looks (session TEXT, suggestion_id TEXT, card_ms INTEGER,
        decide_ms INTEGER, look REAL, PRIMARY KEY (session, suggestion_id)) WITHOUT ROWID""",
    """INSERT INTO looks SELECT session, suggestion_id, max(card_ms), max(decide_ms),
            max(2 * CAST(probe_s AS INTEGER) + kept)
        FROM events WHERE action IN ('outcome', 'closed', 'probe') AND shown = 1
            AND wall >= :since GROUP BY session, suggestion_id""",
    """CREATE TEMP TABLE marks AS
        SELECT o.kind, o.rule, o.source, o.provider, o.model, o.confidence, o.week,
            coalesce(s.outcome, 'unresolved') AS outcome, s.dismissal, l.card_ms, l.decide_ms,
            l.look - 2 * CAST(l.look / 2 AS INTEGER) AS kept
        FROM offers o JOIN states s USING (session, suggestion_id)
            LEFT JOIN looks l USING (session, suggestion_id)""",
    "DROP TABLE offers",
    "DROP TABLE looks",
)
_BEGINNING = "0000"


def fold(connection: sqlite3.Connection, since: datetime | None) -> str:
    """Makes the table `marks` of what was shown since then; returns that time as the log has it.

    Raises sqlite3.Error.
    """
    stamp = since.astimezone(UTC).isoformat(timespec="milliseconds") if since else _BEGINNING
    connection.execute("PRAGMA temp_store = MEMORY")
    for statement in _TABLES:
        connection.execute(statement, {"since": stamp} if ":since" in statement else {})
    return stamp
