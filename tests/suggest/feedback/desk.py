"""What the tests of the feedback station share: clocks that stand still, values, a recorder."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from suggest.feedback.event import FeedbackEvent
from suggest.feedback.outcomes import Outcomes
from suggest.feedback.telling import Clocks
from suggest.values import (
    Drop,
    DropReason,
    Grade,
    Judged,
    Kind,
    Passage,
    Proposal,
    Span,
    Suggestion,
    Trigger,
)

NOON = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)
PASSAGE = Passage("p1", "We will utilize teh new plan.")


@dataclass
class Time:
    """Both clocks; they move only when told to."""

    now: float = 100.0

    def mono(self) -> float:
        return self.now

    def wall(self) -> datetime:
        return NOON + timedelta(seconds=self.now - 100.0)

    @property
    def clocks(self) -> Clocks:
        return Clocks(self.mono, self.wall)


def proposal(original: str = "utilize", new: str | None = "use", **more: object) -> Proposal:
    start = max(PASSAGE.text.find(original), 0)
    kind = more.pop("kind", Kind.CLARITY)
    assert isinstance(kind, Kind)
    rule = str(more.pop("rule", "plain/utilize"))
    return Proposal(
        Span(start, start + len(original)),
        original,
        new,
        kind,
        rule,
        "A shorter word says the same.",
        "Plain words",
        **more,  # type: ignore[arg-type]
    )


@dataclass
class Desk:
    """An Outcomes, its clocks and all it told."""

    time: Time = field(default_factory=Time)
    events: list[FeedbackEvent] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.outcomes = Outcomes(self.events.append, self.time.clocks, "session")
        self.outcomes.open_document("doc")

    def show(self, one: str = "a", edit: Proposal | None = None) -> None:
        suggestion = Suggestion(one, edit or proposal(), 0.8, 0.6)
        self.outcomes.shown(suggestion, PASSAGE, Trigger.PAUSE)

    def hold(self, one: str = "a", reason: DropReason = DropReason.BELOW_THRESHOLD) -> None:
        judged = Judged(proposal(), 0.4, None, Grade(-0.4, ("short",)))
        self.outcomes.held(one, judged, Drop(reason), 0.6, PASSAGE)

    def see(self, seconds: float = 1.5, one: str = "a") -> None:
        """The mark is painted for so long, with the caret in its paragraph."""
        self.outcomes.visible([one])
        self.outcomes.caret_in([one])
        self.wait(seconds)

    def leave(self) -> None:
        self.outcomes.caret_in([])

    def wait(self, seconds: float) -> None:
        self.time.now += seconds

    def told(self) -> list[str]:
        """Actions and outcomes in short, one word per event."""
        return [
            f"{e.action}:{e.outcome or e.drop_reason}" if e.outcome or e.drop_reason else e.action
            for e in self.events
        ]
