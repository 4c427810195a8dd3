"""Sentences are found with their exact offsets, and equal text is one passage."""

from hypothesis import given
from hypothesis import strategies as st

from suggest.passages import PassageReader, is_complete, sentences
from suggest.protection import Protector
from suggest.values import BlockKind


def texts(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


def test_sentences_of_a_paragraph() -> None:
    text = "Dr. Ana came at 5 p.m. today.  She left! 🙂 Why?\nNobody knows"
    assert texts(text)[-2:] == ["🙂 Why?", "Nobody knows"] or "Nobody knows" in texts(text)[-1]
    assert texts(text)[0].startswith("Dr. Ana")


@given(st.text(max_size=200))
def test_sentence_spans_lie_inside_and_in_order(text: str) -> None:
    last = 0
    for span in sentences(text):
        assert last <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip() == text[span.start : span.end]
        last = span.end


def test_complete_needs_a_closing_mark() -> None:
    assert is_complete("Done.")
    assert is_complete("He said “done.”")
    assert not is_complete("Not yet")
    assert not is_complete("Not yet,")


def test_equal_text_is_the_same_passage() -> None:
    reader = PassageReader(Protector(), capacity=1)
    first = reader.read("One.", BlockKind.PARAGRAPH)
    assert reader.read("One.", BlockKind.PARAGRAPH) is first
    assert reader.read("One.", BlockKind.HEADING).id != first.id
    assert reader.read("One.", BlockKind.PARAGRAPH) == first
