"""Makes the scrubber of exports from the shipped word frequencies; no window needed."""

from collections.abc import Iterable
from pathlib import Path

from suggest.feedback.export.scrub import Scrub, Scrubber
from suggest.frequency import load_frequencies, zipf

COMMON = 4.0
"""Zipf value from which a capitalised word that opens a sentence is an ordinary word."""


def make_scrubber(resources: Path, what: Iterable[Scrub]) -> Scrubber:
    """A scrubber for these kinds; use it from one thread. Raises BadResource."""
    frequencies = load_frequencies(resources / "frequencies.txt")
    return Scrubber(what, lambda word: zipf(frequencies, word) >= COMMON)
