"""How well confidence told the answers: bins, expected calibration error, Brier score (SQL)."""

import sqlite3

from suggest.feedback.insights.figures import ENOUGH, Calibration, CalibrationBin
from suggest.intervals import wilson

BINS = 10
LEAST_IN_BIN = 5
"""Answers before a bin is drawn; the errors count every answer."""
# As in definitions.counts: silence and "Not now" say more about the moment than about the mark.
_DECIDED = """SELECT min(CAST(confidence * ? AS INTEGER), ?) AS bin, count(*), sum(confidence),
    sum(kept), sum((confidence - kept) * (confidence - kept)) FROM (
        SELECT confidence, outcome IN ('accepted', 'edited', 'overtyped', 'checked') AS kept
        FROM marks WHERE confidence IS NOT NULL AND (
            outcome IN ('accepted', 'edited', 'overtyped', 'checked', 'reverted')
            OR outcome = 'dismissed' AND dismissal != 'not_now'))
    GROUP BY bin ORDER BY bin"""


def calibration(connection: sqlite3.Connection) -> Calibration:
    """Of the table `marks`. Raises sqlite3.Error."""
    rows = connection.execute(_DECIDED, (BINS, BINS - 1)).fetchall()
    total = sum(row[1] for row in rows)
    if total < ENOUGH:
        return Calibration(total)
    return Calibration(
        total,
        [_bin(*row[1:4]) for row in rows if row[1] >= LEAST_IN_BIN],
        sum(abs(said - kept) for _, _, said, kept, _ in rows) / total,
        sum(row[4] for row in rows) / total,
    )


def _bin(count: int, said: float, kept: int) -> CalibrationBin:
    low, high = wilson(kept, count)
    return CalibrationBin(count, said / count, kept / count, low, high)
