"""Saves that were under way when the process ended: finished at the next start, or found done.

QSaveFile gives the complete new file a name beside the old one and then renames it. A kill between
the two leaves that file behind; only a note of what was being saved tells it from the writer's own.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from app.paths import private_folder
from app.saving import digest_of

_SUFFIX = ".json"


@dataclass(frozen=True, slots=True)
class Intent:
    """One save: the file, its digest before and after, and the journal that it makes obsolete."""

    target: Path
    old: str  # digest, "" if there was no file
    new: str
    journal: str  # its name


class Intents:
    """The notes in one folder, by document id. No method raises: a save goes on without a note."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, document: str, intent: Intent) -> None:
        """Note a save that is about to start."""
        with contextlib.suppress(OSError):
            # No fsync: this is against a killed process, not against a lost disk.
            fields = asdict(intent) | {"target": str(intent.target)}
            note = private_folder(self._folder) / f"{document}{_SUFFIX}"
            note.write_text(json.dumps(fields), "utf-8")

    def end(self, document: str) -> None:
        """The save is over, well or not."""
        with contextlib.suppress(OSError):
            (self._folder / f"{document}{_SUFFIX}").unlink(missing_ok=True)

    def settle(self, in_use: Callable[[str], bool]) -> list[str]:
        """Finish what can be finished; the journals whose text is in its file now."""
        obsolete = []
        with contextlib.suppress(OSError):
            for note in sorted(self._folder.glob(f"*{_SUFFIX}")):
                if not in_use(note.stem):
                    intent = _read(note)
                    if intent is not None and _is_done(intent):
                        obsolete.append(intent.journal)
                    self.end(note.stem)
        return obsolete


def _read(note: Path) -> Intent | None:
    try:
        fields = json.loads(note.read_text("utf-8"))
        target, old, new, journal = (
            str(fields[key]) for key in ("target", "old", "new", "journal")
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None  # torn: the save had not begun
    return Intent(Path(target), old, new, journal)


def _is_done(intent: Intent) -> bool:
    """Whether the file holds what was being saved; renames it into place if that was missing."""
    target = intent.target
    digest = _digest(target)
    if digest == intent.new or digest != intent.old:
        return digest == intent.new
    # The name of Qt's temporary file; the same content under it can only be that file.
    name = re.compile(re.escape(target.name) + r"\.[A-Za-z]{6}")
    with contextlib.suppress(OSError):
        for beside in target.parent.iterdir():
            if name.fullmatch(beside.name) and _digest(beside) == intent.new:
                beside.replace(target)
                return True
    return False


def _digest(path: Path) -> str:
    try:
        return digest_of(path.read_bytes()) if path.is_file() else ""
    except OSError:
        return ""
