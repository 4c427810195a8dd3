"""The engine of Stet: plain asyncio, no Qt. Only the names here are for the user interface.

`Engine` is looked up on first use: its stations need not be loaded before the window is painted.
"""

from typing import TYPE_CHECKING, Any

from suggest.diff import DiffPart, word_diff
from suggest.events import (
    EngineState,
    Event,
    Gone,
    HeldChanged,
    MarksChanged,
    Shown,
    StateChanged,
)
from suggest.options import Edit, EngineOptions
from suggest.values import (
    Dialect,
    Dismissal,
    DismissalEntry,
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

if TYPE_CHECKING:
    from suggest.engine import Engine

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


def __getattr__(name: str) -> Any:
    if name == "Engine":
        from suggest.engine import Engine

        return Engine
    raise AttributeError(f"module 'suggest' has no attribute {name!r}")
