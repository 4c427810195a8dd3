"""Pages through what was proposed for recent passages, newest first (io, SQL only).

Words are there as long as the log keeps them; without them a proposal still has its numbers.
"""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from suggest.feedback.event import Action, FeedbackEvent
from suggest.feedback.insights.logged import (
    LogPage,
    LogPassage,
    LogProposal,
    LogStep,
    ProposalFilter,
)
from suggest.feedback.reading import read_log
from suggest.values import Dismissal, DropReason, Kind, Outcome

PASSAGES = 25
"""Passages on a page."""
MOST_ROWS = 300
"""Proposals read for one page, however few passages they belong to."""

# A proposal counts once: where it was first shown, else where it was held for its last reason.
_ROWS = """SELECT e.seq, e.wall, e.session, e.document, e.suggestion_id, e.kind, e.rule, e.source,
    e.provider, e.model, e.confidence, e.bar, e.grades, e.trigger, e.span_length, e.edit_length,
    s.shown, s.outcome, s.dismissal, s.drop_reason, e.guard,
    t.passage_id, t.start, t.original, t.suggestion, p.text AS passage
    FROM events e JOIN states s ON s.session = e.session AND s.suggestion_id = e.suggestion_id
    LEFT JOIN texts t ON t.event_id = e.event_id LEFT JOIN passages p ON p.id = t.passage_id
    WHERE e.seq < ? AND (e.action = 'shown' AND e.previous IS NULL
        OR e.action = 'held' AND s.shown = 0 AND e.drop_reason IS s.drop_reason)"""
_RATED = "SELECT session, suggestion_id, good FROM events WHERE action = 'rated' ORDER BY seq"
_FINALS = """SELECT e.session, e.suggestion_id, t.final FROM texts t
    JOIN events e ON e.event_id = t.event_id
    WHERE t.passage_id = ? AND t.final IS NOT NULL ORDER BY e.seq"""
_STEPS = """SELECT e.wall, e.action, e.outcome, e.dismissal, e.drop_reason, e.guard, e.card_ms,
    e.decide_ms, e.probe_s, e.kept, e.good, t.final, t.note FROM events e
    LEFT JOIN texts t ON t.event_id = e.event_id
    WHERE e.session = ? AND e.suggestion_id = ? AND e.action != 'closed' ORDER BY e.seq"""
_NEWEST = 2**62


def read_page(log: Path, only: ProposalFilter, before: int | None = None) -> LogPage:
    """One page. Raises LogError, LogTooNew."""
    with read_log(log) as reader:
        return reader.ask(lambda connection: _page(connection, only, before))


def read_steps(log: Path, proposal: LogProposal) -> tuple[LogStep, ...]:
    """Everything that happened to a proposal, first things first. Raises LogError, LogTooNew."""
    with read_log(log) as reader:
        return reader.ask(
            lambda connection: tuple(
                _step(row)
                for row in connection.execute(_STEPS, (proposal.session, proposal.id)).fetchall()
            )
        )


def rating(proposal: LogProposal, good: bool, event_id: str, now: datetime) -> FeedbackEvent:
    """The event that labels a proposal; it joins the others of the session it was made in."""
    return FeedbackEvent(
        event_id=event_id,
        wall=now,
        mono=0.0,
        session=proposal.session,
        document=proposal.document,
        suggestion_id=proposal.id,
        action=Action.RATED,
        rule=proposal.rule,
        kind=proposal.kind,
        source=proposal.source,
        span_length=proposal.span_length,
        edit_length=proposal.edit_length,
        provider=proposal.provider,
        model=proposal.model,
        confidence=proposal.confidence,
        bar=proposal.bar,
        shown=proposal.shown,
        good=good,
    )


def _page(connection: sqlite3.Connection, only: ProposalFilter, before: int | None) -> LogPage:
    rated = {(row[0], row[1]): bool(row[2]) for row in connection.execute(_RATED)}
    found: dict[str, list[sqlite3.Row]] = {}
    seen: set[tuple[str, str]] = set()
    last: int | None = None
    with closing(_rows(connection, only, before)) as rows:  # a page ends it early
        for row in rows:
            key = str(row["passage_id"] or f"session {row['session']}")
            if len(seen) == MOST_ROWS or (key not in found and len(found) == PASSAGES):
                break
            last = int(row["seq"])
            name = (str(row["session"]), str(row["suggestion_id"]))
            if name not in seen:
                seen.add(name)
                found.setdefault(key, []).append(row)
        else:
            last = None
    passages = tuple(_passage(connection, key, rows, rated) for key, rows in found.items())
    return LogPage(passages, last)


