"""From a model's answer to proposals: places, pieces, bad items, grades, kept answers."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suggest.model.base import Ask
from suggest.model.judging import UNGRADED, Judging
from suggest.model.locating import locate, smallest
from suggest.model.prompts import load_prompts
from suggest.model.proposing import UNLOCATED, Proposing
from suggest.model.schemas import LONGEST_REPLACEMENT, MOST_EDITS
from suggest.model.stored import from_json, key_of, to_json
from suggest.providers.base import Stop
from suggest.values import Kind, Origin, Passage, Proposal, Span

PROMPTS = load_prompts(Path(__file__).resolve().parents[3] / "resources" / "prompts")
TEXT = "It is what it is. We has a plan, and it is bold."
ASKS = [Ask(Passage("a", TEXT)), Ask(Passage("b", "Two words more."))]


def proposing() -> Proposing:
    return Proposing(PROMPTS.get("propose"), "some-model", lambda: "x")


def edit(quote: object, replacement: object, **more: object) -> dict[str, object]:
    found = {"passage": 1, "quote": quote, "before": "", "replacement": replacement}
    return {**found, "kind": "grammar", **more}


def read(*edits: object, stop: Stop = Stop.END) -> list[list[Proposal]]:
    return proposing().read(json.dumps({"edits": list(edits)}), stop, ASKS)


def pairs(proposals: list[Proposal]) -> list[tuple[int, str, str | None]]:
    return [(p.span.start, p.original, p.replacement) for p in proposals]


@pytest.mark.parametrize(
    ("quote", "before", "start"),
    [
        ("We has", "", 18),
        ("it is", "what", 11),
        ("it is", "plan, and", 37),
        ("it is", "", None),
        ("it is", "nowhere", None),
        ("We have", "", None),
        ("e ha", "", None),
        ("", "", None),
        (" ", "", None),
        ("bold.", "", 43),
    ],
)
def test_a_quotation_has_one_place_or_none(quote: str, before: str, start: int | None) -> None:
    place = locate(TEXT, quote, before)
    assert (place.start if place else None) == start


@pytest.mark.parametrize(
    ("old", "new", "apart", "pieces"),
    [
        ("We has a plan", "We have a plan", True, [("has", "have")]),
        ("We has a plan", "We has a plan", True, []),
        (
            "He go home and they was there.",
            "He goes home and they were there.",
            True,
            [("go", "goes"), ("was", "were")],
        ),
        (
            "He go home and they was there.",
            "He goes home and they were there.",
            False,
            [("go home and they was", "goes home and they were")],
        ),
        ("These is a problem", "This is the problem", True, [("These is a", "This is the")]),
        ("I went shop", "I went to the shop", True, [("went", "went to the")]),
        ("shop now", "The shop now", True, [("shop", "The shop")]),
        ("a very big dog", "a big dog", True, [("very ", "")]),
        ("the the cat", "the cat", True, [("the ", "")]),
        ("Lets go", "Let’s go", True, [("Lets", "Let’s")]),
    ],
)
def test_only_what_differs_is_changed(
    old: str, new: str, apart: bool, pieces: list[tuple[str, str]]
) -> None:
    text = f"Well. {old}"
    found = smallest(text, Span(6, len(text)), new, apart=apart)
    assert [(text[p.span.start : p.span.end], p.replacement) for p in found] == pieces


words = st.lists(
    st.sampled_from(["a", "go", "the", "cat,", "sat", "\n", "two  spaces"]), max_size=9
)


@given(words, words, st.booleans())
def test_the_pieces_together_are_the_edit(old: list[str], new: list[str], apart: bool) -> None:
    before, after = " ".join(["Start", *old]), " ".join(["Start", *new])
    text = f"Before. {before} After."
    span = Span(8, 8 + len(before))
    result = text
    for piece in reversed(smallest(text, span, after, apart=apart)):
        assert len(piece.span)
        result = result[: piece.span.start] + piece.replacement + result[piece.span.end :]
    assert result == f"Before. {after} After."


def test_a_bad_item_costs_only_itself() -> None:
    first, second = read(
        17,
        None,
        {},
        edit(None, "x"),
        edit("We has", 5),
        edit("We has", "We have"),
        {"passage": 2, "quote": "words", "replacement": "word", "kind": "no such kind"},
    )
    assert pairs([p for p in first if not p.signal(UNLOCATED)]) == [(21, "has", "have")]
    unusable = [p.rule for p in first if p.signal(UNLOCATED)]
    assert unusable == ["model/wording", "model/grammar"], "the same fault is told once"
    assert [(p.rule, p.kind) for p in second] == [("model/wording", Kind.CLARITY)]


def test_caps_hold() -> None:
    long = "x" * (LONGEST_REPLACEMENT + 1)
    first, _ = read(*[edit("plan", f"plan{n}") for n in range(MOST_EDITS + 5)])
    assert len(first) == MOST_EDITS
    first, _ = read(edit("plan", long))
    assert first[0].signal(UNLOCATED)


@pytest.mark.parametrize(
    "text", ["", "no json here", "{", '{"edits": 5}', '{"other": []}', "[1, 2", "NaN", "null"]
)
def test_an_answer_that_is_none_is_held_back_once(text: str) -> None:
    first, second = proposing().read(text, Stop.END, ASKS)
    assert [p.signal(UNLOCATED) for p in first] == [1.0]
    assert second == []


def test_prose_fences_and_a_bare_list_are_survived() -> None:
    row = json.dumps([edit("We has", "We have")])
    for text in (f"Sure.\n```json\n{row}\n```\nDone.", row, f'{{"edits": {row}}} thanks'):
        first, _ = proposing().read(text, Stop.END, ASKS)
        assert pairs(first) == [(21, "has", "have")]


def test_of_an_answer_that_was_cut_off_the_whole_edits_count() -> None:
    whole = json.dumps({"edits": [edit("We has", "We have"), edit("plan", "plans")]})
    for end in range(whole.index("plans"), len(whole) - 2):
        first, _ = proposing().read(whole[:end], Stop.LENGTH, ASKS)
        usable = pairs([p for p in first if not p.signal(UNLOCATED)])
        assert usable[0] == (21, "has", "have")
        assert any(p.signal(UNLOCATED) for p in first)
    assert all(p.signal(UNLOCATED) for p in proposing().read(whole[:99], Stop.END, ASKS)[0])


def test_a_refusal_is_no_proposal() -> None:
    assert read(edit("We has", "We have"), stop=Stop.REFUSED) == [[], []]


def test_the_models_own_words_never_reach_the_card() -> None:
    first, _ = read(edit("We has", "We have", reason="Visit us", message="Buy"))
    assert first[0].message == "The grammar does not hold together here."


@given(st.text(max_size=300))
def test_no_answer_breaks_the_reader(text: str) -> None:
    for found in (proposing().read(text, Stop.END, ASKS), read(edit(text, text[::-1]))):
        assert len(found) == 2


# --- grades


def proposal(**more: object) -> Proposal:
    base = Proposal(Span(21, 24), "has", "have", Kind.CORRECTNESS, "model/grammar", "", "m")
    return replace(base, **more)  # type: ignore[arg-type]


def graded(text: str) -> list[Proposal]:
    judging = Judging(PROMPTS.get("grade"), "some-model", lambda: "x")
    items = [(ASKS[0].passage, proposal()), (ASKS[0].passage, proposal(replacement="had"))]
    return judging.read(text, items)


def test_grades_become_signals_and_what_lacks_one_is_not_graded() -> None:
    full = {"n": 1, "correct": 10, "meaning": 9, "better": 8, "voice": 7}
    first, second = graded(json.dumps({"grades": [full]}))
    assert dict(first.signals) == {
        "grade_correct": 1.0,
        "grade_meaning": 0.9,
        "grade_better": 0.8,
        "grade_voice": 0.7,
    }
    assert second.signal(UNGRADED) == 1.0


@pytest.mark.parametrize(
    "row",
    [
        {"n": 1, "correct": 11, "meaning": 9, "better": 8, "voice": 7},
        {"n": 1, "correct": -1, "meaning": 9, "better": 8, "voice": 7},
        {"n": 1, "correct": True, "meaning": 9, "better": 8, "voice": 7},
        {"n": 1, "correct": "10", "meaning": 9, "better": 8, "voice": 7},
        {"n": 1, "meaning": 9, "better": 8, "voice": 7},
        {"n": "1", "correct": 10, "meaning": 9, "better": 8, "voice": 7},
        {"n": True, "correct": 10, "meaning": 9, "better": 8, "voice": 7},
        {"n": 3, "correct": 10, "meaning": 9, "better": 8, "voice": 7},
        "n",
    ],
)
def test_a_bad_grade_is_none(row: object) -> None:
    first, _ = graded(json.dumps({"grades": [row]}))
    assert first.signal(UNGRADED) == 1.0


def test_of_two_grades_the_lower_counts() -> None:
    high = {"n": 1, "correct": 10, "meaning": 10, "better": 10, "voice": 10}
    first, _ = graded(json.dumps({"grades": [high, {**high, "meaning": 2}]}))
    assert first.signal("grade_meaning") == 0.2


def test_the_grader_sees_the_edit_in_its_passage_and_no_more() -> None:
    judging = Judging(PROMPTS.get("grade"), "some-model", lambda: "x")
    passage = Passage("a", "x" * 500 + " We has a plan. " + "y" * 500)
    start = passage.text.index("has")
    request = judging.request([(passage, proposal(span=Span(start, start + 3)))])
    assert "We " in request.user
    assert len(request.user) < 1000


# --- kept answers

ORIGIN = Origin("call-1", "fake", "models.test", "fake-1", "req-1", 900, 120, 0.5)


def test_kept_answers_come_back_without_their_cost() -> None:
    kept = [proposal(signals=(("model", 1.0), ("grade_voice", 0.5)), origin=ORIGIN)]
    stored = json.loads(json.dumps(to_json(kept)))
    assert "We has" not in json.dumps(stored)
    (back,) = from_json(stored, ASKS[0].passage) or []
    assert back.origin is not None
    assert (back.origin.tokens, back.origin.cost, back.origin.latency_ms) == (0, 0.0, 0)
    assert replace(back, origin=ORIGIN) == kept[0]


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        [1],
        [{}],
        [{"span": [0, 999]}],
        "x",
        [{"span": ["a", 2]}],
        [{"span": [1]}],
        [{"span": [float("inf"), 2]}],
    ],
)
def test_a_damaged_kept_answer_is_none(data: object) -> None:
    assert from_json(data, ASKS[0].passage) is None


def test_the_key_changes_with_everything_that_shapes_an_answer() -> None:
    keys = {
        key_of(ask.passage, settings)
        for ask in ASKS
        for settings in (["a"], ["b"], ["a", "b"], ["ab"])
    }
    assert len(keys) == 8
    assert not any("plan" in key for key in keys)
