"""What is known of each block: its proposals, which of them are marks, and why others are not.

It carries ids over when a block is read again, so a mark that is still right never flickers.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from suggest.capture import Job
from suggest.document import Line
from suggest.values import Drop, Judged, Passage, Span, Suggestion, Trigger


class Status(Enum):
    """Where a proposal stands."""

    OPEN = "open"  # passed its guards, waits for the bar and the budget
    SHOWN = "shown"
    HELD = "held"
    DISTURBED = "disturbed"  # was shown, then edited inside: the next reading decides
    RESOLVED = "resolved"


@dataclass(slots=True, eq=False)
class Item:
    """One proposal of one reading. `forced` was asked for from Held back."""

    id: str
    judged: Judged
    reading: "Reading"
    status: Status = Status.OPEN
    drop: Drop | None = None
    suggestion: Suggestion | None = None
    forced: bool = False

    @property
    def identity(self) -> tuple[str, str, str | None]:
        """What makes it the same proposal in the next reading."""
        proposal = self.judged.proposal
        return proposal.rule, proposal.original, proposal.replacement


@dataclass(slots=True, eq=False)
class Reading:
    """The verdict on a block, bound to the lines it was read from."""

    lines: tuple[Line, ...]
    passage: Passage
    trigger: Trigger
    items: list[Item] = field(default_factory=list)
    unstable: Span | None = None

    @property
    def current(self) -> bool:
        """False once its lines were edited; a new reading is on its way then."""
        if not all(line.alive for line in self.lines):
            return False
        return "\n".join(line.text for line in self.lines) == self.passage.text

    @property
    def sentences(self) -> frozenset[str]:
        """Texts of the sentences read; the unstable one is not among them."""
        text = self.passage.text
        spans = (s for s in self.passage.sentences if s != self.unstable)
        return frozenset(text[s.start : s.end] for s in spans)


@dataclass(frozen=True, slots=True)
class Taken:
    """The result of a new reading: the reading itself and the old items that are not in it."""

    reading: Reading
    lost: tuple[Item, ...]


class Board:
    """All readings of one document."""

    def __init__(self, new_id: Callable[[], str]) -> None:
        self._new_id = new_id
        self._items: dict[str, Item] = {}
        self._stray: list[Item] = []

    def clear(self) -> None:
        """Forgets everything."""
        self._items.clear()
        self._stray.clear()

    def item(self, item_id: str) -> Item | None:
        """The item of that id."""
        return self._items.get(item_id)

    def items(self) -> Iterable[Item]:
        """All items of present readings."""
        return self._items.values()

    def disturb(self, item: Item) -> None:
        """An edit fell into a shown item; it waits for the next reading of its block."""
        item.status = Status.DISTURBED
        self._stray.append(item)

    def take(self, job: Job, judged: Sequence[Judged]) -> Taken:
        """Puts a verdict in the place of what was known of those lines."""
        before = self._known_of(job)
        reading = Reading(job.lines, job.passage, job.trigger, unstable=job.unstable)
        for one in sorted(judged, key=lambda j: j.proposal.span):
            twin = _pop_twin(before, one)
            item = twin or Item(self._new_id(), one, reading)
            item.judged, item.reading = one, reading
            if item.status is Status.DISTURBED:
                item.status = Status.OPEN  # the edit was taken back: it is the same again
            item.drop = one.drop if item.status in (Status.OPEN, Status.HELD) else item.drop
            reading.items.append(item)
            self._items[item.id] = item
        for line in job.lines:
            line.reading = reading
        for item in before:
            self._items.pop(item.id, None)
        return Taken(reading, tuple(before))

    def drop_line(self, line: Line) -> list[Item]:
        """Forgets the reading a line belongs to; returns its items."""
        reading = line.reading
        if not isinstance(reading, Reading):
            return []
        for one in reading.lines:
            if one.reading is reading:
                one.reading = None
        for item in reading.items:
            self._items.pop(item.id, None)
        return reading.items

    def orphan(self, lines: Iterable[Line]) -> None:
        """Notes that these lines left the document; the next readings may claim their items."""
        for line in lines:
            if isinstance(line.reading, Reading):
                for item in line.reading.items:
                    if item not in self._stray and item.id in self._items:
                        self._stray.append(item)

    def unclaimed(self) -> list[Item]:
        """Items of lines that are gone and that no later reading claimed, taken off the board."""
        gone = [i for i in self._stray if not any(line.alive for line in i.reading.lines)]
        for item in gone:
            self._stray.remove(item)
            self._items.pop(item.id, None)
        return gone

    def _known_of(self, job: Job) -> list[Item]:
        found: dict[str, Item] = {}
        for line in job.lines:
            if isinstance(line.reading, Reading):
                found.update((item.id, item) for item in line.reading.items)
        for item in self._stray:
            gone = not any(line.alive for line in item.reading.lines)
            if gone and item.judged.proposal.original in job.passage.text:
                found[item.id] = item
        self._stray = [item for item in self._stray if item.id not in found]
        return [item for item in found.values() if item.id in self._items]


def _pop_twin(before: list[Item], judged: Judged) -> Item | None:
    proposal = judged.proposal
    identity = (proposal.rule, proposal.original, proposal.replacement)
    twins = [i for i in before if i.identity == identity and i.status is not Status.RESOLVED]
    if not twins:
        return None
    nearest = min(twins, key=lambda i: abs(i.judged.proposal.span.start - proposal.span.start))
    before.remove(nearest)
    return nearest
