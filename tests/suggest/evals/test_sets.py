"""Sets are read whole or refused with the number of the bad line."""

import json
from pathlib import Path

import pytest

from suggest.evals.cases import Choice, Shape
from suggest.evals.sets import BadSet, parse_set, read_set
from suggest.values import Dialect, Kind, Span
from tests.fakes.evals import Row, edit, lines, revision

GOOD = revision(1, "He go home.", edit("He go home.", "go", "goes"))
POST = {
    "id": "p/1",
    "channel": "thread",
    "spelling": "UK",
    "text": "An other day.",
    "must": [
        {"start": 0, "end": 8, "original": "An other", "class": "correctness"}
        | {"replacements": ["Another"]}
    ],
    "may": [],
    "never": [{"start": 9, "end": 12, "original": "day"}],
}


def test_edits_keep_their_places_and_what_is_neutral() -> None:
    text = "He go home in 1999."
    row = revision(1, text, edit(text, "go", "goes"), edit(text, "1999", "1998", factual=True))
    chosen = parse_set("notes", lines(row))
    (first, second) = chosen.cases[0].refs[0]
    assert chosen.shape is Shape.EDITS
    assert (first.span, first.replacement, first.neutral) == (Span(3, 5), "goes", False)
    assert second.neutral
    assert chosen.cases[0].words == 5


def test_texts_nobody_edited_are_clean_and_bring_their_words() -> None:
    rows: list[Row] = [
        {"id": 1, "text": "All is well.", "words": 9},
        {"id": "b", "text": "Good.", "edits": []},
    ]
    chosen = parse_set("calm", lines(*rows))
    assert chosen.shape is Shape.CLEAN
    assert [case.words for case in chosen.cases] == [9, 1]
    assert [case.all_words for case in chosen.cases] == [3, 1]


def test_labelled_posts_name_their_spelling_and_channel() -> None:
    chosen = parse_set("posts_frozen", lines(POST))
    case = chosen.cases[0]
    assert (chosen.shape, chosen.sealed) == (Shape.LABELS, True)
    assert (case.dialect, case.source) == (Dialect.UK, "thread")
    assert case.labels is not None
    assert case.labels.must[0].kind is Kind.CORRECTNESS
    assert case.labels.never[0].span == Span(9, 12)


def test_a_line_separator_inside_a_text_ends_no_line() -> None:
    chosen = parse_set("odd", lines({"id": 1, "text": "One\u2028two\x85three"}))
    assert chosen.cases[0].words == 3


def test_graded_edits_are_skipped_with_a_note() -> None:
    grade = {"id": "g/1", "text": "Some text.", "votes": {"a": True}}
    chosen = parse_set("mixed", lines(grade, GOOD, grade))
    assert len(chosen.cases) == 1
    assert chosen.notes == ("2 edits with votes were skipped; `stet eval grades` is for them.",)
    with pytest.raises(BadSet, match="only edits with votes"):
        parse_set("grades", lines(grade))


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (b"{", "not JSON"),
        (b"[1]", "not an object"),
        (b"\xff\xfe", "not UTF-8"),
        (b'{"id": 1, "text": "\\ud800"}', "not UTF-8"),
        (b'{"id": 1}', "“text” is missing"),
        (b'{"text": "a"}', "“id” is missing"),
        (b'{"id": 1, "text": "a", "edits": [{"start": 0, "end": 2}]}', "not a range"),
        (b'{"id": 1, "text": "a", "edits": [{"end": 2}]}', "'start' is missing"),
        (b'{"id": 1, "text": "a", "edits": ["x"]}', "not of its kind"),
        (b'{"id": 1, "text": "a", "scored": [[1]]}', "not of its kind"),
        (b'{"id": 1, "text": "a", "spelling": "XX"}', "“XX” is none of: US, UK"),
        (b'{"id": true, "text": "a"}', "“id” is missing"),
        (b'{"id": 1, "text": "a", "source": "\\ud800"}', "not UTF-8"),
        (b'{"id": 1, "text": "a", "words": ' + b"9" * 5000 + b"}", "not JSON"),
        (b'{"id": 1, "text": "a", "words": Infinity}', "“words” is not a count"),
        (b'{"id": 1, "text": "a", "words": NaN}', "“words” is not a count"),
        (b'{"id": 1, "text": "a", "words": -4}', "“words” is not a count"),
        (b'{"id": 1, "text": "a", "commit_kind": ["fix"]}', "“commit_kind” is not a word"),
        (b'{"id": 1, "text": "a", "edits": [{"start": false, "end": 1}]}', "not a range"),
        (b"[" * 100_000, "nested too deep"),
        (json.dumps(POST).encode(), "sets of their own"),
    ],
)
def test_a_bad_line_is_named_by_number(bad: bytes, why: str) -> None:
    with pytest.raises(BadSet, match=r"^Line 3 of the set “s” cannot be used") as caught:
        parse_set("s", lines(GOOD) + b"\n" + bad + b"\n" + lines(GOOD))
    assert why in str(caught.value)


@pytest.mark.parametrize("name", ["frozen_split", "held-out", "posts_held_too"])
def test_only_the_shipped_sealed_sets_are_sealed(name: str) -> None:
    assert not parse_set(name, lines(GOOD)).sealed
    assert parse_set("posts_held", lines(POST)).sealed


def test_a_label_of_no_class_is_told_the_classes() -> None:
    must = [{"start": 0, "end": 2, "class": "style"}]
    with pytest.raises(BadSet, match="“style” is none of: correctness, clarity"):
        parse_set("posts", lines(POST | {"must": must}))


def test_a_label_that_is_not_what_it_says_is_named() -> None:
    wrong = POST | {"never": [{"start": 0, "end": 2, "original": "no"}]}
    with pytest.raises(BadSet, match=r"Line 1 .* is not “no”"):
        parse_set("posts", lines(wrong))


def test_missing_empty_and_folder(tmp_path: Path) -> None:
    with pytest.raises(BadSet, match="is not there"):
        read_set(tmp_path / "none.jsonl")
    with pytest.raises(BadSet, match="is a folder"):
        read_set(tmp_path)
    (tmp_path / "empty.jsonl").write_bytes(b"\n \n")
    with pytest.raises(BadSet, match="“empty” holds no texts"):
        read_set(tmp_path / "empty.jsonl")


def test_choice_picks_texts_in_order() -> None:
    rows = [
        GOOD | {"id": "a", "commit_kind": "fix", "source": "x"},
        GOOD | {"id": "b", "commit_kind": "edit", "source": "x"},
        GOOD | {"id": "c", "commit_kind": "fix", "source": "y"},
        GOOD | {"id": "d", "commit_kind": "fix", "source": "x"},
    ]
    chosen = parse_set("s", lines(*rows))

    def ids(choice: Choice) -> str:
        return "".join(case.id for case in choice.cases(chosen))

    assert ids(Choice(commit_kinds=frozenset({"fix"}))) == "acd"
    assert ids(Choice(commit_kinds=frozenset({"fix"}), sources=frozenset({"x"}))) == "ad"
    assert ids(Choice(limit=2)) == "ab"
    clean = parse_set("calm", lines({"id": "a", "text": "Fine."}))
    assert len(Choice(commit_kinds=frozenset({"fix"})).cases(clean)) == 1
