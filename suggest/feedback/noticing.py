"""Notices that another process removed something from the log that this one writes to."""

import sqlite3
from enum import Enum
from pathlib import Path

from suggest.feedback.store import forgets_of, salt_of


class Removal(Enum):
    """What was removed."""

    WORDS = "words"
    EVERYTHING = "everything"


class Noticing:
    """Compares the log with what it was at the last look. For one thread; its own file handle.

    A wiped log has a new salt or is another file, one with words removed counts that.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: tuple[int, bytes, int] | None = None

    @property
    def salt(self) -> bytes:
        """That of the log as it was at the last look, of which there was one."""
        assert self._known is not None
        return self._known[1]

    def is_replaced(self) -> bool:
        """Whether the file went, or another one stands in its place."""
        return self._known is not None and self._inode() != self._known[0]

    def look(self, connection: sqlite3.Connection) -> Removal | None:
        """What went since the last look; nothing at the first, or while the log is held."""
        try:
            now = self._now(connection)
        except sqlite3.Error:  # the next write tells what is wrong
            return None
        before, self._known = self._known, now
        if before is None or before == self._known:
            return None
        return Removal.WORDS if before[:2] == self._known[:2] else Removal.EVERYTHING

    def _now(self, connection: sqlite3.Connection) -> tuple[int, bytes, int]:
        return self._inode(), salt_of(connection), forgets_of(connection)

    def _inode(self) -> int:
        try:
            return self._path.stat().st_ino
        except OSError:
            return -1
