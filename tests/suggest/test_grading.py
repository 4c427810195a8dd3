"""Features, scores and confidence: what is pushed and what is not, and tables that are refused."""

import asyncio
import json
import math
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from suggest.calibration import interpolated, load_confidence, read_confidence
from suggest.errors import BadResource
from suggest.features import FALLS, NAMED, RISES, features, rate_key, surroundings
from suggest.frequency import load_frequencies
from suggest.grading import NEVER, FeatureGrader, Model, Rate, has_record, prior_share
from suggest.passages import PassageReader
from suggest.protection import Protector
from suggest.values import BlockKind, DocumentFacts, Grade, Kind, Passage, Proposal, Span

RESOURCES = Path(__file__).parents[2] / "resources"
FREQUENCIES = load_frequencies(RESOURCES / "frequencies.txt")
SHIPPED = load_confidence(RESOURCES / "confidence.json", FREQUENCIES)
TINY: dict[str, Any] = {
    "bias": -1.0,
    "weights": {"rate": 1.0, "s_recurs": -4.0},
    "rates": {"a/known": [2.0, 1.0]},
    "unknown": [-2.0, 0.0],
    "entries": {"list/liked": 1.5},
    "points": {"correctness": [[-2.0, 0.1], [2.0, 0.9]]},
    "bars": {kind.value: [0.6, 0.5, 0.4] for kind in Kind},
}


def passage(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Passage:
    return PassageReader(Protector()).read(text, kind)


def misspelling(text: str, wrong: str, right: str, cost: float) -> Proposal:
    start = text.index(wrong)
    return Proposal(
        Span(start, start + len(wrong)),
        wrong,
        right,
        Kind.CORRECTNESS,
        "harper/SpellCheck",
        "Looks like a slip.",
        "Grammar engine",
        signals=(("spelling", 1.0), ("count", 3.0), ("cost", cost), ("gap", 1.5), ("score", 0.0)),
    )


def facts(text: str, times: int = 1) -> DocumentFacts:
    words = Counter(word.strip(".,").casefold() for word in text.split() * times)
    forms = Counter(word.strip(".,") for word in text.split() * times)
    return DocumentFacts(words, forms, sum(words.values()))


def confidence(text: str, proposal: Proposal, times: int = 1) -> float:
    (grade,) = asyncio.run(SHIPPED.grader.grade(passage(text), [proposal], facts(text, times)))
    return SHIPPED.calibration.confidence(proposal, grade)


PLAIN = "The council will anounce the new opening hours of the library next week."


def test_a_plain_typo_is_pushed() -> None:
    proposal = misspelling(PLAIN, "anounce", "announce", 0.7)
    assert confidence(PLAIN, proposal) > SHIPPED.bars[Kind.CORRECTNESS].balanced


@pytest.mark.parametrize(
    ("text", "word", "guess", "cost"),
    [
        (
            "Last year we met Jonas Brekkan at the fair in the old town hall.",
            "Brekkan",
            "Break",
            3.2,
        ),
        (
            "Our service runs on kubelite nodes in two small data centres.",
            "kubelite",
            "cubicle",
            4.0,
        ),
        ("The team sends every record to QXVT before the evening run.", "QXVT", "QVC", 2.6),
    ],
)
def test_names_and_jargon_are_not_pushed(text: str, word: str, guess: str, cost: float) -> None:
    proposal = misspelling(text, word, guess, cost)
    assert confidence(text, proposal) < SHIPPED.bars[Kind.CORRECTNESS].balanced


def test_a_word_that_recurs_is_less_likely_a_slip() -> None:
    proposal = misspelling(PLAIN, "anounce", "announce", 0.7)
    assert confidence(PLAIN, proposal, times=6) < confidence(PLAIN, proposal)


def test_features_are_small_finite_numbers() -> None:
    text = "Read `the code` first, then anounce it to [Ana](https://example.org) and others."
    around = surroundings(passage(text), [], facts(text), FREQUENCIES)
    spelling = misspelling(text, "anounce", "announce", 0.7)
    other = replace(spelling, rule="harper/Other", signals=(("count", 1.0),))
    for proposal in (spelling, other, replace(other, replacement=None)):
        found = features(proposal, around)
        assert all(math.isfinite(value) and abs(value) <= 8 for value in found.values())
        assert 0 < found["code"] < 1
    assert not set(features(other, around)) & {"s_cost", "s_count"}


def test_a_twin_of_another_rule_counts_once_and_a_rival_apart() -> None:
    first = misspelling(PLAIN, "anounce", "announce", 0.7)
    twin = replace(first, rule="harper/Typo")
    rival = replace(first, rule="harper/Third", replacement="denounce")
    around = surroundings(passage(PLAIN), [first, twin, rival], facts(PLAIN), FREQUENCIES)
    found = features(first, around)
    assert (found["twins"], found["rivals"]) == (1, 1)


def test_rates_of_unknown_rules_and_scores() -> None:
    model = Model(-1.0, {"rate": 1.0, "x": 2.0}, {"a": Rate(0.5, 0.0)}, Rate(-3.0, 0.0))
    assert model.score("a", {"x": 1.0}) == pytest.approx(1.5)
    assert model.score("b", {"x": 1.0, "not trained": 9.0}) == pytest.approx(-2.0)


def test_the_shipped_score_is_monotone_where_that_is_plain_sense() -> None:
    data = json.loads((RESOURCES / "confidence.json").read_text("utf-8"))
    weights = data["weights"]
    assert set(weights) >= RISES | FALLS
    assert all(weights[name] >= 0 for name in RISES)
    assert all(weights[name] <= 0 for name in FALLS)
    chances = [chance for _, chance in data["points"]["correctness"]]
    assert chances == sorted(chances)


def test_what_looks_like_a_name_is_never_shown() -> None:
    model = Model(5.0, {"x": 9.0}, {}, Rate(0.0, 0.0))
    assert model.score("a", {"x": 1.0}) == 14.0
    assert model.score("a", {"x": 1.0, NAMED: 1.0}) == NEVER
    data = json.loads((RESOURCES / "confidence.json").read_text("utf-8"))
    assert interpolated(data["points"]["correctness"], NEVER) < 0.02


def test_house_rules_and_style_are_judged_by_their_record() -> None:
    read = read_confidence(TINY, FREQUENCIES)
    plain = misspelling(PLAIN, "anounce", "announce", 0.7)
    liked = replace(plain, rule="list/liked", kind=Kind.CLARITY, signals=(("certainty", 0.0),))
    fresh = replace(plain, rule="list/new", signals=(("certainty", 1.0),))
    assert not has_record(plain)
    assert has_record(liked)
    assert has_record(fresh)
    grades = asyncio.run(read.grader.grade(passage(PLAIN), [liked, fresh], DocumentFacts()))
    assert grades[0].score == 1.5
    assert read.calibration.confidence(fresh, grades[1]) == pytest.approx(prior_share(fresh))


@pytest.mark.parametrize("kind", list(Kind))
def test_priors_rise_with_certainty(kind: Kind) -> None:
    base = replace(misspelling(PLAIN, "anounce", "announce", 0.7), kind=kind)
    shares = [prior_share(replace(base, signals=(("certainty", c),))) for c in (0.0, 0.5, 1.0)]
    assert shares == sorted(shares)
    assert 0.3 < shares[0] < shares[-1] < 0.9


def test_interpolation_is_level_beyond_the_ends() -> None:
    points = ((-1.0, 0.2), (1.0, 0.8))
    assert [interpolated(points, x) for x in (-5, 0, 5)] == pytest.approx([0.2, 0.5, 0.8])


def test_confidence_stays_between_its_limits() -> None:
    read = read_confidence({**TINY, "points": {}}, FREQUENCIES)
    proposal = misspelling(PLAIN, "anounce", "announce", 0.7)
    assert read.calibration.confidence(proposal, Grade(-900.0)) == 0.001
    assert read.calibration.confidence(proposal, Grade(900.0)) == 0.98


def test_nothing_proposed_nothing_graded() -> None:
    grader = FeatureGrader(Model(0.0, {}, {}, Rate(0.0, 0.0)), {}, FREQUENCIES)
    assert asyncio.run(grader.grade(passage(PLAIN), [], DocumentFacts())) == []


def test_shipped_bars_fall_with_eagerness_and_points_rise() -> None:
    for bars in SHIPPED.bars.values():
        assert 1 > bars.quiet > bars.balanced > bars.eager > 0
    data = json.loads((RESOURCES / "confidence.json").read_text("utf-8"))
    values = [y for _, y in data["points"]["correctness"]]
    assert values == sorted(values)
    assert (RESOURCES / "confidence.json").stat().st_size < 80_000


@pytest.mark.parametrize(
    "change",
    [{"bias": None}, {"bars": {}}, {"unknown": [1.0]}, {"points": {"colour": []}}, {"rates": 3}],
)
def test_a_broken_table_is_refused(tmp_path: Path, change: dict[str, Any]) -> None:
    path = tmp_path / "confidence.json"
    path.write_text(json.dumps({**TINY, **change}), "utf-8")
    with pytest.raises(BadResource, match="confidence table"):
        load_confidence(path, FREQUENCIES)


def test_a_missing_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadResource, match="confidence table"):
        load_confidence(tmp_path / "none.json", FREQUENCIES)


