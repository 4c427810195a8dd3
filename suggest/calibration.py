"""From raw scores to the probability that the writer accepts, and the shipped bars."""

import json
import math
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from suggest.errors import BadResource
from suggest.grading import FeatureGrader, Model, Rate, has_record
from suggest.policy import Bars
from suggest.values import Grade, Kind, Proposal

MOST = 0.98
LEAST = 0.001


class TableCalibration:
    """Linear between the points (score, confidence) of a class.

    A class without points and a proposal graded by its record carry true log odds already.
    """

    def __init__(self, points: Mapping[Kind, tuple[tuple[float, float], ...]]) -> None:
        self._points = dict(points)

    def confidence(self, proposal: Proposal, grade: Grade) -> float:
        """A probability between 0.001 and 0.98."""
        points = () if has_record(proposal) else self._points.get(proposal.kind, ())
        value = interpolated(points, grade.score) if points else probability(grade.score)
        return min(MOST, max(LEAST, value))


@dataclass(frozen=True, slots=True)
class Confidence:
    """Everything that confidence.json holds."""

    grader: FeatureGrader
    calibration: TableCalibration
    bars: Mapping[Kind, Bars]


def load_confidence(path: Path, frequencies: Mapping[str, float]) -> Confidence:
    """Reads what scripts/train_confidence.py derived. Raises BadResource."""
    try:
        data = json.loads(path.read_text("utf-8"))
        return read_confidence(data, frequencies)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadResource(f"The confidence table cannot be read: {error}") from error


def read_confidence(data: Mapping[str, Any], frequencies: Mapping[str, float]) -> Confidence:
    """The stations behind the table. Raises KeyError, ValueError, TypeError or
    AttributeError where it has another shape."""
    model = Model(
        float(data["bias"]),
        {str(name): float(weight) for name, weight in data["weights"].items()},
        {str(rule): Rate(float(odds), float(seen)) for rule, (odds, seen) in data["rates"].items()},
        Rate(*map(float, data["unknown"])),
    )
    entries = {str(rule): float(odds) for rule, odds in data["entries"].items()}
    points = {
        Kind(kind): tuple((float(x), float(y)) for x, y in table)
        for kind, table in data["points"].items()
    }
    bars = {Kind(kind): Bars(*map(float, values)) for kind, values in data["bars"].items()}
    if set(bars) != set(Kind):
        raise ValueError("a class has no bars")
    sizes = {str(name): float(weight) for name, weight in data.get("sizes", {}).items()}
    quiet = data.get("quiet")
    told = None if quiet is None else float(quiet)
    grader = FeatureGrader(model, entries, frequencies, sizes, told)
    return Confidence(grader, TableCalibration(points), bars)


def interpolated(points: tuple[tuple[float, float], ...], score: float) -> float:
    """The value at `score` on the line through the points, level beyond both ends."""
    at = bisect_right([x for x, _ in points], score)
    if at == 0:
        return points[0][1]
    if at == len(points):
        return points[-1][1]
    (x0, y0), (x1, y1) = points[at - 1], points[at]
    return y0 + (y1 - y0) * (score - x0) / (x1 - x0) if x1 > x0 else y1


def probability(score: float) -> float:
    """The probability with these log odds."""
    return 1 / (1 + math.exp(-score)) if score > -700 else 0.0
