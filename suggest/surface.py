"""The few values that the window needs before its first paint; the others are in `values`.

A module of its own because the rest of the nouns cost 6 ms of CPU at every start. Nothing here
imports a sibling.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """Class of a mark; each has a colour and a line shape."""

    CORRECTNESS = "correctness"
    CLARITY = "clarity"
    TONE = "tone"
    FACT = "fact"
    POST = "post"


class Dialect(StrEnum):
    """English spelling the draft is written in."""

    US = "US"
    UK = "UK"
    CA = "CA"
    AU = "AU"
    IN = "IN"


class EngineState(StrEnum):
    """What the status bar says about the engine."""

    STARTING = "starting"
    IDLE = "idle"
    WORKING = "working"
    SNOOZED = "snoozed"
    OFF = "off"
    OTHER_LANGUAGE = "other_language"
    FAILED = "failed"


class Mark(NamedTuple):
    """One piece of a shown suggestion on one line; offsets are code points in that line.

    A tuple, as all marks of a line are made anew with each key in it.
    """

    id: str
    kind: Kind
    start: int
    end: int


class Place(NamedTuple):
    """Where a live suggestion stands now: code points from `(line, start)` to `(end_line, end)`."""

    line: int
    start: int
    end_line: int
    end: int


@dataclass(frozen=True, slots=True)
class Splice:
    """A change of text: `count` lines from `first` became `lines`.

    The first `head` code points of the first line and the last `tail` of the last one are as they
    were.
    """

    first: int
    count: int
    lines: tuple[str, ...]
    head: int
    tail: int
