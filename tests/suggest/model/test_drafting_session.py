"""A short writing session through the whole engine holds what the long benchmark promises."""

from __future__ import annotations

from tests.benchmarks.drafting_session import run, told


def test_a_session_of_a_quarter_of_an_hour_keeps_its_promises() -> None:
    figures = run(seed=7, minutes=15, keys=3)
    assert figures.whole.calls >= 40, "there were pauses"
    assert figures.shown >= 3, "something came of it"
    assert figures.twice == 0
    assert figures.stale == 0
    assert figures.most_at_once <= 2
    assert figures.delay <= 3
    assert figures.push.calls <= 0.35 * figures.whole.calls
    assert figures.push.text <= 0.08 * figures.whole.text, "half the text: twice the share"
    assert "goal" in told(7, figures)
