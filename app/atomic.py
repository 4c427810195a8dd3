"""Writing Stet's own small files so that a crash leaves the old or the new content, never a mix.

Without Qt, for settings, session, journal and versions; documents go through saving.py.
"""

from __future__ import annotations

import contextlib
import os
import time
from datetime import UTC, datetime
from pathlib import Path

_TEMPORARY = ".tmp"
_A_DAY = 86_400.0


def write_atomic(target: Path, data: bytes) -> None:
    """Replace `target` by `data`, mode 0600, on the disk before the name changes.

    Raises OSError; `target` is then as it was and nothing is left beside it.
    """
    # The process id keeps two instances of Stet from writing into the same temporary file.
    temporary = target.with_name(f"{target.name}.{os.getpid()}{_TEMPORARY}")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            _write_all(handle, data)
            os.fsync(handle)
        finally:
            os.close(handle)
        temporary.replace(target)
    except BaseException:  # whatever ended it goes on; half a file does not stay
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Put the folder's names on the disk where the system can; a failure costs no content."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def keep_aside(broken: Path) -> Path | None:
    """Rename a file or folder that cannot be used, so that nothing is lost; None if impossible."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    kept = broken.with_name(f"{broken.name}.broken-{stamp}")
    try:
        broken.replace(kept)
    except OSError:
        return None
    return kept


def sweep_temporaries(folder: Path) -> None:
    """Delete what writes left behind whose process is gone. Never raises."""
    with contextlib.suppress(OSError):
        for path in folder.glob(f"*{_TEMPORARY}"):
            pid = path.name.removesuffix(_TEMPORARY).rpartition(".")[2]
            with contextlib.suppress(OSError):
                if pid.isdecimal() and _is_left_over(path, int(pid)):
                    path.unlink()


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def _is_left_over(path: Path, pid: int) -> bool:
    if os.name != "posix":
        # Asking for a process is not harmless on Windows (os.kill ends it), so go by age there.
        return time.time() - path.stat().st_mtime > _A_DAY
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False
