"""One line of the feedback log: what happened to a proposal, with the numbers known at that time.

Draft text never stands in an event; it travels beside it in `EventText` and is kept apart.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from suggest.values import Dismissal, DropReason, Kind, Outcome, Trigger

SCHEMA = 4
"""Version of the exported fields; a new field or a new meaning raises it."""


class Action(StrEnum):
    """What an event tells."""

    HELD = "held"
    SHOWN = "shown"
    OUTCOME = "outcome"
    CLOSED = "closed"
    PROBE = "probe"
    RATED = "rated"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class EventText:
    """The writer's words that belong to an event, empty or None where there are none.

    `start` is the code point in `passage` where `original` stands. `suggestion` None only flags.
    `final` is what stood there afterwards: the accepted text or the writer's own version.
    """

    passage_id: str = ""
    passage: str = ""
    start: int = 0
    original: str = ""
    suggestion: str | None = None
    final: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class FeedbackEvent:
    """One event. `wall` carries its zone; `mono` is monotonic seconds of the session.

    Lengths are code points, times with `_ms` milliseconds. What was not measured is None. Latency,
    tokens and cost are of the call that `request_id` names: events of one call share them.
    `currency` is that of the cost, three letters; "" without one.
    `distance` is the share of tokens between what was offered and what stands there, 0 when taken.
    """

    event_id: str
    wall: datetime
    mono: float
    session: str
    document: str
    suggestion_id: str
    action: Action
    rule: str
    kind: Kind
    source: str
    span_length: int
    edit_length: int | None
    trigger: Trigger | None = None
    provider: str = "offline"
    model: str = ""
    request_id: str = ""
    raw: float | None = None
    confidence: float | None = None
    bar: float | None = None
    grades: tuple[str, ...] = ()
    shown: bool = False
    drop_reason: DropReason | None = None
    guard: str = ""
    outcome: Outcome | None = None
    previous: Outcome | None = None
    dismissal: Dismissal | None = None
    visible_ms: int = 0
    card_ms: int = 0
    decide_ms: int | None = None
    latency_ms: int | None = None
    tokens: int | None = None
    cost: float | None = None
    probe_s: float | None = None
    kept: float | None = None
    retained: int | None = None
    good: bool | None = None
    distance: float | None = None
    currency: str = ""
    text: EventText | None = None


@dataclass(frozen=True, slots=True)
class ReadCount:
    """One passage was read; the whole document then had so many `words`, code left out."""

    wall: datetime
    session: str
    document: str
    words: int
