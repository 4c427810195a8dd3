"""What the learning keeps beside the log: what was muted, undone and offered; as plain data."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from suggest.context import normal
from suggest.learning import wording
from suggest.learning.answers import APART, Subject
from suggest.values import Kind

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


def with_words_of(kept: Kept, known: Set[str]) -> Kept:
    """The same without words of the writer's that are not in `known`, which are folded.

    An undone rule stays undone and is called by its own name; an undone phrase goes, as no answer
    of it is left either.
    """
    words = {word: answer for word, answer in kept.words.items() if normal(word) in known}
    undone: dict[str, Undone] = {}
    for key, one in kept.undone.items():
        level, _, name = key.partition(":")
        if level == "phrase" and name.partition(APART)[2] not in known:
            continue
        nameless = level == "rule" and not any(
            f"“{word}{end}" in normal(one.text) for word in known for end in ("”", " →")
        )
        undone[key] = replace(one, text=_nameless(name, one)) if nameless else one
    return replace(kept, words=words, undone=undone)


def _nameless(rule: str, one: Undone) -> str:
    subject = Subject(rule, Kind.CLARITY)  # of a rule's sentence the class is no part
    if one.muted:
        return wording.muted(wording.named(subject))
    return wording.sentence(f"rule:{rule}", subject, up=one.text.startswith("You often"))


def _time(text: str) -> datetime:
    when = datetime.fromisoformat(text)
    if when.tzinfo is None:
        raise ValueError("a time without its zone")
    return when
