"""Unknown words that are terms are left alone; slips that look like them are not."""

import pytest

from suggest.spelling import Guess
from suggest.terms import is_term
from suggest.values import Span

WORDS = {"stabilization": 4.0, "learning": 5.2, "because": 6.0}
TERMS = [
    ("Get the aarch64 build.", "aarch64", "AArch64", 0.2),
    ("A kanban board.", "kanban", "KanBan", 0.2),
    ("With thin-lto it is fast.", "lto", "lot", 0.7),
    ("Run cargo-semver-checks now.", "semver", "server", 1.3),
    ("Two stabilizations came.", "stabilizations", "stabilization", 1.3),
    ("Share the learnings here.", "learnings", "learning", 1.3),
    ("Put it in the frontmatter.", "frontmatter", "front matter", 1.2),
]
SLIPS = [
    ("A denail-of-service attack.", "denail", "denial", 0.7),
    ("A compatiblity-only mode.", "compatiblity", "compatibility", 0.9),
    ("We stayed becauses of rain.", "becauses", "because", 1.3),
    ("Many valuess came.", "valuess", "values", 0.7),
    ("I saw it andbriefly left.", "andbriefly", "and briefly", 1.2),
    ("On github we trust.", "github", "GitHub", 0.2),
    ("All lto here - it works.", "lto", "lot", 0.7),
]


def judged(text: str, word: str, best: str, cost: float) -> bool:
    start = text.index(word)
    return is_term(text, Span(start, start + len(word)), Guess(best, cost, 0.0), WORDS)


@pytest.mark.parametrize(("text", "word", "best", "cost"), TERMS)
def test_terms_are_left_alone(text: str, word: str, best: str, cost: float) -> None:
    assert judged(text, word, best, cost)


@pytest.mark.parametrize(("text", "word", "best", "cost"), SLIPS)
def test_slips_are_not(text: str, word: str, best: str, cost: float) -> None:
    assert not judged(text, word, best, cost)
