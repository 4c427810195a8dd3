"""Whole texts: each finding at its place, whatever the line breaks, with one drop reason."""

import asyncio
from collections.abc import Sequence

import pytest

from suggest.capture import Capture
from suggest.checker import Checker, Finding, split
from suggest.language import LanguageGate
from suggest.passages import PassageReader
from suggest.pipeline import Pipeline, Stations
from suggest.policy import Bars, Policy
from suggest.protection import Protector
from suggest.values import DocumentFacts, DropReason, Grade, Kind, Passage, Proposal, Span


class Finder:
    """Proposes a replacement for every "xx" and "yy"."""

    name = "finder"

    async def warm_up(self) -> None:
        pass

    def close(self) -> None:
        pass

    async def propose(self, passage: Passage, facts: DocumentFacts) -> list[Proposal]:
        found: list[Proposal] = []
        for start in range(len(passage.text) - 1):
            word = passage.text[start : start + 2]
            if word in ("xx", "yy"):
                span = Span(start, start + 2)
                found.append(Proposal(span, word, "ok", Kind.CLARITY, f"t/{word}", "", "t"))
        return found


class Half:
    """Gives xx .8 and yy .3."""

    async def grade(
        self, passage: Passage, proposals: Sequence[Proposal], facts: DocumentFacts
    ) -> list[Grade]:
        return [Grade(0.8 if p.original == "xx" else 0.3) for p in proposals]

    def confidence(self, proposal: Proposal, grade: Grade) -> float:
        return grade.score


def check(text: str, **options: float) -> list[Finding]:
    half = Half()
    checker = Checker(
        Pipeline(Stations((Finder(),), (), half, half)),
        Policy(dict.fromkeys(Kind, Bars(0.9, 0.5, 0.2))),
        LanguageGate(),
        lambda delay, unreadable: Capture(PassageReader(Protector()), delay, unreadable),
    )
    try:
        return asyncio.run(checker.check(text, **options))
    finally:
        checker.close()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_spans_are_places_in_the_whole_text(end: str) -> None:
    text = end.join(["One line with xx in it", "and a 🙂 then xx again.", "", "- Then xx here."])
    findings = check(text)
    assert [text[f.span.start : f.span.end] for f in findings] == ["xx"] * 3
    assert [f.span.start for f in findings] == [
        place for place in range(len(text)) if text.startswith("xx", place)
    ]


def test_what_is_below_the_bar_says_so() -> None:
    shown, held = check("Here is xx and there is yy.")
    assert shown.drop is None
    assert held.drop is not None
    assert held.drop.reason is DropReason.BELOW_THRESHOLD


def test_eagerness_moves_the_bar() -> None:
    assert [f.drop is None for f in check("Here xx and yy.", eagerness=0.0)] == [False, False]
    assert [f.drop is None for f in check("Here xx and yy.", eagerness=1.0)] == [True, True]


def test_one_bar_lifts_the_budget() -> None:
    text = "We saw xx " * 30
    within = [f for f in check(text) if f.drop is None]
    over = [f for f in check(text) if f.drop and f.drop.reason is DropReason.OVER_BUDGET]
    assert 0 < len(within) < 30
    assert len(within) + len(over) == 30
    assert all(f.drop is None for f in check(text, bar=0.4))


def test_code_is_not_read() -> None:
    assert check("```\nxx\n```\n") == []


def test_split_keeps_every_offset() -> None:
    lines, starts = split("a\r\nb\rc\n\nd")
    assert lines == ["a", "b", "c", "", "d"]
    assert starts == [0, 3, 5, 7, 8]
