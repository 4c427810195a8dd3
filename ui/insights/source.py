"""What the insights window asks for its figures; the program answers from the feedback log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from suggest import InsightsReport, Period
    from ui.insights.learnings import Learnings


class Figures(Protocol):
    """The figures of a period."""

    def report(self, period: Period) -> InsightsReport:
        """Called in a worker thread; may take half a second. Raises ui.trouble.Trouble."""


@dataclass(frozen=True, slots=True)
class InsightsParts:
    """What the window stands on. `learnings` None leaves that tab out; `export` opens a dialog."""

    figures: Figures
    learnings: Learnings | None
    export: Callable[[], None]
