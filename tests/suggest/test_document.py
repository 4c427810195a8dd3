"""Anchors stay on their own characters through any edit, or are reported as disturbed."""

from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from suggest.document import Document
from suggest.values import Kind, Place, Splice

TEXT = st.text(alphabet="ab \n.🙂👨‍👩‍👧é", max_size=6)


class Oracle:
    """The document as characters with an identity each; slow and plainly right."""

    def __init__(self, text: str) -> None:
        self._ids = count()
        self.cells = [(next(self._ids), char) for char in text]

    @property
    def text(self) -> str:
        return "".join(char for _, char in self.cells)

    def replace(self, start: int, end: int, new: str) -> Splice:
        """Makes the edit and tells it the way the editor does."""
        old = self.text
        lines = old.split("\n")
        first = old[:start].count("\n")
        last = old[:end].count("\n")
        head = start - (len("\n".join(lines[:first])) + (1 if first else 0))
        tail = len("\n".join(lines[: last + 1])) - end
        self.cells[start:end] = [(next(self._ids), char) for char in new]
        fresh = self.text.split("\n")
        added = last - first + 1 + (len(fresh) - len(lines))
        return Splice(first, last - first + 1, tuple(fresh[first : first + added]), head, tail)


def place_of(text: str, start: int, end: int) -> Place:
    before, upto = text[:start].split("\n"), text[:end].split("\n")
    return Place(len(before) - 1, len(before[-1]), len(upto) - 1, len(upto[-1]))


def offsets(document: Document, place: Place) -> tuple[int, int]:
    lengths = [len(line.text) + 1 for line in document.lines]
    return (
        sum(lengths[: place.line]) + place.start,
        sum(lengths[: place.end_line]) + place.end,
    )


@settings(max_examples=600, deadline=None)
@given(st.data())
def test_anchor_covers_the_same_characters_or_is_gone(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="ab \n.🙂é", min_size=3, max_size=40))
    oracle, document = Oracle(text), Document()
    document.load(text.split("\n"))
    marked: dict[str, list[int]] = {}
    for number in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        if text[start:end] == text[start:end].strip("\n"):
            document.anchor(f"m{number}", place_of(text, start, end), Kind.CLARITY)
            marked[f"m{number}"] = [cell[0] for cell in oracle.cells[start:end]]
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(oracle.text)))
        end = data.draw(st.integers(start, min(len(oracle.text), start + 8)))
        splice = oracle.replace(start, end, data.draw(TEXT))
        gone = {anchor.id for anchor in document.apply(splice, 0.0)}
        assert [line.text for line in document.lines] == oracle.text.split("\n")
        for name, ids in list(marked.items()):
            place = document.place(name)
            assert (place is None) == (document.find(name) is None)
            if place is None:
                assert name in gone
                del marked[name]
                continue
            first, last = offsets(document, place)
            assert [cell[0] for cell in oracle.cells[first:last]] == ids


def test_letter_typed_at_the_end_of_a_marked_word_disturbs_the_mark() -> None:
    document = Document()
    document.load(["the teh end"])
    document.anchor("m", Place(0, 4, 0, 7), Kind.CORRECTNESS)
    assert [a.id for a in document.apply(Splice(0, 1, ("the tehn end",), 7, 4), 0.0)] == ["m"]
    assert document.marks(0) == []


def test_space_typed_after_a_mark_leaves_it() -> None:
    document = Document()
    document.load(["teh"])
    document.anchor("m", Place(0, 0, 0, 3), Kind.CORRECTNESS)
    assert document.apply(Splice(0, 1, ("teh ",), 3, 0), 0.0) == []
    assert document.place("m") == Place(0, 0, 0, 3)


def test_enter_above_moves_a_mark_over_two_lines_down() -> None:
    document = Document()
    document.load(["one", "in order", "to win"])
    document.anchor("m", Place(1, 0, 2, 2), Kind.CLARITY)
    document.apply(Splice(0, 1, ("on", "e"), 2, 1), 0.0)
    assert document.place("m") == Place(2, 0, 3, 2)
    assert [len(document.marks(n)) for n in range(4)] == [0, 0, 1, 1]


def test_joining_the_two_lines_of_a_mark_disturbs_it() -> None:
    document = Document()
    document.load(["in order", "to win"])
    document.anchor("m", Place(0, 0, 1, 2), Kind.CLARITY)
    gone = document.apply(Splice(0, 2, ("in orderto win",), 8, 6), 0.0)
    assert [anchor.id for anchor in gone] == ["m"]
