"""One writer for a document: lock files that a crash does not leave behind for good."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QLockFile, QSysInfo

from app.atomic import keep_aside
from app.paths import private_folder

_BEING_MADE = 2.0  # s; an unreadable lock younger than this may be one that is just being written


class Locks:
    """The locks of documents, by document id, in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def take(self, document: str) -> tuple[QLockFile | None, bool]:
        """The lock, and whether somebody else has it.

        (None, False) means that locks do not work here (full or read-only disk); a document is then
        opened all the same: outside changes are still noticed when it is saved.
        """
        try:
            private_folder(self._folder)
        except OSError:
            return None, False
        path = self._path(document)
        if path.is_dir():
            keep_aside(path)
        lock = QLockFile(str(path))
        lock.setStaleLockTime(0)  # never by age: a draft may be open for weeks; by dead process
        if lock.tryLock(0):
            return lock, False
        if lock.error() is not QLockFile.LockError.LockFailedError:
            return None, False
        # A torn lock, or a process number that is in use again, looks alive. Removing is safe: Qt
        # first asks for the system's own lock on the file, which a living owner holds.
        if self._may_be_left_over(lock, path) and lock.removeStaleLockFile() and lock.tryLock(0):
            return lock, False
        return None, True

    def is_taken(self, document: str) -> bool:
        """Whether a living process, this one included, holds the lock; clears a stale one."""
        if not self._path(document).exists():
            return False
        lock, taken = self.take(document)
        if lock is not None:
            lock.unlock()
        return taken

    def sweep(self) -> None:
        """Delete the locks that processes which are gone left behind. Never raises."""
        try:
            left = [path.stem for path in self._folder.glob("*.lock")]
        except OSError:
            return
        for document in left:
            self.is_taken(document)

    def _path(self, document: str) -> Path:
        return self._folder / f"{document}.lock"

    @staticmethod
    def _may_be_left_over(lock: QLockFile, path: Path) -> bool:
        host = lock.getLockInfo()[1]
        if host:
            return host == QSysInfo.machineHostName()
        try:
            return time.time() - path.stat().st_mtime > _BEING_MADE
        except OSError:
            return True
