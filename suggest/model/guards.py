"""Guards that only model proposals meet: what was to be graded was, and edits stay close."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping

from rapidfuzz import fuzz

from suggest.frequency import zipf
from suggest.model.judging import UNGRADED
from suggest.values import Drop, DropReason, Passage, Proposal


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


COMMON = 3.0
"""Zipf value from which a word may come in that the edited words do not have."""
ALIKE = 70.0
"""Likeness in spelling, 0 to 100, from which a new word is the correction of an old one."""
LONGER = 3
"""Letters by which a corrected word may be longer or shorter."""
GONE_FOR_ONE = 4
"""One new word of content may always come in, and one more for so many edited words."""
SOME = 3
"""A replacement of so many words keeps a third of them from the edited words."""
_WORD = re.compile(r"\d+|[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_LITTLE = _words(
    "a an the this that these those my your his her its our their some any each every all both "
    "of to in on at by for from with about into over under after before since until than as like "
    "and or but so if when while because though although whether where who whom whose which what "
    "is are was were be been being am do does did done has have had having will would can could "
    "may might must shall should it he she they we you them him us there here then now also too "
    "up out off down only just more most less least very much many few other same such own "
    "another one's it's that's there's they're we're you're he's she's"
)
"""Words that carry grammar rather than content; they come and go freely."""
_NEGATIONS = _words("not no never none nothing nobody nowhere neither nor cannot")
_SELF = _words("i me my mine myself")
_ADDRESS = re.compile(r"\w\.\w|://|www\.|[@#/\\<>{}\[\]`|=_~^*]")


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

    An edit keeps to the words it edits, to their corrected spelling, to grammar words and to one or
    two common words. Names, addresses, markup, made-up words, refusals and whole new sentences do
    not come in, whoever asked for them; a word that stands elsewhere in the draft is no excuse.
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
        gone, words = _WORD.findall(old), _WORD.findall(new)
        fresh = self._fresh(words, gone)
        first = words[0] if words else ""
        if any(not self._may_come(word, capital=word == first) for word in fresh):
            return self._drop("Brings in a word from nowhere.")
        if any(_negates(word) for word in fresh) and not any(map(_negates, gone)):
            return self._drop("Brings in a negation.")
        if _speaks(fresh) and not _speaks(gone):
            return self._drop("Speaks for the writer.")
        content = [word for word in fresh if _folded(word) not in _LITTLE]
        if len(content) > 1 + len(gone) // GONE_FOR_ONE:
            return self._drop("Says something new.")
        if len(words) >= SOME and len(fresh) * 3 > len(words) * 2:
            return self._drop("Says something new.")
        return None

    def _fresh(self, words: list[str], gone: list[str]) -> list[str]:
        """Words that come in; one that goes may come back as often as it was there."""
        there = Counter(map(_folded, gone))
        numbers = _digits(words) == _digits(gone)  # the same ones, written in another way
        fresh = []
        for word in words:
            folded = _folded(word)
            if there[folded] > 0:
                there[folded] -= 1
            elif word[0].isdigit():
                fresh += [] if numbers else [word]
            elif folded in there or not _like(word, gone):
                fresh.append(word)
        return fresh

    def _may_come(self, word: str, *, capital: bool) -> bool:
        """True for a common word in its plain spelling."""
        stem = re.split("['\u2019]", word)[0]
        plain = (
            word.islower()
            or stem == "I"
            or (capital and word[:1].isupper() and word[1:].lower() == word[1:])
        )
        common = max(zipf(self._frequencies, part) for part in (word, stem)) >= COMMON
        return plain and common

    def _drop(self, why: str) -> Drop:
        return Drop(DropReason.GUARDED, self.name, why)


def _like(word: str, gone: list[str]) -> bool:
    """True when the word is one of those that go, spelt in another way, or some of them joined."""
    folded = _folded(word)
    if folded == _folded("".join(gone)):
        return True
    return any(
        abs(len(word) - len(old)) <= LONGER and fuzz.ratio(folded, _folded(old)) >= ALIKE
        for old in gone
    )


def _negates(word: str) -> bool:
    return _folded(word) in _NEGATIONS or _folded(word).endswith("n't")


def _speaks(words: list[str]) -> bool:
    return any(re.split("'", _folded(word))[0] in _SELF for word in words)


def _digits(words: list[str]) -> str:
    return "".join(word for word in words if word[0].isdigit())


def _folded(word: str) -> str:
    """Without case, accents and typographic apostrophes."""
    plain = unicodedata.normalize("NFD", word.replace("\u2019", "'"))
    return "".join(c for c in plain.casefold() if not unicodedata.combining(c))
