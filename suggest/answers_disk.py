"""The folder of kept answers, by diskcache; imported in a thread, on first use (io).

diskcache unpickles what a row says is a pickle, its JSON form too, and a planted pickle is a
program. `PlainDisk` reads zipped JSON out of the database and nothing else.
"""

import contextlib
import json
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path
from typing import Any

from diskcache import Cache, JSONDisk, Timeout
from diskcache.core import MODE_RAW

LARGEST = 256 * 1024
"""Bytes of one value as JSON."""
_IN_DATABASE = 2**31 - 1  # so that no value becomes a file of its own
_LOG_BYTES = 2**20
_PAGE = 4096


class Planted(Exception):
    """A row that this program did not write."""


class PlainDisk(JSONDisk):
    """Values are zipped JSON inside the database; a row that is not is refused."""

    def get(self, key: Any, raw: Any) -> Any:
        """The key of a row. Raises Planted for what was not written by `put`."""
        if not raw:
            raise Planted
        return _read(key)

    def fetch(self, mode: Any, filename: Any, value: Any, read: Any) -> Any:
        """The value of a row. Raises Planted for a pickle or a file."""
        if mode != MODE_RAW or filename is not None or read:
            raise Planted
        return _read(value)

    def remove(self, file_path: Any) -> None:
        """No value is a file, so there is none to remove: a planted path may lead anywhere."""


class Store:
    """One open folder. Any method may raise sqlite3.Error, OSError, Planted and more."""

    def __init__(self, folder: Path, limit: int) -> None:
        # What the folder says about its own settings is overruled: it may be planted too.
        make: Any = Cache  # the library has no types
        self._cache: Any = make(
            str(folder),
            timeout=1,
            disk=PlainDisk,
            disk_min_file_size=_IN_DATABASE,
            disk_compress_level=1,
            size_limit=max(limit - 2 * _LOG_BYTES, limit // 2),
            cull_limit=20,
            eviction_policy="least-recently-stored",
            statistics=0,
            tag_index=0,
            sqlite_journal_mode="wal",
            sqlite_journal_size_limit=_LOG_BYTES,
            sqlite_wal_autocheckpoint=_LOG_BYTES // (2 * _PAGE),
            sqlite_auto_vacuum=1,
            sqlite_secure_delete=1,
            sqlite_mmap_size=0,
        )
        self._file = folder / "cache.db"

    def read(self, key: str) -> Any | None:
        """The value under `key`, None when there is none."""
        return self._cache.get(key)

    def write(self, key: str, value: Any, seconds: float) -> None:
        """Keeps a value for so long; one that is no JSON or very large is left out.

        So is one for which another process leaves no room in time.
        """
        try:
            size = len(json.dumps(value))
        except (TypeError, ValueError, RecursionError):
            return
        if size > LARGEST:
            return
        with contextlib.suppress(Timeout):
            self._cache.set(key, value, expire=seconds)
            if self._cache.volume() > self._cache.size_limit:
                # A few small answers went for a large one: that alone does not hold the limit.
                self._cache.cull()

    def clear(self) -> bool:
        """Removes all rows, and their bytes from the database and its log; False when held."""
        try:
            self._cache.clear()
        except Timeout:
            return False
        with closing(sqlite3.connect(self._file, timeout=5, isolation_level=None)) as connection:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("VACUUM")
            busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        return not busy

    def close(self) -> None:
        """Closes the connection of this thread, the only one there is."""
        self._cache.close()


def _read(data: Any) -> Any:
    if not isinstance(data, bytes | memoryview):
        raise Planted
    unzip = zlib.decompressobj()
    try:
        text = unzip.decompress(data, 4 * LARGEST)
        if unzip.unconsumed_tail:
            raise Planted
        return json.loads(text)
    except (zlib.error, ValueError, RecursionError):
        raise Planted from None