def test_an_edit_without_an_author_leans_by_its_size() -> None:
    sizes = {"negation": -2.0}
    grader = FeatureGrader(Model(0.0, {}, {}, Rate(0.0, 0.0)), {"a/known": 0.5}, {}, sizes)
    passage = Passage("p", "It does work.")

    def graded(rule: str, new: str, sure: float | None = None) -> float:
        signals = () if sure is None else (("certainty", sure),)
        proposal = Proposal(Span(3, 7), "does", new, Kind.CLARITY, rule, "", "", signals=signals)
        (grade,) = asyncio.run(grader.grade(passage, [proposal], DocumentFacts()))
        return grade.score

    assert graded("a/new", "does not") == pytest.approx(graded("a/new", "did") - 2.0)
    assert graded("a/new", "does not", 0.5) == graded("a/new", "did", 0.5)
    assert graded("a/known", "does not") == 0.5


def test_unknown_words_have_the_rate_of_their_sort() -> None:
    assert rate_key("a/b", {"g_words": 1.0}) == "a/b"
    assert rate_key("a/b", {"s_cost": 0.7}) == "a/b"
    assert rate_key("a/b", {"s_cost": 0.7, "s_abroad": 3.0, "s_recurs": 1.0}) == "a/b.variant"
    assert rate_key("a/b", {"s_cost": 0.7, "s_capital_start": 1.0}) == "a/b.capital"
