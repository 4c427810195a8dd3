"""How far a misspelling is from a word, in the ways people mistype; and which word was meant."""

from collections.abc import Mapping, Sequence

from suggest.frequency import zipf

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = frozenset("aeiouy")
_TRANSPOSED, _DOUBLED, _VOWEL, _NEAR_KEY, _OTHER, _FIRST = 0.8, 0.7, 1.0, 1.1, 1.6, 0.8


def edit_cost(wrong: str, right: str) -> float:
    """Weighted Damerau-Levenshtein distance; weights from quality-levers of the development data.

    Transposition 0.8, a missing or surplus double letter 0.7, vowel for vowel 1.0, a neighbouring
    key 1.1, anything else 1.6; a wrong first letter costs 0.8 more.
    """
    a, b = wrong.lower(), right.lower()
    before: list[float] = []
    row = [_OTHER * j for j in range(len(b) + 1)]
    for i, char in enumerate(a, 1):
        before, last = row, before
        row = [before[0] + _deletion(a, i)]
        for j, wanted in enumerate(b, 1):
            cost = min(
                before[j] + _deletion(a, i),
                row[j - 1] + _insertion(b, j),
                before[j - 1] + _swap(char, wanted),
            )
            if i > 1 and j > 1 and char == b[j - 2] and a[i - 2] == wanted and char != wanted:
                cost = min(cost, last[j - 2] + _TRANSPOSED)
            row.append(cost)
    return row[-1] + (_FIRST if a[:1] != b[:1] else 0.0)


def ranked(
    wrong: str,
    candidates: Sequence[str],
    frequencies: Mapping[str, float],
    words: Mapping[str, int],
) -> list[tuple[str, float]]:
    """Candidates with their scores (lower is better): cost, rarity, absence from the document."""
    scored = [
        (word, edit_cost(wrong, word) - 0.25 * zipf(frequencies, word) - 0.5 * _here(words, word))
        for word in candidates
    ]
    return sorted(scored, key=lambda pair: pair[1])


def _here(words: Mapping[str, int], word: str) -> float:
    return 1.0 if words.get(word.casefold(), 0) else 0.0


def _deletion(text: str, i: int) -> float:
    return _DOUBLED if i > 1 and text[i - 1] == text[i - 2] else _OTHER


def _insertion(text: str, j: int) -> float:
    doubled = (j > 1 and text[j - 1] == text[j - 2]) or (j < len(text) and text[j] == text[j - 1])
    return _DOUBLED if doubled else _OTHER


def _swap(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if one in _VOWELS and other in _VOWELS:
        return _VOWEL
    return _NEAR_KEY if _near(one, other) else _OTHER


def _near(one: str, other: str) -> bool:
    for number, row in enumerate(_ROWS):
        at = row.find(one)
        if at < 0:
            continue
        for neighbour in _ROWS[max(0, number - 1) : number + 2]:
            where = neighbour.find(other)
            if where >= 0 and abs(where - at) <= 1:
                return True
    return False
