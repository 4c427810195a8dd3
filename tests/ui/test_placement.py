"""Pure parts of the interface: where the card goes, context of a mark, counting."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QRect, QSize

from suggest import Splice
from ui.context import around
from ui.counts import Counts, count_words
from ui.placement import Ground, place_card

SIZE = QSize(372, 290)


def ground(area: QRect, marked: QRect, sentence: QRect | None = None) -> Ground:
    """A column of 700 px in the middle of the area."""
    column = QRect(area.center().x() - 350, area.top(), 700, area.height())
    return Ground(area, column, sentence or marked, (marked,))


def test_under_the_last_line_of_the_sentence() -> None:
    marked, sentence = QRect(300, 100, 100, 29), QRect(200, 100, 600, 87)
    at = place_card(SIZE, ground(QRect(0, 0, 1000, 800), marked, sentence))
    assert (at.x(), at.y()) == (300, 193)


def test_above_when_there_is_no_room_below() -> None:
    marked = QRect(300, 700, 100, 29)
    at = place_card(SIZE, ground(QRect(0, 0, 1000, 800), marked))
    assert at.y() + SIZE.height() + 6 == 700


def test_beside_the_column_when_the_margin_is_wide() -> None:
    at = place_card(SIZE, ground(QRect(0, 0, 1700, 800), QRect(600, 300, 100, 29)))
    assert at.x() > 1200
    assert at.y() == 292


def test_never_out_of_the_area_on_the_right() -> None:
    at = place_card(SIZE, ground(QRect(8, 8, 640, 800), QRect(600, 100, 40, 29)))
    assert at.x() + SIZE.width() <= 648


def test_random_grounds_keep_the_card_inside_and_off_the_words() -> None:
    rng = random.Random(7)
    for _ in range(2000):
        area = QRect(8, 8, rng.randint(400, 1800), rng.randint(640, 1000))
        left, top = rng.randint(8, area.right() - 60), rng.randint(8, area.bottom() - 29)
        marked = QRect(left, top, rng.randint(10, 50), 29)
        box = QRect(place_card(SIZE, ground(area, marked)), SIZE)
        assert area.contains(box)
        assert not box.intersects(marked)


@pytest.mark.parametrize(
    ("text", "words", "before", "after", "sentence"),
    [
        ("One two. In order to go. End.", "In order to", "", " go.", "In order to go."),
        ("a b c d e f g", "f", "… c d e ", " g", "a b c d e f g"),
        ("x a b c d e f g h i j", "x", "", " a b c d e f g h\u00a0…", "x a b c d e f g h i j"),
        ("He said “Stop.” Then ran.", "Then", "", " ran.", "Then ran."),
        ("🙂 wow it is", "it", "🙂 wow ", " is", "🙂 wow it is"),
    ],
)
def test_context_stays_in_the_sentence(
    text: str, words: str, before: str, after: str, sentence: str
) -> None:
    start = text.index(words)
    found = around(text, start, start + len(words))
    assert (found.before, found.after) == (before, after)
    assert text[found.sentence_start : found.sentence_end] == sentence


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("don’t stop", 2), ("well-known fact", 2), ("🙂 — …", 0), ("v1.2 is out", 3)],
)
def test_words(text: str, words: int) -> None:
    assert count_words(text) == words


def test_counts_follow_random_splices() -> None:
    rng = random.Random(3)
    pool = ["", "one", "two words", "three more words 🙂", "a-b c"]
    lines = [rng.choice(pool) for _ in range(20)]
    counts = Counts()
    counts.load(lines)
    for step in range(500):
        first = rng.randrange(len(lines))
        count = rng.randint(1, min(3, len(lines) - first))
        new = tuple(rng.choice(pool) for _ in range(rng.randint(1, 3)))
        lines[first : first + count] = new
        counts.splice(Splice(first, count, new, 0, 0))
        if step % 7 == 0:
            assert counts.words == sum(count_words(line) for line in lines)
        assert counts.characters == len("\n".join(lines))


def test_reading_time_is_at_least_a_minute() -> None:
    counts = Counts()
    assert counts.minutes == 0
    counts.load(["word"])
    assert counts.minutes == 1
    counts.load(["word " * 239])
    assert counts.minutes == 2
