"""The one background task: waits, takes a changed block, has it judged, tells the stage."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from suggest.board import Board, Item, Reading, Status
from suggest.capture import Capture, Job
from suggest.controls import Controls
from suggest.feedback.base import Recorder
from suggest.language import LanguageGate
from suggest.pipeline import Pipeline, Verdict
from suggest.probes import Probes
from suggest.stage import Stage
from suggest.values import Dialect, DropReason

SLICE_SECONDS = 0.25
"""While something is unread the reader looks again at least this often."""
REVERT_SECONDS = 120.0
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


@dataclass(slots=True)
class _Recent:
    """An acceptance that may still be undone."""

    item: Item
    at: float


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
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._recent: list[_Recent] = []

    def start(self) -> None:
        """Starts the task; a second call does nothing. Needs a running loop."""
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run(), name="reader")
            self._task.add_done_callback(self._ended)

    async def stop(self) -> None:
        """Ends the task and frees the suggesters."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None
        self._close_pipeline()

    def wake(self) -> None:
        """There may be something to read; cheap enough for every key."""
        if not self._wake.is_set():
            self._wake.set()

    def use(self, dialect: Dialect) -> None:
        """Changes the English the suggesters read in."""
        self._dialect = dialect
        self._outdated = True
        self.wake()

    def accepted(self, item: Item) -> None:
        """An acceptance to watch for being undone."""
        self._recent.append(_Recent(item, self._desk.clock()))

    def settle(self) -> None:
        """The document closes: acceptances whose old text is back count as reverted."""
        for recent in self._recent:
            text = "\n".join(line.text for line in recent.item.reading.lines if line.alive)
            if text == recent.item.reading.passage.text:
                self._desk.recorder.reverted(recent.item.id)
        self._recent.clear()

    def _ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and task.exception() is not None:
            self._desk.controls.fail(FAILED)
            loop = task.get_loop()
            loop.call_exception_handler(
                {"message": "The reader ended", "exception": task.exception(), "task": task}
            )

    async def _run(self) -> None:
        while True:
            timeout = await self._work()
            self._wake.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), timeout)
            if timeout is not None and self._desk.capture.waiting:
                # Keys wake the task at once; a slice of rest keeps it off the key path.
                await asyncio.sleep(min(timeout, SLICE_SECONDS))

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
        while desk.controls.reading:
            job, due = desk.capture.next_job(desk.clock())
            if job is None:
                break
            desk.controls.busy()
            await self._read(job)
        self._finish()
        return self._next(due)

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
        await pipeline.warm_up()
        await self._desk.gate.warm_up()
        self._pipeline = pipeline

    def _close_pipeline(self) -> None:
        if self._pipeline is not None:
            self._pipeline.close()
            self._pipeline = None

    async def _read(self, job: Job) -> None:
        desk = self._desk
        if self._pipeline is not None and desk.gate.reads(job.passage):
            verdict = await self._pipeline.read(job.passage, desk.capture.tally.facts())
        else:
            verdict = Verdict(job.passage, ())
        if not job.current:
            return
        taken = desk.board.take(job, verdict.judged)
        desk.capture.done(job)
        self._find_reverted(taken.reading)
        for item in taken.lost:
            desk.stage.lost(item, job.passage)
        desk.stage.arrived(taken.reading)
        desk.stage.decide()

    def _finish(self) -> None:
        desk = self._desk
        if not desk.capture.waiting:
            for item in desk.board.unclaimed():
                desk.stage.lose(item, DropReason.STALE)
            desk.controls.language(desk.gate.verdict())
        desk.stage.decide()
        desk.controls.idle()

    def _find_reverted(self, reading: Reading) -> None:
        """An accepted proposal that is proposed again in its block was undone by the writer."""
        now = self._desk.clock()
        self._recent = [one for one in self._recent if now - one.at <= REVERT_SECONDS]
        for recent in list(self._recent):
            for item in reading.items:
                if item.identity == recent.item.identity and item.status is Status.OPEN:
                    self._recent.remove(recent)
                    self._desk.recorder.reverted(recent.item.id)
                    self._desk.stage.hold_undone(item)
                    break
