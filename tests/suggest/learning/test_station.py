"""The learning among the stations: confidences moved, grades that carry, rules that are muted."""

from collections.abc import Sequence

import pytest

from suggest.learning.answers import PLACE, SHIPPED, carried
from suggest.learning.station import LearnedGuard, Learning, moved
from suggest.values import (
    BlockKind,
    DocumentFacts,
    DropReason,
    Grade,
    Kind,
    Outcome,
    Passage,
    Proposal,
    Span,
)
from tests.suggest.learning.writer import Writer

PASSAGE = Passage("p1", "We will utilize the plan.", BlockKind.PARAGRAPH)
PROPOSAL = Proposal(
    Span(8, 15), "utilize", "use", Kind.CLARITY, "plain/utilize", "Shorter.", "Plain words"
)


class Shipped:
    """A grader and a calibration that always say the same."""

    async def grade(
        self, passage: Passage, proposals: Sequence[Proposal], facts: DocumentFacts
    ) -> list[Grade]:
        return [Grade(0.3, ("short",)) for _ in proposals]

    def confidence(self, proposal: Proposal, grade: Grade) -> float:
        return 0.5744


def station(writer: Writer) -> Learning:
    return Learning(Shipped(), Shipped(), writer.learner)


async def test_grades_carry_what_the_next_start_learns_from() -> None:
    (grade,) = await station(Writer()).grade(PASSAGE, [PROPOSAL], DocumentFacts())
    assert grade.score == 0.3 and "short" in grade.reasons
    assert carried(grade.reasons, SHIPPED) == "0.5744"
    assert carried(grade.reasons, PLACE) == "paragraph"


async def test_confidence_is_the_shipped_one_until_something_is_learned() -> None:
    writer = Writer()
    one = station(writer)
    (grade,) = await one.grade(PASSAGE, [PROPOSAL], DocumentFacts())
    assert one.confidence(PROPOSAL, grade) == 0.5744
    writer.refuses(8)
    assert one.confidence(PROPOSAL, grade) < 0.4
    writer.on = False
    assert one.confidence(PROPOSAL, grade) == 0.5744


def test_moving_by_nothing_is_exact_and_far_moves_stay_probabilities() -> None:
    assert moved(0.0004, 0.0) == 0.0004
    assert moved(0.5, 1.0) == pytest.approx(0.731, abs=0.001)
    assert 0.001 <= moved(0.0, -3.0) <= moved(1.0, 3.0) <= 0.98


def test_a_rule_that_muted_itself_is_dropped_with_a_reason() -> None:
    writer = Writer()
    guard = LearnedGuard(writer.learner)
    assert guard.check(PASSAGE, PROPOSAL) is None
    writer.refuses(12)
    drop = guard.check(PASSAGE, PROPOSAL)
    assert drop is not None and drop.reason is DropReason.MUTED


def test_one_kept_suggestion_is_no_reason_to_show_more() -> None:
    writer = Writer()
    writer.says(Outcome.ACCEPTED)
    assert writer.shift() == 0.0
