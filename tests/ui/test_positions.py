"""UTF-16 against code points: both ways, on any text."""

from hypothesis import given
from hypothesis import strategies as st

from ui.positions import clean, length, points, units

FAMILY = "👩\u200d👩\u200d👧"
TEXTS = st.text(
    alphabet=st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from(
            ["a", " ", "é", "e\u0301"[1], "😀", "\u200d", "\ufe0f", "日", "\U0001f3fd"]
        ),
    ),
    max_size=40,
)


def utf16(text: str) -> int:
    """The length Qt would count."""
    return len(text.encode("utf-16-le")) // 2


@given(TEXTS)
def test_every_column_survives_the_way_to_qt_and_back(text: str) -> None:
    for column in range(len(text) + 1):
        there = units(text, column)
        assert there == utf16(text[:column])
        assert points(text, there) == column
    assert length(text) == utf16(text)


@given(TEXTS)
def test_a_position_inside_a_pair_is_the_one_before_it(text: str) -> None:
    for column, char in enumerate(text):
        if char > "\uffff":
            assert points(text, units(text, column) + 1) == column


def test_known_lengths() -> None:
    assert units(FAMILY, len(FAMILY)) == 8
    assert points(FAMILY, 8) == 5
    assert points("a🚀b", 3) == 2
    assert units("a🚀b", 2) == 3
    assert points("ab", 99) == 2
    assert points("é🚀", 99) == 2
    assert units("ab", 99) == 2


@given(st.text(alphabet=st.characters(), max_size=40))
def test_cleaned_text_has_no_foreign_breaks_and_counts_what_it_lost(text: str) -> None:
    kept, dropped = clean(text)
    assert not set(kept) & set("\r\u2029\x00\ufdd0\ufdd1\ufeff\ufffe")
    assert dropped == len(text.replace("\r\n", "\n")) - len(kept)
    kept.encode("utf-8")  # no lone surrogates


def test_line_breaks_of_all_kinds_become_line_feeds() -> None:
    assert clean("a\r\nb\rc\u2029d\ne") == ("a\nb\nc\nd\ne", 0)
    assert clean("a\u00a0b\u2028c") == ("a\u00a0b\u2028c", 0)
    assert clean("\ufeffa\x00b\ud83d") == ("ab", 3)
