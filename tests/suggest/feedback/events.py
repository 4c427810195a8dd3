"""Events for the tests of the log and the exports."""

from dataclasses import replace

from suggest.feedback.event import Action, EventText, FeedbackEvent
from suggest.values import Kind, Outcome, Trigger
from tests.suggest.feedback.desk import NOON

TEXT = EventText("p1", "We will utilize it.", 8, "utilize", "use")


def event(number: int = 1, **more: object) -> FeedbackEvent:
    """One event that shows suggestion `s<number>`, changed by `more`."""
    plain = FeedbackEvent(
        event_id=f"e{number}",
        wall=NOON,
        mono=float(number),
        session="session",
        document="doc",
        suggestion_id=f"s{number}",
        action=Action.SHOWN,
        rule="plain/utilize",
        kind=Kind.CLARITY,
        source="Plain words",
        span_length=7,
        edit_length=3,
        trigger=Trigger.PAUSE,
        raw=0.5,
        confidence=0.8,
        bar=0.6,
        grades=("short",),
        shown=True,
        text=TEXT,
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def ended(number: int, outcome: Outcome, **more: object) -> FeedbackEvent:
    """The end of suggestion `s<number>`."""
    changes: dict[str, object] = {
        "event_id": f"e{number}-end",
        "action": Action.OUTCOME,
        "outcome": outcome,
        "text": None,
    }
    return event(number, **{**changes, **more})
