"""The learning's place among the stations: between grading and deciding, and one guard.

`Learning` wraps a grader and a calibration and is used in the place of both. The reasons of its
grades carry the shipped confidence and the kind of block, so that the log holds what the next
start learns from.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from suggest.learning.answers import PLACE, SHIPPED, carried, subject_of
from suggest.learning.evidence import log_odds
from suggest.learning.learner import Learner
from suggest.values import DocumentFacts, Drop, DropReason, Grade, Passage, Proposal

_LEAST, _MOST = 0.001, 0.98


class _Grader(Protocol):
    async def grade(
        self, passage: Passage, proposals: Sequence[Proposal], facts: DocumentFacts
    ) -> list[Grade]: ...


class _Calibration(Protocol):
    def confidence(self, proposal: Proposal, grade: Grade) -> float: ...


class Learning:
    """Grader and calibration in one; without anything learned it changes no confidence."""

    def __init__(self, grader: _Grader, calibration: _Calibration, learner: Learner) -> None:
        self._grader = grader
        self._calibration = calibration
        self._learner = learner

    async def grade(
        self, passage: Passage, proposals: Sequence[Proposal], facts: DocumentFacts
    ) -> list[Grade]:
        """The grades of the wrapped grader, with what the log needs for learning."""
        grades = await self._grader.grade(passage, proposals, facts)
        return [
            replace(grade, reasons=(*grade.reasons, *self._carried(passage, proposal, grade)))
            for proposal, grade in zip(proposals, grades, strict=True)
        ]

    def confidence(self, proposal: Proposal, grade: Grade) -> float:
        """The shipped confidence moved by what this writer's answers show, 0.001 to 0.98."""
        shipped = self._calibration.confidence(proposal, grade)
        shift = self._learner.shift(subject_of(proposal, carried(grade.reasons, PLACE)))
        return moved(shipped, shift)

    def _carried(self, passage: Passage, proposal: Proposal, grade: Grade) -> tuple[str, str]:
        shipped = self._calibration.confidence(proposal, grade)
        return f"{SHIPPED}{shipped:.4f}", f"{PLACE}{passage.kind}"


class LearnedGuard:
    """Vetoes proposals of rules that muted themselves."""

    name = "learned"

    def __init__(self, learner: Learner) -> None:
        self._learner = learner

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """Drops what a rule that muted itself proposes."""
        if self._learner.mutes(proposal.rule):
            return Drop(DropReason.MUTED, self.name, "Muted by itself after many dismissals.")
        return None


def moved(confidence: float, shift: float) -> float:
    """A confidence moved by so many log odds; unmoved and unclipped for a shift of 0."""
    if not shift:
        return confidence
    odds = log_odds(min(0.999, max(0.0005, confidence))) + shift
    return min(_MOST, max(_LEAST, 1 / (1 + math.exp(-odds))))
