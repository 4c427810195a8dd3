"""Folds the events of a period into one row for each suggestion that was shown (io, SQL only).

The rows go into a temporary table of the reading connection, in memory: the log is not touched.
All heavy work is done by SQLite in a few statements, so that another thread can go on meanwhile.
"""

import sqlite3
from datetime import UTC, datetime

# One walk through an index that holds the events of each suggestion together. `action IN` is worded
# as in the index, or SQLite does not take it.
#
# The last time a suggestion was shown says what it was and when. Each look back is later than the
# one before: twice its second and the share that was left (0 to 1) sort by time, and what is over
# an even number is the share.
_SINCE_SHOWN = "action != 'shown' AND shown = 1"
# What most events do not have is asked first; the rest of a condition then costs nothing.
_FOLDED = f"""SELECT session, suggestion_id,
    max(seq) FILTER (WHERE action = 'shown') AS last,
    max(card_ms) FILTER (WHERE card_ms > 0 AND {_SINCE_SHOWN}) AS card_ms,
    max(decide_ms) FILTER (WHERE decide_ms > 0 AND {_SINCE_SHOWN}) AS decide_ms,
    max(2 * CAST(probe_s AS INTEGER) + kept)
        FILTER (WHERE probe_s IS NOT NULL AND {_SINCE_SHOWN}) AS look
    FROM events WHERE action IN ('shown', 'outcome', 'closed', 'probe') AND wall >= :since
    GROUP BY session, suggestion_id"""
# `week` counts whole weeks since a Monday. CROSS JOIN keeps the order of the walk: each row of the
# other tables is then looked up by its key, near the one before.
_MARKS = f"""CREATE TEMP TABLE marks AS
    SELECT e.kind, e.rule, e.source, e.provider, e.model, e.confidence,
        CAST((julianday(substr(e.wall, 1, 10)) - julianday('1970-01-05')) / 7 AS INTEGER) AS week,
        coalesce(s.outcome, 'unresolved') AS outcome, s.dismissal, o.card_ms, o.decide_ms,
        o.look - 2 * CAST(o.look / 2 AS INTEGER) AS kept
    FROM ({_FOLDED}) o CROSS JOIN events e ON e.seq = o.last
        CROSS JOIN states s ON s.session = o.session AND s.suggestion_id = o.suggestion_id"""
_BEGINNING = "0000"


def fold(connection: sqlite3.Connection, since: datetime | None) -> str:
    """Makes the table `marks` of what was shown since then; returns that time as the log has it.

    Raises sqlite3.Error.
    """
    stamp = since.astimezone(UTC).isoformat(timespec="milliseconds") if since else _BEGINNING
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute(_MARKS, {"since": stamp})
    return stamp
