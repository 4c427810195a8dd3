"""The writer's files on the disk: read whole, replaced whole, and verified.

A save goes through QSaveFile: the new content is complete and on the disk before it takes the name.
"""

from __future__ import annotations

import errno
import os
import stat
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QFileDevice, QIODevice, QSaveFile

from app import problems
from app.atomic import sync_folder
from app.textfile import MAX_BYTES, too_large
from ui.files import FileProblem, FileProblemKind

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_SAFE = "The file on disk is as it was and your text is still here."


class Stamp(NamedTuple):
    """What a file was like when last read or written; equal digests mean equal content."""

    size: int
    mtime_ns: int
    digest: str  # SHA-256


def digest_of(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    import hashlib  # 3 ms that a start without a file can do without

    return hashlib.sha256(data).hexdigest()


def read_file(path: Path, *, large_ok: bool = True) -> tuple[bytes, Stamp]:
    """All bytes of a regular file. Raises FileProblem; TOO_LARGE, unless `large_ok`, unread."""
    try:
        info = path.stat()
        if not stat.S_ISREG(info.st_mode):  # a pipe would block, a device never end
            what = "a folder" if stat.S_ISDIR(info.st_mode) else "not an ordinary file"
            raise FileProblem(
                FileProblemKind.NOT_A_FILE,
                f"“{path.name}” is {what}. Choose a text or Markdown file.",
            )
        if info.st_size > MAX_BYTES and not large_ok:
            raise too_large(path.name, info.st_size)
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise FileProblem(
            FileProblemKind.MISSING,
            f"“{path.name}” is not there. It may have been moved or renamed; open it from its "
            "new place.",
        ) from None
    except PermissionError:
        raise FileProblem(
            FileProblemKind.UNREADABLE,
            f"You do not have permission to read “{path.name}”. Change its permissions, then "
            "open it again.",
        ) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise FileProblem(
            FileProblemKind.UNREADABLE,
            f"“{path.name}” could not be read ({_reason(error)}). Check the disk, then open it "
            "again.",
        ) from None
    return data, Stamp(len(data), info.st_mtime_ns, digest_of(data))


def resolved(path: Path) -> Path:
    """The file itself behind symlinks, as far as there is one."""
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError):
        return path  # whoever opens it finds out what is wrong


def read_quietly(path: Path) -> bytes | None:
    """All bytes, or None if they cannot be read."""
    try:
        return read_file(path)[0]
    except FileProblem:
        return None


def read_replaced(path: Path, known: Stamp | None, new: bytes, overwrite: bool) -> bytes | None:
    """The bytes that a save of `new` replaces, None if there are none.

    Raises FileProblem unless they are `known`, or `new` already, or the writer agreed.
    """
    try:
        data, stamp = read_file(path)
    except FileProblem as problem:
        if overwrite:
            return None
        missing = problem.kind is FileProblemKind.MISSING
        raise problems.gone(path) if missing else problem from None
    if not overwrite and known and stamp.digest != known.digest and data != new:
        raise problems.changed(path.name, changed_at(path))
    return data


def unchanged(path: Path, known: Stamp) -> Stamp | None:
    """The stamp of the file if it holds what it did, None if it is gone or holds something else.

    Reads it only if its time differs.
    """
    try:
        info = path.stat()
        if info.st_size != known.size:
            return None
        if info.st_mtime_ns == known.mtime_ns:
            return known
        same = digest_of(path.read_bytes()) == known.digest
    except OSError:
        return None
    return Stamp(known.size, info.st_mtime_ns, known.digest) if same else None


def changed_at(path: Path) -> datetime | None:
    """When the file was last written, in local time; None when it is not there."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    except (OSError, ValueError, OverflowError):
        return None


def write_file(path: Path, data: bytes) -> Stamp:
    """Replace the content of `path` (no symlink) and read it back.

    Raises FileProblem; the old content is then still there, unless the message says otherwise.
    """
    file = QSaveFile(str(path))
    file.setDirectWriteFallback(False)  # truncating in place is what loses files
    if not _is_name(path) or not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise _not_opened(path, file)
    # On a full disk write() can fall short while commit() still says True, so only the count tells.
    if file.write(data) != len(data):
        file.cancelWriting()
        file.commit()
        raise _disk_full(path)
    if not file.commit():
        raise _disk_full(path) if _says_full(file) else _failed(path, file.errorString())
    sync_folder(path.parent)
    return _verify(path, data)


def _verify(path: Path, data: bytes) -> Stamp:
    try:
        written, stamp = read_file(path)
    except FileProblem:
        written, stamp = b"", Stamp(0, 0, "")
    if written != data or not stamp.digest:
        raise FileProblem(
            FileProblemKind.WRITE_FAILED,
            f"What was written to “{path.name}” could not be read back the same. The disk may be "
            "failing. Your text is still here: use Save as with another place.",
        )
    return stamp


def _is_name(path: Path) -> bool:
    """Whether Qt can spell this name; else it would write to another one."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _not_opened(path: Path, file: QSaveFile) -> FileProblem:
    folder = path.parent
    if not _is_name(path):
        return _failed(path, "its name is not valid text")
    if not folder.is_dir():
        return FileProblem(
            FileProblemKind.MISSING,
            f"The folder of “{path.name}” is not there any more. Your text is still here: use "
            "Save as.",
        )
    if path.is_dir():
        return FileProblem(
            FileProblemKind.NOT_A_FILE, f"“{path.name}” is a folder. Choose another name."
        )
    if _says_full(file):
        return _disk_full(path)
    denied = os.strerror(errno.EACCES), os.strerror(errno.EPERM), os.strerror(errno.EROFS)
    unwritable = path.exists() and not os.access(path, os.W_OK)
    if unwritable or file.errorString() in denied or not os.access(folder, os.W_OK):
        what = f"“{path.name}”" if unwritable else f"The folder of “{path.name}”"
        return FileProblem(FileProblemKind.READ_ONLY, f"{what} is read-only. {_SAFE} Use Save as.")
    return _failed(path, file.errorString())


def _says_full(file: QSaveFile) -> bool:
    return file.error() is QFileDevice.FileError.ResourceError or file.errorString() in {
        os.strerror(number) for number in _FULL
    }


def _disk_full(path: Path) -> FileProblem:
    return FileProblem(
        FileProblemKind.DISK_FULL,
        f"There is no room for “{path.name}”. {_SAFE} Make room and save again, or use Save as.",
    )


def _failed(path: Path, reason: str) -> FileProblem:
    return FileProblem(
        FileProblemKind.WRITE_FAILED,
        f"“{path.name}” could not be saved ({reason}). {_SAFE} Use Save as with another place.",
    )


def _reason(error: Exception) -> str:
    strerror = getattr(error, "strerror", None)
    return strerror.lower() if isinstance(strerror, str) else "its name is not valid"
