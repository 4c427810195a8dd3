"""What the log view asks of the feedback log; the program answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # the program knows this module before anything of it is needed
    from suggest import LogPage, LogPassage, LogProposal, LogStep, ProposalFilter


@dataclass(frozen=True, slots=True)
class Added:
    """Where a line of the writer's own eval set stands; `new` False when it was there before."""

    file: Path
    new: bool


class LogSource(Protocol):
    """Reads and labels. Everything raises ui.trouble.Trouble when it cannot be done."""

    def page(self, only: ProposalFilter, before: int | None) -> LogPage:
        """Some passages, newest first. Called in a worker thread."""

    def steps(self, proposal: LogProposal) -> tuple[LogStep, ...]:
        """What happened to a proposal. Called in a worker thread."""

    def rate(self, proposal: LogProposal, good: bool) -> None:
        """Label a proposal; it goes into the log as an event. Returns at once."""

    def add_case(self, passage: LogPassage) -> Added:
        """Add the passage with all answers to the eval set."""

    def add_assertion(self, passage: LogPassage, proposal: LogProposal, marked: bool) -> Added:
        """Add one demand to the eval set: this place must be marked, or must not."""
