"""Slips in punctuation and spacing."""

import asyncio

import pytest

from suggest.suggesters.marks import MarksSuggester
from suggest.values import BlockKind, DocumentFacts, Passage, Proposal

COMMON = dict.fromkeys(("today", "risk", "however", "time", "stress", "review"), 5.0)


def found(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> list[Proposal]:
    suggester = MarksSuggester(COMMON)
    return asyncio.run(suggester.propose(Passage("p", text, kind), DocumentFacts()))


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("We won,, at last.", "We won, at last."),
        ("It is done.. We left.", "It is done. We left."),
        ("That was all,. We left.", "That was all. We left."),
        ("One part;; two parts", "One part; two parts"),
        ("In part , because we left", "In part, because we left"),
        ("We met the team . Then we left.", "We met the team. Then we left."),
        ("A list ( long ) of names", "A list (long ) of names"),
        ("A list (long ) of names", "A list (long) of names"),
        ("You owe me $ 100 now", "You owe me $100 now"),
        ("You owe me 100 $.", "You owe me $100."),
        ("At 7:45 o'clock we ate.", "At 7:45 we ate."),
        ("On June 21th we left.", "On June 21st we left."),
        ("The 2th and 12th time", "The 2nd and 12th time"),
        ("The 103th time", "The 103rd time"),
        ("We took the  risk.", "We took the risk."),
        ("Much risk.However, we left.", "Much risk. However, we left."),
        ("Less time,stress and noise", "Less time, stress and noise"),
        ("The sprint) plan is here.", "The sprint plan is here."),
        ("What a day ! We left.", "What a day! We left."),
        ("Is it over ?", "Is it over?"),
        ("They don 't know.", "They don't know."),
        ("I think it 's late.", "I think it's late."),
        ("We' re late.", "We're late."),
        ("A tool, e.g a hammer", "A tool, e.g. a hammer"),
        ("We met at 7 p.m", "We met at 7 p.m."),
        ("It rained, But we left.", "It rained, but we left."),
        ("A well- known shop", "A well-known shop"),
        ("A non -profit group", "A non-profit group"),
        ("We saw three :", "We saw three:"),
        ("We left ,and so did they.", "We left, and so did they."),
        ("Is it over?. We left.", "Is it over? We left."),
        ("Much stress(time is short) here", "Much stress (time is short) here"),
        ("All of it (more time)however small", "All of it (more time) however small"),
    ],
)
def test_a_slip_is_corrected(text: str, fixed: str) -> None:
    first = found(text)[0]
    start, end = first.span.start, first.span.end
    assert text[start:end] == first.original
    assert text[:start] + (first.replacement or "") + text[end:] == fixed


@pytest.mark.parametrize(
    "text",
    [
        "The 11th, 12th, 13th, 111th, 21st and 22nd time",
        "Wait... what? So it goes.",
        "A smile :) and a wink ;-) for you",
        "1) one and b) two",
        "It costs $100, or 100 USD.",
        "Node.js and Vec.New stay, as do e.g. names",
        "Use {time,stress} here, and (so on).",
        "The ? operator is new.",
        "The ending 's' is new, and it 's' too.",
        "Long- and short-term plans, pre- or post-war",
        "In Rome, So Ho and elsewhere, And-Or is a name.",
        "Call time(now) and stress(review).",
        "The review(s) stay.",
        "A smile : ) here",
        "A link [text](target) stays.",
        "(One thing) and [another]",
        "(An aside that ends later",
    ],
)
def test_right_marks_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_tables_are_left_alone() -> None:
    assert found("| a ,, b |", BlockKind.TABLE) == []
