"""The text as lines, with anchors that move when it is edited; no files, no waiting, no judgement.

Lines are what the editor shows between line breaks. Every offset is in code points of one line, so
an edit costs the same in a short post and in a book. An anchor either still covers exactly the text
it was put on, or it is reported as disturbed and gone: there is no third state.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from suggest.blocks import State
from suggest.values import BlockKind, Kind, Mark, Place, Span, Splice, Trigger


@dataclass(slots=True, eq=False)
class Line:
    """One line of the document; its identity is what readings and anchors hold on to."""

    text: str
    pieces: list["Piece"] = field(default_factory=list)
    marks: list[Mark] | None = None  # kept until a piece of the line changes
    alive: bool = True
    typed: bool = False  # the writer wrote or changed it here; not opened, not pasted
    unread: Trigger | None = Trigger.OPENED  # why it is to be read, None once it was
    changed_at: float = -1.0
    kind: BlockKind | None = None
    before: State | None = None
    after: State | None = None
    counted: str | None = None
    reading: object | None = None
    heirs: tuple["Line", ...] = ()  # what a dead line became


@dataclass(slots=True, eq=False)
class Anchor:
    """A live range of text; `drawn` ones are marks, the others only follow the text."""

    id: str
    kind: Kind
    drawn: bool
    text: str
    pieces: list["Piece"] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Piece:
    """The part of an anchor that lies on one line."""

    anchor: Anchor
    line: Line
    start: int
    end: int


class Document:
    """Lines and anchors of one open text."""

    def __init__(self) -> None:
        self.lines: list[Line] = [Line("")]
        self.revision = 0
        self.removed: list[Line] = []
        self._anchors: dict[str, Anchor] = {}

    def load(self, lines: Sequence[str]) -> None:
        """Replaces the whole text and forgets all anchors."""
        for line in self.lines:
            line.alive = False
        self.removed.clear()
        self.lines = [Line(text) for text in lines] or [Line("")]
        self._anchors.clear()
        self.revision += 1

    def apply(self, splice: Splice, now: float) -> list[Anchor]:
        """Carries out a change; returns the anchors it disturbed, which are gone.

        `now` is noted on every touched line. Raises IndexError for lines that do not exist.
        """
        self.revision += 1
        if splice.count == 1 and len(splice.lines) == 1:
            return self._edit_line(self.lines[splice.first], splice, now)
        return self._edit_lines(splice, now)

    def anchor(self, anchor_id: str, place: Place, kind: Kind, *, drawn: bool = True) -> Anchor:
        """Puts an anchor on a non-empty range that neither begins nor ends with a line break."""
        anchor = Anchor(anchor_id, kind, drawn, self.text_at(place))
        for number in range(place.line, place.end_line + 1):
            line = self.lines[number]
            start = place.start if number == place.line else 0
            end = place.end if number == place.end_line else len(line.text)
            self._attach(anchor, line, Span(start, end))
        self._anchors[anchor_id] = anchor
        return anchor

    def remove(self, anchor_id: str) -> Anchor | None:
        """Takes an anchor away; None when there is none of that id."""
        anchor = self._anchors.pop(anchor_id, None)
        if anchor is not None:
            for piece in anchor.pieces:
                piece.line.pieces.remove(piece)
                piece.line.marks = None
        return anchor

    def find(self, anchor_id: str) -> Anchor | None:
        """The anchor of that id while it lives."""
        return self._anchors.get(anchor_id)

    def place(self, anchor_id: str) -> Place | None:
        """Where an anchor stands; None when it is gone or the live text is another."""
        anchor = self._anchors.get(anchor_id)
        if anchor is None:
            return None
        first, last = anchor.pieces[0], anchor.pieces[-1]
        number = self.lines.index(first.line)
        place = Place(number, first.start, number + len(anchor.pieces) - 1, last.end)
        return place if self.text_at(place) == anchor.text else None

    def text_at(self, place: Place) -> str:
        """The present text of a range, its lines joined by a line feed."""
        if place.line == place.end_line:
            return self.lines[place.line].text[place.start : place.end]
        middle = [line.text for line in self.lines[place.line + 1 : place.end_line]]
        first = self.lines[place.line].text[place.start :]
        return "\n".join([first, *middle, self.lines[place.end_line].text[: place.end]])

    def marks(self, number: int) -> list[Mark]:
        """The drawn pieces on a line, left to right; empty for a line that does not exist."""
        if not 0 <= number < len(self.lines):
            return []
        line = self.lines[number]
        if line.marks is None:
            drawn = [p for p in line.pieces if p.anchor.drawn]
            drawn.sort(key=lambda piece: piece.start)
            line.marks = [Mark(p.anchor.id, p.anchor.kind, p.start, p.end) for p in drawn]
        return line.marks

    def anchors(self) -> Iterator[tuple[int, Anchor]]:
        """All anchors with the number of their first line, in document order."""
        for number, line in enumerate(self.lines):
            if line.pieces:
                for piece in sorted(line.pieces, key=lambda p: p.start):
                    if piece.anchor.pieces[0] is piece:
                        yield number, piece.anchor

    def _attach(self, anchor: Anchor, line: Line, span: Span) -> None:
        piece = Piece(anchor, line, span.start, span.end)
        anchor.pieces.append(piece)
        line.pieces.append(piece)
        line.marks = None

    def _edit_line(self, line: Line, splice: Splice, now: float) -> list[Anchor]:
        old, new = line.text, splice.lines[0]
        line.text = new
        line.changed_at = now
        line.kind = None
        if not line.pieces:
            return []
        cut_end = len(old) - splice.tail
        shift = len(new) - len(old)
        disturbed: list[Anchor] = []
        for piece in line.pieces:
            if piece.start >= cut_end and not _continues_from_before(piece):
                piece.start += shift
                piece.end += shift
                line.marks = None
            elif piece.end > splice.head or _continues_after(piece):
                disturbed.append(piece.anchor)
                continue
            if _glued_at(new, piece.start, piece.end, (splice.head, cut_end + shift)):
                disturbed.append(piece.anchor)
        for anchor in disturbed:
            self.remove(anchor.id)
        return disturbed

    def _edit_lines(self, splice: Splice, now: float) -> list[Anchor]:
        first, last = self._widened(splice.first, splice.first + splice.count)
        before = [line.text for line in self.lines[first : splice.first]]
        after = [line.text for line in self.lines[splice.first + splice.count : last]]
        old = self.lines[first:last]
        old_text = "\n".join(line.text for line in old)
        fresh = [Line(text, changed_at=now) for text in (*before, *splice.lines, *after)]
        new_text = "\n".join(line.text for line in fresh)
        head = sum(len(text) + 1 for text in before) + splice.head
        tail = sum(len(text) + 1 for text in after) + splice.tail
        found = _spans_of(old)
        self.lines[first:last] = fresh
        heirs = tuple(fresh)
        for line in old:
            line.alive, line.heirs = False, heirs
        self.removed.extend(old)
        disturbed: list[Anchor] = []
        for anchor, span in found:
            self.remove(anchor.id)
            moved = _moved(span, head, len(old_text) - tail, len(new_text) - len(old_text))
            if moved is None or new_text[moved.start : moved.end] != anchor.text:
                disturbed.append(anchor)
                continue
            if _glued_at(new_text, moved.start, moved.end, (head, len(new_text) - tail)):
                disturbed.append(anchor)
                continue
            self._reattach(anchor, fresh, moved)
        return disturbed

    def _reattach(self, anchor: Anchor, lines: list[Line], span: Span) -> None:
        anchor.pieces.clear()
        offset = 0
        for line in lines:
            end = offset + len(line.text)
            if span.start <= end and span.end >= offset:
                inside = Span(max(span.start, offset) - offset, min(span.end, end) - offset)
                if inside.end > inside.start or (span.start < offset and span.end > end):
                    self._attach(anchor, line, inside)
            offset = end + 1
        self._anchors[anchor.id] = anchor

    def _widened(self, first: int, last: int) -> tuple[int, int]:
        """The range of lines, grown so that no anchor sticks out of it."""
        while first > 0 and any(_continues_from_before(p) for p in self.lines[first].pieces):
            first -= 1
        while last < len(self.lines) and any(
            _continues_after(p) for p in self.lines[last - 1].pieces
        ):
            last += 1
        return first, last


def living(line: Line) -> list[Line]:
    """The line itself, or the lines that a dead one was cut up into, in order."""
    found: dict[Line, None] = {}
    todo, seen = [line], {line}
    families: set[int] = set()  # lines that died together share their heirs: thousands of them
    while todo:
        one = todo.pop()
        if one.alive:
            found[one] = None
        if id(one.heirs) in families:
            continue
        families.add(id(one.heirs))
        fresh = [heir for heir in one.heirs if heir not in seen]
        seen.update(fresh)
        todo.extend(reversed(fresh))
    return list(found)


def _continues_from_before(piece: Piece) -> bool:
    return piece.anchor.pieces[0] is not piece


def _continues_after(piece: Piece) -> bool:
    return piece.anchor.pieces[-1] is not piece


def _spans_of(lines: list[Line]) -> list[tuple[Anchor, Span]]:
    found: list[tuple[Anchor, Span]] = []
    starts: dict[str, int] = {}
    offset = 0
    for line in lines:
        for piece in line.pieces:
            starts.setdefault(piece.anchor.id, offset + piece.start)
            if not _continues_after(piece):
                found.append((piece.anchor, Span(starts[piece.anchor.id], offset + piece.end)))
        offset += len(line.text) + 1
    return found


def _moved(span: Span, head: int, cut_end: int, shift: int) -> Span | None:
    if span.end <= head:
        return span
    if span.start >= cut_end:
        return Span(span.start + shift, span.end + shift)
    return None


def _glued_at(text: str, start: int, end: int, edit: tuple[int, int]) -> bool:
    """True when an edit right beside the span made its first or last word longer.

    Plain numbers, as a key asks this of every mark of its line.
    """
    if end == edit[0] and end < len(text):
        return _word(text[end - 1]) and _word(text[end])
    if start == edit[1] and start > 0:
        return _word(text[start]) and _word(text[start - 1])
    return False


def _word(char: str) -> bool:
    return char.isalnum() or char == "_"
