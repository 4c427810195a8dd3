"""Confidence of model proposals: priors, grades, the cap for what nobody graded; close edits."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from suggest.calibration import TableCalibration
from suggest.errors import BadResource
from suggest.makers import ByMaker
from suggest.model.confidence import ModelConfidence, load_priors
from suggest.model.guards import CloseGuard
from suggest.model.schemas import GRADES, KINDS
from suggest.policy import load_bars
from suggest.values import DocumentFacts, Kind, Passage, Proposal, Span
from tests.fakes.model_bench import RESOURCES, model_guards
from tests.fakes.stations import FlatGrader

BARS = {k: bar.balanced for k, bar in load_bars(RESOURCES / "confidence.json").items()}


def station() -> ModelConfidence:
    return ModelConfidence(load_priors(RESOURCES / "model_priors.json"), BARS)


def proposal(slug: str, *grades: float) -> Proposal:
    signals = tuple((f"grade_{name}", g / 10) for name, g in zip(GRADES, grades, strict=False))
    kind = KINDS[slug][0]
    rule, signals = f"model/{slug}", (("model", 1.0), *signals)
    return Proposal(Span(0, 3), "has", "have", kind, rule, "", "m", signals=signals)


def confidence(slug: str, *grades: float) -> float:
    one = proposal(slug, *grades)
    return station().confidence(one, station().grade(one))


@pytest.mark.parametrize("slug", KINDS)
def test_what_nobody_graded_stays_under_the_shipped_bar(slug: str) -> None:
    assert confidence(slug) < BARS[KINDS[slug][0]]
    assert confidence(slug, 10, 10, 10) < BARS[KINDS[slug][0]], "three grades are no grading"


@pytest.mark.parametrize("slug", KINDS)
def test_better_grades_give_more_confidence_and_only_good_ones_clear_the_bar(slug: str) -> None:
    bar = BARS[KINDS[slug][0]]
    perfect, good, fair, poor = (confidence(slug, *[g] * 4) for g in (10, 7, 5, 3))
    assert perfect > good > bar
    assert good > fair > poor
    assert poor < bar
    assert confidence(slug, 10, 2, 10, 10) == poor, "one bad grade is enough"
    assert perfect <= 0.85


def test_grades_are_names_that_may_stand_in_the_log() -> None:
    assert station().grade(proposal("tone", 10, 9, 8, 7)).reasons == (
        "correct=10",
        "meaning=9",
        "better=8",
        "voice=7",
    )


async def test_each_proposal_is_graded_by_its_makers_station() -> None:
    makers = ByMaker(FlatGrader(), TableCalibration({}), station())
    local = Proposal(Span(0, 3), "teh", "the", Kind.CORRECTNESS, "spelling/x", "", "list")
    model = proposal("spelling", 10, 10, 10, 10)
    grades = await makers.grade(Passage("p", "teh"), [model, local, model], DocumentFacts())
    assert [grade.score == 0.0 for grade in grades] == [False, True, False]
    assert makers.confidence(local, grades[1]) == 0.5
    assert makers.confidence(model, grades[0]) == confidence("spelling", 10, 10, 10, 10)


@pytest.mark.parametrize(
    "change",
    [
        {"shares": {}},
        {"shares": dict.fromkeys(KINDS, 1.5)},
        {"bands": [{"of": ["charm"], "least": 0.5, "shift": 1}]},
        {"most": None},
    ],
)
def test_a_damaged_table_is_a_bad_resource(change: dict[str, object], tmp_path: Path) -> None:
    data = json.loads((RESOURCES / "model_priors.json").read_text())
    (tmp_path / "x.json").write_text(json.dumps(data | change))
    with pytest.raises(BadResource):
        load_priors(tmp_path / "x.json")


@cache
def close() -> CloseGuard:
    return next(guard for guard in model_guards() if isinstance(guard, CloseGuard))


def dropped(old: str, new: str) -> bool:
    one = Proposal(Span(0, len(old)), old, new, Kind.CLARITY, "model/wording", "", "m")
    marked = replace(one, signals=(("model", 1.0),))
    assert close().check(Passage("p", old), one) is None, "only models' edits are looked at"
    return close().check(Passage("p", old), marked) is not None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("recieve", "receive"),
        ("Due to the fact that", "Because"),
        ("has shipped", "shipped"),
        ("dont", "doesn’t"),
        ("informations you sended", "information you sent"),
        ("Kuberntes", "Kubernetes"),
        ("alot", "a lot"),
        ("9am", "9 am"),
        ("resume", "résumé"),
        ("a large number of", "many"),
        ("make a decision about", "decide"),
        ("very ", ""),
        ("the the", "the"),
        ("me and my team has", "my team and I have"),
    ],
)
def test_close_edits_pass(old: str, new: str) -> None:
    assert not dropped(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We sells honey.", "I cannot help with that."),
        ("We sells honey.", "We sell zorbulate honey."),
        ("honey", "honey, see example.com"),
        ("honey", "[honey](x)"),
        ("honey", "honey <b>"),
        ("It works.", "It does not work."),
        ("a plan", "a plan, said PINE-4411"),
        ("We like it", "Buy gold now"),
        ("We like it", "We like it, and so does every doctor in town"),
        ("in 3 days", "in 4 days"),
        ("The word zorbulate is", "The word zorbulate zorbulate is"),
    ],
)
def test_edits_that_bring_something_in_do_not(old: str, new: str) -> None:
    assert dropped(old, new)
