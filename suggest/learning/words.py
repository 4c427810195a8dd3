"""The writer's own spellings: which words are worth offering to the dictionary."""

from dataclasses import dataclass, field

from suggest.context import normal
from suggest.learning.answers import Answer
from suggest.learning.definitions import (
    KEPT,
    WORD_REFUSED,
    WORD_REFUSED_DOCUMENTS,
    WORD_USED,
)
from suggest.values import Kind, Outcome

SPELLING = "SpellCheck"
_LONGEST = 40


@dataclass(slots=True)
class _Word:
    """What became of the marks on one word; `refused` has the document of each refusal."""

    written: str
    used: set[tuple[str, str]] = field(default_factory=set)
    refused: dict[tuple[str, str], str] = field(default_factory=dict)
    corrected: set[tuple[str, str]] = field(default_factory=set)

    @property
    def earned(self) -> bool:
        if self.corrected:
            return False
        documents = len(set(self.refused.values()))
        often = len(self.refused) >= WORD_REFUSED and documents >= WORD_REFUSED_DOCUMENTS
        return often or len(self.used) >= WORD_USED


class Words:
    """Counts flagged spellings by word."""

    def __init__(self) -> None:
        self._words: dict[str, _Word] = {}

    def add(self, answer: Answer) -> str | None:
        """Takes one answer; returns the word as written when it has earned an offer."""
        subject = answer.subject
        written = subject.original
        if not _is_spelling(subject.rule, subject.kind) or not _is_word(written):
            return None
        word = self._words.setdefault(normal(written), _Word(written))
        word.used.add(answer.id)
        word.refused.pop(answer.id, None)
        word.corrected.discard(answer.id)
        if answer.outcome in KEPT:
            word.corrected.add(answer.id)
        elif answer.outcome in (Outcome.DISMISSED, Outcome.IGNORED, Outcome.REVERTED):
            word.refused[answer.id] = answer.document
        return word.written if word.earned else None

    def earned(self) -> list[str]:
        """All words that have earned an offer, as first written, sorted."""
        found = [word.written for word in self._words.values() if word.earned]
        return sorted(found, key=str.casefold)


def _is_spelling(rule: str, kind: Kind) -> bool:
    return kind is Kind.CORRECTNESS and rule.rpartition("/")[2] == SPELLING


def _is_word(text: str) -> bool:
    return 2 <= len(text) <= _LONGEST and any(map(str.isalpha, text)) and len(text.split()) == 1
