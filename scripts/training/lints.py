"""Keeps Harper's answers between runs: a key of the rules and the engine, then text by text."""

import hashlib
import pickle
from importlib.metadata import version
from pathlib import Path

from suggest.suggesters.lints import OFF_LIST, HarperLinter, Lint
from suggest.values import Dialect

Lints = dict[str, tuple[Lint, ...]]


class CachedLinter:
    """Harper for US English, asked once for each text."""

    def __init__(self, pack: bytes, known: Lints) -> None:
        self._linter = HarperLinter(Dialect.US, pack)
        self._known = dict(known)
        self._fresh: Lints = {}

    def lint(self, text: str) -> tuple[Lint, ...]:
        """Every lint of a text."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._fresh[text] = self._linter.lint(text)
        return found

    def knows(self, word: str) -> bool:
        """True when the word is in the dictionary."""
        return self._linter.knows(word)

    def knows_abroad(self, word: str) -> bool:
        """True when the word is in the dictionary of another dialect."""
        return self._linter.knows_abroad(word)

    def take_fresh(self) -> Lints:
        """The answers that were not known before, once."""
        fresh, self._fresh = self._fresh, {}
        return fresh


def load_lints(cache: Path) -> Lints:
    """The kept answers, none where the engine or the rules changed."""
    path = _path(cache)
    if not path.exists():
        return {}
    with path.open("rb") as file:
        kept: Lints = pickle.load(file)
    return kept


def save_lints(cache: Path, lints: Lints) -> None:
    """Keeps the answers for the next run."""
    cache.mkdir(parents=True, exist_ok=True)
    with _path(cache).open("wb") as file:
        pickle.dump(lints, file)


def _path(cache: Path) -> Path:
    weir = Path(__file__).resolve().parents[2] / "resources" / "weir"
    key = hashlib.blake2b(digest_size=6)
    key.update(version("harper-py").encode())
    key.update(repr(OFF_LIST).encode())
    for path in sorted(weir.glob("*.weir")):
        key.update(path.name.encode() + path.read_bytes())
    return cache / f"lints-{key.hexdigest()}.pkl"
