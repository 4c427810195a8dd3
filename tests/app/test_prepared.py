"""A provider's client is made before the first call, and its making costs no call its time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from app.prepared import Prepared
from suggest.errors import NotAllowed
from suggest.providers.anthropic import Anthropic
from suggest.providers.base import ModelAnswer, ModelRequest, Purpose
from suggest.providers.openai_compatible import OpenAICompatible
from suggest.providers.resilience import PATIENCE, Patience, Resilient, Rules
from suggest.providers.speaking import Speaking
from tests.app.test_remote import remote, settings_for
from tests.fakes.model_server import ModelServer
from tests.fakes.provider import FakeProvider
from tests.fakes.virtual_time import in_virtual_time

REQUEST = ModelRequest(Purpose.PUSH, "fake-1", "You edit posts.", "A draft.", 100)


@dataclass
class Slow:
    """A preparation that takes `seconds` on the loop's clock, or fails at the end."""

    seconds: float
    fails: bool = False
    ended: list[str] = field(default_factory=list)

    async def __call__(self) -> None:
        try:
            await asyncio.sleep(self.seconds)
        except asyncio.CancelledError:
            self.ended.append("given up")
            raise
        self.ended.append("made")
        if self.fails:
            raise NotAllowed("The network settings cannot be used.")


def test_a_slow_import_takes_no_time_from_the_first_call() -> None:
    async def run() -> None:
        fake, slow = FakeProvider(seconds=7), Slow(20)
        one = Prepared(Resilient(fake, Rules({**PATIENCE, Purpose.PUSH: Patience(8, 6, 2)})), slow)
        answer = await one.complete(REQUEST)  # 8 s would be over long before
        assert (answer.tries, len(fake.requests), slow.ended) == (1, 1, ["made"])
        assert await one.models()

    in_virtual_time(run())


def test_it_begins_without_a_call_and_sends_nothing() -> None:
    async def run() -> None:
        fake, slow = FakeProvider(), Slow(1)
        one = Prepared(fake, slow)
        await asyncio.sleep(2)
        assert (slow.ended, fake.requests) == (["made"], [])
        pieces: AsyncIterator[str | ModelAnswer] = one.stream(REQUEST)
        assert [type(piece) async for piece in pieces] == [str, ModelAnswer]

    in_virtual_time(run())


def test_closing_ends_it_and_its_failure_is_left_to_the_call() -> None:
    async def run() -> None:
        slow, failing = Slow(60), Slow(1, fails=True)
        fake, other = FakeProvider(), FakeProvider()
        one = Prepared(fake, slow)
        await asyncio.sleep(0.1)
        await one.close()
        await asyncio.sleep(0.1)
        assert (slow.ended, fake.closed) == (["given up"], True)
        assert (await Prepared(other, failing).complete(REQUEST)).text
        assert failing.ended == ["made"]

    in_virtual_time(run())


@pytest.mark.parametrize("engine", ["anthropic", "openai"])
async def test_choosing_an_engine_makes_its_client(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    made: list[str] = []
    ready = asyncio.Event()

    def patched(cls: type[Speaking[Any]]) -> None:
        async def prepare(self: Speaking[Any]) -> None:
            await Speaking.prepare(self)
            made.append(cls.__name__)
            ready.set()

        monkeypatch.setattr(cls, "prepare", prepare)

    patched(Anthropic)
    patched(OpenAICompatible)
    async with ModelServer() as server:
        one = remote(tmp_path)
        host = server.url.removeprefix("http://")
        chosen = settings_for(
            server, engine=engine, anthropic_model="fake-1", anthropic_base_url=server.url
        )
        await one.use(settings_for(server, engine=engine, remote_consent=()))
        assert made == [], "nothing is made for a server that the writer has not agreed to"
        assert (await one.use(chosen)).hosts == (host,)
        async with asyncio.timeout(15):
            await ready.wait()
        assert made == ["Anthropic" if engine == "anthropic" else "OpenAICompatible"]
        assert server.calls == []
        await one.courier.stop()
        await one.close()
