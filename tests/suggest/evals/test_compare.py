"""Two runs: differences, paired intervals, and the limit on noise."""

from typing import Any

import pytest

from suggest.evals.cases import Choice, EvalMark
from suggest.evals.compare import BadRun, Change, SetChange, compare
from suggest.evals.figures import Interval
from suggest.evals.run import Run
from suggest.evals.scoring import Task
from suggest.evals.sets import parse_set
from suggest.evals.shapes import score
from tests.fakes.evals import Row, answer, edit, lines, mark, revision

TEXTS = [f"He go home on day {number} of the week." for number in range(30)]
EDITED = [revision(i, text, edit(text, "go", "goes")) for i, text in enumerate(TEXTS)]
CLEAN: list[Row] = [{"id": i, "text": text} for i, text in enumerate(TEXTS)]
GOES = mark(3, 5, "goes")


def run(name: str, rows: list[Row], marked: int, given: EvalMark = GOES, bar: str = "x") -> Any:
    """A run in which the first `marked` texts got a mark."""
    chosen = parse_set(name, lines(*rows))
    answers = tuple(answer(*[given] * (i < marked)) for i in range(len(rows)))
    result = score(Task(chosen, Choice(), chosen.cases, answers))
    return Run("r", "now", "offline", "v", "US", {"bar": bar}, (result,)).as_json()


def named(change: SetChange, name: str) -> Change:
    return next(figure for figure in change.changes if figure.name == name)


def test_a_clear_gain_is_better_and_no_change_is_nothing() -> None:
    (change,) = compare(run("s", EDITED, 5), run("s", EDITED, 25))
    recall, precision = named(change, "Recall, exact"), named(change, "Precision, exact")
    assert recall.difference == pytest.approx(20 / 30)
    assert recall.verdict == "better"
    assert recall.interval is not None
    assert recall.interval.low < 20 / 30 < recall.interval.high
    assert precision.verdict == ""
    assert change.notes == ()
    (back,) = compare(run("s", EDITED, 25), run("s", EDITED, 5))
    assert named(back, "Recall, exact").verdict == "worse"


def test_less_noise_is_better_and_more_is_told() -> None:
    name = "Marks per 1,000 words"
    (less,) = compare(run("c", CLEAN, 20), run("c", CLEAN, 4))
    assert named(less, name).verdict == "better"
    assert less.notes == ()
    (more,) = compare(run("c", CLEAN, 10), run("c", CLEAN, 12))
    assert more.notes == (f"{name} rose by 20%; a gain elsewhere may cost 10% at most.",)
    (first,) = compare(run("c", CLEAN, 0), run("c", CLEAN, 1))
    assert first.notes == (f"{name} rose from none; a gain elsewhere may cost 10% at most.",)
    (none,) = compare(run("c", CLEAN, 0), run("c", CLEAN, 0))
    assert none.notes == ()
    (little,) = compare(run("c", CLEAN, 20), run("c", CLEAN, 22))
    assert little.notes == ()


def test_other_texts_and_other_options_are_told() -> None:
    (change,) = compare(run("s", EDITED[:20], 5), run("s", EDITED, 25, bar="y"))
    assert len(change.notes) == 2
    assert named(change, "Recall, exact").interval is None
    assert named(change, "Recall, exact").verdict == ""


def test_runs_without_a_common_set_or_of_another_kind_are_refused() -> None:
    good = run("s", EDITED, 5)
    with pytest.raises(BadRun, match="share no set"):
        compare(good, run("t", EDITED, 5))
    with pytest.raises(BadRun, match="another version"):
        compare(good | {"format": 99}, good)
    for damaged in ({}, {"format": 1}, good | {"sets": [{"name": "s"}]}, good | {"sets": 3}):
        with pytest.raises(BadRun, match="not a run"):
            compare(good, damaged)
    odd = run("s", EDITED, 5)
    odd["sets"][0]["figures"][0]["value"] = [1]
    with pytest.raises(BadRun, match="not a run"):
        compare(good, odd)
    short = run("s", EDITED, 5)
    short["sets"][0]["rows"] = [[1]] * 30
    with pytest.raises(BadRun, match="not a run"):
        compare(good, short)


def test_a_figure_that_only_describes_is_never_better() -> None:
    assert Change("n", 1.0, 2.0, Interval(0.5, 1.5), 0, 2).verdict == ""
    assert Change("n", None, 2.0, None, 1, 2).difference is None
