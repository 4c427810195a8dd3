"""Which blocks changed and when they may be read; incremental, line by line.

Holds the document, the kind of each line and the word counts. It starts nothing.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from suggest.blocks import START, State, classify, is_prose
from suggest.document import Anchor, Document, Line
from suggest.facts import Tally
from suggest.paragraphs import joined, part, readable
from suggest.passages import PassageReader, is_complete
from suggest.values import BlockKind, Passage, Span, Splice, Trigger

MUCH_TEXT = 200
"""Code points that come at once and were not typed: they are read like a pasted text."""
MANY_LINES = 50
"""A change of more lines than this was not typed: most of it is read like an opened text."""


@dataclass(frozen=True, slots=True)
class Job:
    """A block to be read, as it stands now."""

    first: int
    lines: tuple[Line, ...]
    passage: Passage
    trigger: Trigger
    unstable: Span | None = None
    """The sentence being typed, in passage offsets: nothing is to be shown on it."""

    @property
    def current(self) -> bool:
        """False once any of its lines was edited, split or joined."""
        if not all(line.alive for line in self.lines):
            return False
        return "\n".join(line.text for line in self.lines) == self.passage.text


@dataclass(slots=True)
class Caret:
    """Where the writer is: a line and code points into it."""

    line: int = 0
    column: int = 0


class Capture:
    """Turns edits into jobs."""

    def __init__(
        self, passages: PassageReader, delay: float, unreadable: Callable[[Line], None]
    ) -> None:
        self.document = Document()
        self.tally = Tally()
        self.caret = Caret()
        self.delay = delay
        self._passages = passages
        self._unreadable = unreadable
        self._edited: dict[Line, Trigger] = {}
        self._backlog: deque[Line] = deque()
        self._given: set[str] = set()
        """Lines opened, pasted or typed while off: undo or a line break beside one writes none."""

    def load(self, lines: Sequence[str], visible: int = 60) -> None:
        """A new text: everything is unread, the top first."""
        self.document.load(lines)
        self.tally = Tally()
        self._edited.clear()
        self._backlog = deque(self.document.lines)
        self._given = {line.text for line in self.document.lines}
        self.caret = Caret()
        self._settle_range(0, min(visible, len(self.document.lines)))

    def apply(self, splice: Splice, now: float, trigger: Trigger) -> list[Anchor]:
        """Carries out an edit; returns the disturbed anchors."""
        if _pasted(splice):
            trigger = Trigger.PASTED if trigger is Trigger.PAUSE else trigger
        elif trigger is Trigger.PASTED and self._into_own_line(splice):
            trigger = Trigger.PAUSE
        if trigger is not Trigger.SETTINGS:
            old = self.document.lines[splice.first : splice.first + splice.count]
            self._given.update(line.text for line in old if not line.typed)
        disturbed = self.document.apply(splice, now)
        fresh = self.document.lines[splice.first : splice.first + len(splice.lines)]
        if len(fresh) > MANY_LINES:
            self.again(fresh[1:-1], Trigger.PASTED)
            self._given.update(line.text for line in fresh[1:-1])
            fresh = [fresh[0], fresh[-1]]
        for line in fresh:
            self._edited[line] = trigger
            if trigger is Trigger.PASTED:
                self._given.add(line.text)
            line.typed = trigger is not Trigger.SETTINGS and line.text not in self._given
        return disturbed

    def _into_own_line(self, splice: Splice) -> bool:
        """A word pasted into what the writer types: the line stays the writer's."""
        one_line = splice.count == 1 == len(splice.lines) and splice.head + splice.tail > 0
        return one_line and self.document.lines[splice.first].typed

    def again(self, lines: Sequence[Line], trigger: Trigger = Trigger.PAUSE) -> None:
        """Lines are read again though nobody touched them: their block changed around them."""
        for line in lines:
            line.unread = trigger
        self._backlog.extendleft(reversed(lines))

    def reread(self) -> None:
        """Puts every line back on the list (rules or settings changed)."""
        for line in self.document.lines:
            line.unread = Trigger.SETTINGS
        self._backlog = deque(self.document.lines)

    def look_at(self, first: int, last: int) -> None:
        """Moves these lines to the front of the backlog."""
        wanted = [line for line in self.document.lines[first : last + 1] if line.unread]
        if self._backlog and wanted:
            self._backlog.extendleft(reversed(wanted))

    @property
    def waiting(self) -> bool:
        """True while any line is unread."""
        return bool(self._edited) or bool(self._backlog)

    def next_job(self, now: float) -> tuple[Job | None, float | None]:
        """A block that may be read now, else the time (s, same clock) to ask again, if any."""
        due: float | None = None
        beside = self._caret_block()
        for line in list(self._edited):
            trigger = self._edited[line]
            if not line.alive:
                del self._edited[line]
                continue
            soonest = line.changed_at + self.delay
            if soonest > now and line not in beside:  # hundreds may have been replaced at once
                due = soonest if due is None else min(due, soonest)
                continue
            job, ready = self._job_for(line, trigger, now)
            if job is None:
                del self._edited[line]
                self._unreadable(line)
                continue
            if ready <= now:
                return job, None
            due = ready if due is None else min(due, ready)
        return self._next_from_backlog(), due

    def blocks(self) -> Iterator[Job]:
        """Every readable block of the loaded text once, in order (for checking whole files)."""
        for _ in self.settle():
            pass
        self._backlog.clear()
        number = 0
        while number < len(self.document.lines):
            job = self._block_at(number, Trigger.OPENED)
            if job is None:
                number += 1
                continue
            yield job
            number = job.first + len(job.lines)

    def done(self, job: Job) -> None:
        """The job's lines are read; an unstable sentence keeps them on the list."""
        for line in job.lines:
            line.unread = None
            if job.unstable is None:
                self._edited.pop(line, None)

    def _job_for(self, line: Line, trigger: Trigger, now: float) -> tuple[Job | None, float]:
        job = self._block_at(self.document.lines.index(line), trigger)
        if job is None:
            return None, now
        changed = max(one.changed_at for one in job.lines)
        inside = self._caret_sentence(job)
        ready = changed + (self.delay if inside is None else 2 * self.delay)
        if inside is None or ready <= now:
            return job, ready
        known: frozenset[str] = getattr(line.reading, "sentences", frozenset())
        text = job.passage.text
        finished = any(
            text[s.start : s.end] not in known for s in job.passage.sentences if s != inside
        )
        return (replace(job, unstable=inside), now) if finished else (job, ready)

    def _caret_block(self) -> frozenset[Line]:
        number = self.caret.line
        inside = number < len(self.document.lines)
        job = self._block_at(number, Trigger.PAUSE) if inside else None
        return frozenset(job.lines) if job is not None else frozenset()

    def _caret_sentence(self, job: Job) -> Span | None:
        offset = self._caret_offset(job)
        if offset is None:
            return None
        text = job.passage.text
        for span in reversed(job.passage.sentences):
            if span.start <= offset:
                if offset < span.end:
                    return span
                # A space after half a sentence does not end it.
                beyond = bool(text[span.end : offset].strip())
                return None if beyond or is_complete(text[span.start : span.end]) else span
        return None

    def _caret_offset(self, job: Job) -> int | None:
        number = self.caret.line - job.first
        if not 0 <= number < len(job.lines):
            return None
        return sum(len(line.text) + 1 for line in job.lines[:number]) + self.caret.column

    def _next_from_backlog(self) -> Job | None:
        while self._backlog:
            line = self._backlog.popleft()
            if not line.alive or line.unread is None or line in self._edited:
                continue
            job = self._block_at(self.document.lines.index(line), line.unread)
            if job is None:
                continue
            if any(one in self._edited for one in job.lines):
                self._edited[line] = line.unread  # waits for the pause of its block
                continue
            return job
        return None

    def _block_at(self, number: int, trigger: Trigger) -> Job | None:
        self._settle_range(number, number + 1)
        lines = self.document.lines
        if not readable(lines[number]):
            return None
        first, last = number, number + 1
        while first > 0:
            self._settle_range(first - 1, first)
            if not readable(lines[first - 1]) or not joined(lines[first - 1], lines[first]):
                break
            first -= 1
        while last < len(lines):
            self._settle_range(last, last + 1)
            if not readable(lines[last]) or not joined(lines[last - 1], lines[last]):
                break
            last += 1
        first, last = part(lines, Span(first, last), number)
        block = tuple(lines[first:last])
        kind = block[0].kind or BlockKind.PARAGRAPH
        text = "\n".join(line.text for line in block)
        return Job(first, block, self._passages.read(text, kind), trigger)

    def settle(self) -> Iterator[None]:
        """Brings kinds and counts up to date; yields every 50 lines so that keys come through."""
        for start in range(0, len(self.document.lines), 50):
            self._settle_range(start, start + 50)
            yield

    def _settle_range(self, first: int, last: int) -> None:
        """Classifies lines up to `last`, and on while an edit above still changes what follows."""
        lines = self.document.lines
        self._uncount_removed()
        number = first
        while number > 0 and lines[number - 1].kind is None:
            number -= 1
        state = (lines[number - 1].after if number > 0 else None) or START
        while number < len(lines):
            line = lines[number]
            if line.kind is None or line.before != state:
                self._classify(line, state)
            elif number >= last:
                return
            state = line.after or State()
            number += 1
            if number >= last and number < len(lines) and lines[number].kind is None:
                return

    def _classify(self, line: Line, state: State) -> None:
        was = line.kind
        line.before = state
        line.kind, line.after = classify(line.text, state)
        self._count(line)
        if was is not None and is_prose(was) != is_prose(line.kind):
            self._edited.setdefault(line, Trigger.PAUSE)

    def _uncount_removed(self) -> None:
        removed = self.document.removed
        if removed:
            self.tally.remove([line.counted for line in removed if line.counted is not None])
            removed.clear()

    def _count(self, line: Line) -> None:
        wanted = line.text if is_prose(line.kind or BlockKind.CODE) else None
        if line.counted == wanted:
            return
        if line.counted is not None:
            self.tally.remove([line.counted])
        if wanted is not None:
            self.tally.add([wanted])
        line.counted = wanted


def _pasted(splice: Splice) -> bool:
    return sum(map(len, splice.lines)) - splice.head - splice.tail > MUCH_TEXT
