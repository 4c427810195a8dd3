"""Ids of documents: the same for the same file on this machine, and silent about its path."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from app.atomic import write_atomic
from app.paths import private_folder

_SALT_BYTES = 16


class Identities:
    """Makes ids with a salt kept in `salt_file`; without a disk they hold for this run."""

    def __init__(self, salt_file: Path) -> None:
        self._salt = _read_salt(salt_file) or _make_salt(salt_file)

    def of(self, target: Path) -> str:
        """The id of the file at `target` (symlinks resolved)."""
        import hashlib  # 3 ms that a start without a file can do without

        name = os.fsencode(os.path.normcase(target))
        return hashlib.blake2b(name, key=self._salt, digest_size=16).hexdigest()

    @staticmethod
    def fresh() -> str:
        """An id for a document that has no file yet."""
        return os.urandom(16).hex()


def _read_salt(salt_file: Path) -> bytes | None:
    with contextlib.suppress(OSError):
        salt = salt_file.read_bytes()
        if len(salt) == _SALT_BYTES:
            return salt
    return None


def _make_salt(salt_file: Path) -> bytes:
    salt = os.urandom(_SALT_BYTES)
    with contextlib.suppress(OSError):
        private_folder(salt_file.parent)
        write_atomic(salt_file, salt)
        # If another instance wrote one at the same moment, both go on with what is there now.
        return _read_salt(salt_file) or salt
    return salt
