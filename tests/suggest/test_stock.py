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
    ("He came back. The moral of the story: lock the shed. Bye.", "He came back. Bye."),
    ("Bring boots. If I can do it, anyone can do it. Bye.", "Bring boots. Bye."),
    ("I hope this letter finds you well. The pool opens.", "The pool opens."),
    ("We bake. Let me know if you'd like a shorter version!", "We bake."),
    ("Say goodbye to mud and hello to dry feet! Boots are in.", "Boots are in."),
    ("We won. This highlights the importance of rest. Bye.", "We won. Bye."),
    ("In today's busy market, trust is more important than ever. We sell ink.", "We sell ink."),
    ("The cat left. There's a lesson in here somewhere. Bye.", "The cat left. Bye."),
    ("Let's break it down. Flour comes first.", "Flour comes first."),
]
SILENT = [
    "We are excited about the new oven in the yard.",
    "What is the price here?",
    "Unlock the gate with the small key.",
    "It's not mine, it's yours.",
    "The result? We lost two members and won nine new ones in a week.",
    "In our old world, a cobbler waited.",
    "Of course, here is more to read.",
    "The budget isn't a plot. It's a list.",
    "Let me know if you'd like a lift.",
    "There's a lesson in the hall at six.",
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
