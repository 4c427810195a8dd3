"""The one background task: waits, takes a changed block, has it judged, tells the stage."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from suggest.board import Board
from suggest.capture import Capture, Job
from suggest.context import beside
from suggest.controls import Controls
from suggest.document import Line, living
from suggest.endings import open_ended
from suggest.feedback.base import Recorder
from suggest.feedback.definitions import REVERT_SECONDS
from suggest.items import Item, Reading, Status
from suggest.language import LanguageGate
from suggest.model.base import Push, Sent
from suggest.offering import make_offer, may_be_sent
from suggest.pipeline import Pipeline, Verdict
from suggest.probes import Probes
from suggest.stage import Stage
from suggest.values import Dialect, DropReason, Passage, Place, Trigger

SLICE_SECONDS = 0.25
"""While something is unread the reader looks again at least this often."""
DECIDE_SECONDS = 0.1
"""While a long text is read, marks are chosen at most this often: all of them are weighed then."""
MOST_FAILURES = 3
_ENDS = (asyncio.CancelledError, GeneratorExit, KeyboardInterrupt, SystemExit)
FAILED = "Suggestions stopped. Restart Stet; your text is safe."


@dataclass(frozen=True, slots=True)
class Desk:
    """What the reader works with."""

    capture: Capture
    board: Board
    stage: Stage
    controls: Controls
    probes: Probes
    recorder: Recorder
    gate: LanguageGate
    clock: Callable[[], float]
    courier: Push | None = None


@dataclass(slots=True)
class _Recent:
    """An acceptance that may still be undone; `around` are the words beside it."""

    item: Item
    at: float
    home: Line
    around: tuple[str, str]


class Reader:
    """Reads passages one at a time, those on screen first."""

    def __init__(
        self, desk: Desk, make_pipeline: Callable[[Dialect], Pipeline], dialect: Dialect
    ) -> None:
        self._desk = desk
        self._make_pipeline = make_pipeline
        self._dialect = dialect
        self._pipeline: Pipeline | None = None
        self._outdated = False
        self._decided = float("-inf")
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._recent: list[_Recent] = []

    def start(self) -> None:
        """Starts the task; a second call does nothing. Needs a running loop."""
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run(), name="reader")
            if self._desk.courier is not None:
                self._desk.courier.start(self._desk.controls.remote, self._reread)

    async def stop(self) -> None:
        """Ends the task and frees the suggesters."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
            self._task = None
        if self._desk.courier is not None:
            await self._desk.courier.stop()
        self._close_pipeline()

    def wake(self) -> None:
        """There may be something to read, or no more to be; cheap enough for every key."""
        if self._desk.courier is not None and not self._desk.controls.reading:
            self._desk.courier.forget()  # off or snoozed: what is on its way is called back
        if not self._wake.is_set():
            self._wake.set()

    def use(self, dialect: Dialect) -> None:
        """Changes the English the suggesters read in."""
        self._dialect = dialect
        self._outdated = True
        self.wake()

    def accepted(self, item: Item, place: Place, text: str) -> None:
        """An acceptance of `text` at `place`, not carried out yet, to watch for being undone."""
        if self._desk.courier is not None:
            self._desk.courier.accepted(item.reading.passage, item.judged.proposal.span, text)
        lines = self._desk.capture.document.lines
        home = lines[place.line]
        before, after = home.text[: place.start], lines[place.end_line].text[place.end :]
        around = beside(f"{before} {after}", len(before), len(before) + 1)
        self._recent.append(_Recent(item, self._desk.clock(), home, around))

    def sent(self, item: Item) -> tuple[Sent, ...]:
        """What went to models for an item."""
        origin, courier = item.judged.proposal.origin, self._desk.courier
        return courier.sent(origin.call) if origin is not None and courier is not None else ()

    def settle(self) -> None:
        """The document closes: acceptances whose old text is back count as reverted."""
        if self._desk.courier is not None:
            self._desk.courier.forget()
        now = self._desk.clock()
        for recent in self._recent:
            reading = recent.item.reading
            if now - recent.at <= REVERT_SECONDS and reading.live_text == reading.passage.text:
                self._desk.recorder.reverted(recent.item.id)
        self._recent.clear()

    async def _run(self) -> None:
        failures = 0
        while True:
            self._wake.clear()  # before the work: what comes up during it is done right after
            try:
                timeout = await self._work()
                failures = 0
            except _ENDS:
                raise
            except BaseException as error:  # an engine in another language may panic
                self._report(error)
                failures += 1
                timeout = SLICE_SECONDS
                if failures >= MOST_FAILURES:
                    self._desk.controls.fail(FAILED)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), timeout)
            if timeout is not None and self._desk.capture.waiting:
                # Keys wake the task at once; a slice of rest keeps it off the key path.
                await asyncio.sleep(min(timeout, SLICE_SECONDS))

    def _report(self, error: BaseException) -> None:
        asyncio.get_running_loop().call_exception_handler(
            {"message": "The reader met trouble", "exception": error}
        )

    async def _work(self) -> float | None:
        """Reads all that may be read; returns the seconds until there may be more, if any."""
        desk = self._desk
        if not desk.controls.reading:
            return desk.controls.wakes_in()
        if self._outdated:  # only here is no read under way
            self._close_pipeline()
            self._outdated = False
        if self._pipeline is None and not await desk.controls.warming(self._warm_up()):
            return None
        for _ in desk.capture.settle():
            await asyncio.sleep(0)
        due: float | None = None
        while self._may_read():
            job, due = desk.capture.next_job(desk.clock())
            if job is None:
                break
            desk.controls.busy()
            await self._read(job)
        self._finish()
        return self._next(due)

    def _may_read(self) -> bool:
        return self._desk.controls.reading and not self._outdated

    def _next(self, due: float | None) -> float | None:
        desk = self._desk
        waits = [desk.recorder.tick(), desk.probes.tick(desk.clock())]
        if due is not None:
            waits.append(max(0.01, min(SLICE_SECONDS, due - desk.clock())))
        times = [seconds for seconds in waits if seconds is not None]
        return min(times) if times else None

    async def _warm_up(self) -> None:
        """Loads lists, rules and dictionary in threads, after the window has been painted."""
        pipeline = await asyncio.to_thread(self._make_pipeline, self._dialect)
        try:
            await pipeline.warm_up()
            await self._desk.gate.warm_up()
        except BaseException:  # an end of the task too: its threads would stay
            pipeline.close()
            raise
        self._pipeline = pipeline

    def _close_pipeline(self) -> None:
        if self._pipeline is not None:
            self._pipeline.close()
            self._pipeline = None

    async def _read(self, job: Job) -> None:
        desk = self._desk
        passage: Passage | None = None
        if self._pipeline is not None and desk.gate.reads(job.passage):
            passage = desk.gate.shielded(job.passage)
            lines, caret = desk.capture.document.lines, desk.capture.caret
            facts = desk.capture.tally.facts(at_end=open_ended(job, lines, caret))
            verdict = await self._pipeline.read(passage, facts)
        else:
            verdict = Verdict(job.passage, ())
        if not job.current:
            return
        desk.capture.done(job)
        desk.recorder.read(desk.capture.tally.total)
        if passage is not None:
            self._offer(job, passage)
        taken = desk.board.take(job, verdict.judged)
        desk.capture.again(taken.torn)
        self._find_reverted(taken.reading)
        for item in taken.lost:
            desk.stage.lost(item, job.passage)
        desk.stage.arrived(taken.reading)
        if job.trigger is Trigger.PAUSE or desk.clock() - self._decided >= DECIDE_SECONDS:
            self._decided = desk.clock()
            desk.stage.settle()

    def _offer(self, job: Job, passage: Passage) -> None:
        desk = self._desk
        if desk.courier is None or not may_be_sent(job):
            return

        def again() -> None:
            desk.capture.again(job.lines)
            self.wake()

        def current() -> bool:
            return offer.current() and desk.gate.reads(job.passage)

        offer = make_offer(job, passage, (desk.capture, desk.controls), again)
        desk.courier.offer(replace(offer, current=current))

    def _reread(self) -> None:
        self._desk.capture.reread()
        self.wake()

    def _finish(self) -> None:
        desk = self._desk
        if not desk.capture.waiting:
            for item in desk.board.unclaimed():
                desk.stage.lose(item, DropReason.STALE)
            desk.gate.keep(desk.board.passages(desk.capture.document.lines))
            if desk.controls.language(desk.gate.verdict()):
                desk.capture.reread()  # short passages follow the language of the whole
                self.wake()
        desk.stage.settle()
        desk.controls.idle()

    def _find_reverted(self, reading: Reading) -> None:
        """An accepted proposal that is proposed again in its block was undone by the writer."""
        now = self._desk.clock()
        self._recent = [one for one in self._recent if now - one.at <= REVERT_SECONDS]
        for recent in list(self._recent):
            if not any(line in reading.lines for line in living(recent.home)):
                continue
            again = [item for item in reading.items if _same_change(item, recent)]
            if again:
                self._recent.remove(recent)
                self._desk.recorder.reverted(recent.item.id)
                for item in again:  # other rules may make the same change
                    self._desk.stage.hold_undone(item)


def _same_change(item: Item, recent: _Recent) -> bool:
    span = item.judged.proposal.span
    same = item.status is Status.OPEN and item.identity[1:] == recent.item.identity[1:]
    return same and beside(item.reading.passage.text, span.start, span.end) == recent.around
