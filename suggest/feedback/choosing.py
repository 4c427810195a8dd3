"""Which suggestions of a log are wanted: by day, class and outcome, as conditions of a query.

A filter picks suggestions, and each comes with its whole story: every event from its first to its
last, so that no export shows an acceptance whose undoing fell out of the range.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from suggest.values import Kind, Outcome

_KEY = "(session, suggestion_id)"


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What is wanted; the default is all.

    `first` and `last` are days in `zone` (None is this computer's), both included: a suggestion
    belongs to the day of its first event. `outcomes` are where suggestions stand now; one that was
    shown and has no end is unresolved, and one that never was shown has none. Raises ValueError
    when `last` is before `first`.
    """

    first: date | None = None
    last: date | None = None
    kinds: frozenset[Kind] = frozenset()
    outcomes: frozenset[Outcome] = frozenset()
    zone: tzinfo | None = None

    def __post_init__(self) -> None:
        if self.first is not None and self.last is not None and self.last < self.first:
            raise ValueError(f"{self.last} is before {self.first}. Swap the two days.")

    @property
    def picks(self) -> bool:
        """True when it leaves anything out."""
        return any((self.first, self.last, self.kinds, self.outcomes))

    def condition(self) -> tuple[str, list[Any]]:
        """An SQL condition on rows that have `session` and `suggestion_id`, and its values."""
        parts: list[str] = []
        values: list[Any] = []
        for sql, more in (self._states(), self._days()):
            if sql:
                parts.append(f"{_KEY} IN ({sql})")
                values += more
        return " AND ".join(parts) or "1", values

    def as_json(self) -> dict[str, Any]:
        """What the manifest says about it."""
        return {
            "from": None if self.first is None else self.first.isoformat(),
            "to": None if self.last is None else self.last.isoformat(),
            "classes": sorted(self.kinds),
            "outcomes": sorted(self.outcomes),
        }

    def _states(self) -> tuple[str, list[Any]]:
        wanted: list[str] = []
        values: list[Any] = []
        if self.kinds:
            wanted.append(f"kind IN ({', '.join('?' for _ in self.kinds)})")
            values += sorted(kind.value for kind in self.kinds)
        if self.outcomes:
            marks = ", ".join("?" for _ in self.outcomes)
            wanted.append(f"shown = 1 AND coalesce(outcome, 'unresolved') IN ({marks})")
            values += sorted(outcome.value for outcome in self.outcomes)
        if not wanted:
            return "", []
        return f"SELECT session, suggestion_id FROM states WHERE {' AND '.join(wanted)}", values

    def _days(self) -> tuple[str, list[Any]]:
        wanted: list[str] = []
        values: list[Any] = []
        if self.first is not None:
            wanted.append("min(wall) >= ?")
            values.append(self._stamp(self.first))
        if self.last is not None:
            wanted.append("min(wall) < ?")
            values.append(self._stamp(self.last + timedelta(days=1)))
        if not wanted:
            return "", []
        having = " AND ".join(wanted)
        return f"SELECT session, suggestion_id FROM events GROUP BY 1, 2 HAVING {having}", values

    def _stamp(self, day: date) -> str:
        """The beginning of a day as the log writes times."""
        begins = datetime.combine(day, time(), self.zone)
        return begins.astimezone(UTC).isoformat(timespec="milliseconds")


EVERYTHING = LogFilter()
