"""How common an English word is: Zipf values (log10 of occurrences per 10^9 words)."""

from collections.abc import Mapping
from pathlib import Path

from suggest.errors import BadResource


def load_frequencies(path: Path) -> dict[str, float]:
    """Words to Zipf values. The file holds one line per value: the value, then its words.

    Raises BadResource.
    """
    table: dict[str, float] = {}
    try:
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("#") or not line.strip():
                continue
            value, *words = line.split()
            table.update(dict.fromkeys(words, float(value)))
    except (OSError, ValueError) as error:
        raise BadResource(f"The word frequencies cannot be read: {error}") from error
    return table


def zipf(table: Mapping[str, float], word: str) -> float:
    """The Zipf value of a word, 0 when it is not in the table."""
    return table.get(word.lower().replace("\u2019", "'"), 0.0)
