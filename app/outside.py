"""Notices that another program may have touched the file of the open draft.

It reads nothing: whether anything changed is for `Documents.changed_outside` to say. Folders that
another computer changes tell nothing; the window looks again whenever it gets the focus.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Slot

from app.saving import resolved

_SETTLE_MS = 200  # a program that writes in pieces is one change, mostly


class OutsideWatch(QObject):
    """Follows one file at a time; `hears` is called soon after it, or its folder, was touched."""

    def __init__(self, hears: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._target: Path | None = None
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._touched)
        self._watcher.directoryChanged.connect(self._touched)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(hears)

    @Slot(str, str)
    def follow(self, name: str, path: str) -> None:
        """Watch the file at `path` from now on, "" for none; `name` is what the window calls it."""
        self._target = resolved(Path(path)) if path else None
        old = [*self._watcher.files(), *self._watcher.directories()]
        if old:
            self._watcher.removePaths(old)
        self._watch()

    def _watch(self) -> None:
        """The folder too: a file that is replaced by a new one is no longer the watched one."""
        if self._target is None:
            return
        known = {*self._watcher.files(), *self._watcher.directories()}
        for path in (self._target, self._target.parent):
            if str(path) not in known:
                self._watcher.addPath(str(path))  # does nothing for what is not there

    @Slot(str)
    def _touched(self, path: str) -> None:
        self._watch()
        if not self._settle.isActive():
            self._settle.start()
