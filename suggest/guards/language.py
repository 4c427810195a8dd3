"""Guard: an edit stays in the language of the text, word by word."""

import re
import unicodedata

from suggest.guards.shipped import frequencies, word_list
from suggest.guards.words import alike, folded_words, local
from suggest.values import Drop, DropReason, Passage, Proposal

LANGUAGES = ("german", "french", "spanish", "portuguese", "italian", "dutch", "nordic", "slavic")
KNOWN = 2.75
"""Zipf value from which a word with no accent is taken for English."""
_MOST_FOREIGN = 0.34
"""Share of foreign words from which a text is no longer English."""
_LETTER = re.compile(r"[^\W\d_]")


class LanguageGuard:
    """Drops edits that turn English into another language, or the writer's foreign words over."""

    name = "language"

    def __init__(self) -> None:
        self._foreign = frozenset().union(*(word_list("language", name) for name in LANGUAGES))
        self._zipf = frequencies()

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when no other language comes in and none is translated away."""
        new = proposal.replacement
        if new is None or local(proposal):
            return None
        if not new.isascii() and _other_script(proposal.original, new):
            return Drop(DropReason.GUARDED, self.name, "Changes the language.")
        old_words, new_words = folded_words(proposal.original), folded_words(new)
        known = set(folded_words(passage.text))
        come = [word for word in new_words if word not in known and _bare(word) not in known]
        if self._is_foreign(come, new_words):
            return Drop(DropReason.GUARDED, self.name, "Changes the language.")
        kept = set(new_words) | {_bare(word) for word in new_words}
        gone = [word for word in old_words if word not in kept]
        if self._translated(gone, old_words) or self._lost(gone, new_words, proposal):
            return Drop(DropReason.GUARDED, self.name, "Translates the writer's words.")
        return None

    def _is_foreign(self, come: list[str], words: list[str]) -> bool:
        sure = sum(word in self._foreign for word in come)
        odd = sum(self._odd(word) for word in come)
        return sure >= 2 or (sure + odd > 0 and sure + odd >= max(1, _MOST_FOREIGN * len(words)))

    def _translated(self, gone: list[str], words: list[str]) -> bool:
        sure = sum(word in self._foreign for word in gone)
        return sure >= 2 or (sure == 1 and len(words) <= 3 and all(self._odd(w) for w in gone))

    def _lost(self, gone: list[str], words: list[str], proposal: Proposal) -> bool:
        """A word no English list knows went, and nothing like it came: it was no misspelling."""
        if not proposal.signal("model"):
            return False
        joined = ["".join(words), *words]
        return any(
            len(word) > 3 and word.isalpha() and not self._english(word) and not alike(word, joined)
            for word in gone
        )

    def _english(self, word: str) -> bool:
        """A word of the list, or one of its forms."""
        ends = ("", "s", "es", "d", "ed", "ing", "ly", "er", "ers", "ness", "able", "al", "ally")
        bases = [word.removesuffix(end) for end in ends if word.endswith(end)]
        return any(base in self._zipf or f"{base}e" in self._zipf for base in bases)

    def _odd(self, word: str) -> bool:
        """A word with an accent that English does not borrow, or a foreign word."""
        if word in self._foreign:
            return True
        return not word.isascii() and _bare(word) != word and self._rare(_bare(word))

    def _rare(self, word: str) -> bool:
        return self._zipf.get(word, 0.0) < KNOWN


def _other_script(old: str, new: str) -> bool:
    """Letters of no Latin alphabet came in."""
    fresh = set(new) - set(old)
    return any(char > "\u024f" and _LETTER.match(char) and not _latin(char) for char in fresh)


def _latin(char: str) -> bool:
    return unicodedata.name(char, "").startswith("LATIN")


def _bare(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
