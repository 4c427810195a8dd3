"""The words round a mark: its sentence and a little context for the card."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)\]]*\s+")
_WORD = re.compile(r"\S+")
_BEFORE, _AFTER = 3, 8  # words
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Around:
    """Context of a span of one line: text to show `before` and `after` it, and its sentence."""

    before: str
    after: str
    sentence_start: int
    sentence_end: int


def around(line: str, start: int, end: int) -> Around:
    """The context of `line[start:end]`, cut to a few words of the same sentence."""
    first, last = 0, len(line)
    for match in _SENTENCE_END.finditer(line):
        if match.end() <= start:
            first = match.end()
        elif match.end() >= end:
            last = match.end()
            break
    return Around(
        before=_tail(line[first:start]),
        after=_head(line[end:last].rstrip()),
        sentence_start=first,
        sentence_end=first + len(line[first:last].rstrip()),
    )


def _tail(text: str) -> str:
    words = list(_WORD.finditer(text))
    if len(words) <= _BEFORE:
        return text.lstrip()
    return f"{_ELLIPSIS} {text[words[-_BEFORE].start() :]}"


def _head(text: str) -> str:
    words = list(_WORD.finditer(text))
    if len(words) <= _AFTER:
        return text
    # A no-break space: the ellipsis must not wrap to a line of its own.
    return f"{text[: words[_AFTER - 1].end()]}\u00a0{_ELLIPSIS}"
