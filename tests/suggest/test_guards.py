"""Each guard stops what it is for and lets ordinary edits pass."""

import pytest

from suggest.guards import GUARDS
from suggest.guards.base import Guard
from suggest.passages import PassageReader
from suggest.protection import Protector
from suggest.values import BlockKind, Kind, Proposal, Span

READER = PassageReader(Protector())

STOPS = {
    "unchanged": [("See the cat.", "the", "the")],
    "protected": [
        ("See `teh` now.", "teh", "the"),
        ("See https://x.io/teh now.", "teh", "the"),
        ("Ask @teh now.", "teh", "the"),
        ("He said “teh end” twice.", "teh", "the"),
    ],
    "line_breaks": [
        ("one\ntwo three", "one\ntwo", "one two"),
        ("See teh cat.", "teh", "the\u202e"),
        ("See teh cat.", "teh", "the\x07"),
    ],
    "numbers": [
        ("It took 12 days.", "12 days", "two weeks"),
        ("It cost $5.", "$5", "5"),
        ("Up 3.5% now.", "3.5%", "35%"),
        ("A few left.", "A few", "3"),
    ],
    "heading": [
        ("# the plan", "the", "The"),
        ("# The Ultimate Guide to Bread", "The Ultimate Guide", "A guide"),
    ],
}
PASSES = [
    ("See teh cat.", "teh", "the"),
    ("In order to win 3 times.", "In order to", "To"),
    ("It was the the end.", "the the", "the"),
    ("On 12 June we met.", "On 12 June", "By 12 June"),
]


def proposal(text: str, old: str, new: str) -> Proposal:
    start = text.index(old)
    return Proposal(Span(start, start + len(old)), old, new, Kind.CLARITY, "r/x", "Why.", "Test")


def guard_named(name: str) -> Guard:
    return next(guard for guard in (make() for make in GUARDS) if guard.name == name)


def test_every_guard_has_examples() -> None:
    assert {make().name for make in GUARDS} == set(STOPS)


@pytest.mark.parametrize(
    ("name", "text", "old", "new"),
    [(name, *row) for name, rows in STOPS.items() for row in rows],
)
def test_stops(name: str, text: str, old: str, new: str) -> None:
    kind = BlockKind.HEADING if text.startswith("#") else BlockKind.PARAGRAPH
    drop = guard_named(name).check(READER.read(text, kind), proposal(text, old, new))
    assert drop is not None
    assert drop.detail.endswith(".")


@pytest.mark.parametrize(("text", "old", "new"), PASSES)
def test_lets_pass(text: str, old: str, new: str) -> None:
    passage = READER.read(text, BlockKind.PARAGRAPH)
    assert [make().check(passage, proposal(text, old, new)) for make in GUARDS] == [None] * len(
        GUARDS
    )
