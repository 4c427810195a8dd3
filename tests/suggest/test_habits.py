"""What a draft writes in two ways follows its own majority; a draft of one habit is left alone."""

import pytest

from suggest.facts import Tally
from suggest.passages import PassageReader
from suggest.protection import Protector
from suggest.suggesters.habits import HabitsSuggester
from suggest.values import BlockKind, Kind

LISTS = "Pack rope, tape, and nails. Bring bread, cheese, and figs. "
FIRES = [
    ("Use dried fruit, e.g., plums. Take a tool, e.g. a hammer.", "e.g.", "e.g.,"),
    (LISTS + "We saw goats, hens and ducks.", "hens and ducks", "hens, and ducks"),
    (
        "Rain fell — a lot — all day. Wind came — late. Then sun -- at last.",
        " --",
        " —",
    ),
    ("It rose 4% in May and 6% in June, then 3 percent in July.", " percent", "%"),
    ("GitHub is down. We use GitHub. Then Github came back.", "Github", "GitHub"),
    ("My e-mail broke. Send email. All email waits. An email came.", "e-mail", "email"),
    ("An SVG is small. SVG and SVG only. One more svg here.", "svg", "SVG"),
    ("Wait… Then more… and so on... the end.", "...", "…"),
]
SILENT = [
    LISTS + "We saw goats.",
    "Pack rope, tape and nails. Bring bread, cheese and figs.",
    "It rose 4% in May. It fell 3 percent in June.",
    "GitHub is down. Github came back.",
    "An SVG is small. SVG and SVG only. One more .svg here.",
    "An SVG is small. No SVG. One more svg here.",
    "The Market opened. The market is small. A market day, a market hall.",
    "Rain fell - a lot - all day.",
    "Take a tool, e.g. a hammer.",
]


async def changes(text: str) -> list[tuple[str, str | None]]:
    tally = Tally()
    tally.add([text])
    passage = PassageReader(Protector()).read(text, BlockKind.PARAGRAPH)
    found = await HabitsSuggester({}).propose(passage, tally.facts())
    assert all(p.kind is Kind.CORRECTNESS and len(p.message.split()) <= 12 for p in found)
    assert all(text[p.span.start : p.span.end] == p.original for p in found)
    return [(p.original, p.replacement) for p in found]


@pytest.mark.parametrize(("text", "old", "new"), FIRES)
async def test_the_minority_form_gives_way(text: str, old: str, new: str) -> None:
    assert await changes(text) == [(old, new)]


@pytest.mark.parametrize("text", SILENT)
async def test_one_habit_or_no_majority_is_left_alone(text: str) -> None:
    assert await changes(text) == []


async def test_nothing_is_carried_over_from_a_draft_of_equal_size() -> None:
    suggester = HabitsSuggester({})
    first = "Rain is nice. We see. Rain then also left."
    second = "GitHub is down. We use GitHub. Then Github came."
    found: list[str] = []
    for text in (first, second):
        tally = Tally()
        tally.add([text])
        passage = PassageReader(Protector()).read(text, BlockKind.PARAGRAPH)
        found = [p.original for p in await suggester.propose(passage, tally.facts())]
    assert found == ["Github"]


def test_counts_follow_edits() -> None:
    tally = Tally()
    tally.add(["Pay 4% — now.", "Pay 5 percent, e.g. today."])
    tally.remove(["Pay 4% — now."])
    assert dict(tally.facts().customs) == {"percent_word": 1, "eg_bare": 1}
