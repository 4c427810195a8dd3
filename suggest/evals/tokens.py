"""Cuts a text into tokens and a replacement into the smallest token edits it amounts to."""

import difflib
import re
from bisect import bisect_left
from typing import NamedTuple

from suggest.values import Span

# Words, numbers and single other characters; the published figures are counted in these units.
_TOKEN = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*|\d+(?:[.,]\d+)*|\S")
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_PLAIN_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"'})


class TokenEdit(NamedTuple):
    """Tokens `first` to `last` (end exclusive) of a text become `new`."""

    first: int
    last: int
    new: str


def count_words(text: str) -> int:
    """Words of a text, numbers included."""
    return sum(1 for _ in _WORD.finditer(text))


def folded(text: str) -> str:
    """The text with plain quotes and single spaces, for comparing."""
    return " ".join(text.translate(_PLAIN_QUOTES).split())


class TokenText:
    """A text and its tokens."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = [Span(*match.span()) for match in _TOKEN.finditer(text)]
        self._starts = [token.start for token in self._tokens]

    def edits(self, span: Span, replacement: str) -> frozenset[TokenEdit]:
        """The smallest token edits of writing `replacement` for `span`; none when it is a no-op."""
        first, last = self._covered(span)
        start, end = span.start, span.end
        if first < last:
            start = min(start, self._tokens[first].start)
            end = max(end, self._tokens[last - 1].end)
        written = self._text[start : span.start] + replacement + self._text[span.end : end]
        old = [folded(self._token(number)) for number in range(first, last)]
        new = [folded(match[0]) for match in _TOKEN.finditer(written)]
        if self._glues(start, first, new) and not written[0].isspace():
            first -= 1
            before = folded(self._token(first))
            old.insert(0, before)
            new[0] = before + new[0]
        matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
        return frozenset(
            TokenEdit(first + i1, first + i2, " ".join(new[j1:j2]))
            for tag, i1, i2, j1, j2 in matcher.get_opcodes()
            if tag != "equal"
        )

    def place(self, edit: TokenEdit) -> Span:
        """Where the edit stands; an insertion covers both neighbouring tokens."""
        if edit.first < edit.last:
            return Span(self._tokens[edit.first].start, self._tokens[edit.last - 1].end)
        before = self._tokens[edit.first - 1].start if edit.first > 0 else 0
        return Span(before, self._end_of_neighbour(edit))

    def gap(self, edit: TokenEdit) -> Span:
        """Where the edit stands; an insertion covers what lies between its neighbours."""
        if edit.first < edit.last:
            return self.place(edit)
        before = self._tokens[edit.first - 1].end if edit.first > 0 else 0
        has_next = edit.last < len(self._tokens)
        return Span(before, self._tokens[edit.last].start if has_next else len(self._text))

    def _end_of_neighbour(self, edit: TokenEdit) -> int:
        has_next = edit.last < len(self._tokens)
        return self._tokens[edit.last].end if has_next else len(self._text)

    def _token(self, number: int) -> str:
        span = self._tokens[number]
        return self._text[span.start : span.end]

    def _covered(self, span: Span) -> tuple[int, int]:
        """Numbers of the tokens that the span touches with at least one character."""
        first = bisect_left(self._starts, span.start)
        if first > 0 and self._tokens[first - 1].end > span.start:
            first -= 1
        last = first
        while last < len(self._tokens) and self._tokens[last].start < span.end:
            last += 1
        return first, last

    def _glues(self, start: int, first: int, new: list[str]) -> bool:
        """True when the first new token grows onto the word before it."""
        if not new or first == 0 or self._tokens[first - 1].end != start:
            return False
        return self._token(first - 1)[-1].isalnum() and new[0][:1].isalnum()
