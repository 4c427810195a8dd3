"""Replays a log through the learning: what it would have shown of what was shown, and what of it
was kept, dismissed or regretted.

The learner hears only answers to what it would have shown itself. Of what was held back no answer
is known: it is counted when learning would show it, never judged.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from suggest.learning.answers import Answer
from suggest.learning.definitions import KEPT
from suggest.learning.learner import Learner, Listeners
from suggest.learning.past import Line, Past
from suggest.learning.station import moved
from suggest.values import Outcome


@dataclass(frozen=True, slots=True)
class Logged:
    """A line of a log with what was decided then. `held` lines were below the bar."""

    line: Line
    bar: float
    held: bool = False


@dataclass(slots=True)
class Side:
    """Suggestions of one side by their final state."""

    shown: int = 0
    kept: int = 0
    dismissed: int = 0
    ignored: int = 0
    regretted: int = 0

    def add(self, outcome: Outcome | None) -> None:
        """Counts one suggestion."""
        self.shown += 1
        self.kept += outcome in KEPT
        self.dismissed += outcome is Outcome.DISMISSED
        self.ignored += outcome is Outcome.IGNORED
        self.regretted += outcome is Outcome.REVERTED


@dataclass(slots=True)
class Replayed:
    """What came of a replay; `estimated` suggestions were logged with learning on already."""

    off: Side = field(default_factory=Side)
    on: Side = field(default_factory=Side)
    suggestions: int = 0
    documents: int = 0
    held_shown: int = 0
    estimated: int = 0
    adaptations: tuple[str, ...] = ()

    def rows(self) -> Iterator[tuple[str, int, int]]:
        """(name, as logged, with learning) for each figure."""
        for name in ("shown", "kept", "dismissed", "ignored", "regretted"):
            yield name, getattr(self.off, name), getattr(self.on, name)

    def as_data(self) -> dict[str, Any]:
        """For a JSON file; no words of any draft."""
        sides = {name: {"logged": off, "learning": on} for name, off, on in self.rows()}
        return {
            **sides,
            "suggestions": self.suggestions,
            "documents": self.documents,
            "held_that_learning_shows": self.held_shown,
            "logged_with_learning_on": self.estimated,
            "end_of_held": "unknown",
        }


class _Replay:
    """One run over a log; the learner's clock is the log's."""

    def __init__(self) -> None:
        self._now = datetime.min.replace(tzinfo=UTC)
        self._learner = Learner(lambda: self._now, Listeners(lambda news: None, lambda kept: None))
        self._past = Past()
        self._shown: dict[tuple[str, str], bool] = {}
        self._ends: dict[tuple[str, str], Outcome | None] = {}
        self._held: set[tuple[str, str]] = set()
        self._documents: set[str] = set()
        self.done = Replayed()

    def take(self, logged: Logged) -> None:
        """One line, in order."""
        line = logged.line
        self._now = max(self._now, line.at)
        answer = self._past.answer(line)
        if logged.held:
            if line.id not in self._shown and self._clears(answer, logged.bar):
                self._held.add(line.id)
            return
        if line.id not in self._shown:
            self._begin(answer, logged)
        if line.outcome is not None:
            self._ends[line.id] = line.outcome
            if self._shown[line.id]:
                self._learner.take(answer)

    def end(self) -> Replayed:
        """The sums."""
        for one, shown in self._shown.items():
            self.done.off.add(self._ends.get(one))
            if shown:
                self.done.on.add(self._ends.get(one))
        self.done.suggestions = len(self._shown)
        self.done.documents = len(self._documents)
        self.done.held_shown = len(self._held - self._shown.keys())
        self.done.adaptations = tuple(a.text for a in self._learner.adaptations())
        return self.done

    def _begin(self, answer: Answer, logged: Logged) -> None:
        moved_then = abs(answer.shipped - logged.line.confidence) > 1e-3
        # What the writer asked to see stood below the bar: it holds unless learning shows less.
        wanted = not moved_then and self._learner.shift(answer.subject) >= 0
        shown = self._clears(answer, 0.0 if wanted else logged.bar)
        self._shown[answer.id] = shown
        self._documents.add(answer.document)
        self.done.estimated += moved_then

    def _clears(self, answer: Answer, bar: float) -> bool:
        sure = moved(answer.shipped, self._learner.shift(answer.subject))
        return sure >= bar and not self._learner.mutes(answer.subject.rule)


def replay(lines: Iterable[Logged]) -> Replayed:
    """Runs a log, oldest line first."""
    run = _Replay()
    for line in lines:
        run.take(line)
    return run.end()
