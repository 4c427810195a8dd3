"""Overlaps end in one mark, the budget keeps the best, and diffs read well."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suggest.diff import version, word_diff
from suggest.pipeline import resolve_overlaps
from suggest.policy import Bars, Candidate, Policy
from suggest.record import phrase, tenths
from suggest.values import DropReason, Judged, Kind, Proposal, Span


def judged(start: int, end: int, new: str, confidence: float) -> Judged:
    kind, rule = Kind.CORRECTNESS, f"r/{new}"
    return Judged(
        Proposal(Span(start, end), "x" * (end - start), new, kind, rule, "", ""), confidence
    )


def test_equal_spans_become_one_with_alternatives() -> None:
    best, other, twin = resolve_overlaps(
        [judged(0, 3, "a", 0.5), judged(0, 3, "b", 0.9), judged(0, 3, "b", 0.4)]
    )
    assert (best.proposal.replacement, best.proposal.alternatives) == ("b", ("a",))
    assert other.drop is not None and other.drop.reason is DropReason.OVERLAP
    assert twin.drop is not None and twin.drop.reason is DropReason.DUPLICATE


def test_words_that_nobody_would_take_are_not_lent() -> None:
    best, far, near = resolve_overlaps(
        [judged(0, 3, "far", 0.001), judged(0, 3, "b", 0.9), judged(0, 3, "near", 0.3)]
    )
    assert best.proposal.alternatives == ("near",)
    assert far.drop is not None and near.drop is not None


def test_a_question_about_a_fact_goes_before_a_surer_correction() -> None:
    flag = Judged(Proposal(Span(0, 3), "xxx", None, Kind.FACT, "fact/name", "", ""), 0.4)
    asked, corrected = resolve_overlaps([judged(0, 3, "a", 0.9), flag])
    assert asked.proposal.kind is Kind.FACT and asked.drop is None
    assert corrected.drop is not None and corrected.drop.reason is DropReason.OVERLAP


def test_one_word_added_at_one_place_is_one_mark() -> None:
    after, before = judged(0, 6, "xxxxxx to", 0.8), judged(7, 12, "to xxxxx", 0.7)
    far, other = judged(9, 12, "to xxx", 0.7), judged(7, 12, "in xxxxx", 0.7)
    shown = [
        sum(item.drop is None for item in resolve_overlaps([after, rival]))
        for rival in (before, far, other)
    ]
    assert shown == [1, 2, 2]


@given(
    st.lists(
        st.tuples(st.integers(0, 20), st.integers(1, 6), st.floats(0, 1), st.sampled_from("abc")),
        max_size=12,
    )
)
def test_no_two_winners_overlap(rows: list[tuple[int, int, float, str]]) -> None:
    out = resolve_overlaps([judged(s, s + n, new, c) for s, n, c, new in rows])
    assert len(out) == len(rows)
    spans = [j.proposal.span for j in out if j.drop is None]
    assert not any(a.meets(b) for i, a in enumerate(spans) for b in spans[i + 1 :])


def test_budget_is_three_per_hundred_words_but_three_in_a_short_post() -> None:
    policy = Policy({Kind.CLARITY: Bars(0.9, 0.5, 0.3)})
    many = [Candidate(str(n), Kind.CLARITY, n / 100) for n in range(20)]
    assert policy.within_budget(many, 40) == {"17", "18", "19"}
    assert len(policy.within_budget(many, 250)) == 7


@pytest.mark.parametrize(
    ("eagerness", "short", "long"), [(0.0, 3, 5), (0.5, 3, 7), (0.75, 4, 10), (1.0, 5, 12)]
)
def test_eagerness_moves_the_budget_too(eagerness: float, short: int, long: int) -> None:
    policy = Policy({Kind.CLARITY: Bars(0.9, 0.5, 0.3)})
    many = [Candidate(str(n), Kind.CLARITY, n / 100) for n in range(20)]
    found = [len(policy.within_budget(many, words, eagerness)) for words in (40, 250)]
    assert found == [short, long]


def test_sure_correctness_marks_are_free_and_shown_ones_do_not_flicker() -> None:
    policy = Policy({Kind.CLARITY: Bars(0.9, 0.5, 0.3)})
    sure = [Candidate(f"c{n}", Kind.CORRECTNESS, 0.95) for n in range(5)]
    old = [Candidate(f"o{n}", Kind.CLARITY, 0.70, shown=True) for n in range(3)]
    new = [Candidate("new", Kind.CLARITY, 0.74), Candidate("best", Kind.CLARITY, 0.8)]
    kept = policy.within_budget([*sure, *old, *new], 20)
    assert {"c0", "c1", "c2", "c3", "c4", "best"} <= kept
    assert "new" not in kept


def test_bars_move_with_eagerness() -> None:
    bars = Bars(0.9, 0.5, 0.3)
    assert [round(bars.at(e), 2) for e in (0, 0.25, 0.5, 0.75, 1)] == [0.9, 0.7, 0.5, 0.4, 0.3]


@given(st.text(max_size=60), st.text(max_size=60))
def test_diff_parts_give_both_texts_back(old: str, new: str) -> None:
    parts = word_diff(old, new)
    assert "".join(p.text for p in parts if p.op != "ins") == old
    assert "".join(p.text for p in parts if p.op != "del") == new


def test_diff_of_phrases_is_one_change() -> None:
    parts = [(p.text, p.op) for p in word_diff("would of noticed", "would have noticed")]
    assert parts == [("would ", "keep"), ("of", "del"), ("have", "ins"), (" noticed", "keep")]


def test_confidence_in_words() -> None:
    assert phrase(0.83, 0, 3) == "No record yet; the rule is usually right 8 times in 10"
    assert phrase(0.83, 15, 30) == "5 of 10 like this were kept"
    assert (tenths(1.0), tenths(0.04)) == (10, 0)


@pytest.mark.parametrize(
    ("old", "words", "new", "found"),
    [
        ("We utilize it.", "utilize", "We apply it.", "apply"),
        ("We utilize it.", "utilize", "We it.", ""),
        ("We utilize it.", "utilize", "We often apply it.", "often apply"),
        ("We utilize it.", "utilize", "They apply that.", None),
        ("the cat the dog the end", "dog", "the cat the fox the end", "fox"),
        ("See (teh) cat", "teh", "See (the) cat", "the"),
        ("teh", "teh", "the", "the"),
        ("", "", "x", "x"),
    ],
)
def test_what_stands_where_words_stood(old: str, words: str, new: str, found: str | None) -> None:
    start = old.index(words)
    assert version(old, Span(start, start + len(words)), new) == found
