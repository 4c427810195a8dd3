"""The scored result of one set, as values and as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from suggest.evals.cases import Shape
from suggest.evals.figures import Bin, Interval, Row

MOST_POINTS = 240
"""Points of a curve that are kept; a plot shows no more."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its 95 % interval; `better` as in Measure."""

    name: str
    value: float | None
    interval: Interval | None = None
    better: int = 0
    places: int = 3

    def as_json(self) -> dict[str, Any]:
        """Rounded further down than is shown."""
        low, high = (self.interval.low, self.interval.high) if self.interval else (None, None)
        return {
            "name": self.name,
            "value": rounded(self.value),
            "low": rounded(low),
            "high": rounded(high),
            "better": self.better,
            "places": self.places,
        }


@dataclass(frozen=True, slots=True)
class Line:
    """One member of a group: how many, and its values under the group's columns."""

    name: str
    count: int
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Figures by class, rule, suggester, source or kind of edit; most frequent first."""

    title: str
    counted: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]

    def as_json(self) -> dict[str, Any]:
        """The lines keyed by name."""
        return {
            "title": self.title,
            "lines": [
                {"name": line.name, self.counted: line.count}
                | {c: rounded(v) for c, v in zip(self.columns, line.values, strict=True)}
                for line in self.lines
            ],
        }


@dataclass(frozen=True, slots=True)
class Plots:
    """What the page draws: named curves of (bar, share or rate), and bins by class."""

    curves: Mapping[str, tuple[Point, ...]] = field(default_factory=dict)
    coverage: Mapping[str, tuple[Point, ...]] = field(default_factory=dict)
    bins: Mapping[str, tuple[Bin, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SetResult:
    """Everything about one set; `rows` are the sums of each text, in order, for comparing runs."""

    name: str
    content: str
    shape: Shape
    sealed: bool
    notes: tuple[str, ...]
    counts: Mapping[str, int]
    figures: tuple[Figure, ...]
    groups: tuple[Group, ...]
    plots: Plots
    precision_at: Mapping[str, tuple[tuple[float, int, float], ...]]
    rows: tuple[Row, ...]

    def figure(self, name: str) -> float | None:
        """The value of the figure of that name; raises KeyError when there is none."""
        for figure in self.figures:
            if figure.name == name:
                return figure.value
        raise KeyError(name)

    def as_json(self) -> dict[str, Any]:
        """Figures and rows; no text of the set."""
        return {
            "name": self.name,
            "content": self.content,
            "shape": self.shape.value,
            "notes": list(self.notes),
            "counts": dict(self.counts),
            "figures": [figure.as_json() for figure in self.figures],
            "groups": [group.as_json() for group in self.groups],
            "precision_at": {
                name: [{"coverage": c, "marks": n, "share": rounded(s)} for c, n, s in points]
                for name, points in self.precision_at.items()
            },
            "reliability": {
                name: [
                    {"from": b.start, "marks": b.count}
                    | {"confidence": rounded(b.confidence), "share": rounded(b.share)}
                    | {"low": rounded(b.interval.low), "high": rounded(b.interval.high)}
                    for b in bins
                ]
                for name, bins in self.plots.bins.items()
            },
            "curves": {n: [list(p) for p in points] for n, points in self.plots.curves.items()},
            "rows": [list(row) for row in self.rows],
        }


def rounded(value: float | None) -> float | None:
    """Six places: short files, and no figure that is shown changes by rounding twice."""
    return None if value is None else round(value, 6)


def thinned(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """At most MOST_POINTS of the points, the ends among them."""
    if len(points) <= MOST_POINTS:
        return points
    step = (len(points) - 1) / (MOST_POINTS - 1)
    return tuple(points[round(number * step)] for number in range(MOST_POINTS))
