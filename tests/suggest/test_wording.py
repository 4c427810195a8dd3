"""Replacements leave case, spaces, commas and articles right."""

import pytest

from suggest.values import Span
from suggest.wording import fitted


def changed(text: str, old: str, new: str) -> str:
    start = text.lower().index(old)
    fit = fitted(text, Span(start, start + len(old)), new)
    return text[: fit.span.start] + fit.text + text[fit.span.end :]


@pytest.mark.parametrize(
    ("text", "old", "new", "result"),
    [
        ("In order to win, run.", "in order to", "to", "To win, run."),
        ("We run in order to win.", "in order to", "to", "We run to win."),
        ("WE RUN IN ORDER TO WIN.", "in order to", "to", "WE RUN TO WIN."),
        ("- In order to win", "in order to", "to", "- To win"),
        ("It ended. In order to win, run.", "in order to", "to", "It ended. To win, run."),
        ("Basically, we won.", "basically", "", "We won."),
        ("We basically won.", "basically", "", "We won."),
        ("We won, basically.", "basically", "", "We won."),
        ("The plan, basically, works.", "basically", "", "The plan works."),
        ("We won basically", "basically", "", "We won"),
        ("That is an utterly odd day.", "utterly", "", "That is an odd day."),
        ("It was an actual gift.", "actual", "real", "It was a real gift."),
        ("It was a complete end.", "complete", "absolute", "It was an absolute end."),
        ("A real end came.", "real", "honest", "An honest end came."),
        ("So it is.\nBasically, we won.", "basically", "", "So it is.\nWe won."),
        ("But I think maybe we won.", "i think maybe", "maybe", "But maybe we won."),
        ("I think maybe we won.", "i think maybe", "maybe", "Maybe we won."),
        ("So I'm able to win.", "i'm able to", "I can", "So I can win."),
    ],
)
def test_fits(text: str, old: str, new: str, result: str) -> None:
    assert changed(text, old, new) == result
