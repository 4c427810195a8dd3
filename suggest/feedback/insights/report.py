"""Makes the figures of the insights window from the folded log (io, one connection of its own)."""

import re
import sqlite3
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import NamedTuple

from suggest.feedback.insights.certainty import calibration
from suggest.feedback.insights.figures import (
    DecideBin,
    FunnelStep,
    InsightsReport,
    Period,
    Rates,
    Spent,
    Step,
    Week,
)
from suggest.feedback.insights.folding import fold
from suggest.feedback.reading import read_log
from suggest.values import DropReason, Kind

DECIDE_MS = (1_000, 2_000, 3_000, 5_000, 10_000, 30_000)
"""Upper ends of the bins of the time to decide; the last bin has none."""
BLOCKED = (
    DropReason.EMPTY,
    DropReason.UNCHANGED,
    DropReason.PROTECTED,
    DropReason.GUARDED,
    DropReason.DISMISSED_BEFORE,
    DropReason.MUTED,
    DropReason.FAILED,
)
"""Why a proposal did not pass the guards; all other reasons come after them."""
_STILL_THERE = 0.5  # of the four-grams of an accepted text: more was changed than left below it
_PROMPT = re.compile(r"[\w./-]+@[\w.-]+")

# Grouped by what differs soonest: rows that are alike up to the last column are dear to sort.
_GROUPS = f"""SELECT kind, rule, source, provider, model,
    count(*) AS shown,
    sum(outcome NOT IN ('unresolved', 'withdrawn')) AS outcomes,
    sum(outcome IN ('accepted', 'edited', 'checked', 'reverted')) AS accepted,
    sum(outcome IN ('accepted', 'edited', 'reverted') AND (kept IS NOT NULL)) AS looked,
    sum(outcome IN ('accepted', 'edited') AND coalesce(kept >= {_STILL_THERE}, 0)) AS kept,
    sum(outcome = 'reverted') AS reverted,
    sum(outcome = 'dismissed') AS dismissed,
    sum(outcome = 'ignored') AS ignored,
    sum(outcome = 'checked') AS checked,
    sum(coalesce(card_ms, 0) > 0 OR outcome IN
        ('accepted', 'edited', 'checked', 'reverted', 'dismissed')) AS opened,
    group_concat(CASE WHEN decide_ms > 0 THEN CAST(decide_ms AS INTEGER) END) AS times,
    week FROM marks GROUP BY week, rule, kind, source, provider, model"""
_HELD_EVER = "SELECT drop_reason, count(*) FROM states WHERE shown = 0 GROUP BY 1"
_HELD = """SELECT s.drop_reason, count(*) FROM (SELECT session, suggestion_id FROM events
    WHERE action = 'held' AND wall >= ? GROUP BY session, suggestion_id)
    JOIN states s USING (session, suggestion_id) WHERE s.shown = 0 GROUP BY 1"""
_SPENT = """SELECT count(*), coalesce(sum(tokens), 0), sum(cost), currency FROM (
    SELECT max(tokens) AS tokens, max(cost) AS cost, max(currency) AS currency FROM events
    WHERE wall >= ? AND request_id != '' AND (tokens IS NOT NULL OR cost IS NOT NULL)
    GROUP BY request_id) GROUP BY currency"""
_READ = """SELECT CAST((julianday(day) - julianday('1970-01-05')) / 7 AS INTEGER), sum(passages),
    sum(words) FROM readings WHERE day >= substr(?, 1, 10) GROUP BY 1"""
_USED = "SELECT EXISTS (SELECT 1 FROM states)"
_COUNTED = ("shown", "outcomes", "accepted", "looked", "kept", "reverted", "dismissed", "ignored")
_MONDAY = date(1970, 1, 5)


class _Key(NamedTuple):
    """What suggestions are grouped by."""

    kind: str
    rule: str
    source: str
    provider: str
    model: str


@dataclass(frozen=True, slots=True)
class _Row:
    """The counts of one key in one week; `checked` and `opened` belong to the funnel alone.

    `times` are the milliseconds that answers took.
    """

    key: _Key
    week: int
    rates: Rates
    times: tuple[int, ...]
    checked: int
    opened: int


def make_report(log: Path, period: Period, now: datetime) -> InsightsReport:
    """All figures of a period that ends now. Raises LogError, LogTooNew."""
    days = period.days
    with read_log(log) as reader:
        return reader.ask(
            lambda c: _report(c, (period, now), None if days is None else now - timedelta(days))
        )


