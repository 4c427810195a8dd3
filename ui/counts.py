"""Counts words and characters of the draft line by line, so that a keystroke costs one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from suggest import Splice

_WORD = re.compile(r"\w+(?:[’'\-.]\w+)*")
_WORDS_A_MINUTE = 238


def count_words(text: str) -> int:
    """Words in a text: runs of letters and digits, hyphens and apostrophes inside them."""
    return sum(1 for _ in _WORD.finditer(text))


@dataclass(slots=True, eq=False)
class _Line:
    text: str
    words: int = -1  # not counted yet


class Counts:
    """Words and characters of a text given once and then followed by splices."""

    def __init__(self) -> None:
        self._lines: list[_Line] = [_Line("")]
        self._uncounted: list[_Line] = list(self._lines)
        self._words = 0
        self._characters = 0

    def load(self, lines: Sequence[str]) -> None:
        """Count another text."""
        self._lines = [_Line(text) for text in lines]
        self._uncounted = list(self._lines)
        self._words = 0
        self._characters = sum(len(text) for text in lines)

    def splice(self, change: Splice) -> None:
        """Follow a change of text; counting waits until somebody asks."""
        fresh = [_Line(text) for text in change.lines]
        for gone in self._lines[change.first : change.first + change.count]:
            self._words -= max(0, gone.words)
            self._characters -= len(gone.text)
            gone.words = 0
        self._lines[change.first : change.first + change.count] = fresh
        self._characters += sum(len(line.text) for line in fresh)
        self._uncounted.extend(fresh)

    @property
    def words(self) -> int:
        """Words in the whole text."""
        for line in self._uncounted:
            if line.words < 0:
                line.words = count_words(line.text)
                self._words += line.words
        self._uncounted.clear()
        return self._words

    @property
    def characters(self) -> int:
        """Characters in the whole text, line breaks among them."""
        return self._characters + len(self._lines) - 1

    @property
    def minutes(self) -> int:
        """Reading time in whole minutes, at least one for any text."""
        return max(1, -(-self.words // _WORDS_A_MINUTE)) if self.words else 0
