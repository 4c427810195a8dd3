"""Guards that only model proposals meet: the quotation was found, it was graded, it stays close."""

import re
from collections.abc import Mapping

from rapidfuzz import fuzz

from suggest.frequency import zipf
from suggest.model.judging import UNGRADED
from suggest.model.proposing import UNLOCATED
from suggest.values import Drop, DropReason, Passage, Proposal

COMMON = 3.0
"""Zipf value from which a word may come in that the passage does not have."""
FAMILIAR = 4.6
"""Zipf value from which a word says so little that it may come in freely (articles, "but")."""
NEW_WORDS = 2
"""So many other new words may come in, and one more for every three words that go."""
ALIKE = 70.0
"""Likeness in spelling, 0 to 100, from which a new word is the correction of an old one."""
LEAST_KEPT = 0.4
"""Share of the words of a longer replacement that stood in the passage or are familiar."""
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_ADDRESS = re.compile(r"\w\.\w|://|www\.|[@#/\\<>{}\[\]`|=_~^*]")


class LocatedGuard:
    """Drops what a model said about a passage without quoting it."""

    name = "located"

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when the edit has a place in the text."""
        if proposal.signal(UNLOCATED):
            return Drop(DropReason.EMPTY, self.name, "The quoted words are not in the text.")
        return None


class GradedGuard:
    """Holds back what should have been graded and was not."""

    name = "graded"

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when there are grades, or none were due."""
        if proposal.signal(UNGRADED):
            return Drop(DropReason.FAILED, self.name, "Not graded.")
        return None


class CloseGuard:
    """Drops model edits that bring in words the text gives no cause for.

    An edit keeps to the words of the passage, to their corrected spelling and to a few common
    words. Names, addresses, markup, made-up words and whole new sentences do not come in, whoever
    asked for them.
    """

    name = "close"

    def __init__(self, frequencies: Mapping[str, float]) -> None:
        self._frequencies = frequencies

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None for a small change; proposals of this machine's own lists are not looked at."""
        if not proposal.signal("model") or proposal.replacement is None:
            return None
        old, new = proposal.original, proposal.replacement
        if len(_ADDRESS.findall(new)) > len(_ADDRESS.findall(old)):
            return self._drop("Brings in an address or markup.")
        known = {_folded(word) for word in _WORD.findall(passage.text)}
        gone = _WORD.findall(old)
        words = _WORD.findall(new)
        fresh = [word for word in words if _folded(word) not in known]
        strange = [word for word in fresh if not self._may_come(word, gone, first=word is words[0])]
        if strange:
            return self._drop("Brings in a word from nowhere.")
        heavy = [w for w in fresh if zipf(self._frequencies, w) < FAMILIAR and not _like(w, gone)]
        if len(heavy) > NEW_WORDS + len(gone) // 3:
            return self._drop("Says something new.")
        kept = sum(_folded(word) in {_folded(w) for w in gone} for word in words)
        if len(words) > 5 and kept < LEAST_KEPT * len(words):
            return self._drop("Says something new.")
        return None

    def _may_come(self, word: str, gone: list[str], *, first: bool) -> bool:
        if _like(word, gone):
            return True
        shape = word.islower() or (first and word[:1].isupper() and word[1:].islower())
        plain = shape or word in ("I", "I’m", "I'm", "I’ve", "I've", "I’d", "I'd")
        return plain and self._zipf(word) >= COMMON

    def _zipf(self, word: str) -> float:
        whole = zipf(self._frequencies, word)
        return whole or zipf(self._frequencies, re.split(r"['\u2019]", word)[0])

    def _drop(self, why: str) -> Drop:
        return Drop(DropReason.GUARDED, self.name, why)


def _like(word: str, gone: list[str]) -> bool:
    folded = _folded(word)
    if any(char.isdigit() for char in word):
        return folded in {_folded(old) for old in gone}
    whole = _folded("".join(gone))
    return folded == whole or any(fuzz.ratio(folded, _folded(old)) >= ALIKE for old in gone)


def _folded(word: str) -> str:
    return word.casefold().replace("\u2019", "'")
