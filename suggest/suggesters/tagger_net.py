"""A small trained network: how likely each small edit is at each word of a paragraph.

Words are known by their hashes only; the weights are figures made by scripts/train_tagger.py.
"""

import os
import re
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from suggest.errors import SuggesterFailed

INSERTS = ("to", "a", "an", "the", "be", "is", "are", "has", "have", "been")
"""Words that may be missing before a word; column 0 of the gap weights is "nothing"."""
_MEANT = """
a accept advice advise affect an and any are be been do does effect except for form from four had
has have is it's its knew know lead led like likely loose lose many much new no not now of off on
once one our out past passed quiet quite than that the their them then there these they they're
this those though thought through to too us use was weather were where whether who's whose you
you're your
"""
TARGETS = tuple(_MEANT.split())
"""Words that may be meant; columns 0 and 1 of the word weights are "right" and "one too many"."""
_TOKEN = re.compile(r"§|[^\W\d_]+(?:['\u2019][^\W\d_]+)*|\d+(?:[.,:]\d+)*\w*|[^\w\s]|_+")
_UNKNOWN, _NUMBER = 1, 2
_ENDINGS, _LETTER_A = 2047, 97
_DILATIONS = (1, 2, 4, 8, 1, 2)
_SMALL = 1e-6
_LOW, _CAPITAL, _ALL, _DIGITS, _MARK, _MIXED, _CODE = range(1, 8)


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, number or mark; `key` is folded, `open` tells of white space before it."""

    text: str
    key: str
    start: int
    end: int
    open: bool


def pieces_of(text: str) -> list[Piece]:
    """The words, numbers and marks of a text with their places."""
    found: list[Piece] = []
    end = 0
    for match in _TOKEN.finditer(text):
        spaced = match.start() > end or end == 0
        key = match[0].lower().replace("\u2019", "'")
        found.append(Piece(match[0], key, match.start(), match.end(), spaced))
        end = match.end()
    return found


def word_hash(word: str) -> int:
    """What stands for a word in the weights; 32 bits."""
    return zlib.crc32(word.encode())


def ending_row(key: str) -> int:
    """The row of the last three letters; 0 for what is no word."""
    return 1 + zlib.crc32(key[-3:].encode()) % _ENDINGS if key[0].isalpha() else 0


def initial_row(key: str) -> int:
    """The row of the first letter: a to z, a digit, another letter, or a mark."""
    first = key[0]
    if "a" <= first <= "z":
        return 1 + ord(first) - _LETTER_A
    return 27 if first.isdigit() else 28 if first.isalpha() else 0


def shape_row(piece: Piece) -> int:
    """The row of the look of a word, apart for those with white space before them."""
    return 2 * _shape(piece.text) + piece.open


def _shape(text: str) -> int:
    if text == "§":
        return _CODE
    first = text[0]
    if first.isdigit():
        return _DIGITS
    if not first.isalpha():
        return _MARK
    if text.islower():
        return _LOW
    if text.isupper():
        return _ALL if len(text) > 1 else _CAPITAL
    if first.isupper() and text[1:].islower():
        return _CAPITAL
    if text.isalpha():
        return _MIXED
    return _LOW if first.islower() else _CAPITAL


class Net:
    """The loaded weights. About 2 ms for 60 words; most of it outside the interpreter's lock."""

    def __init__(self, weights: dict[str, Any]) -> None:
        self._weights = weights
        self._rows = {int(value): row for row, value in enumerate(weights["hashes"])}

    def odds(self, pieces: list[Piece]) -> tuple[Any, Any]:
        """Log odds (words x INSERTS, words x (too many, *TARGETS)) against leaving it alone."""
        import numpy

        x = self._embedded(pieces)
        for block, gap in enumerate(_DILATIONS):
            x = x + self._block(block, gap, x)
        x = _level(x) * self._weights["level"]
        gaps = x @ self._weights["gap"] + self._weights["gap_bias"]
        gaps[1:] += x[:-1] @ self._weights["left"]
        words = x @ self._weights["word"] + self._weights["word_bias"]
        inner = slice(1, -1)
        none, right = gaps[inner, :1], words[inner, :1]
        return numpy.asarray(gaps[inner, 1:] - none), numpy.asarray(words[inner, 1:] - right)

    def _embedded(self, pieces: list[Piece]) -> Any:
        import numpy

        keys = [self._row(piece.key) for piece in pieces]
        columns = (
            ("words", keys),
            ("endings", [ending_row(piece.key) for piece in pieces]),
            ("shapes", [shape_row(piece) for piece in pieces]),
            ("initials", [initial_row(piece.key) for piece in pieces]),
        )
        parts = []
        for name, rows in columns:
            at = [0, *rows, 0]
            parts.append(self._weights[name][at] * self._weights[f"{name}_scale"][at])
        return numpy.concatenate(parts, axis=1)

    def _row(self, key: str) -> int:
        row = self._rows.get(word_hash(key))
        if row is not None:
            return row
        return _NUMBER if key[0].isdigit() else _UNKNOWN

    def _block(self, block: int, gap: int, x: Any) -> Any:
        import numpy

        y = _level(x) * self._weights[f"level{block}"]
        wide = numpy.pad(y, ((gap, gap), (0, 0)))
        near = numpy.concatenate([wide[: -2 * gap], y, wide[2 * gap :]], axis=1)
        both = near @ self._weights[f"block{block}"] + self._weights[f"bias{block}"]
        half = both.shape[1] // 2
        return both[:, :half] / (1 + numpy.exp(-numpy.clip(both[:, half:], -30, 30)))


def _level(x: Any) -> Any:
    return x / ((x * x).mean(axis=1, keepdims=True) + _SMALL) ** 0.5


def load_net(path: Path) -> Net:
    """Reads the weights (30 ms). Raises SuggesterFailed."""
    # One thread: a second one would spin beside the editor for products as small as these.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import numpy

    try:
        with numpy.load(path, allow_pickle=False) as data:
            weights = {name: data[name] for name in data.files}
        for name, values in weights.items():
            if values.dtype == numpy.int8 and f"{name}_scale" in weights:
                if name.startswith("block"):
                    weights[name] = values * weights[f"{name}_scale"].astype("float32")
            elif values.dtype == numpy.float16:
                weights[name] = values.astype("float32")
        if weights["gap"].shape[1] != len(INSERTS) + 1:
            raise ValueError("another list of words")
        if weights["word"].shape[1] != len(TARGETS) + 2:
            raise ValueError("another list of words")
        return Net(weights)
    except (OSError, ValueError, KeyError) as error:
        raise SuggesterFailed(f"The weights of the tagger cannot be read: {error}") from error
