"""Joins the learning to the log: past answers in, live ones as they happen, its file beside them.

`learned.json` holds only what the log cannot tell: what was muted, undone and offered (io).
"""

import json
import logging
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from app.atomic import write_atomic
from app.learned_file import as_bytes, read_learned
from suggest.engine import Engine
from suggest.events import Learned, WordOffered
from suggest.feedback.event import Action, FeedbackEvent
from suggest.feedback.trouble import Trouble
from suggest.learning import wording
from suggest.learning.examples import Examples, Pair
from suggest.learning.kept import Kept
from suggest.learning.learner import Adaptation, Learner, Listeners
from suggest.learning.past import Line, Past
from suggest.values import Dismissal, Kind, Outcome

MOST_LINES = 3_000
"""Newest lines of the log that a start learns from: some 1,500 suggestions. Older ones would count
less than a tenth (see HALF_LIFE_ANSWERS)."""
_MOST_PAIRS = 300
_FIELDS = (
    "SELECT e.session, e.suggestion_id, e.document, e.wall, e.rule, e.kind, e.confidence, "
    "e.grades, e.outcome, e.dismissal, t.original, t.suggestion, t.final"
)
_LINES = (
    f"{_FIELDS} FROM events e LEFT JOIN texts t ON t.event_id = e.event_id "
    "WHERE e.action IN ('shown', 'outcome') ORDER BY e.seq DESC LIMIT ?"
)
_PAIRS = (
    f"{_FIELDS}, p.text, t.start FROM (SELECT * FROM events WHERE action IN ('shown', 'outcome') "
    "ORDER BY seq DESC LIMIT 6000) e JOIN texts t ON t.event_id = e.event_id "
    "JOIN passages p ON p.id = t.passage_id "
    "JOIN states s ON s.session = e.session AND s.suggestion_id = e.suggestion_id "
    "WHERE e.outcome = s.outcome AND s.outcome IN ('accepted', 'edited', 'overtyped') "
    "ORDER BY e.seq DESC LIMIT ?"
)
_BUSY_SECONDS = 0.3
PAUSE = "pause"
_PAUSE_SHOWN = 0.05
_log = logging.getLogger(__name__)


