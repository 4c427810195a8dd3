"""Sources for the windows of insights: figures and pages that are handed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from suggest import (
    InsightsReport,
    LogPage,
    LogPassage,
    LogProposal,
    LogStep,
    Period,
    ProposalFilter,
)
from ui.log_view.source import Added
from ui.trouble import Trouble


@dataclass
class FakeFigures:
    """Satisfies ui.insights.source.Figures; `make` gives the report of a period."""

    make: Callable[[Period], InsightsReport]
    asked: list[Period] = field(default_factory=list)
    trouble: str = ""

    def report(self, period: Period) -> InsightsReport:
        self.asked.append(period)
        if self.trouble:
            raise Trouble(self.trouble)
        return self.make(period)


@dataclass
class FakeLog:
    """Satisfies ui.log_view.source.LogSource over prepared pages, newest first."""

    pages: list[LogPage]
    steps_of: tuple[LogStep, ...] = ()
    asked: list[tuple[ProposalFilter, int | None]] = field(default_factory=list)
    told: list[tuple[object, ...]] = field(default_factory=list)
    trouble: str = ""

    def page(self, only: ProposalFilter, before: int | None) -> LogPage:
        self.asked.append((only, before))
        if self.trouble:
            raise Trouble(self.trouble)
        number = 0 if before is None else before
        return self.pages[number] if number < len(self.pages) else LogPage((), None)

    def steps(self, proposal: LogProposal) -> tuple[LogStep, ...]:
        return self.steps_of

    def rate(self, proposal: LogProposal, good: bool) -> None:
        self.told.append(("rate", proposal.id, good))

    def add_case(self, passage: LogPassage) -> Added:
        self.told.append(("case", passage.id))
        return self._added()

    def add_assertion(self, passage: LogPassage, proposal: LogProposal, marked: bool) -> Added:
        self.told.append(("assertion", proposal.id, marked))
        return self._added()

    def _added(self) -> Added:
        if self.trouble:
            raise Trouble(self.trouble)
        return Added(Path("/data/evals/mine.jsonl"), new=True)
