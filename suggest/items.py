"""One proposal of one reading, and where it stands on its way to the writer's answer."""

from dataclasses import dataclass, field
from enum import Enum

from suggest.context import between, neighbours, stands
from suggest.diff import version
from suggest.document import Document, Line, living
from suggest.feedback.definitions import LONGEST_REWRITE, REWRITE_SHARE
from suggest.values import Drop, DropReason, Judged, Passage, Place, Span, Suggestion, Trigger

Identity = tuple[str, str, str | None]


class Status(Enum):
    """Where a proposal stands."""

    OPEN = "open"  # passed its guards, waits for the bar and the budget
    SHOWN = "shown"
    HELD = "held"
    DISTURBED = "disturbed"  # was shown, then edited inside: the next reading decides
    RESOLVED = "resolved"


@dataclass(slots=True, eq=False)
class Item:
    """One proposal of one reading.

    `forced` was asked for from Held back; `undone` is set once the writer undid this very change.
    """

    id: str
    judged: Judged
    reading: "Reading"
    status: Status = Status.OPEN
    drop: Drop | None = None
    suggestion: Suggestion | None = None
    forced: bool = False
    undone: Drop | None = None
    _around: "tuple[Reading, tuple[str, str]] | None" = None

    @property
    def around(self) -> tuple[str, str]:
        """The words beside it when it was read; kept, for strays are asked again and again."""
        if self._around is None or self._around[0] is not self.reading:
            span, text = self.judged.proposal.span, self.reading.passage.text
            self._around = self.reading, neighbours(text, span.start, span.end)
        return self._around[1]

    @property
    def identity(self) -> Identity:
        """What makes it the same proposal in the next reading."""
        proposal = self.judged.proposal
        return proposal.rule, proposal.original, proposal.replacement

    @property
    def repeats(self) -> bool:
        """True when our own rules said the very same twice, which is no news to anybody."""
        same = self.drop is not None and self.drop.reason is DropReason.DUPLICATE
        return same and self.judged.proposal.origin is None

    @property
    def same_news(self) -> object:
        """Equal for what our own rules propose and have refused alike; models are told apart."""
        proposal, reason = self.judged.proposal, self.drop.reason if self.drop else None
        alike = (self.reading, proposal.span, proposal.replacement, reason)
        return alike if proposal.origin is None else self.id

    @property
    def home(self) -> Line:
        """The line it began on when it was read."""
        start = self.judged.proposal.span.start
        return self.reading.lines[self.reading.passage.text.count("\n", 0, start)]


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
        if not all(line.alive and line.reading is self for line in self.lines):
            return False
        return "\n".join(line.text for line in self.lines) == self.passage.text

    @property
    def live_text(self) -> str:
        """What stands in its lines now, or in the lines that they became."""
        lines = dict.fromkeys(live for line in self.lines for live in living(line))
        return "\n".join(line.text for line in lines)

    @property
    def sentences(self) -> frozenset[str]:
        """Texts of the sentences read; the unstable one is not among them."""
        text = self.passage.text
        spans = (s for s in self.passage.sentences if s != self.unstable)
        return frozenset(text[s.start : s.end] for s in spans)


def place_of(item: Item, document: Document) -> Place | None:
    """Where an item of a current reading stands; None when another text stands there."""
    lines, proposal = item.reading.lines, item.judged.proposal
    number = document.lines.index(lines[0])
    start, end = proposal.span.start, proposal.span.end
    first = 0
    while start > len(lines[first].text):
        start -= len(lines[first].text) + 1
        end -= len(lines[first].text) + 1
        first += 1
    last = first
    while end > len(lines[last].text):
        end -= len(lines[last].text) + 1
        last += 1
    place = Place(number + first, start, number + last, end)
    return place if document.text_at(place) == proposal.original else None


def rewritten(item: Item, text: str) -> bool:
    """True when other words stand in `text` where the item stood: the proposed ones, or others."""
    before, after = item.around
    if not (before or after) or before not in text or after not in text:
        return False
    proposal = item.judged.proposal
    words = proposal.replacement
    if words is not None and stands(text, before, words, after):
        return True
    return between(text, before, after) not in (None, proposal.original)


def own_version(item: Item, text: str) -> str | None:
    """What stands in `text` where the item stood; None when that cannot be told."""
    span = item.judged.proposal.span
    found = version(item.reading.passage.text, span, text)
    return found if found is not None and is_version(len(span), found) else None


def is_version(length: int, text: str) -> bool:
    """Whether `text` is short enough to be a version of a span so long, in code points."""
    return len(text) <= max(LONGEST_REWRITE, REWRITE_SHARE * length)
