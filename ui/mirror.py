"""The draft as a plain list of lines, kept equal to Qt's document by reading only what changed.

This is the one place that turns Qt's change reports into splices. It never reads the whole text
after loading, unless a report contradicts the lines it already knows.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from suggest import Place, Splice
from ui.positions import points, units
from ui.styling import style_of


class Mirror:
    """Follows one document; all of it is for reading.

    `touched` are the lines of the last report; `reshaped` tells whether they may look different:
    they are not the lines they were, or one began or ceased to be a heading or a list item.
    """

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self.lines: list[str] = [""]
        self.touched = range(1)
        self.reshaped = False

    def reload(self) -> None:
        """Read the whole document; for loading, never for a key."""
        self.lines = self._document.toRawText().split("\u2029")
        self.touched = range(len(self.lines))
        self.reshaped = True

    def text_at(self, place: Place) -> str | None:
        """The text of a range, lines joined by a line feed; None when there is no such range."""
        if not 0 <= place.line <= place.end_line < len(self.lines):
            return None
        picked = self.lines[place.line : place.end_line + 1]
        if not 0 <= place.start <= len(picked[0]) or not 0 <= place.end <= len(picked[-1]):
            return None
        if place.line == place.end_line and place.end < place.start:
            return None
        picked[-1] = picked[-1][: place.end]
        picked[0] = picked[0][place.start :]
        return "\n".join(picked)

    def cursor(self, place: Place, expected: str | None = None) -> QTextCursor | None:
        """A cursor that selects a range; None when it is not there or holds another text."""
        found = self.text_at(place)
        if found is None or expected not in (None, found):
            return None
        cursor = QTextCursor(self._document)
        for line, column, mode in (
            (place.line, place.start, QTextCursor.MoveMode.MoveAnchor),
            (place.end_line, place.end, QTextCursor.MoveMode.KeepAnchor),
        ):
            start = self._document.findBlockByNumber(line).position()
            cursor.setPosition(start + units(self.lines[line], column), mode)
        if expected is not None and cursor.selectedText().replace("\u2029", "\n") != expected:
            return None
        return cursor

    def follow(self, position: int, removed: int, added: int) -> Splice | None:
        """Carry a report of contentsChange (UTF-16 units) over to the lines.

        None when no text changed. Of a span that was cut and filled, only what differs is told.
        """
        document = self._document
        block = document.findBlock(position)
        grown = document.blockCount() - len(self.lines)
        if grown or position + added >= block.position() + block.length():
            return self._follow_lines(position, added, grown)
        number = block.blockNumber()
        old, new = self.lines[number], block.text()
        self.touched = range(number, number + 1)
        self.reshaped = style_of(old) != style_of(new)
        if old == new:
            return None
        head = position - block.position()
        if not new.isascii():
            tail = len(new) - points(new, head + added)
            head = points(new, head)
        else:
            tail = len(new) - head - added
        if not _agree(old, new, head, tail):
            return self._resync()
        self.lines[number] = new
        if removed and added:
            return _narrowed(Splice(number, 1, (new,), head, tail), [old])
        return Splice(number, 1, (new,), head, tail)

    def _follow_lines(self, position: int, added: int, grown: int) -> Splice | None:
        document = self._document
        end = min(position + added, document.characterCount() - 1)
        block, last = document.findBlock(position), document.findBlock(end)
        first = block.blockNumber()
        head, tail_start = position - block.position(), end - last.position()
        fresh = _texts(block, last)
        count = len(fresh) - grown
        old = self.lines[first : first + count]
        if not fresh or count < 1 or len(old) != count:
            return self._resync()
        head = points(fresh[0], head)
        tail = len(fresh[-1]) - points(fresh[-1], tail_start)
        if not _agree_lines(old, fresh, head, tail):
            return self._resync()
        self.lines[first : first + count] = fresh
        self.touched = range(first, first + len(fresh))
        self.reshaped = True
        return _narrowed(Splice(first, count, tuple(fresh), head, tail), old)

    def _resync(self) -> Splice | None:
        """Compare everything: the way out when a report does not fit what is known."""
        old = self.lines
        self.reload()
        return _narrowed(Splice(0, len(old), tuple(self.lines), 0, 0), old)


def _texts(block: QTextBlock, last: QTextBlock) -> list[str]:
    texts = []
    stop = last.blockNumber()
    while block.isValid():
        texts.append(block.text())
        if block.blockNumber() >= stop:
            break
        block = block.next()
    return texts


def _agree(old: str, new: str, head: int, tail: int) -> bool:
    if head < 0 or tail < 0 or head + tail > min(len(old), len(new)):
        return False
    return old[:head] == new[:head] and old[len(old) - tail :] == new[len(new) - tail :]


def _agree_lines(old: Sequence[str], new: Sequence[str], head: int, tail: int) -> bool:
    if len(old) == 1 and len(new) == 1:
        return _agree(old[0], new[0], head, tail)
    if len(old) == 1 and head + tail > len(old[0]):
        return False
    return (
        old[0][:head] == new[0][:head]
        and len(old[-1]) >= tail
        and old[-1][len(old[-1]) - tail :] == new[-1][len(new[-1]) - tail :]
    )


def _narrowed(splice: Splice, old: Sequence[str]) -> Splice | None:
    """The same change without equal text at the ends of its span; None when nothing is left."""
    before, after = "\n".join(old), "\n".join(splice.lines)
    cut = before[splice.head : len(before) - splice.tail]
    put = after[splice.head : len(after) - splice.tail]
    if cut == put:
        return None
    lead = common_prefix(cut, put)
    room = min(len(cut), len(put)) - lead
    trail = common_prefix(cut[::-1][:room], put[::-1][:room])
    return _trimmed(splice, put[:lead], put[len(put) - trail :])


def _trimmed(splice: Splice, lead: str, trail: str) -> Splice:
    above, below = lead.count("\n"), trail.count("\n")
    return Splice(
        splice.first + above,
        splice.count - above - below,
        splice.lines[above : len(splice.lines) - below],
        len(lead) - lead.rfind("\n") - 1 if above else splice.head + len(lead),
        trail.find("\n") if below else splice.tail + len(trail),
    )


def common_prefix(one: str, other: str) -> int:
    """The number of code points both texts begin with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
