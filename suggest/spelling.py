"""How far a misspelling is from a word, in the ways people mistype; and which word was meant."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from suggest.frequency import zipf

_VOWELS = frozenset("aeiouy")
# Fitted on some 300 human corrections of development data that judge nothing else.
_TRANSPOSED, _DOUBLED, _OMITTED, _SURPLUS, _FIRST = 0.7, 0.7, 0.9, 1.3, 0.4
_VOWEL, _OTHER, _VOWEL_FOR_CONSONANT = 1.4, 1.3, 1.9
_RUN_ON = 1.2
_RARITY = 0.25
"""What one Zipf step of frequency is worth against edit cost."""
_OFFERED_FIRST = 0.25
"""What being the engine's own first choice is worth."""
_HERE = 0.6
"""What standing elsewhere in the document is worth."""
_FIRST_OF_TWO = "the and to of in that this for with your you our we it is as at by from not be are"
_LAST_OF_TWO = "the and that by your you with for this from"
_RUN_ON_FIRST = frozenset(_FIRST_OF_TWO.split())
_RUN_ON_LAST = frozenset(_LAST_OF_TWO.split())
SMALL_WORDS = _RUN_ON_FIRST | _RUN_ON_LAST
"""Words whose space to the next or last word is easily lost."""
_RUN_ON_COMMON = 3.75
_SHORT_WORD = 4
_NEAREST, _MOST_OWN = 12, 5
_COMMON = 3.5


@dataclass(frozen=True, slots=True)
class Guess:
    """A word that may have been meant: lower `score` is better, `cost` is the mistyping alone."""

    word: str
    cost: float
    score: float


class SpellingRanker:
    """Ranks the words that may have been meant; knows common words, not the document."""

    def __init__(self, frequencies: Mapping[str, float]) -> None:
        self._frequencies = frequencies
        self._words = [w for w, value in frequencies.items() if len(w) > 2 and value >= _COMMON]

    def guesses(
        self, wrong: str, offered: Sequence[str], knows: Callable[[str], bool]
    ) -> tuple[Guess, ...]:
        """Best first: what the engine offers and common words at most two slips away.

        `knows` tells whether a word is in the dictionary of the dialect, so that no spelling of
        another dialect comes in. About 2 ms.
        """
        stem, ending = _parted(wrong)
        lowered = stem.lower()
        stems = {_parted(word)[0].lower(): _parted(word)[0] for word in offered}
        found = [self._guess(lowered, word) for word in stems]
        if found and offered[0] == stems.get(found[0].word, "") + ending:
            found[0] = replace(found[0], score=found[0].score - _OFFERED_FIRST)
        own = [self._guess(lowered, word) for word in self._near(lowered) if word not in stems]
        own.sort(key=lambda guess: guess.score)
        found += [guess for guess in own[:_MOST_OWN] if knows(guess.word)]
        found += self._run_on(lowered)
        found.sort(key=lambda guess: guess.score)
        return tuple(
            Guess(_dressed(stem, stems.get(g.word, g.word)) + ending, g.cost, g.score)
            for g in found
        )

    def _guess(self, wrong: str, word: str) -> Guess:
        cost = edit_cost(wrong, word)
        return Guess(word, cost, cost - _RARITY * zipf(self._frequencies, word))

    def _run_on(self, wrong: str) -> list[Guess]:
        """Two words with the space between them missing, one of them a small one."""
        found: list[Guess] = []
        for at in range(2, len(wrong) - 1):
            first, last = wrong[:at], wrong[at:]
            rare = min(zipf(self._frequencies, first), zipf(self._frequencies, last))
            small = first in _RUN_ON_FIRST or last in _RUN_ON_LAST
            if small and rare >= _RUN_ON_COMMON and max(len(first), len(last)) > 2:
                score = _RUN_ON - _RARITY * rare
                found.append(Guess(f"{first} {last}", _RUN_ON, score))
        return found

    def _near(self, wrong: str) -> list[str]:
        if not wrong.isalpha() or len(wrong) < _SHORT_WORD:
            return []
        cutoff = 1 if len(wrong) <= _SHORT_WORD else 2
        hits = process.extract(
            wrong, self._words, scorer=OSA.distance, score_cutoff=cutoff, limit=_NEAREST
        )
        return [word for word, _distance, _index in hits]


def with_document(guesses: Sequence[Guess], words: Mapping[str, int]) -> list[Guess]:
    """The guesses again, ranked with what else stands in the document."""
    ranked = [
        Guess(g.word, g.cost, g.score - _HERE) if words.get(g.word.casefold(), 0) else g
        for g in guesses
    ]
    return sorted(ranked, key=lambda guess: guess.score)


def edit_cost(wrong: str, right: str) -> float:
    """Weighted Damerau-Levenshtein distance over the ways people mistype."""
    a, b = wrong.lower(), right.lower()
    before: list[float] = []
    row = [_OMITTED * j for j in range(len(b) + 1)]
    for i, char in enumerate(a, 1):
        before, last = row, before
        deletion = _DOUBLED if i > 1 and a[i - 1] == a[i - 2] else _SURPLUS
        row = [before[0] + deletion]
        for j, wanted in enumerate(b, 1):
            cost = min(
                before[j] + deletion,
                row[j - 1] + _insertion(b, j),
                before[j - 1] + _swap(char, wanted),
            )
            if i > 1 and j > 1 and char == b[j - 2] and a[i - 2] == wanted and char != wanted:
                cost = min(cost, last[j - 2] + _TRANSPOSED)
            row.append(cost)
    return row[-1] + (_FIRST if a[:1] != b[:1] else 0.0)


def _parted(word: str) -> tuple[str, str]:
    for ending in ("'s", "\u2019s"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)], ending
    return word, ""


def _dressed(wrong: str, word: str) -> str:
    if len(wrong) > 1 and wrong.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if wrong[:1].isupper() else word


def _insertion(text: str, j: int) -> float:
    doubled = (j > 1 and text[j - 1] == text[j - 2]) or (j < len(text) and text[j] == text[j - 1])
    return _DOUBLED if doubled else _OMITTED


def _swap(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if (one in _VOWELS) != (other in _VOWELS):
        return _VOWEL_FOR_CONSONANT
    return _VOWEL if one in _VOWELS else _OTHER
