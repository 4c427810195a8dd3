"""Judges every text of a set by its shape: people's edits, clean texts or labelled posts."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from suggest.evals.cases import Shape
from suggest.evals.edits import EditCounts, EditJudge, EditVerdict, FoundEdit
from suggest.evals.figures import Draws, Row, ece, ratio
from suggest.evals.labels import FoundLabel, LabelCounts, LabelJudge, Worth
from suggest.evals.measures import CLEAN_FIELDS, EDIT_FIELDS, LABEL_FIELDS, MEASURES
from suggest.evals.results import Figure, Group, Line, Plots, SetResult, thinned
from suggest.evals.scoring import (
    Judgement,
    Parts,
    Task,
    confidence_figures,
    confidence_plots,
    coverages,
    mark_groups,
    ranked,
    reliability_groups,
    result,
    samples,
    total,
)
from suggest.values import Kind

_EDIT_OUTCOMES = ("agreed", "touched")
_LABEL_OUTCOMES = ("right", "alarm")
_BY_EDITS = (Kind.CORRECTNESS,)
"""Classes whose confidence is a chance of agreement: people who mend slips leave style alone."""


def score(task: Task) -> SetResult:
    """The result of one set. The texts must not be none."""
    draws = Draws(len(task.cases))
    judge = {Shape.EDITS: _edits, Shape.CLEAN: _clean, Shape.LABELS: _labels}[task.chosen.shape]
    return result(task, judge(task, draws), draws)


def _edits(task: Task, draws: Draws) -> Parts:
    rows: list[Row] = []
    every: list[Judgement] = []
    shown: list[Judgement] = []
    found: list[FoundEdit] = []
    for number, case in enumerate(task.cases):
        judge = EditJudge(case)
        marks = task.shown(number)
        verdicts = judge.verdicts(marks)
        counts = judge.counts(marks, verdicts)
        rows.append(_edit_row(counts, verdicts, case.words))
        shown += _judgements(number, verdicts)
        every += _judgements(number, judge.verdicts(task.marks(number)))
        found += counts.found
    whole = dict(zip(EDIT_FIELDS, total(rows), strict=True))
    touch = samples(every, 1)
    plots = confidence_plots(every, _EDIT_OUTCOMES, _BY_EDITS)
    return Parts(
        tuple(rows),
        {
            "texts": len(rows),
            "words": whole["words"],
            "human edits": whole["same"] + whole["missed"],
            "marks shown": whole["marks"],
            "marks at any confidence": len(every),
        },
        (
            *mark_groups(shown, _EDIT_OUTCOMES, draws),
            _sources(task, rows, Shape.EDITS, ("Agreed share", "Recall, exact", "F0.5, exact")),
            _human(found),
            *reliability_groups(plots, _EDIT_OUTCOMES[0]),
        ),
        (
            *confidence_figures(every, shown, draws),
            Figure("ECE, touch", ece(touch), draws.of_samples(touch, ece), 0),
        ),
        plots,
        coverages(every, _EDIT_OUTCOMES),
    )


def _edit_row(counts: EditCounts, verdicts: Sequence[EditVerdict], words: int) -> Row:
    return (
        counts.same,
        counts.beyond,
        counts.missed,
        sum(v.agree for v in verdicts),
        sum(v.touch for v in verdicts),
        sum(not v.neutral for v in verdicts),
        sum(edit.touched for edit in counts.found),
        len(counts.found),
        words,
        len(verdicts),
    )


def _judgements(case: int, verdicts: Iterable[EditVerdict]) -> list[Judgement]:
    return [Judgement(case, v.mark, (v.agree, v.touch)) for v in verdicts if not v.neutral]


def _human(found: Sequence[FoundEdit]) -> Group:
    """Share of people's edits that were found, by the kind of edit."""
    lines: list[Line] = []
    for name, members in groupby(sorted(found, key=lambda e: e.name), key=lambda e: e.name):
        held = list(members)
        same, touched = sum(e.same for e in held), sum(e.touched for e in held)
        lines.append(Line(name or "any", len(held), (same / len(held), touched / len(held))))
    return Group("human edit", "edits", ("same", "touched"), ranked(lines))


def _sources(task: Task, rows: Sequence[Row], shape: Shape, names: Sequence[str]) -> Group:
    """Some of the measures by the source of the text."""
    members: dict[str, list[Row]] = {}
    for case, row in zip(task.cases, rows, strict=True):
        members.setdefault(case.source, []).append(row)
    chosen = [measure for measure in MEASURES[shape] if measure.name in names]
    lines = (
        Line(name, len(held), tuple(m.of(total(held)) for m in chosen))
        for name, held in members.items()
    )
    return Group("source", "texts", tuple(m.name for m in chosen), ranked(lines))


