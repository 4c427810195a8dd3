"""Which lines of prose belong together, and which are too long to be read."""

from collections.abc import Sequence

from suggest.blocks import is_list_start, is_prose
from suggest.document import Line
from suggest.values import BlockKind, Span

LONGEST_LINE = 20_000
"""Lines over this many code points are left unread: re-linting them would take seconds."""
LONGEST_PASSAGE = 8_000
"""A longer paragraph is read in parts of about so many code points, cut at line ends."""


def readable(line: Line) -> bool:
    """True for a line of prose that is not too long."""
    return line.kind is not None and is_prose(line.kind) and len(line.text) <= LONGEST_LINE


def joined(above: Line, below: Line) -> bool:
    """True when two neighbouring readable lines are of one block."""
    if above.kind is BlockKind.HEADING or below.kind is BlockKind.HEADING:
        return False
    if below.kind is BlockKind.LIST_ITEM:
        return not is_list_start(below.text)
    if below.kind is BlockKind.QUOTE:
        return above.kind is BlockKind.QUOTE
    return True


def part(lines: Sequence[Line], paragraph: Span, number: int) -> tuple[int, int]:
    """The part of a long paragraph that a line belongs to; always cut at the same lines."""
    start, size = paragraph.start, 0
    for at in range(paragraph.start, paragraph.end):
        size += len(lines[at].text) + 1
        if size > LONGEST_PASSAGE and at > start:
            if number < at:
                return start, at
            start, size = at, len(lines[at].text) + 1
    return start, paragraph.end
