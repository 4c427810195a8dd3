"""What an export holds: formats, which suggestions, how words are treated; and a look before."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from suggest.errors import ExportError
from suggest.feedback.choosing import EVERYTHING, LogFilter
from suggest.feedback.event import FeedbackEvent
from suggest.feedback.export.base import ExportFormat, Redaction, Redactor
from suggest.feedback.export.eval_cases import EvalCases
from suggest.feedback.export.events_csv import EventsCsv
from suggest.feedback.export.events_jsonl import EventsJsonl
from suggest.feedback.export.preferences import Preferences
from suggest.feedback.export.scrub import Scrubber
from suggest.feedback.export.sft import Sft
from suggest.feedback.reading import Counts, LogReader, read_log

FORMATS: tuple[ExportFormat, ...] = (
    EventsJsonl(),
    EventsCsv(),
    Preferences(),
    Sft(),
    EvalCases(),
)
SAMPLES = 3
"""Rows of each file that a preview shows."""
_TELL_EVERY = 500
Progress = Callable[[int, int], None]
"""Is told (events done, events in all) now and then; raises ExportStopped to end it."""


class ExportStopped(ExportError):
    """The writer thought better of it; nothing was written."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to export. No names of formats means all that make sense at this redaction."""

    redaction: Redaction = Redaction.FULL
    names: tuple[str, ...] = ()
    only: LogFilter = EVERYTHING
    scrubber: Scrubber | None = None

    def formats(self) -> tuple[ExportFormat, ...]:
        """The formats to write. Raises ExportError when one is unknown or needs the words."""
        words = self.redaction is Redaction.NONE
        if not self.names:
            return tuple(one for one in FORMATS if words or not one.needs_words)
        known = {one.name: one for one in FORMATS}
        for name in self.names:
            if name not in known:
                raise ExportError(f"There is no format “{name}”. Use {', '.join(known)}.")
            if known[name].needs_words and not words:
                raise ExportError(
                    f"“{name}” is made of your words. Choose redaction none to include them."
                )
        return tuple(one for one in FORMATS if one.name in self.names)

    def as_json(self) -> dict[str, Any]:
        """What the manifest says about it."""
        scrubbed = self.scrubber.what if self.scrubber is not None else frozenset()
        return {
            "redaction": self.redaction,
            "scrubbed": sorted(scrubbed),
            "filter": self.only.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Preview:
    """What an export would hold: rows by file, and the first few of each as they would stand."""

    counts: Counts
    rows: dict[str, int]
    samples: dict[str, tuple[str, ...]]
    redaction: Redaction


class Source:
    """The events of a plan in one consistent view of the log, as often as formats need them."""

    def __init__(self, reader: LogReader, plan: Plan, told: Progress | None = None) -> None:
        self.counts = reader.counts(plan.only)
        self.redactor = Redactor(plan.redaction, reader.salt())
        self._reader = reader
        self._plan = plan
        self._told = told
        self._total = self.counts.events * len(plan.formats())
        self._done = 0

    def rows(self, form: ExportFormat) -> Iterator[str]:
        """The rows of one file."""
        # What was never shown has no answer: files made of answers need not read it.
        return form.rows(self._events(form.needs_words), self.redactor)

    def _events(self, shown: bool) -> Iterator[FeedbackEvent]:
        scrubber = self._plan.scrubber
        end = self._done + self.counts.events
        for event in self._reader.events(only=self._plan.only, shown=shown):
            yield event if scrubber is None else scrubber.event(event)
            self._done += 1
            if self._told is not None and self._done % _TELL_EVERY == 0:
                self._told(self._done, self._total)
        self._done = end
        if self._told is not None:
            self._told(self._done, self._total)


def preview(log: Path, plan: Plan, told: Progress | None = None) -> Preview:
    """Counts and first rows without writing anything. Raises LogError, ExportError."""
    formats = plan.formats()
    with read_log(log) as reader:
        source = Source(reader, plan, told)
        rows: dict[str, int] = {}
        samples: dict[str, tuple[str, ...]] = {}
        for one in formats:
            written = source.rows(one)
            samples[one.file] = tuple(islice(written, SAMPLES))
            rows[one.file] = (
                len(samples[one.file]) + sum(1 for _ in written)
                if one.needs_words
                else source.counts.events
            )
        return Preview(source.counts, rows, samples, plan.redaction)
