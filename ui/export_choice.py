"""What the export dialog asks of whoever exports, and what the writer chose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from suggest import Kind, Outcome
from ui.trouble import Trouble

LEVELS = ("full", "hash", "none")  # of redaction, safest first
SCRUBS = ("email", "url", "phone", "number", "name")
Told = Callable[[int, int], bool]
"""Told (done, in all) now and then, in the thread of the work; False means stop."""


class ExportProblem(Trouble):
    """The export did not happen; the message is fit to be shown."""


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What to export; both days are included, an empty set means all."""

    redaction: str = LEVELS[0]
    first: date | None = None
    last: date | None = None
    kinds: frozenset[Kind] = frozenset()
    outcomes: frozenset[Outcome] = frozenset()
    scrub: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ExportCounts:
    """What an export would hold."""

    suggestions: int
    outcomes: int
    drafts: int


@dataclass(frozen=True, slots=True)
class ExportLook:
    """Rows by file, and the first few of each as they would be written."""

    rows: dict[str, int]
    samples: dict[str, tuple[str, ...]]


class Exporter(Protocol):
    """Writes the feedback log as files. All but `prepare` are slow; each raises ExportProblem."""

    def prepare(self) -> None:
        """Bring the log up to now; on the interface's thread."""

    def counts(self, choice: ExportChoice) -> ExportCounts:
        """What there is to export."""

    def look(self, choice: ExportChoice, told: Told) -> ExportLook:
        """What would be written."""

    def run(self, folder: Path, choice: ExportChoice, told: Told) -> Path:
        """Write into a new folder under `folder`, return it."""


class Watch(QObject):
    """Carries progress from the thread of the work, and the wish to stop into it."""

    moved = Signal(int, int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.stopped = False

    def told(self, done: int, total: int) -> bool:
        """For the work to call."""
        if not self.stopped:
            # Thousandths: the number of events may be more than a signal's integer holds.
            self.moved.emit(done * 1000 // max(total, 1), 1000)
        return not self.stopped
