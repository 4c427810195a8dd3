"""A server that wants fewer requests gets fewer: ten simulated minutes of writing against it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pytest

from suggest.providers.base import ModelAnswer, ModelRequest
from suggest.providers.faults import of_status
from suggest.providers.pacing import Clock
from suggest.providers.resilience import Health, Resilient, ServiceState
from tests.fakes.model_bench import ModelBench, make_desk
from tests.fakes.provider import FakeProvider, word_edits
from tests.fakes.virtual_time import in_virtual_time

MINUTES = 10
EACH_SECONDS = 5.0
SLIPS = {"recieve": "receive"}


@dataclass
class Strict(FakeProvider):
    """Answers with `status` so many times, then well. `told` is when each refusal came."""

    status: int = 429
    headers: Mapping[str, str] = field(default_factory=dict)
    times_refused: float = float("inf")
    told: list[float] = field(default_factory=list)

    async def complete(self, request: ModelRequest) -> ModelAnswer:
        answer = await super().complete(request)
        if len(self.told) < self.times_refused:
            self.told.append(asyncio.get_running_loop().time())
            raise of_status(self.status, self.headers, b"{}")
        return answer


@dataclass
class Seen:
    """Times of requests and changes of state, in seconds of the loop, and the passages answered."""

    server: Strict
    states: list[tuple[float, ServiceState]] = field(default_factory=list)
    answered: int = 0

    @property
    def times(self) -> list[float]:
        return self.server.times

    def within(self, seconds: float) -> int:
        """Requests that began sooner than so long after a refusal."""
        return sum(
            told < began < told + seconds for told in self.server.told for began in self.times
        )

    def most_a_minute(self, since: float) -> int:
        """The most requests in any minute after `since`."""
        later = [t for t in self.times if t > since]
        return max((sum(t <= u < t + 60 for u in later) for t in later), default=0)

    @property
    def opened(self) -> float:
        """When the circuit opened for the first time."""
        return next(at for at, state in self.states if state.health is Health.OPEN)


def written(server: Strict, chance: Callable[[], float] = lambda: 0.5) -> Seen:
    """A writer's ten minutes: a paragraph with a slip each five seconds."""

    async def run() -> Seen:
        loop = asyncio.get_running_loop()
        seen = Seen(server)
        bench = ModelBench(FakeProvider(), None)
        await bench.start("")
        provider = Resilient(
            server,
            clock=Clock(loop.time, asyncio.sleep, chance),
            on_state=lambda state: seen.states.append((loop.time(), state)),
        )
        grader = FakeProvider(otherwise=word_edits(SLIPS))
        bench.courier.use(make_desk(bench.memory, provider, grader, bench.guards))
        end, number = loop.time() + MINUTES * 60, 0
        while loop.time() < end:
            number += 1
            text = f"We recieve the letter with the number {number} today."
            bench.type(len(bench.lines) - 1, text + "\n\n")
            await asyncio.sleep(EACH_SECONDS)
        seen.answered = len(bench.memory)
        await bench.engine.stop()
        return seen

    return in_virtual_time(run())


def strict(status: int, after: str = "", times: float = float("inf")) -> Strict:
    """A server that is in the way; an answer takes 0.4 s."""
    headers = {"retry-after": after} if after else {}
    return Strict(
        otherwise=word_edits(SLIPS),
        seconds=0.4,
        status=status,
        headers=headers,
        times_refused=times,
    )


def test_a_short_wish_is_obeyed_to_the_second() -> None:
    seen = written(strict(429, "1"))
    assert len(seen.times) > MINUTES, "it goes on asking"
    assert seen.within(1.0) == 0


def test_a_long_wish_is_obeyed_for_all_of_it() -> None:
    seen = written(strict(429, "3600"))
    assert seen.within(3600.0) == 0
    assert len(seen.times) <= 2, "what was under way when the first refusal came"
    assert [state.health for _, state in seen.states] == [Health.PARKED] * len(seen.states)


@pytest.mark.parametrize(
    "server",
    [strict(429, "-5"), strict(429, "abc"), strict(429), strict(529), strict(503)],
    ids=["429 -5", "429 abc", "429", "529", "503"],
)
def test_without_a_wish_that_counts_the_circuit_opens_and_probes(server: Strict) -> None:
    seen = written(server)
    before = [t for t in seen.times if t <= seen.opened]
    assert 5 <= len(before) <= 6, "five failures, and one that was under way"
    assert 1 <= seen.most_a_minute(seen.opened) <= 3
    assert len(seen.times) >= MINUTES, "it goes on probing"


@pytest.mark.parametrize("times", [1, 2, 3, 5, 8])
def test_a_server_that_comes_back_is_used_again(times: int) -> None:
    seen = written(strict(529, times=times))
    assert len(seen.server.told) == times
    assert seen.answered > 90, "the rest of the ten minutes is read"
    assert not seen.states or seen.states[-1][1].health is Health.HEALTHY
