"""JSON out of what models write."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suggest.errors import BadAnswer
from suggest.providers.json_in_text import json_in_text

KEYS = st.text(max_size=4)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)
OBJECTS = st.dictionaries(KEYS, VALUES, max_size=4)


@given(OBJECTS, st.booleans())
def test_any_object_is_found_in_prose_and_fences(value: object, fenced: bool) -> None:
    told = json.dumps(value)
    text = f"```json\n{told}\n```" if fenced else f"Here you are: {told} That is all."
    assert json_in_text(text) == value
    assert json_in_text(told) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('I used {} and [1] and got {"a": 1}', {"a": 1}),
        ('He said {this} and "{that}": {"a": [1, 2]}', {"a": [1, 2]}),
        ("[]", []),
        ('{"a": "}{"}', {"a": "}{"}),
        ('```\n{"a": "```"}\n```', {"a": "```"}),
        ('\ufeff{"a": 1}', {"a": 1}),
        ('{"a": 1} {"b": 22}', {"b": 22}),
    ],
)
def test_the_largest_value_counts(text: str, value: object) -> None:
    assert json_in_text(text) == value


@pytest.mark.parametrize(
    "text", [r'{"a\ud83d": ["\ud83d\ude42 \ude42"]}', '{"a\ud83d": ["🙂 \ude42"]}']
)
def test_half_surrogates_are_replaced_wherever_they_stand(text: str) -> None:
    assert json_in_text(text) == {"a\ufffd": ["🙂 \ufffd"]}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "no data"),
        ("plain words", "no data"),
        ("{", "no data"),
        ("null", "no data"),
        ('{"edits": [{"a": 1}, {"b":', "cut off"),
        ('{"edits": [{"a": 1}, {"b": "secr', "cut off"),
        ('{"a": NaN}', "number"),
        ('{"a": -Infinity}', "number"),
        ('{"a": 1e999}', "number"),
        ('{"a": 1e41}', "number"),
        ('{"a": -' + "9" * 50 + "}", "number"),
        ('{"a": ' + "9" * 5000 + "}", "number"),
        ("[" * 100_000, "deep"),
        ("[" * 40 + "]" * 40, "deep"),
        ('{"a": "' + "x" * 600_000 + '"}', "more than"),
        ("[" + "0," * 60_000 + "0]", "more than"),
    ],
    ids=range(16),
)
def test_what_is_refused_is_told_in_words_and_not_quoted(text: str, word: str) -> None:
    with pytest.raises(BadAnswer, match=word) as caught:
        json_in_text(text)
    assert "secr" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    "text",
    [
        "{" * 500_000,
        "[1," * 900 + "1," * 250_000 + "x",
        "[ x" * 150_000,
        '{"a" ' * 100_000,
        '"{' * 250_000,
    ],
)
def test_hostile_text_costs_little(text: str) -> None:
    started = time.process_time()
    with pytest.raises(BadAnswer):
        json_in_text(text)
    assert time.process_time() - started < 0.5
