"""The task beside the reader: gathers stable passages into few calls and brings the answers back.

It decides when text leaves the machine and when not; what is asked is the desk's business. A
passage waits until the caret has left it or the writer rests, and leaves with whatever else is
ready. A newer change takes it out of the queue; a call that nobody waits for any more is ended.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from suggest.errors import (
    CapReached,
    CircuitOpen,
    Overloaded,
    ProviderFailed,
    RateLimited,
    TooSlow,
    Unreachable,
)
from suggest.model.base import Offer, Sent
from suggest.model.memory import ModelMemory
from suggest.model.pace import Figures, Pace

if TYPE_CHECKING:
    from suggest.model.desk import ModelDesk  # offline needs none of it
    from suggest.values import Passage, Span

PASSING = (CircuitOpen, Overloaded, RateLimited, TooSlow, Unreachable)
"""Failures after which the same passage may be tried again later."""
OLD_DESKS, MOST_ENDED = 8, 5_000
BROKEN = "Suggestions from the model stopped. Offline checks go on."


@dataclass(slots=True)
class _Waiting:
    """An offer in the queue. `ready` is when it was first seen ready."""

    offer: Offer
    since: float
    ready: float | None = None
    tries: int = 0


@dataclass(slots=True, eq=False)
class _Call:
    """A batch under way."""

    waiting: dict[str, _Waiting]
    task: asyncio.Task[None] | None = None


class Courier:
    """Satisfies `suggest.model.base.Push`. Without a desk it sends nothing and keeps nothing."""

    def __init__(
        self, memory: ModelMemory, clock: Callable[[], float], pace: Pace | None = None
    ) -> None:
        self.memory = memory
        self.figures = Figures()
        self._clock = clock
        self._pace = pace or Pace()
        self._desk: ModelDesk | None = None
        self._old: list[ModelDesk] = []
        self._closing: set[asyncio.Task[None]] = set()
        self._queue: dict[str, _Waiting] = {}
        self._calls: list[_Call] = []
        self._ended: dict[str, None] = {}
        """Passages that are not sent: sent before and not wanted then, or made by an acceptance."""
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._tell: Callable[[str], None] = lambda sentence: None
        self._reread: Callable[[], None] = lambda: None

    @property
    def busy(self) -> int:
        """Calls under way."""
        return len(self._calls)

    def start(self, tell: Callable[[str], None], reread: Callable[[], None]) -> None:
        """Begins to send; a second call does nothing. Needs a running loop.

        `tell` gets a plain sentence when models do not answer, "" when they do. `reread` is called
        when other models are in use from now on.
        """
        self._tell, self._reread = tell, reread
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run(), name="courier")

    async def stop(self) -> None:
        """Ends all calls and frees the connections."""
        self.forget()
        tasks = [call.task for call in self._calls if call.task is not None]
        if self._task is not None:
            self._task.cancel()
            tasks.append(self._task)
            self._task = None
        if tasks:
            await asyncio.wait(tasks)
        if self._desk is not None:
            self._retire(self._desk, [])
        if self._closing:
            await asyncio.wait(self._closing)
        self._desk = None

    def use(self, desk: ModelDesk | None) -> None:
        """Other models from now on, None for none: answers of the last ones no longer count."""
        self.forget()
        if self._desk is not None:
            self._retire(self._desk, [call.task for call in self._calls if call.task is not None])
        self._desk = desk
        self._ended.clear()
        self._tell("")
        if self.memory:
            self.memory.clear()
            self._reread()
        self._wake.set()

    def offer(self, offer: Offer) -> None:
        """A stable passage that the writer typed or changed; sent once, when it is its time."""
        key = offer.ask.passage.id
        if self._desk is None or key in self.memory:
            return
        if key in self._ended and not offer.asked:
            return
        for call in self._calls:
            ended = call.task is not None and call.task.cancelling()
            if key in call.waiting and not ended:
                call.waiting[key].offer = offer  # typed away and back while it was under way
                return
        known = self._queue.get(key)
        if known is not None:
            known.offer = offer
        elif len(self._queue) < self._pace.queue:
            self._queue[key] = _Waiting(offer, self._clock())
        self._wake.set()

    def accepted(self, passage: Passage, span: Span, text: str) -> None:
        """The writer took a suggestion: `text` stands in the place of `span`.

        Of an answered passage the other proposals go on counting, and one that was never sent is
        not sent for this. One that is on its way there goes again, as it is now.
        """
        waits = passage.id in self._queue or any(passage.id in c.waiting for c in self._calls)
        key = self.memory.accepted(passage, span, text)
        if not waits:
            self._skip((key,))

    def forget(self) -> None:
        """Another document: nothing that waits is sent, no answer is waited for."""
        self._queue.clear()
        for call in self._calls:
            self._end(call)

    def sent(self, call: str) -> tuple[Sent, ...]:
        """What was sent for the answers of a call, empty when it was in an earlier session."""
        desks = (*self._old, *((self._desk,) if self._desk else ()))
        return next((sent for desk in desks if (sent := desk.sent(call))), ())

    def erase(self) -> None:
        """Forgets every answer and all that was sent; what is under way is not waited for."""
        self.forget()
        self.memory.clear()
        for desk in (*self._old, *((self._desk,) if self._desk else ())):
            desk.forget_sent()

    def _retire(self, desk: ModelDesk, calls: list[asyncio.Task[None]]) -> None:
        """Closes a desk once its calls have ended; what it sent can be asked for still."""

        async def close() -> None:
            if calls:
                await asyncio.wait(calls)
            with suppress(ProviderFailed):
                await desk.close()

        self._old = [*self._old[1 - OLD_DESKS :], desk]
        task = asyncio.get_running_loop().create_task(close(), name="old desk")
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    def _skip(self, keys: Iterable[str]) -> None:
        self._ended.update(dict.fromkeys(keys))
        while len(self._ended) > MOST_ENDED:
            del self._ended[next(iter(self._ended))]

    async def _run(self) -> None:
        while True:
            if not self._queue and not self._calls:
                self._wake.clear()
                await self._wake.wait()
            try:
                self._look()
            except Exception as error:  # the border of the task: one bad look must not end it
                self._broke(error)
            await asyncio.sleep(self._pace.look)

    def _look(self) -> None:
        """Drops what is out of date, ends calls that nobody waits for, sends what is due."""
        self._queue = {k: w for k, w in self._queue.items() if w.offer.current()}
        for call in self._calls:
            if not any(one.offer.current() for one in call.waiting.values()):
                self._end(call)
        if self._desk is None or len(self._calls) >= self._pace.calls:
            return
        now = self._clock()
        ready = [one for one in self._queue.values() if self._is_ready(one, now)]
        if ready and self._is_due(ready, now):
            self._send(self._desk, ready, now)

    def _is_ready(self, one: _Waiting, now: float) -> bool:
        if now < one.since:
            return False  # failed before
        if not (one.offer.asked or one.offer.left() or now - one.since >= self._pace.rest):
            one.ready = None
            return False
        one.ready = now if one.ready is None else one.ready
        return True

    def _is_due(self, ready: list[_Waiting], now: float) -> bool:
        return (
            len(ready) >= self._pace.most
            or any(one.offer.asked for one in ready)
            or any(now - (one.ready or now) >= self._pace.gather for one in ready)
        )

    def _send(self, desk: ModelDesk, ready: list[_Waiting], now: float) -> None:
        batch: dict[str, _Waiting] = {}
        size = 0
        for one in ready[: self._pace.most]:
            size += len(one.offer.ask.passage.text)
            if batch and size > self._pace.longest:
                break
            batch[one.offer.ask.passage.id] = one
            self.figures.delays.append(now - one.since)
        for key in batch:
            del self._queue[key]
        call = _Call(batch)
        self._calls.append(call)
        call.task = asyncio.get_running_loop().create_task(self._carry(desk, call))
        call.task.add_done_callback(lambda _: self._over(call))  # ended before its first step
        self.figures.batches += 1
        self.figures.most_at_once = max(self.figures.most_at_once, len(self._calls))

    async def _carry(self, desk: ModelDesk, call: _Call) -> None:
        problem = ""
        try:
            fresh = await desk.recall([one.offer.ask for one in call.waiting.values()])
            if fresh:
                problem = await desk.consult(fresh)
        except (ProviderFailed, CapReached) as error:
            problem = str(error)
            self.figures.failed += 1
            if isinstance(error, PASSING) and desk is self._desk:
                self._put_back(call.waiting.values())
        except Exception as error:  # the border of the task: nobody waits for this call
            self._broke(error)
            problem = BROKEN
        finally:
            self._over(call)
        if desk is self._desk:
            self._tell(problem)
            self._deliver(call)

    def _end(self, call: _Call) -> None:
        """Nobody waits for it any more; what may have been sent is not sent again."""
        if call.task is not None and not call.task.cancelling():
            self.figures.canceled += 1
            self._skip(call.waiting)
            call.task.cancel()

    def _over(self, call: _Call) -> None:
        if call in self._calls:
            self._calls.remove(call)
            self._wake.set()

    def _deliver(self, call: _Call) -> None:
        for key, one in call.waiting.items():
            if key in self.memory and one.offer.current():
                one.offer.arrived()

    def _put_back(self, waiting: Iterable[_Waiting]) -> None:
        for one in waiting:
            one.tries += 1
            if one.tries < self._pace.tries:
                one.since, one.ready = self._clock() + self._pace.again, None
                self._queue.setdefault(one.offer.ask.passage.id, one)

    def _broke(self, error: Exception) -> None:
        asyncio.get_running_loop().call_exception_handler(
            {"message": "The courier met trouble", "exception": error}
        )
