"""Unsaved text on the disk, against a crash: one file per opening of a document.

A call on the window's thread only copies the list of lines. The strings are immutable, so that is a
copy of pointers (5 us for 2,000 lines, 30 us for 20,000); joining, encoding, the checksum and fsync
are the writer thread's.
"""

from __future__ import annotations

import json
import logging
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from app.atomic import keep_aside, sweep_temporaries, write_atomic
from app.paths import private_folder
from app.writer import Writer

_MAGIC = b"stet-journal 1 "
_SUFFIX = ".journal"
_EVERY = 0.4  # s between two writes of one journal
_log = logging.getLogger(__name__)


class Entry(NamedTuple):
    """Unsaved text and what it was written over."""

    document: str  # id
    path: Path | None
    base: str  # digest of the file it was written over; "" if there was none
    lines: tuple[str, ...]
    caret: tuple[int, int]
    when: datetime  # UTC


class DamagedJournal(ValueError):
    """The file is no whole journal."""


def to_bytes(entry: Entry) -> bytes:
    """The file of an entry: a line with its checksum, a line of JSON, the text."""
    header = {
        "document": entry.document,
        "path": None if entry.path is None else str(entry.path),
        "base": entry.base,
        "caret": list(entry.caret),
        "when": entry.when.isoformat(),
    }
    # Surrogates pass: half a character that was typed must not stop the rest from being kept.
    text = "\n".join(entry.lines).encode("utf-8", "surrogatepass")
    body = json.dumps(header).encode("ascii") + b"\n" + text
    return _MAGIC + b"%08x %d\n" % (zlib.crc32(body), len(body)) + body


def from_bytes(data: bytes) -> Entry:
    """The entry of a file; raises DamagedJournal unless every byte is as it was written."""
    first, _, body = data.partition(b"\n")
    if first != _MAGIC + b"%08x %d" % (zlib.crc32(body), len(body)):
        raise DamagedJournal
    header, _, text = body.partition(b"\n")
    try:
        fields = json.loads(header)
        line, column = fields["caret"]
        return Entry(
            str(fields["document"]),
            None if fields["path"] is None else Path(fields["path"]),
            str(fields["base"]),
            tuple(text.decode("utf-8", "surrogatepass").split("\n")),
            (int(line), int(column)),
            datetime.fromisoformat(fields["when"]).astimezone(UTC),
        )
    except (ValueError, KeyError, TypeError):
        raise DamagedJournal from None


class Journal:
    """The journal files in one folder; written by the writer thread."""

    def __init__(self, folder: Path, writer: Writer) -> None:
        self._folder = folder
        self._writer = writer
        self.problem = ""  # fit to be shown; "" while unsaved text is being kept

    def keep(self, name: str, entry: Entry, saved: tuple[str, ...]) -> None:
        """Write `entry` under `name` soon; delete it if its lines are what is `saved` already."""
        self._writer.put(self._key(name), lambda: self._write(name, entry, saved), every=_EVERY)

    def drop(self, name: str) -> None:
        """Delete it, also what still waits to be written. Never raises."""
        self._writer.cancel(self._key(name))
        self._unlink(name)

    def names(self) -> list[str]:
        """The journals there are."""
        try:
            return sorted(path.name for path in self._folder.glob(f"*{_SUFFIX}"))
        except OSError:
            return []

    def read(self, name: str) -> Entry:
        """One of them. Raises DamagedJournal or OSError."""
        return from_bytes((self._folder / name).read_bytes())

    def adopt(self, name: str, new_name: str) -> str:
        """Rename one that another run left; its name from now on."""
        try:
            (self._folder / name).replace(self._folder / new_name)
        except OSError:
            return name
        return new_name

    def set_aside(self, name: str) -> str:
        """Keep a damaged journal under another name; the message about it."""
        kept = keep_aside(self._folder / name)
        if kept is None:
            return "Some unsaved text could not be read, and it could not be set aside."
        return f"Some unsaved text was damaged and could not be read. It is kept as “{kept}”."

    def sweep(self) -> None:
        """Delete half-written files of processes that are gone."""
        sweep_temporaries(self._folder)

    @staticmethod
    def name_for(document: str, nonce: str) -> str:
        """The name of the journal of one opening."""
        return f"{document}-{nonce}{_SUFFIX}"

    @staticmethod
    def _key(name: str) -> str:
        return f"journal {name}"

    def _write(self, name: str, entry: Entry, saved: tuple[str, ...]) -> None:
        if entry.lines == saved:
            self._unlink(name)
            return
        try:
            private_folder(self._folder)
            write_atomic(self._folder / name, to_bytes(entry))
        except OSError as error:
            self.problem = (
                f"Unsaved text cannot be kept against a crash ({error.strerror}). Save often, and "
                "make room on the disk."
            )
            _log.warning("The journal was not written: error %s", error.errno)
        else:
            self.problem = ""

    def _unlink(self, name: str) -> None:
        try:
            (self._folder / name).unlink(missing_ok=True)
        except OSError as error:
            _log.warning("A journal was not deleted: error %s", error.errno)
