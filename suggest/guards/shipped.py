"""The word lists that guards look things up in: read once from the shipped resources."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from suggest.errors import BadResource
from suggest.frequency import load_frequencies

COMMON = 4.25
"""Zipf value from which a word that begins a sentence is taken for a word and not for a name."""


@cache
def frequencies() -> Mapping[str, float]:
    """Zipf values of English words. Raises BadResource."""
    return load_frequencies(_folder() / "frequencies.txt")


@cache
def word_list(file: str, key: str) -> frozenset[str]:
    """The words under `key` of a list in resources/guards. Raises BadResource."""
    words = _read(_folder() / "guards" / f"{file}.toml").get(key)
    if not isinstance(words, list) or not words:
        raise BadResource(f"guards/{file}.toml has no list named {key}.")
    return frozenset(str(word) for word in words)


@cache
def house_forms(group: str) -> frozenset[str]:
    """The phrases that a house list in resources/rules replaces. Raises BadResource."""
    entries = _read(_folder() / "rules" / f"{group}.toml").get("entry", ())
    return frozenset(folded(form) for entry in entries for form in entry["forms"])


def folded(text: str) -> str:
    """Lower case with straight apostrophes, the form in which phrases are compared."""
    return text.lower().replace("\u2019", "'")


class Phrases:
    """Fixed phrases, found as whole words."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            words = tuple(phrase.split())
            self._by_first.setdefault(words[0], []).append(words)

    def found(self, words: list[str]) -> set[str]:
        """The phrases that stand in a folded text's words."""
        hits: set[str] = set()
        for index, word in enumerate(words):
            for phrase in self._by_first.get(word, ()):
                if tuple(words[index : index + len(phrase)]) == phrase:
                    hits.add(" ".join(phrase))
        return hits


def _folder() -> Path:
    """Beside the packages in a checkout, inside the app's package when installed."""
    root = Path(__file__).resolve().parent.parent.parent
    beside = root / "resources"
    return beside if beside.is_dir() else root / "app" / "resources"


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BadResource(f"{path.name} cannot be read: {error}") from error
