"""A draft typed into the engine and read by a real, very small model; run with `-m real_server`.

The model rarely says anything of use. What counts: its answers come through every station, each
proposal ends in a state or a drop reason, and nothing unedited by the guards is shown.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from suggest.feedback.event import Action
from suggest.providers.base import Endpoint, ModelAnswer, ModelInfo, ModelRequest, Provider, Purpose
from tests.chaos.running import client
from tests.fakes.model_bench import ModelBench, make_desk
from tests.fakes.model_server import Wire
from tests.fakes.provider import FakeProvider
from tests.fakes.real_server import RealServer, real_server

__all__ = ["real_server"]
pytestmark = pytest.mark.real_server

DRAFT = (
    "We recieve many letters each week and they is long.",
    "I likes the new office, it have large windows and a garden.",
)
PATIENCE = 300.0


@dataclass
class Kept:
    """A provider that keeps what it was asked and what came back."""

    inner: Provider
    requests: list[ModelRequest] = field(default_factory=list)
    answers: list[ModelAnswer] = field(default_factory=list)

    @property
    def endpoint(self) -> Endpoint:
        return self.inner.endpoint

    async def complete(self, request: ModelRequest) -> ModelAnswer:
        self.requests.append(request)
        self.answers.append(await self.inner.complete(request))
        return self.answers[-1]

    async def stream(self, request: ModelRequest) -> AsyncIterator[str | ModelAnswer]:
        async for piece in self.inner.stream(request):
            yield piece

    async def models(self) -> tuple[ModelInfo, ...]:
        return await self.inner.models()

    async def close(self) -> None:
        await self.inner.close()


async def typed(bench: ModelBench, provider: Kept) -> None:
    """Types the draft, paragraph by paragraph, and waits for the model after each."""
    for number, text in enumerate(DRAFT):
        line = len(bench.lines) - 1
        bench.type(line, text + "\n\n")
        for _ in range(round(PATIENCE / 0.1)):
            if len(pushed(provider)) > number and not bench.courier.busy:
                break
            await asyncio.sleep(0.1)
    await asyncio.sleep(1)  # the last answer is read and decided


def pushed(provider: Kept) -> list[ModelRequest]:
    return [one for one in provider.requests if one.purpose is Purpose.PUSH]


@pytest.mark.parametrize("wire", list(Wire))
def test_a_typed_draft_goes_through_all_stations(real_server: RealServer, wire: Wire) -> None:
    async def run() -> None:
        provider = Kept(client(wire, real_server.url))
        bench = ModelBench(FakeProvider(), None, words={"nothing": "at all"})
        await bench.start("")
        bench.courier.use(make_desk(bench.memory, provider, provider, bench.guards))
        await typed(bench, provider)
        await bench.engine.stop()
        assert len(pushed(provider)) == len(DRAFT)
        usages = [
            a.usage
            for a, r in zip(provider.answers, provider.requests, strict=False)
            if r.purpose is Purpose.PUSH
        ]
        assert usages[1].cached > 800, "the fixed part was read from the cache"
        proposals = {event.suggestion_id for event in bench.log}
        ended = {e.suggestion_id for e in bench.log if e.action is Action.CLOSED or e.drop_reason}
        assert proposals, "the model said something, of use or not"
        assert proposals == ended
        assert all(event.provider == wire.value for event in bench.log)

    asyncio.run(run())
