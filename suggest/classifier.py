"""The language model of py3langid held small and read without numpy (input of its file).

The library keeps all of its 142 languages and, for each row of states, a table of 256 next states.
Nearly all of those are the ones of the first row, so only what differs from it is kept here, and
the languages asked for: 16 MB, not 90, and the same answers.
"""

from __future__ import annotations

import ast
import lzma
import shutil
import tempfile
import unicodedata
from array import array
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import compress
from math import log1p
from operator import mul
from pathlib import Path
from struct import Struct
from typing import IO
from zipfile import BadZipFile, ZipFile

from suggest.heap import give_back

_BYTES = 256
_AT_ONCE = 250
"""Rows that are taken at once: little memory, and other threads wait 2 ms at most."""
_MOST_USUAL = 20_000
_FORMS = {"<u2": "H", "<u4": "I", "<i4": "i", "<f4": "f", "<f2": "H"}
"""Forms of figures in the file as those of `array`; half floats are taken apart later."""


@dataclass(frozen=True, slots=True)
class Walk:
    """The automaton that finds features in bytes; states share rows."""

    rows: array[int]
    """The row of each state."""
    features: array[int]
    """The feature that each state has found, -1 for none."""
    first: array[int]
    """The next states of the first row, by byte."""
    starts: array[int]
    """Where each row begins in `keys` and `nexts`; the last one is their end."""
    keys: bytes
    """The bytes at which each row differs from the first."""
    nexts: array[int]
    """Its next states there."""
    usual: dict[int, int] = field(default_factory=dict)
    """Next states looked up before, by state and byte: the same few thousand in most texts."""

    def features_in(self, text: bytes) -> Counter[int]:
        """How often each feature is found, 0.06 ms for 250 bytes."""
        features, usual = self.features, self.usual
        if len(usual) > _MOST_USUAL:
            usual.clear()
        state, found = 0, []
        for letter in text:
            key = state << 8 | letter
            known = usual.get(key)
            if known is None:
                known = usual[key] = self._next(state, letter)
            state = known
            feature = features[state]
            if feature >= 0:
                found.append(feature)
        return Counter(found)

    def _next(self, state: int, letter: int) -> int:
        row = self.rows[state]
        at = self.keys.find(letter, self.starts[row], self.starts[row + 1])
        return self.nexts[at] if at >= 0 else self.first[letter]


@dataclass(frozen=True, slots=True)
class Classifier:
    """Which of some languages a text is in."""

    languages: tuple[str, ...]
    walk: Walk
    weights: bytes
    """Half floats, by feature and then by language."""
    priors: tuple[float, ...]

    def rank(self, text: str) -> list[tuple[str, float]]:
        """All languages with their log odds, the likeliest first; 0.3 ms for 250 letters."""
        found = self.walk.features_in(_bytes_of(text))
        scores = self._scores(found) if found else [0.0] * len(self.languages)
        return sorted(zip(self.languages, scores, strict=True), key=lambda one: -one[1])

    def _scores(self, found: Counter[int]) -> list[float]:
        row = Struct(f"<{len(self.languages)}e")
        rows = [row.unpack_from(self.weights, feature * row.size) for feature in found]
        counts = [log1p(count) for count in found.values()]
        columns = zip(zip(*rows, strict=True), self.priors, strict=True)
        return [sum(map(mul, counts, column), prior) for column, prior in columns]


def load_classifier(languages: Collection[str]) -> Classifier:
    """The classifier for languages by their codes, 0.7 s of CPU: in a thread.

    Raises ImportError, OSError or ValueError when the model is missing or of another form.
    """
    spec = find_spec("py3langid")  # found, not imported: the library brings numpy
    if spec is None or spec.origin is None:
        raise ImportError("py3langid is not installed")
    try:
        with tempfile.TemporaryFile(suffix=".npz") as plain:
            with lzma.open(Path(spec.origin).parent / "data" / "model.npz.xz") as packed:
                shutil.copyfileobj(packed, plain, 1 << 20)
            classifier = _classifier(ZipFile(plain), languages)
    except (BadZipFile, EOFError, KeyError, SyntaxError, lzma.LZMAError) as error:
        raise ValueError("The model of py3langid is of another form.") from error
    give_back()
    return classifier


