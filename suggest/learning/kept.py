"""What the learning keeps beside the log: what was muted, undone and offered; as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

VERSION = 1


@dataclass(frozen=True, slots=True)
class Undone:
    """An adaptation the writer took back: answers up to `when` no longer count for it."""

    when: datetime
    text: str
    muted: bool = False


@dataclass(slots=True)
class Kept:
    """`muted` rules with the time of it; `undone` by key; `words` offered, True once accepted.

    `reset` is when the writer took back everything: older answers count for nothing.
    """

    muted: dict[str, datetime] = field(default_factory=dict)
    undone: dict[str, Undone] = field(default_factory=dict)
    words: dict[str, bool | None] = field(default_factory=dict)
    reset: datetime | None = None

    def as_data(self) -> dict[str, Any]:
        """For a JSON file."""
        return {
            "version": VERSION,
            "muted": {rule: when.isoformat() for rule, when in self.muted.items()},
            "undone": {
                key: {"when": one.when.isoformat(), "text": one.text, "muted": one.muted}
                for key, one in self.undone.items()
            },
            "words": self.words,
            "reset": None if self.reset is None else self.reset.isoformat(),
        }


def kept_of(data: Mapping[str, Any]) -> Kept:
    """From the data of a JSON file. Raises KeyError, TypeError, ValueError or AttributeError."""
    if data["version"] != VERSION:
        raise ValueError("another version")
    undone = {
        str(key): Undone(_time(row["when"]), str(row["text"]), bool(row["muted"]))
        for key, row in data["undone"].items()
    }
    words = {str(w): None if v is None else bool(v) for w, v in data["words"].items()}
    muted = {str(rule): _time(when) for rule, when in data["muted"].items()}
    reset = None if data["reset"] is None else _time(data["reset"])
    return Kept(muted, undone, words, reset)


def _time(text: str) -> datetime:
    when = datetime.fromisoformat(text)
    if when.tzinfo is None:
        raise ValueError("a time without its zone")
    return when
