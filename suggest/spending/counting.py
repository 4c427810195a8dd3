"""What counts as spent today and this month, whatever was done to the clock.

A request counts from the moment it is written down until the clock shows a later day (for the
monthly cap: a later month). The rule, for the day:

1. Rows of today count.
2. Rows of a later day count too: the clock was set back, and setting it back gives no budget back.
3. Everything written down after the first row that counts, counts, whatever its date: so what was
   spent under a clock set back is not forgotten when the clock is right again.

A clock set forward does begin a new day, as it does for everything on the computer; what is spent
there is missing on the real day, so over the days no more goes than the caps allow. Rule 2 ends a
day (for the month: 31 days) after the later row was first seen to be ahead: a computer that once
believed it was 2099 must not stay without a budget until then. The row counts again when its own
day comes.
"""

import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta

from suggest.spending.prices import Cost

_LATELY = 20  # requests
_MOST_EXCESS = 1000.0  # one nonsensical count must not close the budget for ever
_DAY_AHEAD = timedelta(days=1)
_MONTH_AHEAD = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Spent:
    """A sum. `estimated` says that some of it is our guess and not a server's count.

    `unpriced` is how many of the requests had no price when they were made; `costs` leaves them
    out. There is one cost for each currency.
    """

    requests: int = 0
    tokens: int = 0
    costs: tuple[Cost, ...] = ()
    estimated: bool = False
    unpriced: int = 0

    def nano(self, currency: str) -> int:
        """Money spent in one currency, in billionths."""
        return sum(cost.nano for cost in self.costs if cost.currency == currency)


def note_ahead(connection: sqlite3.Connection, today: date) -> None:
    """Marks rows of later days when they are first seen; the caller holds the transaction."""
    day = today.isoformat()
    connection.execute(
        "UPDATE charges SET ahead = ? WHERE day > ? AND (ahead IS NULL OR ahead > ?)",
        (day, day, day),
    )
    connection.execute(
        "UPDATE charges SET ahead = NULL WHERE day BETWEEN ? AND ? AND ahead IS NOT NULL",
        ((today - _MONTH_AHEAD).isoformat(), day),
    )


def spent_today(connection: sqlite3.Connection, today: date) -> Spent:
    """What counts for the daily cap."""
    day = today.isoformat()
    seen_since = (today - _DAY_AHEAD).isoformat()
    first = connection.execute(
        "SELECT min(seq) FROM charges WHERE day >= ? AND (day = ? OR ahead IS NULL OR ahead >= ?)",
        (day, day, seen_since),
    ).fetchone()[0]
    return _since(connection, first)


def spent_this_month(connection: sqlite3.Connection, today: date) -> Spent:
    """What counts for the monthly cap."""
    start, end = today.replace(day=1), _next_month(today)
    seen_since = (today - _MONTH_AHEAD).isoformat()
    first = connection.execute(
        "SELECT min(seq) FROM charges WHERE day >= ? AND (day < ? OR ahead IS NULL OR ahead >= ?)",
        (start.isoformat(), end.isoformat(), seen_since),
    ).fetchone()[0]
    return _since(connection, first)


@dataclass(frozen=True, slots=True)
class Excess:
    """By how much a model's server counted more than we expected, at worst lately; 1 or more."""

    tokens: float = 1.0
    money: float = 1.0


def excess(connection: sqlite3.Connection, host: str, model: str, today: date) -> Excess:
    """How far estimates for a model were too low in its last requests of today.

    New estimates are raised by it: several requests at once must not overrun a cap together. Not by
    those of other days: a model that is closed for this reason makes no new request to learn from.
    """
    tokens, money = connection.execute(
        "SELECT max(1.0 * tokens / expected), max(1.0 * nano / expected_nano) FROM ("
        "SELECT tokens, expected, nano, expected_nano FROM charges "
        "WHERE host = ? AND model = ? AND day >= ? AND open = 0 AND estimated = 0 "
        "ORDER BY seq DESC LIMIT ?)",
        (host, model, today.isoformat(), _LATELY),
    ).fetchone()
    return Excess(*(min(max(found or 1.0, 1.0), _MOST_EXCESS) for found in (tokens, money)))


def summed(rows: list[tuple[int, int, int | None, str | None, int, int]]) -> Spent:
    """One sum out of rows (requests, tokens, nano, currency, estimated, unpriced)."""
    money: dict[str, int] = {}
    for _, _, nano, currency, _, _ in rows:
        if nano is not None and currency is not None:
            money[currency] = money.get(currency, 0) + nano
    return Spent(
        requests=sum(row[0] for row in rows),
        tokens=sum(row[1] for row in rows),
        costs=tuple(Cost(nano, currency) for currency, nano in sorted(money.items())),
        estimated=any(row[4] for row in rows),
        unpriced=sum(row[5] for row in rows),
    )


SUMS = "count(*), sum(tokens), sum(nano), currency, max(estimated), sum(nano IS NULL)"
"""The columns that `summed` takes, of rows grouped by currency at least."""


def _since(connection: sqlite3.Connection, first: int | None) -> Spent:
    if first is None:
        return Spent()
    query = f"SELECT {SUMS} FROM charges WHERE seq >= ? GROUP BY currency"
    return summed(connection.execute(query, (first,)).fetchall())


def _next_month(today: date) -> date:
    return (today.replace(day=28) + timedelta(days=4)).replace(day=1)
