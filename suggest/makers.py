"""Grading and calibration by who made a proposal: this machine's lists and rules, or a model."""

from collections.abc import Sequence

from suggest.model.confidence import ModelConfidence
from suggest.pipeline import Calibration, Grader
from suggest.values import DocumentFacts, Grade, Passage, Proposal


class ByMaker:
    """Satisfies Grader and Calibration."""

    def __init__(self, grader: Grader, calibration: Calibration, models: ModelConfidence) -> None:
        self._grader = grader
        self._calibration = calibration
        self._models = models

    async def grade(
        self, passage: Passage, proposals: Sequence[Proposal], facts: DocumentFacts
    ) -> list[Grade]:
        """One grade per proposal, in order; models' own were given when they answered."""
        local = [p for p in proposals if not _by_model(p)]
        grades = iter(await self._grader.grade(passage, local, facts))
        return [self._models.grade(p) if _by_model(p) else next(grades) for p in proposals]

    def confidence(self, proposal: Proposal, grade: Grade) -> float:
        """A probability, 0 to 1."""
        station = self._models if _by_model(proposal) else self._calibration
        return station.confidence(proposal, grade)


def _by_model(proposal: Proposal) -> bool:
    return proposal.signal("model") > 0
