"""The last words of a draft may stand without a stop; those before them are asked for theirs."""

import asyncio
from collections.abc import Iterator

import pytest

from suggest.capture import Capture, Caret
from suggest.endings import open_ended
from suggest.passages import PassageReader
from suggest.protection import Protector
from suggest.suggesters.ends import EndsSuggester

BLOCK = "We met at noon. It rained all day. The old house was cold inside"


@pytest.fixture
def capture() -> Iterator[Capture]:
    yield Capture(PassageReader(Protector()), 0.0, lambda line: None)


def ends_of(capture: Capture, lines: list[str], caret: Caret | None = None) -> list[bool]:
    capture.load(lines)
    return [open_ended(job, capture.document.lines, caret) for job in capture.blocks()]


@pytest.mark.parametrize(
    ("lines", "caret", "expected"),
    [
        ([BLOCK, "", BLOCK], None, [False, True]),
        ([BLOCK, "", BLOCK, "", "  "], None, [False, True]),
        ([BLOCK], None, [False]),
        ([BLOCK], Caret(0, len(BLOCK)), [True]),
        ([BLOCK], Caret(0, 3), [False]),
        ([BLOCK, "", BLOCK], Caret(0, len(BLOCK)), [True, True]),
    ],
)
def test_the_end_of_a_longer_draft_is_open(
    capture: Capture, lines: list[str], caret: Caret | None, expected: list[bool]
) -> None:
    assert ends_of(capture, lines, caret) == expected


def test_only_a_paragraph_within_the_draft_is_asked_for_its_stop(capture: Capture) -> None:
    capture.load([BLOCK, "", BLOCK])
    found = []
    for job in list(capture.blocks()):
        at_end = open_ended(job, capture.document.lines)
        facts = capture.tally.facts(at_end=at_end)
        found.append(asyncio.run(EndsSuggester().propose(job.passage, facts)))
    assert [[p.replacement for p in one] for one in found] == [["inside."], []]
