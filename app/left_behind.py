"""What processes that are gone left in the state folder: unsaved text and locks."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from app.journal import DamagedJournal, Journal
from app.locks import Locks
from app.opening import UNTITLED, Opening
from app.saving import read_file, resolved
from app.textfile import read_text
from ui.files import FileProblem, Recovery


class LeftBehind:
    """Looks through it; `notices` collects what the writer should hear about."""

    def __init__(self, journal: Journal, locks: Locks) -> None:
        self._journal = journal
        self._locks = locks
        self.notices: list[str] = []

    def recoveries(self, openings: Collection[Opening]) -> list[Recovery]:
        """Unsaved text to offer, newest first; `openings` are those of this process."""
        mine = {opening.journal for opening in openings}
        locked_here = {opening.id for opening in openings if opening.lock is not None}

        def in_use(document: str) -> bool:
            return document not in locked_here and self._locks.is_taken(document)

        self._journal.sweep()
        found = [
            recovery
            for name in self._journal.names()
            if name not in mine and not in_use(name.partition("-")[0])
            if (recovery := self._recovery(name)) is not None
        ]
        self._locks.sweep()
        return sorted(found, key=lambda recovery: recovery.when, reverse=True)

    def _recovery(self, name: str) -> Recovery | None:
        try:
            entry = self._journal.read(name)
        except FileNotFoundError:
            return None  # another instance was faster
        except (DamagedJournal, OSError):
            self.notices.append(self._journal.set_aside(name))
            return None
        lines, digest = _content_of(entry.path)
        if entry.lines == lines:
            self._journal.drop(name)  # it was saved; only the end came too early
            return None
        shown = entry.path.name if entry.path else UNTITLED
        return Recovery(
            name, entry.path, shown, entry.when, entry.lines, entry.caret, digest != entry.base
        )


def _content_of(path: Path | None) -> tuple[tuple[str, ...], str]:
    """Lines and digest of the file, or of nothing."""
    if path is None:
        return ("",), ""
    try:
        data, stamp = read_file(resolved(path))
        return read_text(data, path.name, large_ok=True).lines, stamp.digest
    except FileProblem:
        return (), ""
