"""What the insights window shows: plain numbers, and rates that wait until there is enough to say.

A suggestion has an *outcome* once the writer answered it or passed it over (ignored). Marks that
nobody looked at or that were taken back have none and count in no rate.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from suggest.values import Kind

ENOUGH = 20
"""Outcomes of a kind before a rate is quoted; each rate needs as many of what it is a share of."""


class Period(StrEnum):
    """Which suggestions count, by the day on which they were shown."""

    WEEK = "week"
    MONTH = "month"
    ALL = "all"

    @property
    def days(self) -> int | None:
        """How far back it reaches; None without end."""
        return {"week": 7, "month": 30}.get(self.value)


class Step(StrEnum):
    """The steps from text to a change that stays, in order."""

    READ = "read"
    PROPOSED = "proposed"
    PASSED = "passed"
    SHOWN = "shown"
    OPENED = "opened"
    ACCEPTED = "accepted"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """How many came so far."""

    step: Step
    count: int


@dataclass(frozen=True, slots=True)
class Rates:
    """What became of the suggestions of one group.

    `accepted` were taken over, as they were or edited, or confirmed; `reverted` are those of them
    that were undone within two minutes. `looked` were looked at again, ten minutes later or when
    the draft was closed before that, and `kept` were still there. `decide_ms` is a median.
    """

    name: str
    shown: int = 0
    outcomes: int = 0
    accepted: int = 0
    looked: int = 0
    kept: int = 0
    reverted: int = 0
    dismissed: int = 0
    ignored: int = 0
    decide_ms: int | None = None

    @property
    def enough(self) -> bool:
        """True when there are outcomes enough for rates."""
        return self.outcomes >= ENOUGH

    @property
    def acceptance(self) -> float | None:
        """Accepted of all outcomes; None while there are too few."""
        return self._rate(self.accepted, self.outcomes)

    @property
    def kept_rate(self) -> float | None:
        """Still there of those looked at again; None while there are too few."""
        return self._rate(self.kept, self.looked)

    @property
    def regret(self) -> float | None:
        """Undone soon of all accepted; None while there are too few."""
        return self._rate(self.reverted, self.accepted)

    @property
    def dismissal(self) -> float | None:
        """Dismissed of all outcomes; None while there are too few."""
        return self._rate(self.dismissed, self.outcomes)

    @property
    def silence(self) -> float | None:
        """Ignored of all outcomes; None while there are too few."""
        return self._rate(self.ignored, self.outcomes)

    def _rate(self, part: int, whole: int) -> float | None:
        return part / whole if whole >= ENOUGH else None


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Suggestions of similar confidence: what was said, what came true, and a 95 % interval."""

    count: int
    said: float
    kept: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """How well the confidence told the answers; errors are None while there are too few.

    `error` is the expected calibration error over ten equal bins, `brier` the mean squared error.
    """

    count: int
    bins: Sequence[CalibrationBin] = ()
    error: float | None = None
    brier: float | None = None


@dataclass(frozen=True, slots=True)
class DecideBin:
    """Answers that took less than `below_ms` and no less than the bin before; None has no end."""

    below_ms: int | None
    count: int


@dataclass(frozen=True, slots=True)
class Week:
    """One week from its Monday (UTC)."""

    monday: date
    words: int
    rates: Rates


@dataclass(frozen=True, slots=True)
class Spent:
    """What the models' answers took that led to proposals; `costs` are amounts by currency."""

    requests: int = 0
    tokens: int = 0
    costs: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True, slots=True)
class InsightsReport:
    """All figures of one period; `rules` and the other groups are most shown first."""

    period: Period
    made: datetime
    funnel: Sequence[FunnelStep]
    words: int
    all: Rates
    kinds: Sequence[tuple[Kind, Rates]]
    rules: Sequence[Rates]
    models: Sequence[Rates]
    prompts: Sequence[Rates]
    calibration: Calibration
    decide: Sequence[DecideBin]
    weeks: Sequence[Week]
    spent: Spent
    used: bool
    """Whether anything was ever proposed, in this period or before it."""

    @property
    def empty(self) -> bool:
        """True while nothing was ever proposed or read in the period."""
        return not any(step.count for step in self.funnel)

    @property
    def per_100_words(self) -> float | None:
        """Marks shown in 100 words that were read; None when no words were counted."""
        return 100 * self.all.shown / self.words if self.words else None

    @property
    def cost_per_kept(self) -> tuple[float, str] | None:
        """Money and its currency for one suggestion of a model that was accepted and not undone.

        None while there are too few outcomes of models, none of them was kept, or there is no price
        or more than one currency.
        """
        kept = self._paid_and_kept
        if not kept or len(self.spent.costs) != 1:
            return None
        ((amount, currency),) = self.spent.costs
        return amount / kept, currency

    @property
    def tokens_per_kept(self) -> float | None:
        """As `cost_per_kept`, in tokens; None also when no tokens were counted."""
        kept = self._paid_and_kept
        return self.spent.tokens / kept if kept and self.spent.tokens else None

    @property
    def _paid_and_kept(self) -> int:
        paid = [rates for rates in self.models if rates.name]
        enough = sum(rates.outcomes for rates in paid) >= ENOUGH
        return sum(rates.accepted - rates.reverted for rates in paid) if enough else 0
