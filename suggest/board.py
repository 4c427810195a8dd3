"""What is known of each block: its proposals, which of them are marks, and why others are not.

It carries ids over when a block is read again, so a mark that is still right never flickers.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from suggest.capture import Job
from suggest.document import Line
from suggest.items import Item, Reading, Status
from suggest.strays import Strays
from suggest.values import Judged


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a new reading: itself, old items that are not in it, lines it left behind.

    `torn` lines were in one block with lines of this one and are to be read again.
    """

    reading: Reading
    lost: tuple[Item, ...]
    torn: tuple[Line, ...] = ()


class Board:
    """All readings of one document."""

    def __init__(self, new_id: Callable[[], str]) -> None:
        self._new_id = new_id
        self._items: dict[str, Item] = {}
        self._stray = Strays()

    def clear(self) -> None:
        """Forgets everything."""
        self._items.clear()
        self._stray.drain()

    def passages(self, lines: Sequence[Line]) -> frozenset[str]:
        """Ids of the passages that these lines were read in."""
        return frozenset(reading.passage.id for reading in _readings(lines))

    def item(self, item_id: str) -> Item | None:
        """The item of that id."""
        return self._items.get(item_id)

    def items(self) -> Iterable[Item]:
        """All items of present readings."""
        return self._items.values()

    def take(self, job: Job, judged: Sequence[Judged]) -> Taken:
        """Puts a verdict in the place of what was known of those lines."""
        before = self._items_on(job.lines)
        for item in before:
            self._stray.remove(item)
        torn = _torn(job.lines)
        starts = _starts(job.lines)
        reading = Reading(job.lines, job.passage, job.trigger, unstable=job.unstable)
        for one in sorted(judged, key=lambda j: j.proposal.span):
            twin = _pop_twin(before, one, starts) or self._stray.claim(one, job.passage)
            item = twin or Item(self._new_id(), one, reading)
            drop = one.drop or item.undone
            item.judged, item.reading = replace(one, drop=drop), reading
            if item.status is Status.DISTURBED:
                item.status = Status.OPEN  # the edit was taken back: it is the same again
            item.drop = drop if item.status in (Status.OPEN, Status.HELD) else item.drop
            reading.items.append(item)
            self._items[item.id] = item
        for line in job.lines:
            line.reading = reading
        lost = (*before, *self._stray.rewritten(job.passage.text))
        for item in lost:
            self._items.pop(item.id, None)
        return Taken(reading, lost, torn)

    def drop_line(self, line: Line) -> tuple[list[Item], tuple[Line, ...]]:
        """Forgets what is known of a line; returns its items and the lines it leaves behind."""
        torn = _torn((line,))
        items = self._items_on((line,))
        line.reading = None
        for item in items:
            self._items.pop(item.id, None)
            self._stray.remove(item)
        return items, torn

    def orphan(self, lines: Iterable[Line]) -> tuple[Line, ...]:
        """Notes that these lines left the document; the next readings may claim their items.

        Returns the lines they leave behind.
        """
        gone = tuple(lines)
        torn = _torn(gone)
        for item in self._items_on(gone):
            self._stray.add(item)
        for line in gone:
            line.reading = None
        return torn

    def unclaimed(self) -> list[Item]:
        """Items of lines that are gone and that no later reading claimed, taken off the board."""
        gone = self._stray.drain()
        for item in gone:
            self._items.pop(item.id, None)
        return gone

    def _items_on(self, lines: Sequence[Line]) -> list[Item]:
        """Items that were read at these lines and marks that stand on them now."""
        inside = set(lines)
        found: dict[str, Item] = {}
        for reading in _readings(lines):
            for item in reading.items:
                if item.reading is reading and item.id in self._items and item.home in inside:
                    found[item.id] = item
        for line in lines:
            for piece in line.pieces:
                marked = self._items.get(piece.anchor.id)
                if marked is not None:
                    found[marked.id] = marked
        return list(found.values())


def _readings(lines: Iterable[Line]) -> list[Reading]:
    found = (line.reading for line in lines)
    return list(dict.fromkeys(one for one in found if isinstance(one, Reading)))


def _torn(lines: Sequence[Line]) -> tuple[Line, ...]:
    inside = set(lines)
    return tuple(
        line
        for reading in _readings(lines)
        for line in reading.lines
        if line.alive and line not in inside and line.reading is reading
    )


def _starts(lines: Sequence[Line]) -> dict[str, int]:
    """Where each mark of these lines begins now, in code points of the passage."""
    found: dict[str, int] = {}
    offset = 0
    for line in lines:
        for piece in line.pieces:
            if piece.anchor.pieces[0] is piece:
                found[piece.anchor.id] = offset + piece.start
        offset += len(line.text) + 1
    return found


def _pop_twin(before: list[Item], judged: Judged, starts: Mapping[str, int]) -> Item | None:
    """The old item that this is again: the mark at this very place, else the nearest no mark."""
    proposal = judged.proposal
    identity = (proposal.rule, proposal.original, proposal.replacement)
    start = proposal.span.start
    twins = [i for i in before if i.identity == identity and i.status is not Status.RESOLVED]
    here = [i for i in twins if starts.get(i.id) == start]
    twins = here or [i for i in twins if i.id not in starts]
    if not twins:
        return None
    nearest = min(twins, key=lambda i: abs(i.judged.proposal.span.start - start))
    before.remove(nearest)
    return nearest
