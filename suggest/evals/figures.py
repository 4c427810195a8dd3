"""Figures over judged marks: ratios, calibration, ranking and bootstrap intervals."""

import random
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from suggest.intervals import wilson

DRAWS = 400
SEED = 7
BINS = 10
COVERAGES = (0.05, 0.1, 0.25, 0.5, 0.75, 1.0)

Row = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """A stated confidence and whether it came true; `case` numbers the text it stands in."""

    confidence: float
    right: bool
    case: int = 0


@dataclass(frozen=True, slots=True)
class Interval:
    """95 % interval: by bootstrap over texts, of a bin after Wilson."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Samples of one tenth of the confidence scale, from `start`; `interval` is of the share."""

    start: float
    count: int
    confidence: float
    share: float
    interval: Interval


def ratio(part: float, whole: float) -> float | None:
    """part / whole, None for nothing in nothing."""
    return part / whole if whole else None


def f_half(precision: float | None, recall: float | None) -> float | None:
    """F0.5: precision counts twice as much as recall. None when both are unknown."""
    if precision is None and recall is None:
        return None
    p, r = precision or 0.0, recall or 0.0
    return 1.25 * p * r / (0.25 * p + r) if p + r else 0.0


def reliability(samples: Sequence[Sample]) -> tuple[Bin, ...]:
    """Mean confidence and share of right ones in each tenth that holds samples."""
    bins: dict[int, list[Sample]] = {}
    for sample in samples:
        bins.setdefault(min(BINS - 1, int(sample.confidence * BINS)), []).append(sample)
    return tuple(
        Bin(
            number / BINS,
            len(held),
            sum(s.confidence for s in held) / len(held),
            sum(s.right for s in held) / len(held),
            Interval(*wilson(sum(s.right for s in held), len(held))),
        )
        for number, held in sorted(bins.items())
    )


def ece(samples: Sequence[Sample]) -> float | None:
    """Expected calibration error over tenths of confidence."""
    if not samples:
        return None
    gaps = (b.count / len(samples) * abs(b.confidence - b.share) for b in reliability(samples))
    return sum(gaps)


def brier(samples: Sequence[Sample]) -> float | None:
    """Mean squared distance between confidence and outcome."""
    return ratio(sum((s.confidence - s.right) ** 2 for s in samples), len(samples))


def mean_confidence(samples: Sequence[Sample]) -> float | None:
    """Mean of the stated confidences."""
    return ratio(sum(s.confidence for s in samples), len(samples))


def auroc(samples: Sequence[Sample]) -> float | None:
    """Chance that a right mark is ranked above a wrong one; None without both or any difference."""
    right = [s.confidence for s in samples if s.right]
    wrong = sorted(s.confidence for s in samples if not s.right)
    if not right or not wrong or len({s.confidence for s in samples}) < 2:
        return None
    wins = 0.0
    for value in right:  # ties count half
        below = bisect_left(wrong, value)
        wins += below + 0.5 * (bisect_right(wrong, value) - below)
    return wins / (len(right) * len(wrong))


def precision_at(samples: Sequence[Sample]) -> tuple[tuple[float, int, float], ...]:
    """(coverage, marks, share right) of the most confident marks; ties count in expectation."""
    points: list[tuple[float, int, float]] = []
    ranked = sorted(samples, key=lambda s: -s.confidence)
    for coverage in COVERAGES:
        taken = max(1, round(coverage * len(ranked))) if ranked else 0
        if taken:
            least = ranked[taken - 1].confidence
            above = [s.right for s in ranked if s.confidence > least]
            tied = [s.right for s in ranked if s.confidence == least]
            share = (sum(above) + (taken - len(above)) * sum(tied) / len(tied)) / taken
            points.append((coverage, taken, share))
    return tuple(points)


def curve(samples: Sequence[Sample]) -> tuple[tuple[float, int, float], ...]:
    """(bar, marks at or above it, share of them right) for every confidence that occurs."""
    points: list[tuple[float, int, float]] = []
    right = 0
    ranked = sorted(samples, key=lambda s: -s.confidence)
    for number, sample in enumerate(ranked, start=1):
        right += sample.right
        if number == len(ranked) or ranked[number].confidence < sample.confidence:
            points.append((sample.confidence, number, right / number))
    return tuple(points)


class Draws:
    """Bootstrap over texts: how often each text is in each draw. The same for equal counts."""

    def __init__(self, texts: int, draws: int = DRAWS, seed: int = SEED) -> None:
        self.texts = texts
        self._weights: list[list[int]] = []
        source = random.Random(seed)
        for _ in range(draws if texts else 0):
            weights = [0] * texts
            for _ in range(texts):
                weights[source.randrange(texts)] += 1
            self._weights.append(weights)

    def interval(
        self, rows: Mapping[int, Row], measure: Callable[[Row], float | None]
    ) -> Interval | None:
        """Of a measure of summed rows, which are keyed by the number of their text."""
        if not rows or not self._weights:
            return None
        return self._middle([measure(self._summed(rows, weights)) for weights in self._weights])

    def change(
        self, before: Sequence[Row], after: Sequence[Row], measure: Callable[[Row], float | None]
    ) -> Interval | None:
        """Of the difference of a measure between two runs over the same texts."""
        first, second = dict(enumerate(before)), dict(enumerate(after))
        if not first or len(first) != len(second) or not self._weights:
            return None
        changes: list[float | None] = []
        for weights in self._weights:
            old = measure(self._summed(first, weights)) or 0.0
            changes.append((measure(self._summed(second, weights)) or 0.0) - old)
        return self._middle(changes)

    def of_samples(
        self, samples: Sequence[Sample], measure: Callable[[Sequence[Sample]], float | None]
    ) -> Interval | None:
        """Of a measure of the samples themselves, each drawn as often as its text."""
        if not samples or not self._weights:
            return None
        values: list[float | None] = []
        for weights in self._weights:
            drawn = [s for s in samples for _ in range(weights[s.case])]
            values.append(measure(drawn))
        return self._middle(values)

    @staticmethod
    def _summed(rows: Mapping[int, Row], weights: Sequence[int]) -> Row:
        drawn = [(weights[case], row) for case, row in rows.items() if weights[case]]
        if not drawn:
            return (0,) * len(next(iter(rows.values())))
        columns = zip(*(row for _, row in drawn), strict=True)
        times = [weight for weight, _ in drawn]
        return tuple(
            sum(t * value for t, value in zip(times, column, strict=True)) for column in columns
        )

    @staticmethod
    def _middle(values: Sequence[float | None]) -> Interval:
        ranked = sorted(value or 0.0 for value in values)
        return Interval(ranked[int(0.025 * len(ranked))], ranked[int(0.975 * len(ranked)) - 1])
