"""What insights and the log view ask for, done with the feedback log and the eval set beside it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.atomic import write_atomic
from app.paths import private_folder
from suggest.errors import StetError
from suggest.feedback.log import FeedbackLog
from ui.insights.learnings import Adaptation
from ui.log_view.source import Added
from ui.trouble import Trouble

if TYPE_CHECKING:  # this is loaded at every start, and little of it is used in one
    from app.learning import Learning
    from app.preferences import KeptPreferences
    from suggest import (
        InsightsReport,
        LogPage,
        LogPassage,
        LogProposal,
        LogStep,
        Period,
        ProposalFilter,
    )

EVAL_SET = Path("evals") / "mine.jsonl"
"""The writer's own eval set, under the data folder."""


class LogFigures:
    """Implements ui.insights.source.Figures on one log."""

    def __init__(self, log: FeedbackLog, clock: Callable[[], datetime]) -> None:
        self._log = log
        self._clock = clock

    def report(self, period: Period) -> InsightsReport:
        """The figures of a period that ends now; a connection of its own reads them."""
        from suggest.feedback.insights.report import make_report

        self._log.flush(1.0)
        with _told():
            return make_report(self._log.path, period, self._clock())


class Learned:
    """Implements ui.insights.learnings.Learnings with the part that learns and its setting."""

    def __init__(self, learner: Learning, preferences: KeptPreferences) -> None:
        self._learner = learner
        self._preferences = preferences

    @property
    def on(self) -> bool:
        """Whether answers change what is marked."""
        return self._preferences.learning_on

    def switch(self, on: bool) -> None:
        """Keeps the setting, which the learner asks for every time."""
        self._preferences.learning_on = on
        self._learner.switched()

    def adaptations(self) -> Sequence[Adaptation]:
        """Everything learned, strongest first, then what was undone."""
        return [
            Adaptation(one.key, one.text, one.since, one.undone)
            for one in self._learner.adaptations()
        ]

    def undo(self, key: str) -> None:
        """Takes one adaptation back."""
        self._learner.undo(key)

    def redo(self, key: str) -> None:
        """Uses one again that was undone."""
        self._learner.redo(key)

    def reset(self) -> None:
        """Forgets everything that was learned."""
        self._learner.reset()


class LogPages:
    """Implements ui.log_view.source.LogSource; cases go into a file of `data`."""

    def __init__(self, log: FeedbackLog, data: Path, clock: Callable[[], datetime]) -> None:
        self._log = log
        self._set = data / EVAL_SET
        self._clock = clock

    def page(self, only: ProposalFilter, before: int | None) -> LogPage:
        """Some passages, newest first; what was appended before is in them."""
        from suggest.feedback.insights.passages import read_page

        self._log.flush(1.0)
        with _told():
            return read_page(self._log.path, only, before)

    def steps(self, proposal: LogProposal) -> tuple[LogStep, ...]:
        """What happened to a proposal."""
        from suggest.feedback.insights.passages import read_steps

        self._log.flush(1.0)
        with _told():
            return read_steps(self._log.path, proposal)

    def rate(self, proposal: LogProposal, good: bool) -> None:
        """Appends the label to the log."""
        from suggest.feedback.insights.passages import rating

        self._log.append(rating(proposal, good, f"rated-{uuid.uuid4().hex}", self._clock()))

    def add_case(self, passage: LogPassage) -> Added:
        """Appends the passage with all answers to the eval set."""
        from suggest.evals.mine import case_of

        with _told():
            return add_line(self._set, case_of(passage))

    def add_assertion(self, passage: LogPassage, proposal: LogProposal, marked: bool) -> Added:
        """Appends one demand to the eval set."""
        from suggest.evals.mine import assertion_of

        with _told():
            return add_line(self._set, assertion_of(passage, proposal, marked=marked))


def add_line(file: Path, line: str) -> Added:
    """Adds a case to a set of labelled posts unless it is there; all of the file or none of it.

    Raises Trouble; the file is then as it was.
    """
    try:
        private_folder(file.parent)
        old = file.read_bytes() if file.exists() else b""
    except OSError as error:
        raise Trouble(f"“{file}” could not be read: {error.strerror}.") from error
    if old.strip():
        _check(file, old)
    name = json.loads(line)["id"]
    if any(f'"id": "{name}"'.encode() in known for known in old.splitlines()):
        return Added(file, new=False)
    apart = b"" if not old or old.endswith(b"\n") else b"\n"
    try:
        write_atomic(file, old + apart + line.encode("utf-8") + b"\n")
    except OSError as error:
        raise Trouble(f"“{file}” could not be written: {error.strerror}.") from error
    return Added(file, new=True)


def _check(file: Path, content: bytes) -> None:
    """A set that cannot be read, or is of another shape, is not added to."""
    from suggest.evals.cases import Shape
    from suggest.evals.sets import BadSet, parse_set

    try:
        shape = parse_set(file.stem, content).shape
    except BadSet as error:
        raise Trouble(f"{error} Repair “{file}” or move it away.") from error
    if shape is not Shape.LABELS:
        raise Trouble(f"“{file}” holds cases of another kind. Move it away to begin a new set.")


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except StetError as error:
        raise Trouble(str(error)) from error
