"""Writes an export: all its files or none of them, with a manifest that proves them whole (io)."""

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from suggest.errors import ExportError
from suggest.feedback.event import SCHEMA
from suggest.feedback.export.base import ExportFormat
from suggest.feedback.export.plan import FORMATS, Plan, Progress, Source
from suggest.feedback.reading import read_log

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Order:
    """An export that was asked for: what, when it was asked (with its zone), who hears of it."""

    plan: Plan
    made: datetime
    told: Progress | None = None


def export(log: Path, target: Path, order: Order) -> dict[str, Any]:
    """Makes the folder `target` with the export; returns its manifest.

    A former export there is replaced as a whole; a folder with anything else in it is left alone.
    Raises LogError, ExportError, ExportStopped; `target` is then as it was.
    """
    target = target.absolute()
    formats = order.plan.formats()
    with _told(target):
        _check_target(target)
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.rmtree(part, ignore_errors=True)  # of a run that was killed
            part.mkdir(mode=0o700)
            with read_log(log) as reader:
                manifest = _fill(part, Source(reader, order.plan, order.told), formats, order)
            _sync_folder(part)
            _put_in_place(part, target)
        except BaseException:  # whatever ended it goes on; half an export does not stay
            shutil.rmtree(part, ignore_errors=True)
            raise
        _sync_folder(target.parent)
    return manifest


def fresh_folder(folder: Path, day: date) -> Path:
    """A name for an export under `folder` that is not taken: stet-export-2026-03-12, -2, -3 ..."""
    plain = folder / f"stet-export-{day.isoformat()}"
    number = 1
    found = plain
    while found.exists():
        number += 1
        found = plain.with_name(f"{plain.name}-{number}")
    return found


def _fill(
    part: Path, source: Source, formats: Sequence[ExportFormat], order: Order
) -> dict[str, Any]:
    files = {one.file: _write(part / one.file, one, source) for one in formats}
    counts = source.counts
    manifest: dict[str, Any] = {
        "schema": SCHEMA,
        "made": order.made.isoformat(timespec="seconds"),
        **order.plan.as_json(),
        "counts": {
            "events": counts.events,
            "proposals": counts.proposals,
            "suggestions": counts.suggestions,
            "answers": counts.answers,
            "documents": counts.documents,
            "sessions": counts.sessions,
            "outcomes": counts.outcomes,
            "held": counts.drops,
        },
        "files": files,
    }
    with _private(part / MANIFEST) as handle:
        data = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
        _write_all(handle, data.encode("utf-8"))
    return manifest


def _write(path: Path, form: ExportFormat, source: Source) -> dict[str, int | str]:
    digest = hashlib.sha256()
    rows = size = 0
    with _private(path) as handle:
        batch = [form.head(source.redactor).encode("utf-8")]
        for row in source.rows(form):
            batch.append(row.encode("utf-8"))
            rows += 1
            if len(batch) >= 500:
                size += _put(handle, batch, digest)
        size += _put(handle, batch, digest)
    return {"rows": rows, "bytes": size, "sha256": digest.hexdigest()}


def _put(handle: int, batch: list[bytes], digest: "hashlib._Hash") -> int:
    data = b"".join(batch)
    batch.clear()
    digest.update(data)
    _write_all(handle, data)
    return len(data)


@contextmanager
def _private(path: Path) -> Iterator[int]:
    """A new file that only the writer can read; on the disk when the block ends."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, 0o600)
    try:
        yield handle
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def _check_target(target: Path) -> None:
    """Only nothing, an empty folder or a former export may be replaced."""
    if not target.exists() and not target.is_symlink():
        return
    if not target.is_dir() or target.is_symlink():
        raise ExportError(f"“{target}” is a file or a link. Name a folder for the export.")
    names = {path.name for path in target.iterdir()}
    ours = {MANIFEST, *(one.file for one in FORMATS)}
    if names and (MANIFEST not in names or names - ours):
        raise ExportError(f"“{target}” holds other files. Name a new or empty folder.")


def _put_in_place(part: Path, target: Path) -> None:
    if not target.exists():
        part.rename(target)
        return
    old = target.with_name(f".{target.name}.{os.getpid()}.old")
    target.rename(old)
    try:
        part.rename(target)
    except BaseException:  # whatever ended it goes on; the older export stays in its place
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _sync_folder(folder: Path) -> None:
    """Puts the folder's names on the disk where the system can."""
    if os.name == "posix":
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


@contextmanager
def _told(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise ExportError("The disk is full. Nothing was exported.") from error
        why = error.strerror or type(error).__name__
        raise ExportError(f"“{target}” could not be written: {why}.") from error
