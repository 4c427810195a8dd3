"""Stock sentences are struck whole; sentences that say something stay."""

import pytest

from suggest.suggesters.stock import StockSuggester

FIRES = [
    ("Version 3 is out. We're super excited about this one! Try it.", "Version 3 is out. Try it."),
    ("So, what's the takeaway? Bake slowly.", "Bake slowly."),
    ("We moved in. The result? Life-changing.", "We moved in."),
    ("Certainly! Here's a shorter version of the post:\n\nBread.", "\n\nBread."),
    ("Come by on Friday. Spots are limited, so be quick! Bye.", "Come by on Friday. Bye."),
    ("Growth isn't just luck. It's patience. We wait.", "We wait."),
    ("We open on Friday. Unlock a new journey of calm.", "We open on Friday."),
    ("The lid is blue. It represents a paradigm shift in lids.", "The lid is blue."),
    ("In our ever-changing digital world, a cobbler waits.", "A cobbler waits."),
]
SILENT = [
    "We are excited about the new oven in the yard.",
    "What is the price here?",
    "Unlock the gate with the small key.",
    "It's not mine, it's yours.",
    "The result? We lost two members and won nine new ones in a week.",
    "In our old world, a cobbler waited.",
    "Of course, here is more to read.",
]


def applied(text: str) -> str:
    for p in sorted(StockSuggester().find(text), key=lambda p: -p.span.start):
        assert len(p.message.split()) <= 12
        assert text[p.span.start : p.span.end] == p.original
        text = text[: p.span.start] + (p.replacement or "") + text[p.span.end :]
    return text


@pytest.mark.parametrize(("text", "wanted"), FIRES)
def test_fires(text: str, wanted: str) -> None:
    assert applied(text) == wanted


@pytest.mark.parametrize("text", SILENT)
def test_stays_silent(text: str) -> None:
    assert applied(text) == text
