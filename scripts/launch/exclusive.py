"""A lock between processes, held on a file and let go by the system when the holder ends."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

POLL_SECONDS = 0.2


@contextmanager
def exclusive(path: str) -> Iterator[None]:
    """Holds the lock on this file, which is made if needed; says so when it has to wait."""
    with open(path, "ab") as file:
        if not _try(file):
            print("Another start is making the environment; waiting for it.", file=sys.stderr)
            while not _try(file):
                time.sleep(POLL_SECONDS)
        yield


def _try(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
