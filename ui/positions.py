"""Qt's UTF-16 positions to code points and back, inside one line; nobody else converts.

Qt counts UTF-16 units, Python code points: a character beyond U+FFFF is two units, one point.
"""

from __future__ import annotations

import re

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")

_UNFIT = re.compile("[\x00\ufdd0\ufdd1\ufeff\ufffe\ud800-\udfff]")
_BREAK = re.compile("\r\n|[\r\u2029]")


def points(text: str, units: int) -> int:
    """The code points in the first `units` UTF-16 units of `text`.

    A count that ends inside a surrogate pair leaves that character out; one too large means all.
    """
    if text.isascii():
        return min(units, len(text))
    astral = 0
    for match in _ASTRAL.finditer(text):
        if match.start() + astral >= units:
            break
        astral += 1
        if match.start() + astral >= units:  # the count ends between its two units
            return match.start()
    return min(units - astral, len(text))


def units(text: str, points: int) -> int:
    """The UTF-16 units of the first `points` code points of `text`."""
    if text.isascii():
        return min(points, len(text))
    head = text[:points]
    return len(head) + len(_ASTRAL.findall(head))


def is_flat(text: str) -> bool:
    """True when columns of the text and UTF-16 positions in it are the same."""
    return text.isascii() or _ASTRAL.search(text) is None


def length(text: str) -> int:
    """The UTF-16 units of the whole text."""
    return len(text) if text.isascii() else len(text) + len(_ASTRAL.findall(text))


def clean(text: str) -> tuple[str, int]:
    """Text from outside, fit to be put into the draft, and how many characters were dropped.

    Every line break becomes a line feed. NULs, byte order marks, lone surrogates and Qt's own frame
    marks are dropped: they cannot be seen, and Qt would drop or break at most of them by itself.
    """
    text = _BREAK.sub("\n", text)
    kept = _UNFIT.sub("", text)
    return kept, len(text) - len(kept)
