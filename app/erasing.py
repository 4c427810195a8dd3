"""Erases what Stet remembers of drafts: everything, or of one document; the drafts stay.

Gone afterwards: words and events of the log, earlier versions, unsaved text of documents that are
open nowhere, kept model answers, eval cases and answers made of drafts, and files put aside as
damaged. Not touched: drafts, unsaved text of any open window, settings, dictionary and dismissals,
the record of spending (it holds no text), and exports, which are the writer's own files.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from app.atomic import sweep_temporaries
from app.paths import Paths
from suggest.errors import LogError

_ASIDE = ("*.damaged*", "*.broken-*")
_JOURNALS = "*.journal"


def _none() -> frozenset[str]:
    return frozenset()


class Eraser:
    """Works on the folders of one writer. `live` names the journals of this process's windows.

    Slow: call it off the interface's thread.
    """

    def __init__(self, paths: Paths, live: Callable[[], frozenset[str]] = _none) -> None:
        self._paths = paths
        self._live = live

    def erase_all(self) -> list[str]:
        """Erases everything; returns what could not be, fit to be shown."""
        from suggest.feedback.store import wipe

        problems = _told(lambda: wipe(self._log))
        state, data = self._paths.state, self._paths.data
        self._journals(None)
        sweep_temporaries(state / "journal")
        gone = [state / "versions", self._paths.cache / "evals", data / "evals"]
        gone += [data / "learned.json"]
        for folder in (data, state, state / "journal"):
            gone += [path for pattern in _ASIDE for path in folder.glob(pattern) if _is_ours(path)]
        return [*problems, *self._answers(), *_remove(gone)]

    def forget(self, document: str) -> list[str]:
        """Erases what is known of one document, by its id; returns what could not be.

        Kept model answers cannot be told apart by document: all of them go.
        """
        from app.learned_file import forget_words
        from suggest.feedback.removing import forget

        problems = _told(lambda: forget(self._log, document))
        problems += forget_words(self._paths.data / "learned.json", self._log)
        self._journals(document)
        versions = self._paths.state / "versions" / document
        return [*problems, *self._answers(), *_remove([versions])]

    def forget_file(self, file: Path) -> list[str]:
        """`forget` by the file's path; it may be gone already."""
        return self.forget(self._id_of(file))

    def knows_file(self, file: Path) -> bool:
        """Whether events, versions or unsaved text of it are kept. True where it cannot be told."""
        from suggest.feedback.removing import holds

        document, state = self._id_of(file), self._paths.state
        journals = any((state / "journal").glob(f"{document}-{_JOURNALS}"))
        if journals or (state / "versions" / document).exists():
            return True
        try:
            return holds(self._log, document)
        except LogError:
            return True

    def _id_of(self, file: Path) -> str:
        from app.identity import Identities
        from app.saving import resolved

        return Identities(self._paths.state / "salt").of(resolved(file.absolute()))

    @property
    def _log(self) -> Path:
        return self._paths.data / "feedback.sqlite3"

    def _journals(self, only: str | None) -> None:
        """Deletes unsaved text that no window has open; a lock held meanwhile makes sure of it."""
        from app.locks import Locks

        folder = self._paths.state / "journal"
        live = self._live()
        mine = {name.partition("-")[0] for name in live}
        locks = Locks(self._paths.state / "locks")
        for path in sorted(folder.glob(_JOURNALS)):
            document = path.name.partition("-")[0]
            if path.name in live or only not in (None, document):
                continue
            if document in mine:
                _unlink(path)  # what an earlier run left of a document that is open here
                continue
            lock, _ = locks.take(document)
            if lock is not None:
                _unlink(path)
                lock.unlock()

    def _answers(self) -> list[str]:
        folder = self._paths.cache / "answers"
        if not folder.exists() and not any(folder.parent.glob(f"{folder.name}.damaged*")):
            return []
        from suggest.answers import AnswerCache

        async def clear() -> bool:
            cache = AnswerCache(folder)
            try:
                return await cache.clear()
            finally:
                await cache.close()

        if asyncio.run(clear()):
            return []
        return ["Some kept answers could not be removed. Close other windows and try again."]


def _is_ours(path: Path) -> bool:
    """A folder that stood in place of a file is not; and what was spent holds no text."""
    return not path.is_dir() and not path.name.startswith("spending")


def _told(work: Callable[[], object]) -> list[str]:
    try:
        work()
    except LogError as error:
        return [str(error)]
    return []


def _unlink(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _remove(paths: Iterable[Path]) -> list[str]:
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            _unlink(path)
    left = [path.name for path in paths if path.exists()]
    return [f"“{name}” could not be removed. Check its rights and try again." for name in left]


class Writing(Protocol):
    """What writes later than it is told to."""

    def flush(self) -> bool:
        """Write now; False when something still waits."""


class Memory(Protocol):
    """What a running window learned and was answered. Called in the eraser's thread."""

    def forget(self) -> None:
        """All of it goes."""

    def forget_words(self) -> None:
        """Words went from the log: what is not in it any more goes."""


class WindowEraser:
    """Implements ui.erase_dialog.Eraser: what waits to be written goes first, then all goes."""

    def __init__(
        self, eraser: Eraser, writing: Sequence[Writing], memory: Memory | None = None
    ) -> None:
        self._eraser = eraser
        self._writing = writing
        self._memory = memory

    def erase_all(self) -> list[str]:
        """Everything that Stet remembers of drafts."""
        self._flush()
        if self._memory is not None:
            self._memory.forget()  # else what is in memory would be written again
        return self._eraser.erase_all()

    def forget(self, document: str) -> list[str]:
        """All of one document."""
        self._flush()
        problems = self._eraser.forget(document)
        if self._memory is not None:
            self._memory.forget_words()  # else they would be shown to models until the next start
        return problems

    def _flush(self) -> None:
        for one in self._writing:
            one.flush()
