"""Opens, saves and keeps the writer's documents; implements ui.files.Files.

Never overwrites silently, never gives up unsaved text before a verified save or an explicit
discard. All methods belong to the window's thread; the journal and versions go to the writer's.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from app import problems
from app.identity import Identities
from app.intents import Intent, Intents
from app.journal import DamagedJournal, Entry, Journal
from app.left_behind import LeftBehind
from app.locks import Locks
from app.opening import UNTITLED, Opening
from app.saving import (
    Stamp,
    changed_at,
    digest_of,
    read_file,
    read_quietly,
    read_replaced,
    resolved,
    unchanged,
    write_file,
)
from app.textfile import TextFile, read_text
from app.versions import Versions
from app.writer import Writer
from ui.files import FileProblem, OpenDocument, OutsideChange, Recovery


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Documents:
    """All documents of this process."""

    def __init__(self, state: Path, writer: Writer, now: Callable[[], datetime] = _utc_now) -> None:
        self._identities = Identities(state / "salt")
        self._locks = Locks(state / "locks")
        self._journal = Journal(state / "journal", writer)
        self._intents = Intents(state / "saving")
        self._left = LeftBehind(self._journal, self._locks)
        self._versions = Versions(state / "versions")
        self._writer = writer
        self._now = now
        self._openings: dict[int, Opening] = {}
        self._handles = itertools.count(1)
        for journal in self._intents.settle(self._locks.is_taken):
            self._journal.drop(journal)  # its text is in the file

    def new(self) -> OpenDocument:
        """An empty document that has no file yet."""
        return self._add(self._identities.fresh()).document()

    def open(self, path: Path, *, large_ok: bool = False) -> OpenDocument:
        """Read a file. Raises FileProblem; read-only if it is open elsewhere or inexact."""
        return self._open(path, large_ok=large_ok).document()

    def save(
        self,
        document: OpenDocument,
        lines: Sequence[str],
        path: Path | None = None,
        *,
        overwrite: bool = False,
    ) -> OpenDocument:
        """Write the lines and verify them; see ui.files. Raises FileProblem, with nothing lost."""
        opening = self._openings[document.handle]
        shown = path.absolute() if path else opening.path
        if shown is None:
            raise problems.no_place()
        target = resolved(shown)
        if target != opening.target:
            return self._save_as(opening, lines, shown, overwrite)
        if opening.read_only:
            raise problems.not_ours(shown.name)
        content = opening.content(lines)
        data = content.to_bytes()
        on_disk = read_replaced(target, opening.stamp, data, overwrite)
        intent = _intent(opening, target, data, on_disk)
        self._written(opening, content, self._replace(opening.id, intent, data, on_disk))
        return opening.document()

    def reload(self, document: OpenDocument) -> OpenDocument:
        """Take the text on disk; unsaved text goes only if that could be read."""
        opening = self._openings[document.handle]
        if opening.path is None or opening.target is None:
            return document
        data, stamp = read_file(opening.target)
        opening.reloaded(read_text(data, opening.path.name, large_ok=True), stamp)
        taken = False
        if opening.lock is None:
            opening.lock, taken = self._locks.take(opening.id)
        self._describe(opening, taken)
        self._journal.drop(opening.journal)
        return opening.document()

    def use_utf8(self, document: OpenDocument) -> None:
        """Let the next save write UTF-8."""
        self._openings[document.handle].to_utf8 = True

    def changed_outside(self, document: OpenDocument) -> OutsideChange | None:
        """That the file is gone or holds something else than was read or saved."""
        opening = self._openings[document.handle]
        if opening.target is None or opening.stamp is None:
            return None
        stamp = unchanged(opening.target, opening.stamp)
        opening.stamp = stamp or opening.stamp
        return None if stamp else OutsideChange(changed_at(opening.target))

    def close(self, document: OpenDocument) -> None:
        """Release the lock and drop unsaved text. Never raises."""
        opening = self._openings.pop(document.handle, None)
        if opening is not None:
            self._journal.drop(opening.journal)
            opening.release()

    def journal(self, document: OpenDocument, lines: Sequence[str], caret: tuple[int, int]) -> None:
        """Keep unsaved text; only copies the list (see app/journal.py)."""
        opening = self._openings[document.handle]
        if opening.read_only:
            return
        entry = Entry(
            opening.id,
            opening.path,
            opening.stamp.digest if opening.stamp else "",
            tuple(lines),
            caret,
            self._now(),
        )
        self._journal.keep(opening.journal, entry, opening.file.lines)

    def journal_problem(self) -> str:
        """Why unsaved text cannot be kept at the moment; "" while it can."""
        return self._journal.problem

    def live_journals(self) -> frozenset[str]:
        """Names of the journals that belong to what is open here; may be called in any thread."""
        return frozenset(opening.journal for opening in tuple(self._openings.values()))

    def notices(self) -> list[str]:
        """Messages since the last call."""
        told, self._left.notices = self._left.notices, []
        return told

    def recoveries(self) -> list[Recovery]:
        """What windows that are gone left unsaved, newest first. Never raises."""
        return self._left.recoveries(self._openings.values())

    def recover(self, recovery: Recovery) -> OpenDocument:
        """Open unsaved text over its file, or without one if that cannot be written now."""
        try:
            entry = self._journal.read(recovery.key)
        except (DamagedJournal, OSError):
            raise problems.recovery_gone() from None
        opening = self._reopen(entry)
        opening.journal = self._journal.adopt(recovery.key, opening.journal)
        document = opening.document()
        name = entry.path.name if entry.path else UNTITLED
        return replace(document, name=name, lines=entry.lines, unsaved=True, caret=entry.caret)

    def discard(self, recovery: Recovery) -> None:
        """Delete that unsaved text for good."""
        self._journal.drop(recovery.key)

    def _add(self, document: str, path: Path | None = None) -> Opening:
        lock, taken = self._locks.take(document)
        journal = Journal.name_for(document, os.urandom(4).hex())
        opening = Opening(next(self._handles), document, journal, lock, path)
        opening.target = resolved(path) if path else None
        self._describe(opening, taken)
        self._openings[opening.handle] = opening
        return opening

    def _open(self, path: Path, *, large_ok: bool) -> Opening:
        shown = path.absolute()
        target = resolved(shown)
        data, stamp = read_file(target, large_ok=large_ok)
        file = read_text(data, shown.name, large_ok=large_ok)
        opening = self._add(self._identities.of(target), shown)
        opening.file, opening.stamp = file, stamp
        self._describe(opening, opening.read_only)
        return opening

    def _describe(self, opening: Opening, taken: bool) -> None:
        """Whether it may be written, and what the writer should know."""
        opening.read_only = taken or not opening.file.exact
        opening.note = problems.OPEN_ELSEWHERE if taken else opening.file.note
        if not opening.note and opening.target and not os.access(opening.target, os.W_OK):
            opening.note = problems.WRITE_PROTECTED

    def _save_as(
        self, opening: Opening, lines: Sequence[str], shown: Path, overwrite: bool
    ) -> OpenDocument:
        content = opening.content(lines)
        data = content.to_bytes()
        target = resolved(shown)
        document = self._identities.of(target)
        lock, taken = self._locks.take(document)
        if taken:
            raise problems.locked(shown.name)
        try:
            if os.path.lexists(target) and not overwrite:
                raise problems.exists(shown.name)
            on_disk = read_quietly(target)
            intent = _intent(opening, target, data, on_disk)
            stamp = self._replace(document, intent, data, on_disk)
        except FileProblem:
            if lock is not None:
                lock.unlock()
            raise
        opening.release()
        self._journal.drop(opening.journal)
        opening.id, opening.lock, opening.path, opening.target = document, lock, shown, target
        opening.journal = Journal.name_for(document, os.urandom(4).hex())
        self._written(opening, content, stamp)
        return opening.document()

    def _replace(self, document: str, intent: Intent, data: bytes, on_disk: bytes | None) -> Stamp:
        """Write unless it is there already; what was there becomes a version."""
        if on_disk == data:
            return read_file(intent.target)[1]
        if on_disk:
            when = self._now()
            self._writer.put(
                f"version {document} {when.isoformat()}",
                lambda: self._versions.keep(document, on_disk, when),
            )
        self._intents.begin(document, intent)
        try:
            return write_file(intent.target, data)
        except FileProblem:
            self._intents.end(document)
            raise

    def _written(self, opening: Opening, content: TextFile, stamp: Stamp) -> None:
        opening.saved(content, stamp)
        opening.read_only, opening.note = False, ""
        self._journal.drop(opening.journal)
        self._intents.end(opening.id)

    def _reopen(self, entry: Entry) -> Opening:
        if entry.path is None:
            return self._add(entry.document)
        document = self._identities.of(resolved(entry.path))
        for previous in self._openings.values():
            if previous.id == document:
                previous.release()  # the recovered text takes the place of that opening
        try:
            opening = self._open(entry.path, large_ok=True)
        except FileProblem as problem:
            return self._homeless(problem.message)
        if opening.read_only:
            note = opening.note
            self.close(opening.document())
            return self._homeless(note)
        if opening.stamp is not None and opening.stamp.digest != entry.base:
            # Saving must ask first: the text was written over another content.
            opening.stamp = Stamp(-1, 0, entry.base)
        return opening

    def _homeless(self, reason: str) -> Opening:
        opening = self._add(self._identities.fresh())
        opening.note = f"{reason} This is its unsaved text: use Save as."
        return opening


def _intent(opening: Opening, target: Path, data: bytes, on_disk: bytes | None) -> Intent:
    old = "" if on_disk is None else digest_of(on_disk)
    return Intent(target, old, digest_of(data), opening.journal)
