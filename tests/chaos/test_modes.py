"""Every fault mode by every way to ask: known outcome, bounded time, right number of requests."""

from __future__ import annotations

import asyncio
import logging
import time

import pytest

from suggest.providers.base import ModelAnswer
from suggest.providers.resilience import Resilient
from tests.chaos import transport
from tests.chaos.modes import MODES, Mode
from tests.chaos.running import DRAFT, KEY, REQUEST, WAYS, Way, client, rules, run_mode, warmed
from tests.fakes.model_server import ModelServer

CASES = [
    pytest.param(mode, way, id=f"{mode.name}-{way}", marks=() if mode.fast else (pytest.mark.slow,))
    for mode in MODES
    for way in WAYS
]


@pytest.mark.parametrize(("mode", "way"), CASES)
async def test_every_fault_has_a_known_end(
    mode: Mode, way: Way, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    result = await run_mode(mode, way)
    outcome, requests = mode.expected(way.streamed)
    assert result.outcome == outcome, result.told
    assert not result.hung, f"{result.seconds:.2f} s"
    if requests or mode.name == "refused":
        assert result.requests == requests
    assert mode.value in ("", result.value)
    assert result.hosts <= {"127.0.0.1"}, "a redirect was followed"
    assert result.open_connections == 0
    seen = result.told + caplog.text + "".join(str(record.args) for record in caplog.records)
    assert KEY not in seen
    assert DRAFT not in seen


def test_the_modes_are_as_many_as_promised() -> None:
    assert len({mode.name for mode in MODES}) == len(MODES) >= 65


@pytest.mark.parametrize("way", WAYS, ids=str)
async def test_the_loop_of_the_window_carries_it_too(qapp: object, way: Way) -> None:
    by_name = {mode.name: mode for mode in MODES}
    for name in ("extra fields in the body", "status 500", "reset mid-body", "no end"):
        result = await run_mode(by_name[name], way)
        assert (result.outcome, result.requests) == by_name[name].expected(way.streamed)
        assert not result.hung


@pytest.mark.parametrize("way", WAYS, ids=str)
@pytest.mark.parametrize("act", [transport.silence, transport.silence_mid, transport.drip])
async def test_cancelling_closes_the_connection(act: transport.Act, way: Way) -> None:
    async with ModelServer(act) as server:
        bare = client(way.wire, server.url)
        await warmed(bare, True)
        provider = Resilient(bare, rules(10))
        task = asyncio.ensure_future(_consumed(provider, way))
        async with asyncio.timeout(5):
            await server.called.wait()
        cancelled = time.monotonic()
        task.cancel()
        async with asyncio.timeout(5):
            await server.calls[0].closed.wait()
        assert server.calls[0].closed_at - cancelled < 0.1
        with pytest.raises(asyncio.CancelledError):
            await task
        await provider.close()


async def _consumed(provider: Resilient, way: Way) -> list[str | ModelAnswer]:
    if way.streamed:
        return [piece async for piece in provider.stream(REQUEST)]
    return [await provider.complete(REQUEST)]
