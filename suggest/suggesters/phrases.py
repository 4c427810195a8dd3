"""Finds many fixed phrases in one pass, whole words only, any white space between words."""

import re
from collections.abc import Iterable, Iterator

try:
    import ahocorasick
except ImportError:  # no wheel for Windows on ARM
    ahocorasick = None

_SPACE = re.compile(r"\s+")


class PhraseFinder:
    """Finds folded phrases (lower case, single spaces, straight apostrophes)."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = sorted(set(phrases))
        if ahocorasick is None:
            alternatives = "|".join(re.escape(p) for p in sorted(self._phrases, key=len)[::-1])
            self._pattern = re.compile(f"(?=({alternatives}))")
            return
        self._automaton = ahocorasick.Automaton()
        for phrase in self._phrases:
            self._automaton.add_word(phrase, phrase)
        self._automaton.make_automaton()

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """(start, end, phrase) in code points of `text`, also where phrases overlap."""
        if not self._phrases:
            return
        folded, where = _fold(text)
        for end, phrase in self._hits(folded):
            start = end - len(phrase)
            if _edge(folded, start) and _edge(folded, end):
                yield where[start], where[end - 1] + 1, phrase

    def _hits(self, folded: str) -> Iterator[tuple[int, str]]:
        if ahocorasick is None:
            for match in self._pattern.finditer(folded):
                yield match.start() + len(match[1]), match[1]
            return
        for last, phrase in self._automaton.iter(folded):
            yield last + 1, phrase


def _fold(text: str) -> tuple[str, "list[int] | range"]:
    """Lower case, one space for each run, straight apostrophes; and where each character was."""
    lowered = text.lower().replace("\u2019", "'")
    if len(lowered) != len(text):  # a few letters grow when lowered
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        lowered = lowered.replace("\u2019", "'")
    if not any(len(m[0]) > 1 or m[0] != " " for m in _SPACE.finditer(lowered)):
        return lowered, range(len(lowered))
    out: list[str] = []
    where: list[int] = []
    position = 0
    for match in _SPACE.finditer(lowered):
        out.append(lowered[position : match.start()])
        where.extend(range(position, match.start()))
        out.append(" ")
        where.append(match.start())
        position = match.end()
    out.append(lowered[position:])
    where.extend(range(position, len(lowered)))
    return "".join(out), where


def _edge(text: str, at: int) -> bool:
    """True when `at` is not inside a word; a hyphen binds like a letter."""
    if at <= 0 or at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    if before == "-" or after == "-":
        return False
    return not (_inner(before) and _inner(after))


def _inner(char: str) -> bool:
    return char.isalnum() or char in "_'"