def _report(
    connection: sqlite3.Connection, order: tuple[Period, datetime], since: datetime | None
) -> InsightsReport:
    stamp = fold(connection, since)
    rows = [_row(row) for row in connection.execute(_GROUPS)]
    read = {int(w): (int(p), int(n)) for w, p, n in connection.execute(_READ, (stamp,))}
    held = _held(connection, stamp, ever=since is None)
    groups = _Groups(rows)
    whole = groups.by(lambda key: "all")
    everything = whole[0] if whole else Rates("all")
    return InsightsReport(
        period=order[0],
        made=order[1],
        funnel=_funnel(rows, held, sum(passages for passages, _ in read.values())),
        words=sum(words for _, words in read.values()),
        all=everything,
        kinds=[(Kind(rates.name), rates) for rates in groups.by(lambda key: key.kind)],
        rules=groups.by(lambda key: key.rule),
        models=groups.by(lambda key: key.model),
        prompts=groups.by(_prompt),
        calibration=calibration(connection),
        decide=_decide(took for row in rows for took in row.times),
        weeks=_weeks(rows, {week: words for week, (_, words) in read.items()}),
        spent=_spent(connection, stamp),
        used=bool(connection.execute(_USED).fetchone()[0]),
    )


def _spent(connection: sqlite3.Connection, stamp: str) -> Spent:
    rows = connection.execute(_SPENT, (stamp,)).fetchall()
    costs = tuple((float(cost), str(currency)) for _, _, cost, currency in rows if cost is not None)
    return Spent(sum(int(row[0]) for row in rows), sum(int(row[1]) for row in rows), costs)


def _held(connection: sqlite3.Connection, stamp: str, *, ever: bool) -> dict[DropReason, int]:
    rows = connection.execute(_HELD_EVER) if ever else connection.execute(_HELD, (stamp,))
    return {DropReason(why): int(number) for why, number in rows if why is not None}


def _row(row: sqlite3.Row) -> _Row:
    key = _Key(*(str(row[name]) for name in _Key._fields))
    rates = Rates("", **{name: int(row[name]) for name in _COUNTED})
    times = tuple(int(took) for took in (row["times"] or "").split(",") if took)
    return _Row(key, int(row["week"]), rates, times, int(row["checked"]), int(row["opened"]))


def _prompt(key: _Key) -> str | None:
    """The prompt@version that a suggestion came from; None for rules."""
    found = _PROMPT.search(key.source) or _PROMPT.search(key.rule)
    return found[0] if found and key.provider != "offline" else None


def _added(name: str, parts: Iterable[Rates], times: Sequence[int] = ()) -> Rates:
    parts = list(parts)
    sums = {field: sum(getattr(part, field) for part in parts) for field in _COUNTED}
    return Rates(name, **sums, decide_ms=round(median(times)) if times else None)


class _Groups:
    """The rows of all keys, to be added up in more than one way."""

    def __init__(self, rows: Sequence[_Row]) -> None:
        self._rows: dict[_Key, list[_Row]] = {}
        for row in rows:
            self._rows.setdefault(row.key, []).append(row)

    def by(self, name: Callable[[_Key], str | None]) -> list[Rates]:
        """Added up by what `name` says of a key, most shown first; None leaves it out."""
        members: dict[str, list[_Row]] = {}
        for key, rows in self._rows.items():
            found = name(key)
            if found is not None:
                members.setdefault(found, []).extend(rows)
        made = [
            _added(group, [row.rates for row in rows], [took for row in rows for took in row.times])
            for group, rows in members.items()
        ]
        return sorted(made, key=lambda rates: (-rates.shown, rates.name))


def _funnel(rows: Sequence[_Row], held: dict[DropReason, int], read: int) -> list[FunnelStep]:
    shown = sum(row.rates.shown for row in rows)
    proposed = shown + sum(held.values())
    counts = {
        Step.READ: read,
        Step.PROPOSED: proposed,
        Step.PASSED: proposed - sum(held.get(why, 0) for why in BLOCKED),
        Step.SHOWN: shown,
        Step.OPENED: sum(row.opened for row in rows),
        Step.ACCEPTED: sum(row.rates.accepted for row in rows),
        # A confirmed fact changes nothing that could be lost.
        Step.KEPT: sum(row.rates.kept + row.checked for row in rows),
    }
    return [FunnelStep(step, count) for step, count in counts.items()]


def _decide(times: Iterable[int]) -> list[DecideBin]:
    ordered = sorted(times)
    ends = [bisect_left(ordered, high) for high in DECIDE_MS]
    counts = [end - begin for begin, end in pairwise((0, *ends, len(ordered)))]
    return [DecideBin(high, count) for high, count in zip((*DECIDE_MS, None), counts, strict=True)]


def _weeks(rows: Sequence[_Row], words: dict[int, int]) -> list[Week]:
    """Every week from the first with anything in it to the last, those without too."""
    by_week: dict[int, list[Rates]] = {week: [] for week in words}
    for row in rows:
        by_week.setdefault(row.week, []).append(row.rates)
    if not by_week:
        return []
    return [
        Week(_MONDAY + timedelta(weeks=week), words.get(week, 0), _added("", by_week.get(week, ())))
        for week in range(min(by_week), max(by_week) + 1)
    ]