def _rows(
    connection: sqlite3.Connection, only: ProposalFilter, before: int | None
) -> sqlite3.Cursor:
    where, values = _condition(only)
    start = _NEWEST if before is None else before
    return connection.execute(f"{_ROWS}{where} ORDER BY e.seq DESC", (start, *values))


def _condition(only: ProposalFilter) -> tuple[str, list[object]]:
    where, values = "", list[object]()
    if only.outcome is Outcome.UNRESOLVED:
        where += " AND s.shown = 1 AND coalesce(s.outcome, 'unresolved') = 'unresolved'"
    elif only.outcome is not None:
        where += " AND s.outcome = ?"
        values.append(only.outcome.value)
    if only.kind is not None:
        where += " AND e.kind = ?"
        values.append(only.kind.value)
    if only.shown is not None:
        where += " AND s.shown = ?"
        values.append(int(only.shown))
    if only.rule:
        where += " AND e.rule LIKE ? ESCAPE '\\'"
        values.append(_like(only.rule))
    if only.words:
        where += " AND (p.text LIKE ? ESCAPE '\\' OR t.suggestion LIKE ? ESCAPE '\\')"
        values += [_like(only.words)] * 2
    return where, values


def _like(words: str) -> str:
    plain = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{plain}%"


def _passage(
    connection: sqlite3.Connection,
    key: str,
    rows: Sequence[sqlite3.Row],
    rated: dict[tuple[str, str], bool],
) -> LogPassage:
    finals = {(row[0], row[1]): str(row[2]) for row in connection.execute(_FINALS, (key,))}
    proposals = []
    for row in rows:
        name = (str(row["session"]), str(row["suggestion_id"]))
        proposals.append(_proposal(row, finals.get(name), rated.get(name)))
    proposals.sort(key=lambda one: (one.start, one.seq))
    return LogPassage(key, str(rows[0]["passage"] or ""), tuple(proposals))


def _proposal(row: sqlite3.Row, final: str | None, good: bool | None) -> LogProposal:
    outcome, how, why = row["outcome"], row["dismissal"], row["drop_reason"]
    return LogProposal(
        seq=int(row["seq"]),
        when=datetime.fromisoformat(row["wall"]),
        session=str(row["session"]),
        document=str(row["document"]),
        id=str(row["suggestion_id"]),
        kind=Kind(row["kind"]),
        rule=str(row["rule"]),
        source=str(row["source"]),
        provider=str(row["provider"]),
        model=str(row["model"]),
        confidence=row["confidence"],
        bar=row["bar"],
        grades=tuple(json.loads(row["grades"])),
        span_length=int(row["span_length"]),
        edit_length=row["edit_length"],
        shown=bool(row["shown"]),
        outcome=None if outcome is None else Outcome(outcome),
        dismissal=None if how is None else Dismissal(how),
        drop_reason=None if why is None else DropReason(why),
        guard=str(row["guard"]),
        start=int(row["start"] or 0),
        original=str(row["original"] or ""),
        suggestion=row["suggestion"],
        final=final,
        good=good,
    )


def _step(row: sqlite3.Row) -> LogStep:
    outcome, how, why = row["outcome"], row["dismissal"], row["drop_reason"]
    return LogStep(
        when=datetime.fromisoformat(row["wall"]),
        action=Action(row["action"]),
        outcome=None if outcome is None else Outcome(outcome),
        dismissal=None if how is None else Dismissal(how),
        drop_reason=None if why is None else DropReason(why),
        guard=str(row["guard"]),
        card_ms=int(row["card_ms"]),
        decide_ms=row["decide_ms"],
        probe_s=row["probe_s"],
        kept=row["kept"],
        good=None if row["good"] is None else bool(row["good"]),
        final=row["final"],
        note=str(row["note"] or ""),
    )
