"""`learned.json`, what learning keeps beside the log: read, and freed of forgotten words (io)."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from app.atomic import write_atomic
from suggest.context import normal
from suggest.learning.kept import Kept, kept_of, with_words_of

_BUSY_SECONDS = 0.3
_DAMAGED = (OSError, ValueError, KeyError, TypeError, AttributeError)


def read_learned(file: Path) -> tuple[Kept, str]:
    """What was kept, and what was wrong with the file, fit to be shown; such a one is put aside."""
    try:
        return kept_of(json.loads(file.read_bytes())), ""
    except FileNotFoundError:
        return Kept(), ""
    except _DAMAGED:
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        aside = file.with_name(f"{file.name}.damaged-{stamp}")
        try:
            file.replace(aside)
        except OSError:
            return Kept(), "What was muted and undone could not be read. Check its data folder."
        return Kept(), f"What was muted and undone could not be read. It is kept as {aside.name}."


def as_bytes(kept: Kept) -> bytes:
    """The content of the file."""
    return json.dumps(kept.as_data(), indent=1).encode()


def forget_words(file: Path, log: Path) -> list[str]:
    """Takes out the words that stand in no event of the log any more; returns what went wrong.

    Files put aside as damaged cannot be searched and go as a whole.
    """
    for aside in file.parent.glob(f"{file.name}.damaged-*"):
        aside.unlink(missing_ok=True)
    try:
        kept = kept_of(json.loads(file.read_bytes()))
    except FileNotFoundError:
        return []
    except _DAMAGED:
        return [f"“{file.name}” could not be read. Its words stay until the next start."]
    fewer = with_words_of(kept, _words_in(log))
    if fewer != kept:
        try:
            write_atomic(file, as_bytes(fewer))
        except OSError as error:
            return [f"“{file.name}” could not be written: {error.strerror}."]
    return []


def _words_in(log: Path) -> frozenset[str]:
    """What marks of the log stood on, folded; none where it cannot be read."""
    if not log.is_file():
        return frozenset()
    try:
        uri = f"{log.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS)) as connection:
            rows = connection.execute("SELECT DISTINCT original FROM texts").fetchall()
    except sqlite3.Error:
        return frozenset()
    return frozenset(normal(str(row[0])) for row in rows)
