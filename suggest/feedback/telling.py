"""Turns what is known of a proposal into one event of the log."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from suggest.feedback.entry import Entry
from suggest.feedback.event import Action, EventText, FeedbackEvent, ReadCount
from suggest.values import Origin

_NAME = re.compile(r"[\w./:=@-]{1,40}")
"""Reasons of a grade that are names may stand in an event; sentences may quote the draft."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """`mono` is monotonic seconds, `wall` the time of day with its zone."""

    mono: Callable[[], float]
    wall: Callable[[], datetime]


class Teller:
    """Numbers, dates and hands over the events of one session."""

    def __init__(
        self, record: Callable[[FeedbackEvent], None], clocks: Clocks, session: str
    ) -> None:
        self.document = ""
        self._record = record
        self._clocks = clocks
        self._session = session
        self._number = 0

    def count(self, words: int) -> ReadCount:
        """One reading of a passage in the open document."""
        return ReadCount(self._clocks.wall(), self._session, self.document, words)

    def tell(self, entry: Entry, action: Action, **more: Any) -> None:
        """One event about `entry`; `more` are fields that only this action has."""
        now = self._clocks.mono()
        self._number += 1
        proposal = entry.proposal
        self._record(
            FeedbackEvent(
                event_id=f"{self._session}-{self._number}",
                wall=self._clocks.wall(),
                mono=now,
                session=self._session,
                document=self.document,
                suggestion_id=entry.id,
                action=action,
                rule=proposal.rule,
                kind=proposal.kind,
                source=proposal.source,
                span_length=len(proposal.span),
                edit_length=None if proposal.replacement is None else len(proposal.replacement),
                trigger=entry.trigger,
                **_of(proposal.origin),
                raw=entry.raw,
                confidence=entry.confidence,
                bar=entry.bar,
                grades=tuple(name for name in entry.grades if _NAME.fullmatch(name)),
                shown=entry.shown_at is not None,
                drop_reason=entry.drop_reason,
                guard=entry.guard,
                dismissal=entry.dismissal,
                visible_ms=entry.visible_ms(now),
                card_ms=entry.card_ms(now),
                **more,
            )
        )


def _of(origin: Origin | None) -> dict[str, Any]:
    """The fields that tell of the model, none for what was found on this machine."""
    if origin is None:
        return {}
    return {
        "provider": origin.provider,
        "model": origin.model,
        "request_id": origin.request_id or origin.call,
        "latency_ms": origin.latency_ms,
        "tokens": origin.tokens,
        "cost": origin.cost,
        "currency": origin.currency,
    }


def words_of(entry: Entry, final: str | None = None) -> EventText:
    """The writer's words that belong to a proposal; `final` is what stands there now."""
    proposal = entry.proposal
    return EventText(
        entry.passage.id,
        entry.passage.text,
        proposal.span.start,
        proposal.original,
        proposal.replacement,
        final,
    )
