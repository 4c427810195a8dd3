"""Every entry of the house lists fires on its example, keeps its promise, and can be quiet."""

from pathlib import Path

import pytest

from suggest.errors import BadResource
from suggest.suggesters.lexicon import Entry, LexiconSuggester, load_entries
from suggest.suggesters.phrases import PhraseFinder

FOLDER = Path(__file__).parents[2] / "resources" / "rules"
ENTRIES = load_entries(FOLDER)
ALL = LexiconSuggester(ENTRIES)


def hits(entry: Entry, text: str) -> list[tuple[int, int, str | None]]:
    found = [p for p in ALL.find(text) if p.rule == entry.rule]
    return [(p.span.start, p.span.end, p.replacement) for p in found]


def test_there_are_enough_entries_and_ids_are_unique() -> None:
    assert len(ENTRIES) >= 400
    assert len({entry.rule for entry in ENTRIES}) == len(ENTRIES)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.rule)
def test_entry(entry: Entry) -> None:
    assert len(entry.before.split()) >= 8
    assert len(entry.after.split()) >= 8 or len(entry.before.split()) >= 8
    assert 0 < len(entry.reason.split()) <= 12
    assert "!" not in entry.reason
    ((start, end, replacement),) = hits(entry, entry.before)
    if replacement is not None:
        assert entry.before[:start] + replacement + entry.before[end:] == entry.after
    assert entry.leave
    for text in entry.leave:
        assert hits(entry, text) == []
    assert hits(entry, entry.after) == []


@pytest.mark.parametrize(
    "phrase",
    ["in order to", "due to the fact that", "at the end of the day", "circle back"],
)
def test_everyday_phrases_are_there(phrase: str) -> None:
    text = f"{phrase.capitalize()}, we will {phrase} with them on this next week, as agreed."
    assert ALL.find(text)


def test_fast_paced_world_is_there() -> None:
    assert ALL.find("In today’s fast-paced world, we all need a good plan.")


@pytest.mark.parametrize(
    "text",
    ["We won. I just wanted to say that.", "Needless to say.", "It was late. I must say that!"],
)
def test_a_phrase_that_is_the_whole_sentence_is_not_deleted(text: str) -> None:
    assert ALL.find(text) == []


def test_phrases_need_word_edges_and_allow_line_breaks() -> None:
    finder = PhraseFinder(["in order", "don't"])
    text = "In  order, in\norder; within order in-order ＤＯＮ’Ｔ Don’t"
    assert [text[a:b] for a, b, _ in finder.find(text)] == ["In  order", "in\norder", "Don’t"]


def test_offsets_hold_where_lowering_grows_the_text() -> None:
    finder = PhraseFinder(["in order"])
    text = "İİİ 🙂 In order"
    assert [text[a:b] for a, b, _ in finder.find(text)] == ["In order"]


def test_a_damaged_list_is_named(tmp_path: Path) -> None:
    (tmp_path / "odd.toml").write_text("[group]\nid = 'x'\n")
    with pytest.raises(BadResource, match=r"odd\.toml"):
        load_entries(tmp_path)
