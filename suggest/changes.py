"""How much an edit changes, in plain numbers that people's votes on edits could be learned from."""

import math
from collections.abc import Mapping

from suggest.facts import words_of

NEGATIONS = frozenset(("not", "no", "never", "none", "nor", "without", "cannot"))
CENTER = "center"
"""The name of the constant among the weights."""


def change_of(old: str, new: str) -> dict[str, float]:
    """Lengths, new and gone words, numbers and negation of an edit, each between -3 and about 5."""
    before = [word.lower() for word in words_of(old)]
    after = [word.lower() for word in words_of(new)]
    gone, fresh = set(before) - set(after), set(after) - set(before)
    return {
        "words before": math.log1p(len(before)),
        "words after": math.log1p(len(after)),
        "longer": max(-3.0, min(3.0, float(len(after) - len(before)))),
        "gone": math.log1p(len(gone)),
        "fresh": math.log1p(len(fresh)),
        "deletes": float(not after),
        "inserts": float(not before),
        "numbers": float(_digits(old) != _digits(new)),
        "negation": float(len(NEGATIONS & gone) + len(NEGATIONS & fresh)),
    }


def leaning(old: str, new: str, weights: Mapping[str, float]) -> float:
    """Log odds to add for the size of an edit; 0 without weights, 0 on average with them."""
    if not weights:
        return 0.0
    found = change_of(old, new)
    return weights.get(CENTER, 0.0) + sum(
        weights.get(name, 0.0) * value for name, value in found.items()
    )


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())
