"""What the log view shows: passages, what was proposed for them, and what became of it."""

from dataclasses import dataclass
from datetime import datetime

from suggest.feedback.event import Action
from suggest.values import Dismissal, DropReason, Kind, Outcome


@dataclass(frozen=True, slots=True)
class ProposalFilter:
    """Which proposals are listed; None and "" let all through. `words` stand in the passage."""

    outcome: Outcome | None = None
    kind: Kind | None = None
    shown: bool | None = None
    rule: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class LogProposal:
    """One proposal as the log knows it; `start` is a code point of the passage.

    `outcome` None means unresolved if it was shown. `good` is the label somebody gave it. `final`
    is what the writer had there in the end, None when that is not known.
    """

    seq: int
    when: datetime
    session: str
    document: str
    id: str
    kind: Kind
    rule: str
    source: str
    provider: str
    model: str
    confidence: float | None
    bar: float | None
    grades: tuple[str, ...]
    span_length: int
    edit_length: int | None
    shown: bool
    outcome: Outcome | None
    dismissal: Dismissal | None
    drop_reason: DropReason | None
    guard: str
    start: int
    original: str
    suggestion: str | None
    final: str | None = None
    good: bool | None = None


@dataclass(frozen=True, slots=True)
class LogPassage:
    """A passage and its proposals in the order of the text; `text` is "" when it is not kept."""

    id: str
    text: str
    proposals: tuple[LogProposal, ...]


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some passages; `before` asks for the page after this one, None at the end."""

    passages: tuple[LogPassage, ...]
    before: int | None


@dataclass(frozen=True, slots=True)
class LogStep:
    """One thing that happened to a proposal."""

    when: datetime
    action: Action
    outcome: Outcome | None
    dismissal: Dismissal | None
    drop_reason: DropReason | None
    guard: str
    card_ms: int
    decide_ms: int | None
    probe_s: float | None
    kept: float | None
    good: bool | None
    final: str | None
    note: str
