"""Both protocols against a real llama.cpp server; run with `-m real_server`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import replace

import pytest

from suggest.errors import BadAnswer, NotAllowed
from suggest.providers.base import ModelAnswer, ModelRequest, Purpose, Stop
from suggest.providers.json_in_text import json_in_text
from suggest.providers.resilience import Resilient
from tests.chaos.running import client
from tests.fakes.model_server import Wire
from tests.fakes.real_server import RealServer, real_server

__all__ = ["real_server"]
pytestmark = pytest.mark.real_server

WIRES = pytest.mark.parametrize("wire", list(Wire))
SYSTEM = "You are an editor. You answer briefly and in plain words. " * 12
SCHEMA = {
    "type": "object",
    "properties": {"word": {"type": "string"}},
    "required": ["word"],
    "additionalProperties": False,
}
REQUEST = ModelRequest(Purpose.ASK, "smollm2", SYSTEM, "Say hello to the reader.", 12)


@asynccontextmanager
async def made(server: RealServer, wire: Wire) -> AsyncIterator[Resilient]:
    provider = Resilient(client(wire, server.url))
    try:
        yield provider
    finally:
        await provider.close()


@WIRES
async def test_an_answer_comes_with_its_usage(real_server: RealServer, wire: Wire) -> None:
    async with made(real_server, wire) as provider:
        answer = await provider.complete(REQUEST)
        assert answer.text
        assert answer.usage.counted
        assert answer.usage.output > 0
        assert answer.usage.fresh + answer.usage.cached > 100
        assert answer.stop in (Stop.END, Stop.LENGTH)
        assert answer.tries == 1


@WIRES
async def test_a_stream_ends_with_the_same_text(real_server: RealServer, wire: Wire) -> None:
    async with made(real_server, wire) as provider:
        async with aclosing(provider.stream(REQUEST)) as stream:
            pieces = [piece async for piece in stream]
        assert isinstance(pieces[-1], ModelAnswer)
        assert len(pieces) > 2
        assert "".join(str(piece) for piece in pieces[:-1]) == pieces[-1].text
        assert pieces[-1].usage.output > 0


@WIRES
async def test_the_fixed_prefix_is_read_from_the_cache(real_server: RealServer, wire: Wire) -> None:
    async with made(real_server, wire) as provider:
        # One slot: whatever ran before, the second call finds the prefix of the first.
        await provider.complete(REQUEST)
        again = await provider.complete(replace(REQUEST, user="Say goodbye instead."))
        assert again.usage.cached > again.usage.fresh


@WIRES
async def test_models_are_listed(real_server: RealServer, wire: Wire) -> None:
    async with made(real_server, wire) as provider:
        found = await provider.models()
        assert found
        assert all(model.id for model in found)


@WIRES
async def test_a_schema_is_kept_or_its_absence_survived(
    real_server: RealServer, wire: Wire
) -> None:
    async with made(real_server, wire) as provider:
        request = replace(REQUEST, user="Give one word.", schema=SCHEMA, max_tokens=40)
        answer = await provider.complete(request)
        assert answer.usage.counted
        if wire is Wire.OPENAI:  # llama.cpp keeps to the schema here, and ignores it there
            assert isinstance(json_in_text(answer.text)["word"], str)
            return
        try:
            json_in_text(answer.text)
        except BadAnswer as failure:
            assert answer.text not in str(failure)


@WIRES
async def test_a_text_beyond_the_context_is_told_in_words(
    real_server: RealServer, wire: Wire
) -> None:
    async with made(real_server, wire) as provider:
        with pytest.raises(NotAllowed, match="too long"):
            await provider.complete(replace(REQUEST, user="many words " * 5000))


@WIRES
async def test_a_stream_left_early_leaves_the_server_free(
    real_server: RealServer, wire: Wire
) -> None:
    async with made(real_server, wire) as provider:
        long = replace(REQUEST, user="Count to one thousand.", max_tokens=2000)
        async with aclosing(provider.stream(long)) as stream:
            assert isinstance(await anext(stream), str)
        async with asyncio.timeout(10):
            assert (await provider.complete(REQUEST)).text
