"""Finds text in the draft; places are in code points, so no character is ever cut in half."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from suggest import Place


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; an empty text finds nothing."""

    text: str
    match_case: bool = False
    whole_word: bool = False


def find_all(lines: Sequence[str], query: Query) -> list[Place]:
    """Every place where the query stands, in order, none of them overlapping."""
    if not query.text:
        return []
    pattern = re.escape(query.text)
    if query.whole_word:
        pattern = rf"(?<!\w){pattern}(?!\w)"
    finder = re.compile(pattern, 0 if query.match_case else re.IGNORECASE)
    return [
        Place(number, match.start(), number, match.end())
        for number, line in enumerate(lines)
        for match in finder.finditer(line)
    ]


def nearest(places: Sequence[Place], line: int, column: int, *, forward: bool) -> int:
    """The place to go to from a caret; past the end it begins again. -1 when there is none."""
    here = (line, column)
    if not places:
        return -1
    if forward:
        for number, place in enumerate(places):
            if (place.line, place.start) >= here:
                return number
        return 0
    for number in range(len(places) - 1, -1, -1):
        if (places[number].end_line, places[number].end) <= here:
            return number
    return len(places) - 1
