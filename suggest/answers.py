"""Answers of models kept on disk, as JSON only and up to a size (io).

A cache is never worth an error: what cannot be read or written is done without. Keys are hashed
before they are stored; values may hold words of the draft, so the folder is private.
"""

import asyncio
import contextlib
import hashlib
import logging
import os
import shutil
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from suggest.answers_disk import Store

LIMIT = 64 * 2**20
"""Bytes on disk, to within a tenth."""
MOST_DAYS = 90
_DAMAGED = ".damaged-"
_PASSING = (
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_CANTOPEN,
)
_log = logging.getLogger(__name__)
T = TypeVar("T")


class AnswerCache:
    """Plain JSON values by key. No method raises; several processes may use one folder.

    Everything that touches the disk runs in one thread of its own, so no caller waits for it.
    """

    def __init__(self, folder: Path, limit: int = LIMIT, days: int = MOST_DAYS) -> None:
        """`folder` is made when it is first used; an answer older than `days` is not given."""
        self.problem = ""
        """What is wrong with the folder, fit to be shown; empty when all is well."""
        self._folder = folder
        self._limit = limit
        self._seconds = days * 86_400.0
        self._store: Store | None = None
        self._given_up = False
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="answers")
        self._closed = False

    async def get(self, key: str) -> Any | None:
        """The value kept under `key`, None when there is none."""
        return await self._aside(lambda: self._guarded(lambda store: store.read(_hashed(key))))

    async def put(self, key: str, value: Any) -> None:
        """Keeps a value of dicts, lists, texts and numbers; a very large one is not kept."""
        name, seconds = _hashed(key), self._seconds
        await self._aside(lambda: self._guarded(lambda store: store.write(name, value, seconds)))

    async def clear(self) -> bool:
        """Removes every answer for good, and damaged folders kept aside; False if some stay."""
        return bool(await self._aside(self._clear))

    async def close(self) -> None:
        """Lets go of the folder; afterwards nothing is found or kept."""
        if not self._closed:
            await self._aside(self._shut)
            self._closed = True
            self._thread.shutdown(wait=False)

    async def _aside(self, work: Callable[[], T]) -> T | None:
        # One thread and not asyncio.to_thread: each thread would hold a connection of its own.
        if self._closed:
            return None
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    # --- in the thread

    def _guarded(self, work: Callable[["Store"], T]) -> T | None:
        """Runs `work` on the store; a damaged one is put aside once and begun anew."""
        try:
            store = self._opened()
            return None if store is None else work(store)
        except Exception as error:  # the border: the folder may hold what anybody wrote there
            _log.info("An answer was not kept or found: %s", type(error).__name__)
            if not _passes(error):
                self._set_aside()
        return None

    def _opened(self) -> "Store | None":
        if self._store is None and not self._given_up:
            # Late: a writer without a model engine needs none of this.
            from suggest.answers_disk import Store

            _make_private(self._folder)
            self._store = Store(self._folder, self._limit)
        return self._store

    def _set_aside(self) -> None:
        self._shut()
        if self.problem:  # a second time in one run is no accident
            self._given_up = True
            return
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        kept = self._folder.with_name(f"{self._folder.name}{_DAMAGED}{stamp}")
        self.problem = f"The kept answers were damaged. They are in “{kept.name}”; new ones begin."
        try:
            self._folder.rename(kept)
        except OSError:
            self.problem = "The kept answers are damaged and cannot be moved. None are kept."
            self._given_up = True

    def _shut(self) -> None:
        store, self._store = self._store, None
        if store is not None:
            with contextlib.suppress(sqlite3.Error, OSError):
                store.close()

    def _clear(self) -> bool:
        gone = self._guarded(lambda store: store.clear())
        if gone is None:  # nothing in it can be removed one by one: the folder goes
            self._shut()
            _remove(self._folder)
            gone = not self._folder.exists()
        for kept in self._kept_aside():
            _remove(kept)
        self._given_up = self._given_up and not gone
        return gone and not self._kept_aside()

    def _kept_aside(self) -> list[Path]:
        return list(self._folder.parent.glob(f"{self._folder.name}{_DAMAGED}*"))


def _passes(error: Exception) -> bool:
    """Whether the folder is sound: held by another process, not writable, disk full."""
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", 0) & 0xFF in _PASSING
    return isinstance(error, OSError)


def _hashed(key: str) -> str:
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _make_private(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "posix" and folder.stat().st_mode & 0o077:
        folder.chmod(0o700)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