def _classifier(file: ZipFile, languages: Collection[str]) -> Classifier:
    codes = _Figures(file, "classes").words()
    columns = [at for at, code in enumerate(codes) if code in languages]
    if len(columns) != len(languages):
        raise ValueError("The model of py3langid does not hold every language once.")
    priors = _Figures(file, "pc").all()
    return Classifier(
        tuple(codes[at] for at in columns),
        _walk(file),
        b"".join(_chosen(_Figures(file, "ptc"), len(codes), columns)),
        tuple(priors[at] for at in columns),
    )


def _chosen(weights: _Figures, width: int, columns: list[int]) -> Iterator[bytes]:
    for some in weights.slices(width * _AT_ONCE):
        kept = array("H", bytes(2 * len(some) // width * len(columns)))
        for at, column in enumerate(columns):
            kept[at :: len(columns)] = some[column::width]
        yield kept.tobytes()


def _walk(file: ZipFile) -> Walk:
    table = _Figures(file, "nextmove")
    rows, features = _Figures(file, "nextmove_row").all(), _Figures(file, "out_feat").all()
    first: array[int] = array("I")
    keys, nexts, starts = bytearray(), array("I"), array("I", [0])
    for some in table.slices(_BYTES * _AT_ONCE):
        first = first or some[:_BYTES]
        count = len(some) // _BYTES
        differs = _differing(some, first * count)
        keys += bytes(compress(bytes(range(_BYTES)) * count, differs))
        nexts.extend(compress(some, differs))
        for row in range(0, len(some), _BYTES):
            starts.append(starts[-1] + _BYTES - differs.count(0, row, row + _BYTES))
    return Walk(rows, features, first, starts, bytes(keys), nexts[:])  # no room to grow


def _differing(one: array[int], other: array[int]) -> bytes:
    """A byte for each pair of figures, 0 where they are equal: a tenth of the time of a loop."""
    mixed = int.from_bytes(one, "little") ^ int.from_bytes(other, "little")
    parts = mixed.to_bytes(len(one) * one.itemsize, "little")
    joined = 0
    for at in range(one.itemsize):
        joined |= int.from_bytes(parts[at :: one.itemsize], "little")
    return joined.to_bytes(len(one), "little")


class _Figures:
    """One array of the file, read from its beginning."""

    def __init__(self, file: ZipFile, name: str) -> None:
        self._file: IO[bytes] = file.open(f"{name}.npy")
        magic, version = self._file.read(6), self._file.read(2)
        if magic != b"\x93NUMPY":
            raise ValueError("The model of py3langid is of another form.")
        size = int.from_bytes(self._file.read(2 if version[0] == 1 else 4), "little")
        self._form: str = ast.literal_eval(self._file.read(size).decode("latin-1"))["descr"]

    def words(self) -> list[str]:
        """All of an array of words."""
        size = 4 * int(self._form.removeprefix("<U"))
        text = self._file.read()
        parts = (text[at : at + size] for at in range(0, len(text), size))
        return [part.decode("utf-32-le").rstrip("\0") for part in parts]

    def all(self) -> array[int]:
        """All of an array of figures."""
        figures: array[int] = array(_FORMS[self._form], self._file.read())
        return figures

    def slices(self, count: int) -> Iterator[array[int]]:
        """So many figures at a time."""
        form = _FORMS[self._form]
        while part := self._file.read(count * array(form).itemsize):
            yield array(form, part)


def _bytes_of(text: str) -> bytes:
    """What the model was trained on: composed characters, and no text in capitals alone."""
    text = text.lower() if text.isupper() else text
    return unicodedata.normalize("NFC", text).encode("utf-8", errors="surrogatepass")
