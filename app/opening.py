"""One opened document as its keeper remembers it: its content on disk, its lock, its journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QLockFile

from app.saving import Stamp
from app.textfile import TextFile, as_utf8, edited, empty_file
from ui.files import OpenDocument

UNTITLED = "Untitled"
_REMEMBERED_LINES = 20_000
_REMEMBERED_SAVES = 50


@dataclass(slots=True)
class Opening:
    """Changes with every save; the OpenDocument values given out name it by `handle`."""

    handle: int
    id: str
    journal: str  # name of its journal file
    lock: QLockFile | None = None
    path: Path | None = None  # as the writer named it
    target: Path | None = None  # the file itself, symlinks resolved
    file: TextFile = field(default_factory=empty_file)  # as on disk
    stamp: Stamp | None = None  # of the file as read or written
    read_only: bool = False
    note: str = ""
    to_utf8: bool = False  # with the next save
    _removed: dict[str, str] = field(default_factory=dict)  # line -> ending, taken out by saves
    _saves: dict[int, tuple[str, ...]] = field(default_factory=dict)  # hash of lines -> endings

    def document(self) -> OpenDocument:
        """The value for the window, with the text as it is on disk."""
        name = self.path.name if self.path else UNTITLED
        return OpenDocument(
            self.id,
            self.path,
            name,
            self.file.lines,
            read_only=self.read_only,
            note=self.note,
            handle=self.handle,
        )

    def content(self, lines: Sequence[str]) -> TextFile:
        """What to write for these lines: this file's encoding, and each line's own ending."""
        now = tuple(lines) or ("",)
        endings = None if now == self.file.lines else self._saves.get(hash(now))
        if endings is not None and len(endings) == len(now):
            # Undone (or redone) to exactly what an earlier save wrote.
            content = replace(self.file, lines=now, endings=endings)
        else:
            content = edited(self.file, now, self._removed)
        if self.to_utf8 or not self.file.exact:
            content = replace(as_utf8(content), exact=True)
        return content

    def reloaded(self, file: TextFile, stamp: Stamp) -> None:
        """Start again from what is on disk; endings remembered from before no longer apply."""
        self.file, self.stamp, self.to_utf8 = file, stamp, False
        self._removed.clear()
        self._saves.clear()

    def saved(self, content: TextFile, stamp: Stamp) -> None:
        """Remember what was written, and what that took out, for an undo after the save."""
        before = self.file
        self.file, self.stamp, self.to_utf8 = replace(content, note=""), stamp, False
        if before.lines == content.lines and before.endings == content.endings:
            return
        left = set(content.lines)
        if len(self._removed) > _REMEMBERED_LINES:
            self._removed.clear()
        for line, ending in zip(before.lines, before.endings, strict=True):
            if ending and line not in left:
                self._removed[line] = ending
        self._saves[hash(before.lines)] = before.endings
        while len(self._saves) > _REMEMBERED_SAVES:
            del self._saves[next(iter(self._saves))]

    def release(self) -> None:
        """Let others write to it."""
        if self.lock is not None:
            self.lock.unlock()
            self.lock = None
