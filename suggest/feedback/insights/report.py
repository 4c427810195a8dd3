"""Makes the figures of the insights window from the folded log (io, one connection of its own)."""

import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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
    week FROM marks GROUP BY kind, rule, source, provider, model, week"""
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
_TIMES = "SELECT kind, rule, source, provider, model, decide_ms FROM marks WHERE decide_ms > 0"
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
    """The counts of one key in one week; `checked` and `opened` belong to the funnel alone."""

    key: _Key
    week: int
    rates: Rates
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
    times = [(_Key(*row[:5]), int(row[5])) for row in connection.execute(_TIMES)]
    read = {int(w): (int(p), int(n)) for w, p, n in connection.execute(_READ, (stamp,))}
    held = _held(connection, stamp, ever=since is None)
    groups = _Groups(rows, times)
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
        decide=_decide([ms for _, ms in times]),
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
    return _Row(key, int(row["week"]), rates, int(row["checked"]), int(row["opened"]))


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

    def __init__(self, rows: Sequence[_Row], times: Sequence[tuple[_Key, int]]) -> None:
        self._rows: dict[_Key, list[Rates]] = {}
        for row in rows:
            self._rows.setdefault(row.key, []).append(row.rates)
        self._times: dict[_Key, list[int]] = {}
        for key, took in times:
            self._times.setdefault(key, []).append(took)

    def by(self, name: Callable[[_Key], str | None]) -> list[Rates]:
        """Added up by what `name` says of a key, most shown first; None leaves it out."""
        keys: dict[str, list[_Key]] = {}
        for key in self._rows:
            found = name(key)
            if found is not None:
                keys.setdefault(found, []).append(key)
        made = [
            _added(
                group,
                (rates for key in members for rates in self._rows[key]),
                [took for key in members for took in self._times.get(key, ())],
            )
            for group, members in keys.items()
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


def _decide(times: Sequence[int]) -> list[DecideBin]:
    bins = []
    low = 0
    for high in DECIDE_MS:
        bins.append(DecideBin(high, sum(low <= took < high for took in times)))
        low = high
    return [*bins, DecideBin(None, sum(took >= low for took in times))]


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
