"""What the window's export dialog asks for, done with the feedback log."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from suggest.errors import StetError
from suggest.feedback.log import FeedbackLog
from ui.export_dialog import ExportCounts, ExportProblem


class LogExporter:
    """Implements ui.export_dialog.Exporter on one log file."""

    def __init__(self, log: FeedbackLog, path: Path, clock: Callable[[], datetime]) -> None:
        self._log = log
        self._path = path
        self._clock = clock

    def counts(self) -> ExportCounts:
        """What there is to export; nothing when the log cannot be read."""
        from suggest.feedback.reading import read_log

        self._log.flush()
        try:
            with read_log(self._path) as reader:
                counts = reader.counts()
        except StetError:
            return ExportCounts(0, 0, 0)
        return ExportCounts(counts.suggestions, counts.answers, counts.documents)

    def run(self, folder: Path, redaction: str) -> Path:
        """Writes into a new folder under `folder`. Raises ExportProblem."""
        from suggest.feedback.export.base import Redaction
        from suggest.feedback.export.plan import Plan
        from suggest.feedback.export.writing import Order, export, fresh_folder

        self._log.flush()
        now = self._clock()
        target = fresh_folder(folder, now.date())
        try:
            export(self._path, target, Order(Plan(Redaction(redaction)), now))
        except StetError as error:
            raise ExportProblem(str(error)) from error
        return target
