"""Waits for a pause, has changed passages read, shows what policy allows, publishes what changed.

One thread: every method is called from the loop's thread and returns at once; reading happens in
one task. It knows no toolkit, no file and no rule.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from suggest.board import Board, Item, Reading, Status
from suggest.capture import Capture, Job
from suggest.controls import FASTER, Controls
from suggest.document import Line
from suggest.events import EngineState, Event, StateChanged
from suggest.feedback.base import Recorder
from suggest.feedback.dismissed import Dismissals
from suggest.language import LanguageGate
from suggest.pipeline import Pipeline, Verdict
from suggest.policy import Policy
from suggest.probes import Probes
from suggest.stage import Stage
from suggest.values import (
    Dialect,
    Dismissal,
    DropReason,
    Held,
    Kind,
    Mark,
    Outcome,
    Passage,
    Place,
    Splice,
    Suggestion,
    Trigger,
)

SLICE_SECONDS = 0.25
"""While something is unread the engine looks again at least this often."""


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """What the writer set. `delay_ms` is the pause before a changed passage is read."""

    dialect: Dialect = Dialect.US
    eagerness: float = 0.5
    delay_ms: int = 900
    classes: frozenset[Kind] = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class EngineParts:
    """The collaborators of an engine; `clock` is monotonic seconds."""

    make_pipeline: Callable[[Dialect], Pipeline]
    capture: Callable[[float, Callable[[Line], None]], Capture]
    policy: Policy
    recorder: Recorder
    dismissals: Dismissals
    gate: LanguageGate
    clock: Callable[[], float]
    new_id: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Edit:
    """A change the editor is to make as one undo step: `expected` at `place` becomes `text`."""

    place: Place
    text: str
    expected: str


@dataclass(slots=True)
class _Recent:
    """An acceptance that may still be undone."""

    item: Item
    at: float


class Engine:
    """The engine of one window."""

    def __init__(
        self, parts: EngineParts, options: EngineOptions, publish: Callable[[Event], None]
    ) -> None:
        self._parts = parts
        self._options = options
        self._publish = publish
        self._capture = parts.capture(options.delay_ms / 1000, self._unreadable)
        self._board = Board(parts.new_id)
        self._stage = Stage(self._capture, self._board, parts.policy, parts.recorder, publish)
        self._probes = Probes(self._capture.document, parts.recorder)
        self.controls = Controls(parts.clock, self._announce)
        self._pipeline = parts.make_pipeline(options.dialect)
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._recent: list[_Recent] = []
        self._warm = False
        self._stage.configure(options.eagerness, options.classes)

    # --- life -------------------------------------------------------------------------------

    async def start(self) -> None:
        """Starts reading in the background; returns at once."""
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run(), name="engine")
            self._task.add_done_callback(self._ended)

    async def stop(self) -> None:
        """Stops reading, gives every suggestion its final state and frees the suggesters."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None
        self._settle_recent()
        self._probes.close(self._parts.clock())
        self._parts.recorder.close_document()
        self._pipeline.close()

    def load(self, lines: Sequence[str], document: str) -> None:
        """A new document is in the window."""
        self._probes.close(self._parts.clock())
        self._recent.clear()
        self._board.clear()
        self._capture.load(lines)
        self._parts.gate.reset()
        self._parts.recorder.open_document(document)
        self._stage.reset()
        self._nudge()

    def configure(self, options: EngineOptions) -> None:
        """Takes over changed settings; marks that no longer clear their bar go."""
        before, self._options = self._options, options
        self._adapt()
        self._stage.configure(options.eagerness, options.classes)
        if options.dialect is not before.dialect:
            self._pipeline.close()
            self._pipeline = self._parts.make_pipeline(options.dialect)
            self._warm = False
            self.reread()
        self._stage.decide()

    def reread(self) -> None:
        """Has everything read again, the visible part first."""
        self._capture.reread()
        self._nudge()

    # --- what the editor tells ------------------------------------------------------------------

    def edit(self, splice: Splice, trigger: Trigger = Trigger.PAUSE) -> None:
        """The text changed; marks are rebased before this returns."""
        disturbed = self._capture.apply(splice, self._parts.clock(), trigger)
        if self._capture.document.removed:
            self._board.orphan(self._capture.document.removed)
        if disturbed:
            self._stage.disturbed(disturbed)
        self._probes.applied()
        if not self._wake.is_set():
            self._wake.set()

    def caret(self, line: int, column: int) -> None:
        """The caret moved; `column` in code points."""
        caret = self._capture.caret
        moved = caret.line != line
        caret.line, caret.column = line, column
        if moved:
            self._stage.caret_line(line)

    def viewport(self, first: int, last: int) -> None:
        """Lines `first` to `last` are on screen."""
        self._stage.viewport(first, last)
        self._capture.look_at(first, last)

    def focus(self, focused: bool) -> None:
        """The window gained or lost the focus."""
        self._stage.focus(focused)

    # --- what the views read ------------------------------------------------------------------

    def marks(self, line: int) -> Sequence[Mark]:
        """Marks on a line, left to right; none while snoozed or off."""
        return self._capture.document.marks(line) if self.controls.active else ()

    def place(self, suggestion_id: str) -> Place | None:
        """Where a mark stands, checked against the live text."""
        return self._capture.document.place(suggestion_id)

    def suggestion(self, suggestion_id: str) -> Suggestion | None:
        """The live suggestion of that id."""
        item = self._board.item(suggestion_id)
        return item.suggestion if item is not None and item.status is Status.SHOWN else None

    def suggestions(self) -> list[Suggestion]:
        """Live suggestions in document order; none while snoozed or off."""
        if not self.controls.active:
            return []
        found = (self.suggestion(a.id) for _, a in self._capture.document.anchors())
        return [one for one in found if one is not None]

    def passage(self, suggestion_id: str) -> Passage | None:
        """The passage a suggestion was read in, for the context in the card."""
        item = self._board.item(suggestion_id)
        return item.reading.passage if item is not None else None

    def held(self) -> tuple[Held, ...]:
        """What was not shown and why, in document order."""
        return self._stage.held()

    def preview(self, eagerness: float) -> tuple[int, float]:
        """Number of marks and expected share kept if eagerness were this."""
        return self._stage.preview(eagerness)

    def kept_counts(self, suggestion_id: str) -> tuple[int, int]:
        """This writer's (kept, decided) counts for suggestions like this one."""
        item = self._board.item(suggestion_id)
        if item is None:
            return (0, 0)
        proposal = item.judged.proposal
        return self._parts.recorder.record_of(proposal.rule, proposal.kind)

    @property
    def words_total(self) -> int:
        """Words of prose in the document."""
        return self._capture.tally.total

    @property
    def dismissals(self) -> Dismissals:
        """The store of dismissals and the personal dictionary."""
        return self._parts.dismissals

    # --- what the writer does ---------------------------------------------------------------------

    def accept(self, suggestion_id: str, text: str | None = None) -> Edit | None:
        """Takes a suggestion, or `text` in its place; None when the live text is another.

        The caller applies the returned edit as one undo step.
        """
        item = self._board.item(suggestion_id)
        place = self.place(suggestion_id)
        if item is None or place is None or item.suggestion is None:
            return None
        proposal = item.judged.proposal
        chosen = proposal.replacement if text is None else text
        if chosen is None:
            return None
        self._stage.resolve(item, Outcome.ACCEPTED)
        self.controls.noted(FASTER)
        self._adapt()
        self._parts.recorder.accepted(suggestion_id, chosen)
        self._recent.append(_Recent(item, self._parts.clock()))
        self._probes.expect(suggestion_id, place, chosen, self._parts.clock())
        return Edit(place, chosen, proposal.original)

    def dismiss(self, suggestion_id: str, how: Dismissal) -> None:
        """Refuses a suggestion in one of the four ways; like ones go with the wider ways."""
        item = self._board.item(suggestion_id)
        if item is None:
            return
        self._stage.resolve(item, Outcome.DISMISSED)
        self._parts.recorder.dismissed(suggestion_id, how)
        self._parts.dismissals.add(item.reading.passage, item.judged.proposal, how)
        self.controls.slower(how)
        self._adapt()
        self._stage.recheck(self._parts.dismissals)

    def restore(self, key: str) -> None:
        """Undoes one dismissal; what it hid may be shown again."""
        self._parts.dismissals.remove(key)
        self.reread()

    def check(self, suggestion_id: str) -> None:
        """The writer checked a fact."""
        item = self._board.item(suggestion_id)
        if item is not None:
            self._stage.resolve(item, Outcome.CHECKED)
            self._parts.recorder.checked(suggestion_id)

    def rate(self, suggestion_id: str, good: bool) -> None:
        """Thumbs up or down; the mark stays."""
        self._parts.recorder.rated(suggestion_id, good)

    def report(self, suggestion_id: str, note: str) -> None:
        """Keeps a problem report with the passage in the log."""
        self._parts.recorder.reported(suggestion_id, note)

    def card_opened(self, suggestion_id: str) -> None:
        """The card of this suggestion is open."""
        self._parts.recorder.card_opened(suggestion_id)

    def card_closed(self, suggestion_id: str) -> None:
        """The card of this suggestion was closed."""
        self._parts.recorder.card_closed(suggestion_id)

    def show_anyway(self, held_id: str) -> None:
        """Shows what was held back."""
        self._stage.force(held_id)

    # --- reading ---------------------------------------------------------------------------------

    def _adapt(self) -> None:
        self._capture.delay = self.controls.delay(self._options.delay_ms / 1000)

    def _nudge(self) -> None:
        self._wake.set()

    def _ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and task.exception() is not None:
            self.controls.fail("Suggestions stopped. Restart Stet; your text is safe.")

    def _announce(self, state: EngineState, detail: str) -> None:
        self._publish(StateChanged(state, detail))
        self._stage.redraw_all()
        self._nudge()

    def _unreadable(self, line: Line) -> None:
        for item in self._board.drop_line(line):
            self._stage.lose(item, DropReason.STALE)

    async def _run(self) -> None:
        while True:
            timeout = await self._work()
            self._wake.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), timeout)

    async def _work(self) -> float | None:
        """Reads all that may be read; returns the seconds until there may be more, if any."""
        if not self.controls.reading:
            return self.controls.wakes_in()
        if not self._warm:
            self._warm = await self.controls.warming(self._warm_up())
        for _ in self._capture.settle():
            await asyncio.sleep(0)
        due: float | None = None
        while self.controls.reading:
            job, due = self._capture.next_job(self._parts.clock())
            if job is None:
                break
            self.controls.busy()
            await self._read(job)
        self._finish()
        waits = [self._parts.recorder.tick(), self._probes.tick(self._parts.clock())]
        if due is not None:
            waits.append(max(0.01, min(SLICE_SECONDS, due - self._parts.clock())))
        times = [seconds for seconds in waits if seconds is not None]
        return min(times) if times else None

    async def _warm_up(self) -> None:
        await self._pipeline.warm_up()
        await self._parts.gate.warm_up()

    async def _read(self, job: Job) -> None:
        unstable = self._capture.unstable_sentence(job, self._parts.clock())
        if self._parts.gate.reads(job.passage):
            facts = self._capture.tally.facts()
            verdict = await self._pipeline.read(job.passage, facts)
        else:
            verdict = Verdict(job.passage, ())
        if not job.current:
            return
        taken = self._board.take(job, verdict.judged, unstable)
        self._capture.done(job, unstable=unstable is not None)
        self._reverted(taken.reading)
        for item in taken.lost:
            self._stage.lost(item, job.passage)
        self._stage.arrived(taken.reading)
        self._stage.decide()

    def _finish(self) -> None:
        if not self._capture.waiting:
            for item in self._board.unclaimed():
                self._stage.lose(item, DropReason.STALE)
            self.controls.language(self._parts.gate.verdict())
        self._stage.decide()
        self.controls.idle()

    def _reverted(self, reading: Reading) -> None:
        """An accepted proposal that is proposed again in its block was undone by the writer."""
        now = self._parts.clock()
        self._recent = [one for one in self._recent if now - one.at <= Probes.REVERT_SECONDS]
        for recent in list(self._recent):
            for item in reading.items:
                if item.identity == recent.item.identity and item.status is Status.OPEN:
                    self._recent.remove(recent)
                    self._parts.recorder.reverted(recent.item.id)
                    self._stage.hold_undone(item)
                    break

    def undone(self, suggestion_id: str) -> None:
        """The writer took an acceptance back by its own Undo button."""
        for recent in list(self._recent):
            if recent.item.id == suggestion_id:
                recent.at = self._parts.clock()

    def _settle_recent(self) -> None:
        for recent in self._recent:
            text = "\n".join(line.text for line in recent.item.reading.lines if line.alive)
            if text == recent.item.reading.passage.text:
                self._parts.recorder.reverted(recent.item.id)
        self._recent.clear()
