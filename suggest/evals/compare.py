"""Compares two runs over the same sets, with paired intervals where the texts are the same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from suggest.errors import StetError
from suggest.evals.cases import Shape
from suggest.evals.figures import Draws, Interval, Row
from suggest.evals.measures import ALARMS, FIELDS, MEASURES, PER_1000
from suggest.evals.run import FORMAT

MOST_NOISE = 0.10
"""By how much a change that claims a gain may raise the marks on texts that are right."""


class BadRun(StetError):
    """A run that cannot be read or compared."""


@dataclass(frozen=True, slots=True)
class Change:
    """One figure in both runs; `interval` is of the difference, None when it is not known."""

    name: str
    before: float | None
    after: float | None
    interval: Interval | None
    better: int
    places: int

    @property
    def difference(self) -> float | None:
        """After minus before."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before

    @property
    def verdict(self) -> str:
        """ "better" or "worse" when the interval leaves zero out, else ""."""
        if self.interval is None or not self.better:
            return ""
        if self.interval.low <= 0 <= self.interval.high:
            return ""
        return "better" if (self.interval.low > 0) == (self.better > 0) else "worse"


@dataclass(frozen=True, slots=True)
class SetChange:
    """All figures of a set that both runs hold."""

    name: str
    notes: tuple[str, ...]
    changes: tuple[Change, ...]


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[SetChange, ...]:
    """The sets that both runs hold, by name. Raises BadRun when there is none."""
    try:
        if {before["format"], after["format"]} != {FORMAT}:
            raise BadRun("One of the runs was written by another version of Stet. Run it again.")
        old = {entry["name"]: entry for entry in before["sets"]}
        shared = [(old[e["name"]], e) for e in after["sets"] if e["name"] in old]
        same_choice = before["choice"] == after["choice"]
        changes = tuple(_set_change(first, second, same_choice) for first, second in shared)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError):
        raise BadRun("One of the files is not a run of stet eval, or it is damaged.") from None
    if not changes:
        raise BadRun("The runs share no set, so there is nothing to compare.")
    return changes


def _set_change(
    before: Mapping[str, Any], after: Mapping[str, Any], same_choice: bool
) -> SetChange:
    shape = Shape(after["shape"])
    same_texts = before["content"] == after["content"] and len(before["rows"]) == len(after["rows"])
    paired = dict(_paired(shape, before["rows"], after["rows"])) if same_texts else {}
    old = {figure["name"]: _value(figure) for figure in before["figures"]}
    changes = tuple(
        Change(
            figure["name"],
            old.get(figure["name"]),
            _value(figure),
            paired.get(figure["name"]),
            int(figure["better"]),
            int(figure["places"]),
        )
        for figure in after["figures"]
    )
    notes: list[str] = []
    if not same_texts:
        notes.append("The texts differ between the runs, so differences may come from them.")
    if not same_choice:
        notes.append("The runs were made with different options.")
    return SetChange(after["name"], (*notes, *_noise(shape, changes)), changes)


def _value(figure: Mapping[str, Any]) -> float | None:
    return None if figure["value"] is None else float(figure["value"])


def _paired(
    shape: Shape, before: Sequence[Sequence[int]], after: Sequence[Sequence[int]]
) -> Iterator[tuple[str, Interval]]:
    width = len(FIELDS[shape])
    rows: tuple[list[Row], list[Row]] = ([], [])
    for held, given in zip(rows, (before, after), strict=True):
        for row in given:
            if len(row) != width:
                raise ValueError("a row has another width")
            held.append(tuple(int(value) for value in row))
    draws = Draws(len(rows[0]))
    for measure in MEASURES[shape]:
        interval = draws.change(rows[0], rows[1], measure.of)
        if interval is not None:
            yield measure.name, interval


def _noise(shape: Shape, changes: Sequence[Change]) -> Iterator[str]:
    """A warning when texts that are right got more marks than a gain may cost."""
    names = {Shape.CLEAN: PER_1000, Shape.LABELS: ALARMS}
    for change in changes:
        if change.name == names.get(shape) and change.before is not None and change.after:
            limit = f"a gain elsewhere may cost {MOST_NOISE:.0%} at most."
            if not change.before:
                yield f"{change.name} rose from none; {limit}"
            elif change.after / change.before - 1 > MOST_NOISE:
                yield f"{change.name} rose by {change.after / change.before - 1:.0%}; {limit}"
