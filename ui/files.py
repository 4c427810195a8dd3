"""The seam between the window and the files: what the window may ask, and what it gets back.

`app/documents.py` implements it; the window never touches a path itself. All calls are made on the
UI thread. Columns and lengths are in code points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, Protocol


class FileProblemKind(StrEnum):
    """Why a file could not be opened or saved; the window picks the buttons from it."""

    MISSING = "missing"  # the file, or the folder it belongs in, is not there: offer Save as
    NOT_A_FILE = "not a file"  # a folder, a device or a pipe
    UNREADABLE = "unreadable"  # no permission, or the disk failed while reading
    BINARY = "binary"
    TOO_LARGE = "too large"  # ask, then open(..., large_ok=True)
    ENCODING = "encoding"  # a character the file's encoding lacks: offer use_utf8, then save again
    READ_ONLY = "read-only"  # offer Save as
    DISK_FULL = "disk full"  # offer Save as
    CHANGED_ON_DISK = "changed on disk"  # offer keep mine (overwrite=True), take theirs, Save as
    EXISTS = "exists"  # Save as onto a file nobody agreed to replace; overwrite=True replaces it
    LOCKED = "locked"  # another window writes to that file: offer Save as
    WRITE_FAILED = "write failed"  # anything else; the old file is intact: offer Save as


class FileProblem(Exception):
    """A file operation that did not happen; nothing was lost and the text is still unsaved."""

    def __init__(self, kind: FileProblemKind, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message  # fit to be shown: what happened, then what to do


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """One opening of a document; a save gives a new value, which replaces this one."""

    id: str  # salted, says nothing about the path; the same file has the same id on this machine
    path: Path | None  # None until first saved
    name: str  # file name, or "Untitled"
    lines: tuple[str, ...]  # what belongs in the editor, without line endings; at least one line
    read_only: bool = False
    note: str = ""  # why it is read-only or what was odd, for a banner; "" if nothing
    unsaved: bool = False  # True if `lines` are not what is on disk (recovered text)
    caret: tuple[int, int] = (0, 0)  # line and column to start at
    handle: int = 0  # the file keeper's own number for this opening


class Recovery(NamedTuple):
    """Unsaved text that a window left behind when it ended without closing."""

    key: str  # the file keeper's own name for it
    path: Path | None  # None for a draft that was never saved
    name: str
    when: datetime  # UTC, of the last keystroke kept
    lines: tuple[str, ...]
    caret: tuple[int, int]
    base_changed: bool  # the file on disk is no longer the one this text was written over


class OutsideChange(NamedTuple):
    """What another program did to the file of a document."""

    when: datetime | None  # local time of the file as it is now; None when it is gone


class Files(Protocol):
    """Opens, saves and keeps documents. Every method that can fail raises FileProblem."""

    def new(self) -> OpenDocument:
        """An empty document that has no file yet."""

    def open(self, path: Path, *, large_ok: bool = False) -> OpenDocument:
        """Read a file. One that is open elsewhere comes back read-only.

        That includes an opening of this process that was not closed: to read the same file again,
        use `reload`.
        """

    def save(
        self,
        document: OpenDocument,
        lines: Sequence[str],
        path: Path | None = None,
        *,
        overwrite: bool = False,
    ) -> OpenDocument:
        """Write `lines` to the document's file, or to `path` (Save as), and verify the result.

        Raises CHANGED_ON_DISK (or MISSING) if the file is no longer as it was read, EXISTS if
        `path` is another existing file; `overwrite` says the writer agreed. After a Save as whose
        dialog already asked, pass overwrite=True.
        """

    def reload(self, document: OpenDocument) -> OpenDocument:
        """Take the text on disk instead ("take theirs"); drops unsaved text if this succeeds."""

    def use_utf8(self, document: OpenDocument) -> None:
        """Let the next save of this document write UTF-8 instead of the encoding it was read in."""

    def changed_outside(self, document: OpenDocument) -> OutsideChange | None:
        """How the file on disk differs from what was read or saved; None if it does not.

        Cheap while size and time are the same; else the content is compared.
        """

    def close(self, document: OpenDocument) -> None:
        """Forget it: the lock is released and its unsaved text dropped. Never raises."""

    def journal(self, document: OpenDocument, lines: Sequence[str], caret: tuple[int, int]) -> None:
        """Keep unsaved text against a crash. Call it after changes, at least every half second.

        Only takes a copy of the list; another thread writes it, the newest only, within 0.4 s.
        """

    def journal_problem(self) -> str:
        """Why unsaved text cannot be kept at the moment, to be shown; "" while it can."""

    def notices(self) -> list[str]:
        """What the writer should hear about (damaged unsaved text set aside); each only once."""

    def recoveries(self) -> list[Recovery]:
        """Unsaved text of windows that are gone, newest first. Reads the disk; never raises."""

    def recover(self, recovery: Recovery) -> OpenDocument:
        """Open it as an unsaved document; replaces an opening of the same file in this window."""

    def discard(self, recovery: Recovery) -> None:
        """Delete that unsaved text for good. Never raises."""
