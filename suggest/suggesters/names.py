"""Flags a name that the draft spells in two ways; it never says which one is right."""

from collections.abc import Mapping

from suggest.facts import WORD
from suggest.frequency import zipf
from suggest.values import DocumentFacts, Kind, Passage, Proposal, Span

LEAST_LETTERS = 5
OFTEN = 2
"""The other spelling stands at least so often, the flagged one only once."""
COMMON = 3.5
"""Zipf value from which a word is an ordinary word that a name may happen to resemble."""


class NamesSuggester:
    """Proposes fact flags, without a replacement."""

    name = "names"
    source = "This draft"

    def __init__(self, frequencies: Mapping[str, float]) -> None:
        self._frequencies = frequencies
        self._forms: Mapping[str, int] | None = None
        self._changes = 0
        self._names: dict[str, list[str]] = {}

    async def warm_up(self) -> None:
        """Nothing to warm."""

    def close(self) -> None:
        """Nothing to free."""

    async def propose(self, passage: Passage, facts: DocumentFacts) -> list[Proposal]:
        """A flag on each name written once that is close to one written more often."""
        self._index(facts)
        starts = {span.start for span in passage.sentences}
        found: list[Proposal] = []
        for match in WORD.finditer(passage.text):
            word = match[0]
            if match.start() in starts or not self._is_name(word):
                continue
            other = self._other_spelling(word, facts)
            if other is not None:
                found.append(_flag(Span(*match.span()), word, other))
        return found

    def _index(self, facts: DocumentFacts) -> None:
        """Names of the draft by first letter, made anew when the words changed."""
        if facts.forms is self._forms and facts.changes == self._changes:
            return
        self._forms, self._changes = facts.forms, facts.changes
        self._names = {}
        for form, count in facts.forms.items():
            if count >= OFTEN and form[0].isupper() and self._is_name(form):
                self._names.setdefault(form[0], []).append(form)

    def _is_name(self, word: str) -> bool:
        if len(word) < LEAST_LETTERS or not word[0].isupper() or not word.isalpha():
            return False
        return zipf(self._frequencies, word) < COMMON

    def _other_spelling(self, word: str, facts: DocumentFacts) -> str | None:
        if facts.forms.get(word, 0) != 1:
            return None
        for other in self._names.get(word[0], ()):
            if abs(len(other) - len(word)) <= 1 and _differ_by_one(word, other):
                return other
        return None


def _differ_by_one(one: str, other: str) -> bool:
    """One letter is another, missing or swapped with its neighbour; an ending is no misspelling."""
    from rapidfuzz.distance import OSA  # 8 ms: not before the first paint

    if one == other or one.casefold() == other.casefold():
        return one != other and not one.isupper() and not other.isupper()
    short, long = sorted((one, other), key=len)
    if long.startswith(short) or one[:-1] == other[:-1]:
        return False
    return OSA.distance(one.casefold(), other.casefold(), score_cutoff=1) == 1


def _flag(span: Span, word: str, other: str) -> Proposal:
    message = f"“{other}” elsewhere; is this the same name?"
    return Proposal(
        span,
        word,
        None,
        Kind.FACT,
        "fact/two-spellings",
        message,
        NamesSuggester.source,
        "fact/two-spellings",
        signals=(("certainty", 1.0),),
    )