def _clean(task: Task, draws: Draws) -> Parts:
    rows: list[Row] = []
    shown: list[Judgement] = []
    confidences: list[float] = []
    for number, case in enumerate(task.cases):
        changing = [
            mark
            for mark in task.marks(number)
            if mark.replacement is None
            or case.text[mark.span.start : mark.span.end] != mark.replacement
        ]
        marks = [mark for mark in changing if task.choice.shows(mark)]
        rows.append((len(marks), case.words, int(not marks), 1))
        shown += [Judgement(number, mark, ()) for mark in marks]
        confidences += [mark.confidence for mark in changing]
    whole = dict(zip(CLEAN_FIELDS, total(rows), strict=True))
    names = tuple(measure.name for measure in MEASURES[Shape.CLEAN])
    return Parts(
        tuple(rows),
        {"texts": len(rows), "words": whole["words"], "marks shown": whole["marks"]},
        (*_alarm_groups(shown, whole["words"]), _sources(task, rows, Shape.CLEAN, names)),
        plots=_alarms_by_bar(confidences, whole["words"]),
    )


def _alarm_groups(shown: Sequence[Judgement], words: int) -> list[Group]:
    """How often each class, rule and suggester speaks on texts that are right."""
    groups: list[Group] = []
    for title in ("class", "rule", "suggester"):
        counts: dict[str, int] = {}
        for mark in (item.mark for item in shown):
            name = {"class": mark.kind.value, "rule": mark.rule}.get(title, mark.maker)
            counts[name] = counts.get(name, 0) + 1
        rates = (Line(name, n, (_per_thousand(n, words),)) for name, n in counts.items())
        groups.append(Group(title, "marks", ("per 1,000 words",), ranked(rates)))
    return groups


def _per_thousand(count: int, words: int) -> float | None:
    share = ratio(count, words)
    return None if share is None else 1000 * share


def _alarms_by_bar(confidences: Sequence[float], words: int) -> Plots:
    """Marks per 1,000 words if all classes had one bar."""
    points: list[tuple[float, float]] = []
    highest_first = sorted(confidences, reverse=True)
    for number, bar in enumerate(highest_first, start=1):
        if number == len(highest_first) or highest_first[number] < bar:
            points.append((bar, _per_thousand(number, words) or 0.0))
    return Plots({"marks per 1,000 words": thinned(tuple(points))} if points else {})


def _labels(task: Task, draws: Draws) -> Parts:
    rows: list[Row] = []
    every: list[Judgement] = []
    shown: list[Judgement] = []
    found: list[FoundLabel] = []
    for number, case in enumerate(task.cases):
        judge = LabelJudge(case, task.choice.kinds)
        counts = judge.judge(task.shown(number))
        clean = case.labels is not None and not case.labels.must
        rows.append(_label_row(counts, case.words, clean=clean))
        shown += _label_judgements(number, counts)
        every += _label_judgements(number, judge.judge(task.marks(number)))
        found += counts.found
    whole = dict(zip(LABEL_FIELDS, total(rows), strict=True))
    plots = confidence_plots(every, _LABEL_OUTCOMES[:1])
    names = ("Must marks, right first", "Silent clean posts", "False alarms per 1,000 words")
    return Parts(
        tuple(rows),
        {
            "texts": len(rows),
            "words": whole["words"],
            "must marks": whole["must"],
            "never marks": whole["never"],
            "clean posts": whole["clean"],
            "marks shown": whole["marks"],
            "marks at any confidence": len(every),
        },
        (
            *mark_groups(shown, _LABEL_OUTCOMES, draws),
            _sources(task, rows, Shape.LABELS, names),
            _musts(found),
            *reliability_groups(plots, _LABEL_OUTCOMES[0]),
        ),
        confidence_figures(every, shown, draws),
        plots,
        coverages(every, _LABEL_OUTCOMES[:1]),
    )


def _label_row(counts: LabelCounts, words: int, *, clean: bool) -> Row:
    worth = [verdict.worth for verdict in counts.verdicts]
    marks = len(worth)
    return (
        len(counts.found),
        sum(label.met for label in counts.found),
        sum(label.right for label in counts.found),
        counts.nevers,
        counts.hit,
        worth.count(Worth.RIGHT),
        marks - worth.count(Worth.FREE),
        worth.count(Worth.ALARM),
        words,
        int(clean),
        int(clean and not marks),
        marks if clean else 0,
        words if clean else 0,
        marks,
    )


def _label_judgements(case: int, counts: LabelCounts) -> list[Judgement]:
    return [
        Judgement(case, v.mark, (v.worth is Worth.RIGHT, v.worth is Worth.ALARM))
        for v in counts.verdicts
        if v.worth is not Worth.FREE
    ]


def _musts(found: Sequence[FoundLabel]) -> Group:
    """Share of must-mark labels that were found, by their class."""
    members: dict[str, list[FoundLabel]] = {}
    for item in found:
        kind = item.label.kind
        members.setdefault(kind.value if kind else "any", []).append(item)
    lines = (
        Line(
            name,
            len(held),
            (sum(f.right for f in held) / len(held), sum(f.met for f in held) / len(held)),
        )
        for name, held in members.items()
    )
    return Group("label", "labels", ("right first", "marked"), ranked(lines))
