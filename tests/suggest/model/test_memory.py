"""What stays of a model's answer when its passage changes, is accepted in, or is forgotten."""

from __future__ import annotations

from suggest.model.memory import ModelMemory
from suggest.model.proposing import UNLOCATED
from suggest.passages import passage_id, sentences
from suggest.values import BlockKind, DocumentFacts, Kind, Passage, Proposal, Span

FACTS = DocumentFacts()
FIRST, SECOND = "We has one plan.", "They was late again."


def passage(text: str) -> Passage:
    kind = BlockKind.PARAGRAPH
    return Passage(passage_id(text, kind), text, kind, sentences(text))


def fix(text: str, old: str, new: str, **signals: float) -> Proposal:
    start = text.index(old)
    span = Span(start, start + len(old))
    marks = (("model", 1.0), *signals.items())
    return Proposal(
        span, old, new, Kind.CORRECTNESS, "model/grammar", "", "m", signals=tuple(marks)
    )


async def found(memory: ModelMemory, text: str) -> list[tuple[str, str | None]]:
    proposals = await memory.propose(passage(text), FACTS)
    for one in proposals:
        assert text[one.span.start : one.span.end] == one.original
    return [(one.original, one.replacement) for one in proposals]


async def test_only_this_text_is_remembered_and_an_empty_answer_too() -> None:
    memory = ModelMemory()
    memory.keep(passage(FIRST), [fix(FIRST, "has", "have")])
    memory.keep(passage(SECOND), [])
    assert await found(memory, FIRST) == [("has", "have")]
    assert await found(memory, SECOND) == []
    assert passage(SECOND).id in memory
    assert passage("Other words.").id not in memory


async def test_sentences_that_stay_keep_their_proposals_wherever_they_stand() -> None:
    memory = ModelMemory()
    both = f"{FIRST} {SECOND}"
    memory.keep(passage(both), [fix(both, "has", "have"), fix(both, "was", "were")])
    assert await found(memory, f"New words here. {SECOND}") == [("was", "were")]
    assert await found(memory, f"{FIRST} They was late and sorry.") == [("has", "have")]


async def test_the_own_answer_counts_before_an_earlier_one() -> None:
    memory = ModelMemory()
    memory.keep(passage(FIRST), [fix(FIRST, "has", "have")])
    both = f"{FIRST} {SECOND}"
    memory.keep(passage(both), [fix(both, "has", "had")])
    assert await found(memory, both) == [("has", "had")]


async def test_what_had_no_place_stays_with_its_own_text() -> None:
    memory = ModelMemory()
    lost = Proposal(Span(0, len(FIRST)), FIRST, None, Kind.CLARITY, "model/wording", "", "m",
                    signals=(("model", 1.0), (UNLOCATED, 1.0)))  # fmt: skip
    memory.keep(passage(FIRST), [lost])
    assert await found(memory, f"{FIRST} {SECOND}") == []


async def test_after_an_acceptance_the_others_hold_for_the_new_text() -> None:
    memory = ModelMemory()
    text = "We has one plan and they was late, as we was."
    proposals = [
        fix(text, "has", "have"),
        fix(text, "one plan", "a plan"),
        fix(text, "was", "were"),
    ]
    memory.keep(passage(text), proposals)
    new = text.replace("one plan", "a plan")
    key = memory.accepted(passage(text), proposals[1].span, "a plan")
    assert key == passage(new).id
    assert key in memory
    assert await found(memory, new) == [("has", "have"), ("was", "were")]


async def test_an_acceptance_in_a_passage_nobody_asked_about_remembers_nothing() -> None:
    memory = ModelMemory()
    key = memory.accepted(passage(FIRST), Span(3, 6), "have")
    assert key not in memory
    assert len(memory) == 0


async def test_the_oldest_are_forgotten_and_clearing_forgets_all() -> None:
    memory = ModelMemory(capacity=2)
    texts = [f"We has {n} plans." for n in range(3)]
    for text in texts[:2]:
        memory.keep(passage(text), [fix(text, "has", "have")])
    assert await found(memory, texts[0])
    memory.keep(passage(texts[2]), [])
    assert [passage(text).id in memory for text in texts] == [True, False, True]
    memory.clear()
    assert await found(memory, texts[0]) == []
