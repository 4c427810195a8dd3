"""The clients against somebody else's mock server and its fault kinds, judged by its verdict."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager

import pytest
from llmock.pytest_plugin import LLMock

from suggest.errors import (
    BadAnswer,
    NoKey,
    NotAllowed,
    Overloaded,
    ProviderFailed,
    TooSlow,
    Unreachable,
)
from suggest.providers.base import ModelAnswer, ModelRequest, Purpose
from suggest.providers.resilience import Resilient
from tests.chaos.running import client, rules, warmed
from tests.fakes.model_server import Wire

REQUEST = ModelRequest(Purpose.PUSH, "mock-1", "You edit.", "A draft.", 50)
WIRES = pytest.mark.parametrize("wire", list(Wire))
Fault = Callable[[LLMock], LLMock]


@asynccontextmanager
async def made(llmock: LLMock, wire: Wire, seconds: float = 5.0) -> AsyncIterator[Resilient]:
    bare = client(wire, llmock.base_url(str(wire)))
    try:
        await warmed(bare, True)
        llmock.reset()
        yield Resilient(bare, rules(seconds))
    finally:
        await bare.close()


async def streamed(provider: Resilient) -> tuple[str, ModelAnswer | None]:
    """The pieces joined, and the answer."""
    pieces, answer = [], None
    async with aclosing(provider.stream(REQUEST)) as stream:
        async for piece in stream:
            if isinstance(piece, ModelAnswer):
                answer = piece
            else:
                pieces.append(piece)
    return "".join(pieces), answer


@WIRES
async def test_answers_come_whole_and_in_pieces(llmock: LLMock, wire: Wire) -> None:
    async with made(llmock, wire) as provider:
        llmock.reply("One fine answer.", times=None)
        whole = await provider.complete(REQUEST)
        pieces, answer = await streamed(provider)
        assert whole.text == pieces == "One fine answer."
        assert whole.usage.counted
        assert whole.usage.output > 0
        assert answer is not None
        assert answer.usage.output > 0
        llmock.assert_resilient()


@WIRES
@pytest.mark.parametrize(
    ("fault", "tries"),
    [
        (lambda mock: mock.rate_limit(times=1, retry_after=1.0), 2),
        # It names a second to wait with each of these.
        pytest.param(lambda mock: mock.fail(503, times=2), 3, marks=pytest.mark.slow),
        pytest.param(lambda mock: mock.fail(529, times=1), 2, marks=pytest.mark.slow),
        (lambda mock: mock.fail(500, times=1), 2),
        (lambda mock: mock.slow_first_token(0.2), 1),
        (lambda mock: mock.delay(0.2), 1),
    ],
)
async def test_what_passes_is_waited_out(
    llmock: LLMock, wire: Wire, fault: Fault, tries: int
) -> None:
    async with made(llmock, wire) as provider:
        fault(llmock)
        assert (await provider.complete(REQUEST)).tries == tries
        assert len(llmock.requests) == tries
        llmock.assert_resilient()


@WIRES
@pytest.mark.parametrize(
    ("fault", "kind", "requests"),
    [
        (lambda mock: mock.fail(401, times=None), NoKey, 1),
        (lambda mock: mock.fail(404, times=None), NotAllowed, 1),
        (lambda mock: mock.context_overflow(times=None), NotAllowed, 1),
        (lambda mock: mock.outage(), Overloaded, 1),  # it names a time beyond the deadline
        (lambda mock: mock.fail(502, times=None), Overloaded, 3),
        (lambda mock: mock.delay(2.0, times=None), TooSlow, 1),
    ],
)
async def test_what_stays_is_told(
    llmock: LLMock, wire: Wire, fault: Fault, kind: type[ProviderFailed], requests: int
) -> None:
    async with made(llmock, wire, 0.9 if kind in (TooSlow, Overloaded) else 5.0) as provider:
        fault(llmock)
        started = time.monotonic()
        with pytest.raises(kind):
            await provider.complete(REQUEST)
        assert time.monotonic() - started < 1.4
        assert len(llmock.requests) == requests


@WIRES
@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (lambda mock: mock.disconnect(after_chunks=4), Unreachable),
        (lambda mock: mock.truncate(after_chunks=4), Unreachable),
        (lambda mock: mock.corrupt(after_chunks=4), BadAnswer),
        (lambda mock: mock.stall(after_chunks=4, seconds=2.0), TooSlow),
    ],
)
async def test_a_broken_stream_is_never_taken_for_an_answer(
    llmock: LLMock, wire: Wire, fault: Fault, kind: type[ProviderFailed]
) -> None:
    async with made(llmock, wire, 0.9 if kind in (TooSlow, Overloaded) else 5.0) as provider:
        fault(llmock.reply("one two three four five six seven eight", times=None))
        with pytest.raises(kind):
            await streamed(provider)
        assert len(llmock.requests) == 1, "no second try once text came"


@WIRES
@pytest.mark.parametrize("kind", ["disconnect", "truncate"])
async def test_a_stream_that_breaks_before_text_is_tried_again(
    llmock: LLMock, wire: Wire, kind: str
) -> None:
    async with made(llmock, wire) as provider:
        getattr(llmock.reply("all of it", times=None), kind)(after_chunks=0)
        pieces, answer = await streamed(provider)
        assert pieces == "all of it"
        assert answer is not None
        assert answer.tries == 2
