"""The writer's track record: how often marks of a rule, or of a kind, were kept."""

from collections.abc import Iterable
from dataclasses import dataclass

from suggest.feedback.definitions import RULE_OUTCOMES, counts
from suggest.values import Dismissal, Kind, Outcome


@dataclass(frozen=True, slots=True)
class Tally:
    """So many suggestions of a rule ended this way."""

    rule: str
    kind: Kind
    outcome: Outcome
    dismissal: Dismissal | None
    number: int


class TrackRecord:
    """Counts of (kept, decided), begun with what the log knows and kept up to date."""

    def __init__(self, past: Iterable[Tally] = ()) -> None:
        self._rules: dict[str, tuple[int, int]] = {}
        self._kinds: dict[Kind, tuple[int, int]] = {}
        for tally in past:
            kept, decided = counts(tally.outcome, tally.dismissal)
            self._add(tally.rule, tally.kind, kept * tally.number, decided * tally.number)

    def moved(self, rule: str, kind: Kind, before: tuple[int, int], after: tuple[int, int]) -> None:
        """One suggestion changed from adding `before` to adding `after`."""
        self._add(rule, kind, after[0] - before[0], after[1] - before[1])

    def of(self, rule: str, kind: Kind) -> tuple[int, int]:
        """(kept, decided) of the rule if it has 20 answers, else of the kind."""
        own = self._rules.get(rule, (0, 0))
        return own if own[1] >= RULE_OUTCOMES else self._kinds.get(kind, (0, 0))

    def _add(self, rule: str, kind: Kind, kept: int, decided: int) -> None:
        self._rules[rule] = _sum(self._rules.get(rule, (0, 0)), kept, decided)
        self._kinds[kind] = _sum(self._kinds.get(kind, (0, 0)), kept, decided)


def _sum(old: tuple[int, int], kept: int, decided: int) -> tuple[int, int]:
    """Never below nothing: an answer given before the record was erased may still change."""
    decided = max(0, old[1] + decided)
    return min(max(0, old[0] + kept), decided), decided
