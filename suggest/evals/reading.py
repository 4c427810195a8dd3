"""Lines for reading by hand: every shown mark with its verdict, and everything that was missed."""

from collections.abc import Iterator
from typing import Any

from suggest.evals.cases import Case, EvalMark, Shape
from suggest.evals.edits import EditJudge, EditVerdict
from suggest.evals.labels import LabelJudge
from suggest.evals.scoring import Task
from suggest.values import Span

AROUND = 60
"""Code points of context on each side."""


def to_read(task: Task) -> Iterator[dict[str, Any]]:
    """One row a mark or miss, with text around it; not for sealed sets."""
    for number, case in enumerate(task.cases):
        marks = task.shown(number)
        if task.chosen.shape is Shape.EDITS:
            yield from _edits(case, marks)
        elif task.chosen.shape is Shape.LABELS:
            yield from _labels(case, marks, task)
        else:
            yield from (_row(case, mark, "alarm") for mark in marks)


def _edits(case: Case, marks: list[EvalMark]) -> Iterator[dict[str, Any]]:
    judge = EditJudge(case)
    verdicts = judge.verdicts(marks)
    yield from (_row(case, verdict.mark, _verdict(verdict)) for verdict in verdicts)
    for edit in judge.counts(marks, verdicts).found:
        if not edit.same:
            verdict = "missed, touched" if edit.touched else "missed"
            yield _place(case, edit.place, verdict) | {"wanted": [edit.wanted], "class": edit.name}


def _verdict(verdict: EditVerdict) -> str:
    if verdict.agree:
        return "agreed"
    if verdict.touch:
        return "touched"
    return "neutral" if verdict.neutral else "alarm"


def _labels(case: Case, marks: list[EvalMark], task: Task) -> Iterator[dict[str, Any]]:
    counts = LabelJudge(case, task.choice.kinds).judge(marks)
    for verdict in counts.verdicts:
        worth = verdict.worth.value + (", never mark" if verdict.tempted else "")
        yield _row(case, verdict.mark, worth)
    for found in counts.found:
        if not found.right:
            verdict_name = "missed, touched" if found.met else "missed"
            wanted = {"wanted": list(found.label.replacements)}
            kind = found.label.kind
            name = {"class": kind.value if kind else ""}
            yield _place(case, found.label.span, verdict_name) | wanted | name


def _row(case: Case, mark: EvalMark, verdict: str) -> dict[str, Any]:
    return _place(case, mark.span, verdict) | mark.as_json()


def _place(case: Case, span: Span, verdict: str) -> dict[str, Any]:
    text = case.text
    return {
        "id": case.id,
        "verdict": verdict,
        "start": span.start,
        "end": span.end,
        "original": text[span.start : span.end],
        "before": text[max(0, span.start - AROUND) : span.start],
        "after": text[span.end : span.end + AROUND],
    }
