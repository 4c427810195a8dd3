"""What every export format is, and how much of the writer's words may leave the log."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import Any, Protocol

from suggest.feedback.event import SCHEMA, EventText, FeedbackEvent
from suggest.feedback.schema import COLUMNS

WORDS = ("passage", "original", "suggestion", "final", "note")


class Redaction(StrEnum):
    """How the writer's words are treated, safest first."""

    FULL = "full"
    HASH = "hash"
    NONE = "none"


class Redactor:
    """Turns events into flat rows with as many words as the level allows.

    FULL has no word columns at all. HASH has codes in `<name>_hash`: equal words have equal codes,
    and without the log's secret, which is never exported, nobody can test a guess. NONE has the
    words as written.
    """

    def __init__(self, level: Redaction, secret: bytes) -> None:
        self.level = level
        self._secret = secret

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of a row's cells, in order."""
        words: tuple[str, ...] = ()
        if self.level is Redaction.HASH:
            words = tuple(f"{name}_hash" for name in WORDS)
        elif self.level is Redaction.NONE:
            words = ("start", *WORDS)
        return ("schema", *COLUMNS, *words)

    def row(self, event: FeedbackEvent) -> dict[str, Any]:
        """All cells of an event: text, numbers, booleans, lists or None."""
        row: dict[str, Any] = {"schema": SCHEMA}
        for name in COLUMNS:
            value = getattr(event, name)
            row[name] = list(value) if isinstance(value, tuple) else value
        row["wall"] = event.wall.isoformat(timespec="milliseconds")
        if self.level is Redaction.HASH:
            row.update(self._words(event.text, "_hash", self.code))
        elif self.level is Redaction.NONE:
            row["start"] = event.text.start if event.text is not None else None
            row.update(self._words(event.text, "", str))
        return row

    def code(self, words: str) -> str:
        """The code of some words."""
        data = words.encode("utf-8")
        return hashlib.blake2b(data, key=self._secret, person=b"export", digest_size=12).hexdigest()

    def _words(
        self, text: EventText | None, suffix: str, change: Callable[[str], str]
    ) -> dict[str, str | None]:
        words = ((name, None if text is None else getattr(text, name)) for name in WORDS)
        # Empty words are told from missing ones only where that means something: a deletion.
        return {
            f"{name}{suffix}": None
            if value is None or (value == "" and name in ("passage", "note"))
            else change(value)
            for name, value in words
        }


class ExportFormat(Protocol):
    """One kind of file. `needs_words` means it is empty of sense when words are left out."""

    name: str
    file: str
    needs_words: bool

    def head(self, redactor: Redactor) -> str:
        """What stands before the first row."""
        ...

    def rows(self, events: Iterable[FeedbackEvent], redactor: Redactor) -> Iterator[str]:
        """One piece of text for each row, line ends included."""
        ...
