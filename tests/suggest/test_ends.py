"""Marks at the ends of sentences and capitals at their starts."""

import asyncio

import pytest

from suggest.passages import PassageReader
from suggest.protection import Protector
from suggest.suggesters.ends import EndsSuggester
from suggest.values import BlockKind, DocumentFacts, Proposal

READER = PassageReader(Protector())


def found(
    text: str, kind: BlockKind = BlockKind.PARAGRAPH, *, at_end: bool = False
) -> list[Proposal]:
    facts = DocumentFacts(at_end=at_end)
    return asyncio.run(EndsSuggester().propose(READER.read(text, kind), facts))


@pytest.mark.parametrize(
    ("text", "rule", "fixed"),
    [
        ("How do you keep it short.", "question", "How do you keep it short?"),
        ("So what are we doing here.", "question", "So what are we doing here?"),
        ("Why don't they answer. I wait.", "question", "Why don't they answer? I wait."),
        ("Have you ever lost a whole draft.", "question", "Have you ever lost a whole draft?"),
        ("Do you like the new one.", "question", "Do you like the new one?"),
        ("It is late. What do you think", "question", "It is late. What do you think?"),
        ("It rained all day. but we left.", "capital", "It rained all day. But we left."),
        (
            "We left (it was late.) Nobody saw.",
            "bracket-stop",
            "We left (it was late). Nobody saw.",
        ),
        ("The list (all of it,) is here.", "bracket-stop", "The list (all of it), is here."),
        ("We paid in cash (as always.", "bracket-open", "We paid in cash (as always)."),
        ("It rained all day. the roof held.", "capital", "It rained all day. The roof held."),
        ("Was it late? we did not ask.", "capital", "Was it late? We did not ask."),
        (
            "We met. We ate. Then we went home by tram",
            "stop",
            "We met. We ate. Then we went home by tram.",
        ),
        (
            "We met. We ate. You can read the [whole story](https://example.com/a)",
            "stop",
            "We met. We ate. You can read the [whole story](https://example.com/a).",
        ),
    ],
)
def test_an_end_is_put_right(text: str, rule: str, fixed: str) -> None:
    (one,) = found(text)
    assert one.rule == f"ends/{rule}"
    assert text[one.span.start : one.span.end] == one.original
    assert text[: one.span.start] + (one.replacement or "") + text[one.span.end :] == fixed


@pytest.mark.parametrize(
    "text",
    [
        "Do your homework first.",
        "What you need is time.",
        "How we did it is no secret.",
        "What are you doing, where are you, whose house is it.",
        "Had we known, we would have left.",
        "Ready to start? So are we.",
        "Do it again.",
        "Can you believe it!",
        "(We left early.) Nobody saw.",
        "We took bread (milk, eggs, etc.) Then we left.",
        "We took all (the bread. The milk.) Then we left.",
        "It was fine :( and then some.",
        "A list (one of two) is here.",
        "We use several tools, e.g. the old one.",
        "Bread, milk, eggs, etc. are here.",
        "all of it is small. the rest too.",
        "We met. Then we went home by tram",
        "We met. We ate. See you there",
        "We met. We ate. This is what we had:",
        "We met. We ate. It is all about the",
        "We met. We ate. You can ask @anna",
        "Run `make it. now` at once.",
        "“Why do you ask.” He left.",
    ],
)
def test_other_ends_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_sentence_at_the_caret_may_still_be_unfinished() -> None:
    assert found("We met. We ate. Then we went home by tram", at_end=True) == []


@pytest.mark.parametrize("kind", [BlockKind.HEADING, BlockKind.TABLE])
def test_headings_and_tables_have_their_own_ends(kind: BlockKind) -> None:
    assert found("How do you keep it short.", kind) == []


def test_list_items_need_no_stop() -> None:
    text = "- We met. We ate. Then we went home by tram"
    assert found(text, BlockKind.LIST_ITEM) == []
