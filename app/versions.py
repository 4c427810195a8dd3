"""Earlier contents of a document: what each save replaced, as bytes, thinned to a few."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from app.atomic import sweep_temporaries, write_atomic
from app.paths import private_folder
from app.saving import digest_of

MOST = 20
_NEWEST = 5  # never thinned
_MAX_BYTES = 10_000_000  # larger files are not copied
_STAMP = "%Y%m%dT%H%M%S%fZ"
_log = logging.getLogger(__name__)


class Version(NamedTuple):
    """One earlier content."""

    path: Path  # the bytes exactly as they were in the file
    when: datetime  # UTC
    digest: str  # first 16 of SHA-256


class Versions:
    """The versions of all documents, by document id, below one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, document: str, data: bytes, when: datetime) -> None:
        """Add a content unless it is the newest already. Never raises: a save goes on without."""
        if len(data) > _MAX_BYTES:
            return
        digest = digest_of(data)[:16]
        try:
            kept = self.of(document)
            if kept and kept[-1].digest == digest:
                return
            folder = private_folder(private_folder(self._folder) / document)
            sweep_temporaries(folder)
            stamp = when.astimezone(UTC).strftime(_STAMP)
            write_atomic(folder / f"{stamp}-{digest}.bin", data)
            self._thin(document)
        except OSError as error:
            _log.warning("An earlier version was not kept: error %s", error.errno)

    def of(self, document: str) -> list[Version]:
        """The versions of a document, oldest first."""
        found = []
        for path in (self._folder / document).glob("*.bin"):
            stamp, _, digest = path.stem.partition("-")
            try:
                when = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
            except ValueError:
                continue
            found.append(Version(path, when, digest))
        return sorted(found, key=lambda version: version.path.name)

    def _thin(self, document: str) -> None:
        kept = self.of(document)
        while len(kept) > MOST:
            kept.pop(_least_missed(kept)).path.unlink(missing_ok=True)


def _least_missed(kept: list[Version]) -> int:
    """The index whose loss leaves the smallest gap for its age, so old ones lie ever wider apart.

    The first version and the newest few stay.
    """
    now = kept[-1].when

    def gap(i: int) -> float:
        across = (kept[i + 1].when - kept[i - 1].when).total_seconds()
        return across / max(1.0, (now - kept[i].when).total_seconds())

    return min(range(1, len(kept) - _NEWEST), key=gap)
