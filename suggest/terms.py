"""Unknown words that are no slips: listed terms, names, parts of identifiers, compounds."""

import re
from collections.abc import Mapping, Set
from pathlib import Path

from suggest.errors import BadResource
from suggest.frequency import zipf
from suggest.spelling import SMALL_WORDS, Guess
from suggest.values import Passage, Span

_JOINTS = "-_/"
_TINY, _SHORT = 4, 6
"""Joined words up to so long are parts of a term; the longer ones only when no near miss."""
_SWAP = 1.0
_SHORTEST_STEM = 5
_EVERYDAY = 5.5
"""Zipf value from which a word is so usual that an `s` after it is a slip of the hand."""
_DOUBTFUL = frozenset({"KanBan"})
"""Spellings that the engine's dictionary holds by mistake."""
_NEAR_START = 2
"""A word so few code points into its sentence begins it, after a quotation mark or a bracket."""
_COMMON = 4.2
"""Zipf value of a guess that is likelier than a name: August (5.1), yet no Nutshell (3.4)."""
_WORD_BEFORE = re.compile(r"([^\W\d_])[\w'’-]*\.?\s$")
_WORD_AFTER = re.compile(r"\s([^\W\d_])")


class Terms:
    """Knows words that the dictionary lacks."""

    def __init__(self, frequencies: Mapping[str, float], listed: Set[str] = frozenset()) -> None:
        """`listed` are words in lower case, without the forms in `s`."""
        self.frequencies = frequencies
        self._listed = listed

    def has(self, text: str, span: Span, best: Guess) -> bool:
        """True when the unknown word at `span` had better be left alone, whatever the guess."""
        word = text[span.start : span.end]
        if best.word in _DOUBTFUL:
            return True
        if word.casefold() == best.word.casefold():
            return any(char.isdigit() for char in word)  # aarch64, win32
        if self._lists(word.lower()):
            return True
        joined = _is_joined(text, span)
        if joined and (len(word) <= _TINY or (len(word) <= _SHORT and best.cost > _SWAP)):
            return True
        lowered = best.word.lower()
        return _is_plural(word.lower(), lowered, self.frequencies) or _is_compound(word, best.word)

    def is_name(self, passage: Passage, span: Span, best: Guess) -> bool:
        """True when the unknown word looks like a name: a capital within a sentence, and more.

        Of such words seven were marked on 370,000 words of published posts, and none was a slip.
        """
        word = passage.text[span.start : span.end]
        if not word[:1].isupper() or word.casefold() == best.word.casefold():
            return False
        if span.start - passage.sentence_of(span).start < _NEAR_START:
            return False
        odd = " " in best.word or any(char.isupper() for char in word[1:])
        if odd or beside_capital(passage.text, span) or one_begins_other(word, best.word):
            return True
        return zipf(self.frequencies, best.word) < _COMMON

    def _lists(self, word: str) -> bool:
        stem = word.removesuffix("'s").removesuffix("\u2019s")
        return stem in self._listed or stem.removesuffix("s") in self._listed


def load_terms(path: Path, frequencies: Mapping[str, float]) -> Terms:
    """Reads a list of words, several a line. Raises BadResource."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise BadResource(f"The list of terms cannot be read: {error}") from error
    words = (word for line in lines if not line.startswith("#") for word in line.split())
    return Terms(frequencies, frozenset(words))


def beside_capital(text: str, span: Span) -> bool:
    """True when a word beside the span begins with a capital, as in a name of two words."""
    before = _WORD_BEFORE.search(text, 0, span.start)
    after = _WORD_AFTER.match(text, span.end)
    return any(found is not None and found[1].isupper() for found in (before, after))


def one_begins_other(word: str, best: str) -> bool:
    """True when one of two words is the other with something after it, in any case."""
    one, other = word.lower(), best.lower()
    return one.startswith(other) or other.startswith(one)


def _is_joined(text: str, span: Span) -> bool:
    """A hyphen, underscore or slash ties the word to another one (thin-lto)."""
    before, after = text[: span.start], text[span.end : span.end + 2]
    return (before[-1:] in _JOINTS and bool(before[-2:-1].strip())) or (
        after[:1] in _JOINTS and after[1:].isalnum()
    )


def _is_plural(word: str, best: str, frequencies: Mapping[str, float]) -> bool:
    """`stabilizations`: the plural of a word that dictionaries give in the singular only."""
    long = len(best) >= _SHORTEST_STEM and not best.endswith("s")
    return long and word == best + "s" and zipf(frequencies, best) < _EVERYDAY


def _is_compound(word: str, best: str) -> bool:
    """`frontmatter`: two words of sense in one are a term; a small word that runs on is a slip."""
    parts = best.lower().split()
    if len(parts) < 2 or "".join(parts) != word.lower():
        return False
    return not any(part in SMALL_WORDS for part in parts)
