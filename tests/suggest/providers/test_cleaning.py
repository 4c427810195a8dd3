"""Foreign values made safe."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suggest.errors import NoKey
from suggest.providers.cleaning import Pieces, count, items, mapping, name, usable_key, whole


@given(st.text(st.characters(), max_size=30))
def test_whole_text_can_be_written_and_keeps_what_was_whole(text: str) -> None:
    clean = whole(text)
    clean.encode("utf-8")
    if not any(0xD800 <= ord(char) < 0xE000 for char in text):
        assert clean == text


def test_pairs_join_and_lone_halves_are_replaced() -> None:
    assert whole("a\ud83d\ude42b") == "a🙂b"
    assert whole("a\ud83db\ude42") == "a\ufffdb\ufffd"


@given(st.lists(st.sampled_from(["a", "é", "\ud83d", "\ude42", "🙂", ""]), max_size=12))
def test_pieces_give_the_same_as_the_whole(parts: list[str]) -> None:
    pieces = Pieces()
    shown = [pieces.add(part) for part in parts] + [pieces.end()]
    assert "".join(shown) == pieces.text == whole("".join(parts))
    assert pieces.size == len(pieces.text)


@pytest.mark.parametrize("value", [None, -1, "7", 3.5, True, 10**30, [], {}])
def test_what_is_no_count_is_zero(value: object) -> None:
    assert count(value) == 0


def test_counts_names_and_shapes_of_json() -> None:
    assert count(12) == 12
    assert name("model-1") == "model-1"
    assert [name(bad, "x") for bad in ("", "a\nb", "y" * 300, 7, None)] == ["x"] * 5
    assert mapping({"a": 1}) == {"a": 1}
    assert mapping([1]) == {}
    assert items([1]) == [1]
    assert items({"a": 1}) == []


@pytest.mark.parametrize("key", ["sk-ä", "sk 1", "sk\n1", "sk\x7f", "sk-\u200b1"])
def test_a_key_that_cannot_be_one_is_refused_without_being_quoted(key: str) -> None:
    with pytest.raises(NoKey) as caught:
        usable_key(key)
    assert key not in str(caught.value)


def test_white_space_around_a_key_is_dropped() -> None:
    assert usable_key("  sk-1\n") == "sk-1"