class Learning(Trouble):
    """The learning of one window. `say` hears news that are told once; `on` is the one switch."""

    def __init__(
        self,
        file: Path,
        log: Path,
        say: Callable[[Learned | WordOffered], None],
        on: Callable[[], bool],
    ) -> None:
        super().__init__()
        kept, self.problem = read_learned(file)
        self._file = file
        self._log_file = log
        self._past = Past()
        self._loaded = False
        self._on = on
        self._say = say
        self._engine: Engine | None = None
        self.later: Callable[[Callable[[], None]], None] = lambda write: write()
        """Runs what waits for the disk; set it to something that does so in a thread."""
        self.examples = Examples()
        self.learner = Learner(_now, Listeners(self._tell, self._keep), kept, on)

    def follow(self, engine: Engine) -> None:
        """From now on the engine's pause is listed too, and its document is judged anew when
        something is taken back."""
        self._engine = engine
        engine.controls.adapts = self._on

    # --- what the writer sees of it

    def adaptations(self) -> list[Adaptation]:
        """Everything learned, strongest first, then what was undone."""
        pause = self._engine.controls.stretch if self._engine is not None else 1.0
        found = self.learner.adaptations()
        if abs(pause - 1) >= _PAUSE_SHOWN:
            text = wording.paused(pause)
            found.insert(0, Adaptation(PAUSE, text, None, 1 - pause))
        return found

    def undo(self, key: str) -> None:
        """Takes one adaptation back; its record begins anew."""
        if key == PAUSE and self._engine is not None:
            self._engine.controls.unstretch()
        self.learner.undo(key)
        self._judge()

    def redo(self, key: str) -> None:
        """Puts back what was undone."""
        self.learner.redo(key)
        self._judge()

    def reset(self) -> None:
        """Forgets everything learned so far; the log stays."""
        if self._engine is not None:
            self._engine.controls.unstretch()
        self.examples.clear()
        self.learner.reset()
        self._judge()

    def forget(self) -> None:
        """Log and file were erased: what is in memory goes, too. May be called in a thread."""
        if self._engine is not None:
            self._engine.controls.unstretch()
        self.examples.clear()
        self._past.clear()
        self.learner.forget()

    def relearn(self) -> None:
        """Words were removed from the log: only what it still holds counts. Called in a thread."""
        self.examples.clear()
        self._past.clear()
        self._loaded = False
        self.learner.adopt(read_learned(self._file)[0])
        self.load()

    def switched(self) -> None:
        """The one switch was turned: marks are judged anew."""
        self._judge()

    def answer_offer(self, word: str, accepted: bool) -> None:
        """The writer's answer to an offered word; taken, it goes to the dictionary."""
        self.learner.answer_offer(word, accepted)
        if accepted and self._engine is not None:
            self._engine.add_word(word)

    # --- what it learns from

    def load(self) -> None:
        """Learns from the newest part of the log, once. Called in a thread, before any mark."""
        if self._loaded or not self._log_file.is_file():
            return
        self._loaded = True
        try:
            uri = f"{self._log_file.absolute().as_uri()}?mode=ro"
            with closing(sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS)) as log:
                self.learner.load(Past().answers(_lines(log)))
                for row in reversed(log.execute(_PAIRS, (_MOST_PAIRS,)).fetchall()):
                    answer = Past().answer(_line(row))
                    self.examples.take(answer, row[13], row[14])
        except (sqlite3.Error, ValueError, KeyError, TypeError) as error:
            # The log itself tells the writer what is wrong with it.
            _log.warning("Past answers could not be read: %s", type(error).__name__)

    def recording(self, record: Callable[[FeedbackEvent], None]) -> Callable[[FeedbackEvent], None]:
        """Hands events on to the log and learns from them."""

        def both(event: FeedbackEvent) -> None:
            record(event)
            self.observe(event)

        return both

    def observe(self, event: FeedbackEvent) -> None:
        """One event of this session; what is judged next already knows it."""
        if event.action is Action.CLOSED:
            self._past.clear()
        if event.action not in (Action.SHOWN, Action.OUTCOME):
            return
        answer = self._past.answer(line_of(event))
        if event.text is not None:
            self.examples.take(answer, event.text.passage, event.text.start)
        elif event.outcome is Outcome.REVERTED:
            self.examples.take(answer, "", 0)
        self.learner.take(answer)

    def for_text(self, text: str, budget: int) -> Sequence[Pair]:
        """Implements suggest.model.base.Examples; none while learning is off."""
        return self.examples.for_text(text, budget) if self._on() else ()

    def _tell(self, news: Learned | WordOffered) -> None:
        self._say(news)
        if isinstance(news, Learned):
            self._judge()  # the marks of a rule that muted itself go

    def _judge(self) -> None:
        if self._engine is not None:
            self._engine.reread()

    def _keep(self, kept: Kept) -> None:
        data = as_bytes(kept)

        def write() -> None:
            try:
                write_atomic(self._file, data)
                self.problem = ""
            except OSError as error:
                self.problem = (
                    f"What was muted and undone could not be saved: {error.strerror}. It holds "
                    "until Stet closes. Make room, or check the rights of its data folder."
                )

        self.later(write)


def line_of(event: FeedbackEvent) -> Line:
    """What the learning reads of an event."""
    text = event.text
    return Line(
        (event.session, event.suggestion_id),
        event.document,
        event.wall,
        event.rule,
        event.kind,
        0.5 if event.confidence is None else event.confidence,
        event.grades,
        event.outcome,
        event.dismissal,
        None if text is None else text.original,
        None if text is None else text.suggestion,
        None if text is None else text.final,
    )


def _lines(log: sqlite3.Connection) -> Iterator[Line]:
    rows = log.execute(_LINES, (MOST_LINES,)).fetchall()
    return map(_line, reversed(rows))


def _line(row: Sequence[object]) -> Line:
    session, one, document, wall, rule, kind, confidence, grades, outcome, how, *words = row
    return Line(
        (str(session), str(one)),
        str(document),
        datetime.fromisoformat(str(wall)),
        str(rule),
        Kind(str(kind)),
        confidence if isinstance(confidence, float) else 0.5,
        tuple(json.loads(str(grades))) if grades != "[]" else (),
        None if outcome is None else Outcome(str(outcome)),
        None if how is None else Dismissal(str(how)),
        *(None if word is None else str(word) for word in words[:3]),
    )


def _now() -> datetime:
    return datetime.now(UTC)
