"""What the window's export dialog asks for, done with the feedback log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from suggest.errors import StetError
from suggest.feedback.log import FeedbackLog
from ui.export_choice import ExportChoice, ExportCounts, ExportLook, ExportProblem, Told

if TYPE_CHECKING:
    from suggest.feedback.export.plan import Plan, Progress


@dataclass(frozen=True, slots=True)
class ExportDesk:
    """`probe` looks again at accepted suggestions that are still in the open document."""

    resources: Path
    clock: Callable[[], datetime]
    probe: Callable[[], None]


class LogExporter:
    """Implements ui.export_choice.Exporter on one log."""

    def __init__(self, log: FeedbackLog, desk: ExportDesk) -> None:
        self._log = log
        self._desk = desk

    def prepare(self) -> None:
        """Probes what was accepted, so that the export knows how much of it is left."""
        self._desk.probe()

    def counts(self, choice: ExportChoice) -> ExportCounts:
        """What there is to export; nothing when there is no log yet."""
        from suggest.feedback.reading import read_log

        self._log.flush()
        if not self._log.path.exists():
            return ExportCounts(0, 0, 0)
        with _told(), read_log(self._log.path) as reader:
            counts = reader.counts(self._plan(choice).only)
        return ExportCounts(counts.suggestions, counts.answers, counts.documents)

    def look(self, choice: ExportChoice, told: Told) -> ExportLook:
        """What would be written."""
        from suggest.feedback.export.plan import preview

        with _told():
            seen = preview(self._log.path, self._plan(choice), _heeding(told))
        return ExportLook(seen.rows, seen.samples)

    def run(self, folder: Path, choice: ExportChoice, told: Told) -> Path:
        """Writes into a new folder under `folder`."""
        from suggest.feedback.export.writing import Order, export, fresh_folder

        self._log.flush()
        now = self._desk.clock()
        target = fresh_folder(folder, now.date())
        with _told():
            export(self._log.path, target, Order(self._plan(choice), now, _heeding(told)))
        return target

    def _plan(self, choice: ExportChoice) -> Plan:
        from app.scrubbing import make_scrubber
        from suggest.feedback.choosing import LogFilter
        from suggest.feedback.export.base import Redaction
        from suggest.feedback.export.plan import Plan
        from suggest.feedback.export.scrub import Scrub

        try:
            only = LogFilter(choice.first, choice.last, choice.kinds, choice.outcomes)
        except ValueError as error:
            raise ExportProblem(str(error)) from None
        scrub = frozenset(Scrub(name) for name in choice.scrub)
        scrubber = make_scrubber(self._desk.resources, scrub) if scrub else None
        return Plan(Redaction(choice.redaction), only=only, scrubber=scrubber)


def _heeding(told: Told) -> Progress:
    from suggest.feedback.export.plan import ExportStopped

    def tell(done: int, total: int) -> None:
        if not told(done, total):
            raise ExportStopped("The export was stopped. Nothing was written.")

    return tell


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except StetError as error:
        raise ExportProblem(str(error)) from error
