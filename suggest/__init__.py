"""The engine of Stet: plain asyncio, no Qt. Only the names here are for the user interface.

What the first paint does not need is looked up on first use.
"""

from typing import TYPE_CHECKING, Any

from suggest.surface import Dialect, EngineState, Kind, Mark, Place, Splice

if TYPE_CHECKING:
    from suggest.diff import DiffPart, word_diff
    from suggest.engine import Engine
    from suggest.events import Event, Gone, HeldChanged, MarksChanged, Shown, StateChanged
    from suggest.options import Edit, EngineOptions
    from suggest.values import (
        Dismissal,
        DismissalEntry,
        Drop,
        DropReason,
        Held,
        Outcome,
        Proposal,
        Span,
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


# Where the names are that are looked up late.
_LATE = ("values", "events", "options", "diff", "engine")


def __getattr__(name: str) -> Any:
    if name in __all__:
        from importlib import import_module

        for place in _LATE:
            found = getattr(import_module(f"suggest.{place}"), name, None)
            if found is not None:
                return found
    raise AttributeError(f"module 'suggest' has no attribute {name!r}")
