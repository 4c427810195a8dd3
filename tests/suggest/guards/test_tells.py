"""The guard on machine wording lets a misspelled word of the writer's own be put right."""

import pytest

from suggest.guards.phrasing import TellsGuard
from suggest.values import Kind, Passage, Proposal, Span


@pytest.mark.parametrize(
    ("old", "new", "dropped"),
    [
        ("seemlessly", "seamlessly", False),
        ("ecosytem", "ecosystem", False),
        ("well", "seamlessly", True),
    ],
)
def test_a_corrected_spelling_brings_nothing_in(old: str, new: str, dropped: bool) -> None:
    text = f"The two clocks work {old} together."
    at = text.index(old)
    proposal = Proposal(
        Span(at, at + len(old)), old, new, Kind.CORRECTNESS, "r", "Why.", "engine", "r"
    )
    assert (TellsGuard().check(Passage("p", text), proposal) is not None) is dropped
