"""The engine of Stet: plain asyncio, no Qt. Only the names here are for the user interface."""

from suggest.diff import DiffPart, word_diff
from suggest.engine import Engine
from suggest.events import (
    EngineState,
    Event,
    Gone,
    HeldChanged,
    MarksChanged,
    Shown,
    StateChanged,
)
from suggest.feedback.dismissed import DismissalEntry
from suggest.parts import Edit, EngineOptions
from suggest.values import (
    Dialect,
    Dismissal,
    Drop,
    DropReason,
    Held,
    Kind,
    Mark,
    Outcome,
    Place,
    Proposal,
    Span,
    Splice,
    Suggestion,
    Trigger,
)

__all__ = [
    "Dialect",
    "DiffPart",
    "Dismissal",
    "DismissalEntry",
    "Drop",
    "DropReason",
    "Edit",
    "Engine",
    "EngineOptions",
    "EngineState",
    "Event",
    "Gone",
    "Held",
    "HeldChanged",
    "Kind",
    "Mark",
    "MarksChanged",
    "Outcome",
    "Place",
    "Proposal",
    "Shown",
    "Span",
    "Splice",
    "StateChanged",
    "Suggestion",
    "Trigger",
    "word_diff",
]
