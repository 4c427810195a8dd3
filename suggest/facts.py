"""Counts of words in the whole document, kept up to date line by line."""

import re
from collections import Counter
from collections.abc import Iterable

from suggest.customs import customs_of
from suggest.values import DocumentFacts

WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")


def words_of(text: str) -> list[str]:
    """The words of a text as written: letters with inner apostrophes and hyphens."""
    return WORD.findall(text)


class Tally:
    """Word counts that follow edits: `add` what came, `remove` what went."""

    def __init__(self) -> None:
        self._words: Counter[str] = Counter()
        self._forms: Counter[str] = Counter()
        self._customs: Counter[str] = Counter()
        self._total = 0
        self._changes = 0

    def add(self, texts: Iterable[str]) -> None:
        """Counts the words of these texts in."""
        self._count(texts, 1)

    def remove(self, texts: Iterable[str]) -> None:
        """Counts the words of these texts out; they must have been added before."""
        self._count(texts, -1)

    def facts(self, *, at_end: bool = False) -> DocumentFacts:
        """A live view of the counts; read it before the next change.

        `at_end` is handed on: whether what is read ends at the caret or ends the draft.
        """
        words, forms = self._words, self._forms
        return DocumentFacts(words, forms, self._total, self._customs, at_end, self._changes)

    @property
    def total(self) -> int:
        """Number of words counted."""
        return self._total

    def _count(self, texts: Iterable[str], by: int) -> None:
        self._changes += 1
        for text in texts:
            for custom, count in customs_of(text).items():
                _bump(self._customs, custom, by * count)
            for form in words_of(text):
                self._total += by
                _bump(self._forms, form, by)
                _bump(self._words, form.casefold(), by)


def _bump(counter: Counter[str], key: str, by: int) -> None:
    counter[key] += by
    if counter[key] <= 0:
        del counter[key]
