"""“A” or “an” before common words, by the sound that the word begins with."""

import re
from collections.abc import Mapping

from suggest.frequency import zipf
from suggest.inflection import article
from suggest.suggesters.house import HOUSE_RULES, HouseRule
from suggest.values import DocumentFacts, Passage, Proposal, Span

_PAIR = re.compile(r"(?<![\w'’.&/-])([Aa]n?)([ \t])([a-z]{3,}|[A-Z][a-z]{3,})(?![\w'’-]|\.\w)")
_EITHER = frozenset({"historic", "historical", "historian", "hotel", "herb", "herbal", "habitual"})
_LINKS = frozenset(
    {"and", "again", "are", "array", "implements", "into", "only", "element", "equals"}
)
_COMMON = 3.0
_RULES = {
    article: HouseRule("sounds/a-an", f"“{article.capitalize()}” goes before a {sound} sound.")
    for article, sound in (("a", "consonant"), ("an", "vowel"))
}


class SoundsSuggester:
    """Proposes the other article; words that may be said in two ways are left alone."""

    name = "sounds"
    source = HOUSE_RULES

    def __init__(self, frequencies: Mapping[str, float]) -> None:
        self._frequencies = frequencies

    async def warm_up(self) -> None:
        """Nothing to warm."""

    def close(self) -> None:
        """Nothing to free."""

    async def propose(self, passage: Passage, facts: DocumentFacts) -> list[Proposal]:
        """Proposals for a passage; about 20 us for a paragraph."""
        return self.find(passage.text)

    def find(self, text: str) -> list[Proposal]:
        """Proposals for a text."""
        found: list[Proposal] = []
        for match in _PAIR.finditer(text):
            word = match[3].lower()
            wanted = article(word)
            if wanted == match[1].lower() or word in _EITHER or word in _LINKS:
                continue
            letter = match[1] == "A" and _is_letter(text, match.start())
            if letter or zipf(self._frequencies, word) < _COMMON:
                continue
            found.append(_proposal(text, Span(*match.span(1)), wanted))
        return found


def _is_letter(text: str, at: int) -> bool:
    """True for the letter “A” in the middle of a sentence, as in “grade A exam”."""
    return text[:at].rstrip()[-1:].isalnum()


def _proposal(text: str, span: Span, wanted: str) -> Proposal:
    new = wanted.capitalize() if text[span.start].isupper() else wanted
    return _RULES[wanted].proposal(text, span, new)
