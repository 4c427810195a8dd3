"""Deadlines, tries, waits, parking, breaker and places, on a clock moved by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import replace

import pytest

from suggest.errors import (
    BadAnswer,
    CapReached,
    CircuitOpen,
    NoKey,
    NotAllowed,
    Overloaded,
    ProviderFailed,
    RateLimited,
    TooSlow,
    Unreachable,
)
from suggest.providers.base import (
    Endpoint,
    ModelAnswer,
    ModelInfo,
    ModelRequest,
    Purpose,
    Usage,
)
from suggest.providers.pacing import Backoff, Clock
from suggest.providers.resilience import (
    PATIENCE,
    Health,
    Patience,
    Resilient,
    Rules,
    ServiceState,
)

REQUEST = ModelRequest(Purpose.PUSH, "m", "system", "user", 100)
GOOD = ModelAnswer("text", Usage(1, 0, 0, 1), "m")
Step = BaseException | ModelAnswer | None


class Script:
    """A provider that does one step of its script at each call; None waits for ever.

    The last step is repeated. A stream gives "a" and "b" before its step.
    """

    def __init__(self, *steps: Step, after_text: bool = False) -> None:
        self.steps = list(steps)
        self.after_text = after_text
        self.calls = self.running = self.most = self.closed = 0
        self.release: asyncio.Event | None = None

    @property
    def endpoint(self) -> Endpoint:
        return Endpoint("script", "host")

    async def complete(self, request: ModelRequest) -> ModelAnswer:
        self.calls += 1
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            return await self._step()
        finally:
            self.running -= 1

    async def stream(self, request: ModelRequest) -> AsyncGenerator[str | ModelAnswer, None]:
        self.calls += 1
        try:
            if self.after_text or isinstance(self.steps[0], ModelAnswer):
                yield "a"
                yield "b"
            yield await self._step()
        finally:
            self.closed += 1

    async def models(self) -> tuple[ModelInfo, ...]:
        self.calls += 1
        await self._step()
        return (ModelInfo("m"),)

    async def close(self) -> None:
        self.closed += 1

    async def _step(self) -> ModelAnswer:
        step = self.steps.pop(0) if len(self.steps) > 1 else self.steps[0]
        if self.release is not None:
            await self.release.wait()
        if step is None:
            await asyncio.Event().wait()
        if isinstance(step, BaseException):
            raise step
        assert step is not None
        return step


class HandClock:
    """Time that passes only by sleeping; remembers the sleeps."""

    def __init__(self, chance: float = 1.0) -> None:
        self.time = 100.0
        self.sleeps: list[float] = []
        self._chance = chance

    def clock(self) -> Clock:
        return Clock(lambda: self.time, self._sleep, lambda: self._chance)

    async def _sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.time += seconds
        await asyncio.sleep(0)


Made = tuple[Resilient, HandClock, list[ServiceState]]


def around(provider: Script, rules: Rules | None = None) -> Made:
    clock = HandClock()
    told: list[ServiceState] = []
    return Resilient(provider, rules, clock.clock(), told.append), clock, told


async def test_an_answer_passes_through() -> None:
    provider = Script(GOOD)
    resilient, clock, told = around(provider)
    assert await resilient.complete(REQUEST) == GOOD
    assert (provider.calls, clock.sleeps, told) == (1, [], [])
    assert resilient.endpoint.host == "host"
    assert await resilient.models() == (ModelInfo("m"),)


@pytest.mark.parametrize("failure", [Overloaded("x"), Unreachable("x"), RateLimited("x")])
@pytest.mark.parametrize(
    ("purpose", "tries"),
    [
        (Purpose.PUSH, 3),
        (Purpose.GRADE, 3),
        (Purpose.ASK, 3),
        (Purpose.REVIEW, 5),
        (Purpose.TEST, 1),
    ],
)
async def test_what_may_pass_is_tried_again(
    failure: ProviderFailed, purpose: Purpose, tries: int
) -> None:
    provider = Script(failure)
    resilient, clock, _ = around(provider)
    with pytest.raises(type(failure)):
        await resilient.complete(replace(REQUEST, purpose=purpose))
    assert provider.calls == tries
    assert clock.sleeps == [0.5, 1, 2, 4][: tries - 1]


@pytest.mark.parametrize("kind", [NoKey, NotAllowed, BadAnswer, TooSlow, CapReached])
async def test_what_will_not_pass_is_not(kind: type[ProviderFailed]) -> None:
    provider = Script(kind("x"))
    resilient, clock, _ = around(provider)
    with pytest.raises(kind):
        await resilient.complete(REQUEST)
    assert (provider.calls, clock.sleeps) == (1, [])


async def test_tries_are_counted_in_the_answer() -> None:
    resilient, _, _ = around(Script(Overloaded("x"), Unreachable("x"), GOOD))
    assert (await resilient.complete(REQUEST)).tries == 3


def test_the_wait_is_a_random_part_of_a_doubling_time() -> None:
    backoff = Backoff()
    assert [backoff.seconds(n, None, 1.0) for n in range(1, 8)] == [0.5, 1, 2, 4, 8, 8, 8]
    assert backoff.seconds(9999, None, 1.0) == 8
    assert backoff.seconds(3, None, 0.25) == 0.5
    assert backoff.seconds(3, 7.0, 0.0) == 7.0


async def test_a_named_wait_is_obeyed_and_never_cut_short() -> None:
    resilient, clock, _ = around(Script(RateLimited("x", 3.0), GOOD))
    assert (await resilient.complete(REQUEST)).tries == 2
    assert clock.time >= 103
    assert sum(clock.sleeps) < 3.5


@pytest.mark.parametrize("seconds", [61.0, 3600.0, 20.0])
async def test_a_wait_beyond_reach_parks_all_calls(seconds: float) -> None:
    provider = Script(RateLimited("x", seconds), GOOD)
    resilient, clock, told = around(provider)
    for _ in range(5):
        with pytest.raises(RateLimited) as caught:
            await resilient.complete(REQUEST)
        assert caught.value.retry_after is not None
        clock.time += 1
    assert (provider.calls, clock.sleeps) == (1, [])
    assert resilient.state.health is Health.PARKED
    assert told[0] == ServiceState(Health.PARKED, seconds, "x")
    clock.time += seconds
    await resilient.complete(REQUEST)
    assert provider.calls == 2
    assert told[-1] == ServiceState(Health.HEALTHY)


async def test_a_patient_call_waits_where_a_push_does_not() -> None:
    provider = Script(RateLimited("x", 20.0), GOOD)
    resilient, clock, _ = around(provider)
    with pytest.raises(RateLimited):
        await resilient.complete(REQUEST)
    await resilient.complete(replace(REQUEST, purpose=Purpose.REVIEW))
    assert provider.calls == 2
    assert clock.time >= 120


async def test_the_deadline_ends_waiting_before_it_passes() -> None:
    patience = {**PATIENCE, Purpose.PUSH: Patience(0.6, 0.6, 9)}
    provider = Script(Overloaded("x"))
    resilient, clock, _ = around(provider, Rules(patience))
    with pytest.raises(Overloaded):
        await resilient.complete(REQUEST)
    assert provider.calls == 2
    assert clock.time < 100.6


async def test_five_failures_open_the_breaker_and_a_probe_closes_it() -> None:
    provider = Script(*[Overloaded("down")] * 6, GOOD)
    resilient, clock, told = around(provider)
    failures = []
    for _ in range(5):
        with pytest.raises(ProviderFailed) as caught:
            await resilient.complete(REQUEST)
        failures.append(type(caught.value))
    assert provider.calls == 5
    assert failures == [Overloaded, Overloaded, CircuitOpen, CircuitOpen, CircuitOpen]
    assert told == [ServiceState(Health.OPEN, 30.0, "down")]
    clock.time += 31
    with pytest.raises(Overloaded):
        await resilient.complete(REQUEST)
    assert provider.calls == 6, "a probe is not tried again"
    clock.time += 31
    await resilient.complete(REQUEST)
    assert told[-1].health is Health.HEALTHY


async def test_an_outage_of_ten_minutes_costs_few_requests() -> None:
    provider = Script(Overloaded("down"))
    resilient, clock, _ = around(provider)
    for _ in range(600):
        with pytest.raises(ProviderFailed):
            await resilient.complete(REQUEST)
        clock.time += 1
    assert provider.calls <= 5 + 10 * 3


async def test_refusals_open_nothing() -> None:
    provider = Script(NotAllowed("x"))
    resilient, _, told = around(provider)
    for _ in range(20):
        with pytest.raises(NotAllowed):
            await resilient.complete(REQUEST)
    assert (provider.calls, told) == (20, [])


@pytest.mark.parametrize(("purpose", "most"), [(Purpose.PUSH, 2), (Purpose.ASK, 4)])
async def test_only_so_many_run_at_once(purpose: Purpose, most: int) -> None:
    provider = Script(GOOD)
    provider.release = asyncio.Event()
    resilient, _, _ = around(provider)
    request = replace(REQUEST, purpose=purpose)
    tasks = [asyncio.ensure_future(resilient.complete(request)) for _ in range(10)]
    for _ in range(20):
        await asyncio.sleep(0)
    assert provider.running == most
    tasks[0].cancel()
    provider.release.set()
    done = await asyncio.gather(*tasks, return_exceptions=True)
    assert provider.most == most
    assert [type(item) for item in done].count(ModelAnswer) == 9


async def test_pushes_leave_room_for_what_was_asked() -> None:
    provider = Script(GOOD)
    provider.release = asyncio.Event()
    resilient, _, _ = around(provider)
    tasks = [asyncio.ensure_future(resilient.complete(REQUEST)) for _ in range(10)]
    asked = asyncio.ensure_future(resilient.complete(replace(REQUEST, purpose=Purpose.ASK)))
    for _ in range(20):
        await asyncio.sleep(0)
    assert provider.running == 3
    provider.release.set()
    await asyncio.gather(asked, *tasks)


def quick(seconds: float, first_text: float | None = None) -> Rules:
    push = Patience(seconds, first_text or seconds, 2)
    return Rules({**PATIENCE, Purpose.PUSH: push})


async def test_silence_ends_at_the_deadline_and_frees_its_place() -> None:
    provider = Script(None)
    resilient = Resilient(provider, quick(0.05))
    for _ in range(3):
        with pytest.raises(TooSlow):
            await resilient.complete(REQUEST)
    assert (provider.calls, provider.running) == (3, 0)


async def test_waiting_for_a_place_is_no_fault_of_the_server() -> None:
    provider = Script(None)
    told: list[ServiceState] = []
    resilient = Resilient(provider, quick(0.05), None, told.append)
    patient = [
        asyncio.ensure_future(resilient.complete(replace(REQUEST, purpose=Purpose.REVIEW)))
        for _ in range(4)
    ]
    await asyncio.sleep(0)
    for _ in range(6):
        with pytest.raises(TooSlow, match="still running"):
            await resilient.complete(REQUEST)
    assert told == []
    for task in patient:
        task.cancel()
    await asyncio.gather(*patient, return_exceptions=True)
    assert provider.running == 0


async def collected(resilient: Resilient) -> list[str | ModelAnswer]:
    return [piece async for piece in resilient.stream(REQUEST)]


async def test_a_stream_passes_through_and_counts_its_tries() -> None:
    provider = Script(Overloaded("x"), GOOD)
    resilient, _, _ = around(provider)
    assert await collected(resilient) == ["a", "b", replace(GOOD, tries=2)]
    assert provider.closed == 2


async def test_a_stream_is_not_tried_again_once_text_came() -> None:
    provider = Script(Overloaded("x"), GOOD, after_text=True)
    resilient, _, _ = around(provider)
    with pytest.raises(Overloaded):
        await collected(resilient)
    assert provider.calls == 1


async def test_the_first_text_has_a_limit_of_its_own() -> None:
    resilient = Resilient(Script(None), quick(5, first_text=0.05))
    async with asyncio.timeout(1):
        with pytest.raises(TooSlow):
            await collected(resilient)


async def test_a_stream_ends_at_its_deadline_too() -> None:
    resilient = Resilient(Script(None, after_text=True), quick(0.1, first_text=0.05))
    async with asyncio.timeout(1):
        with pytest.raises(TooSlow):
            await collected(resilient)


async def test_leaving_a_stream_early_frees_it() -> None:
    provider = Script(GOOD)
    resilient, _, told = around(provider)
    for _ in range(8):
        async with aclosing(resilient.stream(REQUEST)) as pieces:
            assert await anext(pieces) == "a"
    assert (provider.closed, told) == (8, [])


async def test_a_stream_without_an_answer_is_a_bad_one() -> None:
    class Mute(Script):
        async def stream(self, request: ModelRequest) -> AsyncGenerator[str | ModelAnswer, None]:
            yield "a"

    resilient, _, _ = around(Mute(GOOD))
    with pytest.raises(BadAnswer):
        await collected(resilient)


async def test_a_slow_reader_is_not_cancelled_by_the_deadline() -> None:
    resilient = Resilient(Script(GOOD), quick(0.05))
    pieces = resilient.stream(REQUEST)
    assert await anext(pieces) == "a"
    await asyncio.sleep(0.1)  # longer than the deadline: our own code must not be struck by it
    with pytest.raises(TooSlow):
        await anext(pieces)


@pytest.mark.parametrize("steps", [(None,), (Overloaded("x"), None)])
async def test_cancelling_stays_cancelling(steps: Sequence[Step]) -> None:
    provider = Script(*steps)
    resilient, _, _ = around(provider)
    task = asyncio.ensure_future(resilient.complete(REQUEST))
    await until(lambda: provider.calls == len(steps))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert provider.running == 0


async def until(wished: Callable[[], bool]) -> None:
    """Gives the loop turns until something holds; fails after many."""
    for _ in range(1000):
        if wished():
            return
        await asyncio.sleep(0)
    raise AssertionError("it never held")


async def test_closing_closes_the_provider() -> None:
    provider = Script(GOOD)
    resilient, _, _ = around(provider)
    await resilient.close()
    assert provider.closed == 1
