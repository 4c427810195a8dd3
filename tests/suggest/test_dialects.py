"""The words of a draft show its English; a word of the other one is then no slip."""

import pytest

from suggest.dialects import british_evidence
from suggest.features import features, surroundings
from suggest.values import DocumentFacts, Kind, Passage, Proposal, Span

WALKS = ("meter", "meters", "metre", "neighborhood", "traveler")
WORDS = dict.fromkeys(
    ("color", "colour", "organize", "organise", "optimization", "labor", "license", *WALKS),
    4.0,
)


def test_evidence_has_a_side() -> None:
    british = {"colour": 3, "organise": 1}
    assert british_evidence(british, WORDS) == pytest.approx(0.5)
    assert british_evidence({"organize": 1, "labored": 1}, WORDS) < 0
    assert british_evidence({"bread": 9, "otherwise": 2}, WORDS) == 0


@pytest.mark.parametrize("word", ["metres", "neighbourhood", "traveller"])
def test_plurals_and_longer_words_are_evidence(word: str) -> None:
    assert british_evidence({word: 1}, WORDS) > 0


def test_what_both_write_is_no_evidence() -> None:
    assert british_evidence({"meter": 2, "license": 1, "filing": 1}, WORDS) == 0
    assert british_evidence({"metres": 1, "meter": 2}, WORDS) > 0


@pytest.mark.parametrize(("company", "sign"), [("colour", 1), ("organize", -1)])
def test_a_word_like_the_rest_of_the_draft_is_told_apart(company: str, sign: int) -> None:
    text = "The optimisation works."
    facts = DocumentFacts({company: 1, "optimisation": 1}, {company: 1, "optimisation": 1}, 2)
    signals = (("spelling", 1.0), ("abroad", 1.0))
    proposal = Proposal(
        Span(4, 16), "optimisation", "optimization", Kind.CORRECTNESS, "h", "", "s", "", (), signals
    )
    facts_alone = DocumentFacts({"optimisation": 1}, {"optimisation": 1}, 1)
    passage = Passage("p", text)
    seen, alone = (
        features(proposal, surroundings(passage, [proposal], f, WORDS))["s_abroad_draft"]
        for f in (facts, facts_alone)
    )
    assert (seen - alone) * sign > 0
