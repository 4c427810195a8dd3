"""Unknown words that are terms are left alone; slips that look like them are not."""

from pathlib import Path

import pytest

from suggest.errors import BadResource
from suggest.frequency import load_frequencies
from suggest.passages import PassageReader
from suggest.protection import Protector
from suggest.spelling import Guess
from suggest.terms import Terms, load_terms
from suggest.values import BlockKind, Span

WORDS = {"stabilization": 4.0, "learning": 5.2, "because": 6.0, "august": 5.1, "nutshell": 3.4}
KNOWN = Terms(WORDS, {"webinar", "skillset"})
TERMS = [
    ("Get the aarch64 build.", "aarch64", "AArch64", 0.2),
    ("A kanban board.", "kanban", "KanBan", 0.2),
    ("With thin-lto it is fast.", "lto", "lot", 0.7),
    ("Run cargo-semver-checks now.", "semver", "server", 1.3),
    ("Two stabilizations came.", "stabilizations", "stabilization", 1.3),
    ("Share the learnings here.", "learnings", "learning", 1.3),
    ("A Webinar’s end.", "Webinar’s", "Weaner’s", 2.6),
    ("All skillsets count.", "skillsets", "skillets", 0.9),
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
    return KNOWN.has(text, Span(start, start + len(word)), Guess(best, cost, 0.0))


@pytest.mark.parametrize(("text", "word", "best", "cost"), TERMS)
def test_terms_are_left_alone(text: str, word: str, best: str, cost: float) -> None:
    assert judged(text, word, best, cost)


@pytest.mark.parametrize(("text", "word", "best", "cost"), SLIPS)
def test_slips_are_not(text: str, word: str, best: str, cost: float) -> None:
    assert not judged(text, word, best, cost)


@pytest.mark.parametrize(
    ("text", "word", "best", "name"),
    [
        ("Their work is on Nushell now.", "Nushell", "Nutshell", True),
        ("See the talk by Bruce Schnayer for more.", "Schnayer", "August", True),
        ("It was built by Tobias and me.", "Tobias", "To bias", True),
        ("Go to JoinTTS for more.", "JoinTTS", "August", True),
        ("An Augusty week.", "Augusty", "August", True),
        ("It begins in Augest and ends soon.", "Augest", "August", False),
        ("Nushell is a shell.", "Nushell", "Nutshell", False),
        ("It is on Github now.", "Github", "GitHub", False),
        ("A nutshel and a nut.", "nutshel", "nutshell", False),
    ],
)
def test_names_are_told_by_their_capital(text: str, word: str, best: str, name: bool) -> None:
    passage = PassageReader(Protector()).read(text, BlockKind.PARAGRAPH)
    start = text.index(word)
    span = Span(start, start + len(word))
    assert KNOWN.is_name(passage, span, Guess(best, 1.0, 0.0)) is name


def test_the_list_is_in_order_and_holds_no_slips() -> None:
    resources = Path(__file__).parents[2] / "resources"
    words = load_frequencies(resources / "frequencies.txt")
    listed = (resources / "terms.txt").read_text("utf-8").splitlines()[3:]
    assert listed == sorted(set(listed))
    assert all(line.isalpha() and line.islower() for line in listed)
    terms = load_terms(resources / "terms.txt", words)
    for word in ("skillset", "Mixins", "triaging"):
        assert terms.has(word, Span(0, len(word)), Guess("other", 3.0, 0.0))
    for word in ("recieve", "teh", "alot", "definately"):
        assert not terms.has(word, Span(0, len(word)), Guess("other", 3.0, 0.0))


def test_a_list_that_cannot_be_read_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(BadResource, match="list of terms"):
        load_terms(tmp_path / "none.txt", {})
