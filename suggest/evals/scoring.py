"""Scores the answers to one set: figures with intervals, groups and plots."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from suggest.evals.cases import Answer, Case, Choice, EvalMark, EvalSet
from suggest.evals.figures import (
    BINS,
    Bin,
    Draws,
    Row,
    Sample,
    auroc,
    brier,
    curve,
    ece,
    mean_confidence,
    precision_at,
    reliability,
)
from suggest.evals.measures import MEASURES
from suggest.evals.results import Figure, Group, Line, Plots, Point, SetResult, thinned
from suggest.values import Kind


@dataclass(frozen=True, slots=True)
class Judgement:
    """One mark that counts: where, whose, and what became of it in order of the outcomes."""

    case: int
    mark: EvalMark
    outcome: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """A set with the chosen texts and the answers to them."""

    chosen: EvalSet
    choice: Choice
    cases: tuple[Case, ...]
    answers: tuple[Answer, ...]

    def marks(self, number: int) -> list[EvalMark]:
        """All marks of chosen classes on a text, at any confidence."""
        return [mark for mark in self.answers[number].marks if self.choice.counts(mark)]

    def shown(self, number: int) -> list[EvalMark]:
        """Those among them that would be on screen."""
        return [mark for mark in self.marks(number) if self.choice.shows(mark)]


@dataclass(frozen=True, slots=True)
class Parts:
    """What judging one shape of set found; the rest of the result follows from it."""

    rows: tuple[Row, ...]
    counts: Mapping[str, int]
    groups: tuple[Group, ...]
    more: tuple[Figure, ...] = ()
    plots: Plots = field(default_factory=Plots)
    precision_at: Mapping[str, tuple[tuple[float, int, float], ...]] = field(default_factory=dict)


def result(task: Task, parts: Parts, draws: Draws) -> SetResult:
    """The whole result of a set."""
    shape = task.chosen.shape
    rows = dict(enumerate(parts.rows))
    whole = total(parts.rows)
    figures = [
        Figure(m.name, m.of(whole), draws.interval(rows, m.of), m.better, m.places)
        for m in MEASURES[shape]
    ]
    return SetResult(
        name=task.chosen.name,
        content=task.chosen.content,
        shape=shape,
        sealed=task.chosen.sealed,
        notes=task.chosen.notes,
        counts=parts.counts,
        figures=(*figures, *parts.more, _cpu(task, draws)),
        groups=parts.groups,
        plots=parts.plots,
        precision_at=parts.precision_at,
        rows=parts.rows,
    )


def total(rows: Iterable[Row]) -> Row:
    """The sum of rows."""
    return tuple(sum(column) for column in zip(*rows, strict=True))


def confidence_figures(
    every: Sequence[Judgement], shown: Sequence[Judgement], draws: Draws
) -> tuple[Figure, ...]:
    """How true the stated confidence is, over all marks at any bar and over the shown ones."""
    all_of, of_shown = samples(every, 0), samples(shown, 0)

    def figure(
        name: str,
        measure: Callable[[Sequence[Sample]], float | None],
        held: Sequence[Sample],
        better: int = -1,
    ) -> Figure:
        return Figure(name, measure(held), draws.of_samples(held, measure), better)

    return (
        figure("ECE", ece, all_of),
        figure("ECE, shown marks", ece, of_shown),
        figure("Mean confidence, shown marks", mean_confidence, of_shown, 0),
        figure("Brier score", brier, all_of),
        figure("AUROC", auroc, all_of, 1),
    )


def samples(judged: Iterable[Judgement], outcome: int) -> list[Sample]:
    """Confidence against one of the outcomes."""
    return [Sample(j.mark.confidence, j.outcome[outcome], j.case) for j in judged]


def confidence_plots(
    every: Sequence[Judgement], names: Sequence[str], kinds: Collection[Kind] = tuple(Kind)
) -> Plots:
    """Share right by bar and by coverage for each outcome, and bins of each of these classes."""
    bins: dict[str, tuple[Bin, ...]] = {}
    for kind in sorted({j.mark.kind for j in every} & set(kinds)):
        bins[kind.value] = reliability(samples((j for j in every if j.mark.kind is kind), 0))
    curves: dict[str, tuple[Point, ...]] = {}
    coverage: dict[str, tuple[Point, ...]] = {}
    for number, name in enumerate(names):
        points = curve(samples(every, number))
        curves[name] = thinned(tuple((bar, share) for bar, _, share in points))
        coverage[name] = thinned(tuple((marks / len(every), share) for _, marks, share in points))
    return Plots(curves, coverage, bins)


def reliability_groups(plots: Plots, outcome: str) -> tuple[Group, ...]:
    """The bins of each class as a table."""
    columns = ("stated", outcome, "low", "high")
    return tuple(
        Group(
            f"confidence, {name}",
            "marks",
            columns,
            tuple(
                Line(
                    f"{b.start:.1f} to {b.start + 1 / BINS:.1f}",
                    b.count,
                    (b.confidence, b.share, b.interval.low, b.interval.high),
                )
                for b in bins
            ),
        )
        for name, bins in plots.bins.items()
    )


def coverages(
    every: Sequence[Judgement], names: Sequence[str]
) -> dict[str, tuple[tuple[float, int, float], ...]]:
    """Share right among the most confident 5, 10, 25, 50, 75 and 100 %."""
    return {name: precision_at(samples(every, number)) for number, name in enumerate(names)}


def mark_groups(
    judged: Sequence[Judgement], columns: tuple[str, ...], draws: Draws
) -> tuple[Group, ...]:
    """Shares of the outcomes by class, rule and suggester, the first with its interval."""
    by: tuple[tuple[str, Callable[[EvalMark], str]], ...] = (
        ("class", lambda mark: mark.kind.value),
        ("rule", lambda mark: mark.rule),
        ("suggester", lambda mark: mark.maker),
    )
    titles = (columns[0], "low", "high", *columns[1:])
    groups: list[Group] = []
    for title, key in by:
        members: dict[str, list[Judgement]] = {}
        for item in judged:
            members.setdefault(key(item.mark), []).append(item)
        lines = (_line(name, held, draws) for name, held in members.items())
        groups.append(Group(title, "marks", titles, ranked(lines)))
    return tuple(groups)


def ranked(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Most frequent first."""
    return tuple(sorted(lines, key=lambda line: (-line.count, line.name)))


def _line(name: str, held: Sequence[Judgement], draws: Draws) -> Line:
    shares = [sum(j.outcome[i] for j in held) / len(held) for i in range(len(held[0].outcome))]
    rows: dict[int, Row] = {}
    for item in held:
        right, count = rows.get(item.case, (0, 0))
        rows[item.case] = (right + item.outcome[0], count + 1)
    middle = draws.interval(rows, lambda row: row[0] / row[1] if row[1] else shares[0])
    ends = (middle.low, middle.high) if middle else (None, None)
    return Line(name, len(held), (shares[0], *ends, *shares[1:]))


def _cpu(task: Task, draws: Draws) -> Figure:
    """Milliseconds a thousand words; microseconds as whole numbers inside."""
    rows = {
        number: (round(answer.cpu * 1e6), case.all_words)
        for number, (case, answer) in enumerate(zip(task.cases, task.answers, strict=True))
    }

    def per_thousand(row: Row) -> float | None:
        return row[0] / row[1] if row[1] else None

    whole = per_thousand(total(rows.values()))
    return Figure("CPU ms per 1,000 words", whole, draws.interval(rows, per_thousand), -1, 0)
