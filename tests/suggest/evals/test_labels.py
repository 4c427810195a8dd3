"""Labelled posts: marks are judged by the text they leave, wherever their ends are."""

import pytest

from suggest.evals.cases import Answer, Case, Choice, EvalMark, EvalSet, Label, Labels, Shape
from suggest.evals.labels import LabelJudge, Worth
from suggest.evals.scoring import Task
from suggest.evals.shapes import score
from suggest.values import Kind, Span
from tests.fakes.evals import answer, mark

TEXT = "I need job and a bread in order to live near Lake Verne. Nice times."


def label(words: str, *replacements: str, kind: Kind = Kind.CORRECTNESS) -> Label:
    start = TEXT.index(words)
    return Label(Span(start, start + len(words)), kind, replacements)


LABELS = Labels(
    must=(
        label("job", "a job", "work"),
        label("a bread", "bread", "some bread"),
        label("in order to", "to", kind=Kind.CLARITY),
        label("Nice times", kind=Kind.TONE),
    ),
    may=(label("need"),),
    never=(label("Lake Verne"),),
)
CASE = Case("p/1", TEXT, "thread", labels=LABELS, words=14, all_words=14)
CLEAN = Case("p/2", "Fine as it is.", "thread", labels=Labels(), words=4, all_words=4)


def at(words: str, replacement: str | None, confidence: float = 0.8) -> EvalMark:
    start = TEXT.index(words)
    return mark(start, start + len(words), replacement, confidence)


@pytest.mark.parametrize(
    ("given", "worth"),
    [
        (at("job", "a job"), Worth.RIGHT),
        (at("need job", "need a job"), Worth.RIGHT),
        (mark(7, 7, "a "), Worth.RIGHT),
        (at("need", "need a"), Worth.RIGHT),
        (at("in order", ""), Worth.RIGHT),
        (mark(14, 16, ""), Worth.RIGHT),
        (at("a bread", "some bread"), Worth.RIGHT),
        (at("a bread in order to", "bread to"), Worth.RIGHT),
        (at("in order ", ""), Worth.RIGHT),
        (at("job", "jobs"), Worth.WORDS),
        (at("job", None), Worth.WORDS),
        (at("a bread in order to", "breads to"), Worth.WORDS),
        (at("Nice", "Good"), Worth.RIGHT),
        (at("Nice times", None), Worth.RIGHT),
        (at("need", "want"), Worth.FREE),
        (at("Verne", "Vern"), Worth.ALARM),
        (at("live", "life"), Worth.ALARM),
        (mark(len(TEXT), len(TEXT), "!"), Worth.ALARM),
    ],
)
def test_worth_of_a_mark(given: EvalMark, worth: Worth) -> None:
    counts = LabelJudge(CASE, frozenset()).judge([given])
    assert [verdict.worth for verdict in counts.verdicts] == [worth]


def test_labels_found_and_never_marks_hit() -> None:
    marks = [at("a bread in order to", "bread to"), at("job", "jobs"), at("Verne", "Vern")]
    counts = LabelJudge(CASE, frozenset()).judge(marks)
    assert [(found.met, found.right) for found in counts.found] == [
        (True, False),
        (True, True),
        (True, True),
        (False, False),
    ]
    assert (counts.nevers, counts.hit) == (1, 1)
    assert [verdict.tempted for verdict in counts.verdicts] == [False, False, True]


def test_labels_of_classes_not_chosen_are_free() -> None:
    judge = LabelJudge(CASE, frozenset({Kind.CORRECTNESS}))
    counts = judge.judge([at("in order to", "to")])
    assert len(counts.found) == 2
    assert counts.verdicts[0].worth is Worth.FREE


def test_figures_of_a_set() -> None:
    shown = [at("job", "a job"), at("in order to", "so as to"), at("live", "life")]
    held = at("a bread", "bread", 0.4)
    chosen = EvalSet("posts", "c", Shape.LABELS, (CASE, CLEAN))
    answers: tuple[Answer, ...] = (answer(*shown, held), answer())
    result = score(Task(chosen, Choice(), chosen.cases, answers))
    assert result.figure("Must marks, right first") == pytest.approx(1 / 4)
    assert result.figure("Must marks, marked") == pytest.approx(2 / 4)
    assert result.figure("Precision") == pytest.approx(1 / 3)
    assert result.figure("False alarms per 1,000 words") == pytest.approx(1000 / 18)
    assert result.figure("Silent clean posts") == 1.0
    assert result.figure("Never marks hit") == 0.0
    assert result.counts["marks at any confidence"] == 4
    low = score(Task(chosen, Choice(bar=0.3), chosen.cases, answers))
    assert low.figure("Must marks, right first") == pytest.approx(2 / 4)
    by_label = next(group for group in result.groups if group.title == "label")
    assert {line.name: line.values for line in by_label.lines} == {
        "correctness": (0.5, 0.5),
        "clarity": (0.0, 1.0),
        "tone": (0.0, 0.0),
    }


def test_a_mark_on_a_clean_post_breaks_its_silence() -> None:
    chosen = EvalSet("posts", "c", Shape.LABELS, (CASE, CLEAN))
    task = Task(chosen, Choice(), chosen.cases, (answer(), answer(mark(0, 4, "Good"))))
    result = score(task)
    assert result.figure("Silent clean posts") == 0.0
    assert result.figure("Marks per 1,000 words of clean posts") == 250.0
