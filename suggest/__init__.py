"""The engine of Stet: plain asyncio, no Qt. Only the names here are for the user interface.

What the first paint does not need is looked up on first use.
"""

from typing import TYPE_CHECKING, Any

from suggest.surface import Dialect, EngineState, Kind, Mark, Place, Splice

if TYPE_CHECKING:
    from suggest.diff import DiffPart, word_diff
    from suggest.engine import Engine
    from suggest.events import (
        Event,
        Gone,
        HeldChanged,
        Learned,
        MarksChanged,
        Shown,
        StateChanged,
        WordOffered,
    )
    from suggest.feedback.event import Action
    from suggest.feedback.insights.figures import (
        Calibration,
        CalibrationBin,
        DecideBin,
        FunnelStep,
        InsightsReport,
        Period,
        Rates,
        Spent,
        Step,
        Week,
    )
    from suggest.feedback.insights.logged import (
        LogPage,
        LogPassage,
        LogProposal,
        LogStep,
        ProposalFilter,
    )
    from suggest.model.base import Sent
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
    "Action",
    "Calibration",
    "CalibrationBin",
    "DecideBin",
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
    "FunnelStep",
    "Gone",
    "Held",
    "HeldChanged",
    "InsightsReport",
    "Kind",
    "Learned",
    "LogPage",
    "LogPassage",
    "LogProposal",
    "LogStep",
    "Mark",
    "MarksChanged",
    "Outcome",
    "Period",
    "Place",
    "Proposal",
    "ProposalFilter",
    "Rates",
    "Sent",
    "Shown",
    "Span",
    "Spent",
    "Splice",
    "StateChanged",
    "Step",
    "Suggestion",
    "Trigger",
    "Week",
    "WordOffered",
    "word_diff",
]


# Where the names are that are looked up late.
_LATE = (
    "values",
    "events",
    "options",
    "diff",
    "feedback.event",
    "feedback.insights.figures",
    "feedback.insights.logged",
    "model.base",
    "engine",
)


def __getattr__(name: str) -> Any:
    if name in __all__:
        from importlib import import_module

        for place in _LATE:
            found = getattr(import_module(f"suggest.{place}"), name, None)
            if found is not None:
                return found
    raise AttributeError(f"module 'suggest' has no attribute {name!r}")
