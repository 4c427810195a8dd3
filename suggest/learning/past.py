"""Folds what a log tells of suggestions, line by line, into answers with the words they are about.

Words stand in the line that shows a suggestion; the line with the answer has only what came of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from suggest.learning.answers import PLACE, SHIPPED, Answer, Subject, carried
from suggest.values import Dismissal, Kind, Outcome


@dataclass(frozen=True, slots=True)
class Line:
    """One event of a suggestion that was shown. `original` None: the line has no words."""

    id: tuple[str, str]
    document: str
    at: datetime
    rule: str
    kind: Kind
    confidence: float
    grades: tuple[str, ...] = ()
    outcome: Outcome | None = None
    dismissal: Dismissal | None = None
    original: str | None = None
    offered: str | None = None
    final: str | None = None


class Past:
    """Remembers the words of suggestions; one for all lines of a log or of a session."""

    def __init__(self) -> None:
        self._words: dict[tuple[str, str], tuple[str, str | None, str | None]] = {}

    def answer(self, line: Line, *, own: bool = True) -> Answer:
        """What a line says, with all that earlier lines said of the same suggestion."""
        before = self._words.get(line.id, ("", None, None))
        words = before
        if line.original is not None:
            final = before[2] if line.final is None else line.final
            words = self._words[line.id] = (line.original, line.offered, final)
        shipped = carried(line.grades, SHIPPED)
        subject = Subject(line.rule, line.kind, words[0], words[1], carried(line.grades, PLACE))
        return Answer(
            line.id,
            line.document,
            line.at,
            subject,
            _number(shipped, line.confidence),
            line.outcome,
            line.dismissal,
            words[2],
            own,
        )

    def answers(self, lines: Iterator[Line]) -> list[Answer]:
        """The last state of every suggestion, in the order of those."""
        last: dict[tuple[str, str], Answer] = {}
        for line in lines:
            answer = self.answer(line)
            last.pop(line.id, None)
            last[line.id] = answer
        return list(last.values())

    def clear(self) -> None:
        """Forgets the words; suggestions of a closed document are answered no more."""
        self._words.clear()


def _number(text: str, default: float) -> float:
    try:
        return float(text) if text else default
    except ValueError:
        return default
