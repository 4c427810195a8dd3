"""Commas after openings, and commas that part what belongs together."""

import asyncio

import pytest

from suggest.passages import PassageReader
from suggest.protection import Protector
from suggest.suggesters.commas import CommasSuggester
from suggest.values import BlockKind, DocumentFacts, Proposal

READER = PassageReader(Protector())


def found(text: str, kind: BlockKind = BlockKind.PARAGRAPH, **customs: int) -> list[Proposal]:
    facts = DocumentFacts(customs=customs)
    return asyncio.run(CommasSuggester().propose(READER.read(text, kind), facts))


@pytest.mark.parametrize(
    ("text", "rule", "fixed"),
    [
        ("However we stayed.", "opening", "However, we stayed."),
        ("It rained. For example the roof leaked.", "opening", None),
        ("Yes we did it.", "reply", "Yes, we did it."),
        ("Hello everyone I have news.", "greeting", "Hello everyone, I have news."),
        ("Dear Anna I have news.", "greeting", "Dear Anna, I have news."),
        ("It is late isn't it?", "tag", "It is late, isn't it?"),
        ("So. You like tea don’t you? We do.", "tag", "So. You like tea, don’t you? We do."),
        ("The roof, for example is new.", "pair", "The roof, for example, is new."),
        ("We do not know, how it works.", "surplus", "We do not know how it works."),
        ("It stayed, although, it rained.", "surplus", "It stayed, although it rained."),
        ("We sell fruit such, as pears.", "surplus", "We sell fruit such as pears."),
        ("This one is better, than mine.", "surplus", "This one is better than mine."),
        ("The old roof, is new.", "surplus", "The old roof is new."),
        ("If you see a gap please tell us.", "clause", "If you see a gap, please tell us."),
        ("If the link fails let me know.", "clause", "If the link fails, let me know."),
        ("When the cake is baked you can eat it.", "clause", None),
        ("As soon as it is done we will call.", "clause", "As soon as it is done, we will call."),
        ("We like the roof, however it leaks.", "splice", "We like the roof; however, it leaks."),
        (
            "The roof is old, therefore, we fix it.",
            "splice",
            "The roof is old; therefore, we fix it.",
        ),
    ],
)
def test_a_comma_is_put_right(text: str, rule: str, fixed: str | None) -> None:
    (one,) = found(text)
    assert one.rule == f"commas/{rule}"
    assert text[one.span.start : one.span.end] == one.original
    right = text[: one.span.start] + (one.replacement or "") + text[one.span.end :]
    assert right == (fixed or text.replace("example", "example,").replace("baked", "baked,"))


@pytest.mark.parametrize(
    "text",
    [
        "However you do it, do it well.",
        "However hard we try, it fails.",
        "We know, however, we were late.",
        "Why isn't it?",
        "You like it, don't you?",
        "Hello World is a first program.",
        "In general terms it is fine.",
        "No we were not told of.",
        "Well they were built, and well they stand.",
        "Hi all you need is here, in one place.",
        "You know, what I like is tea.",
        "It is, of course, new.",
        "If you could please tell us, do.",
        "If you must please everyone, stop.",
        "If there is a thing you would like, say so.",
        "If you want a book you can read at night, ask.",
        "Once a week we can meet.",
        "When we think it will rain, we stay.",
        "In this case, however, it leaks.",
        "As a last resort you can call.",
        "My friend, are you there?",
        "The old roof, the new one and the third, are fine.",
        "Such, as it was, is life.",
        "Better, faster, cheaper.",
    ],
)
def test_other_commas_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_draft_that_leaves_the_comma_out_is_followed() -> None:
    assert found("However we stayed.", opener_bare=3, opener_comma=1) == []
    assert len(found("However we stayed.", opener_bare=3, opener_comma=4)) == 1


def test_headings_have_their_own_commas() -> None:
    assert found("However we stayed.", BlockKind.HEADING) == []
