"""Runs one fault mode through a real client and its patience, and says what came of it."""

from __future__ import annotations

import asyncio
import socket
import time
import traceback
from contextlib import aclosing
from dataclasses import dataclass, field, replace

from suggest.errors import BadAnswer, ProviderFailed
from suggest.providers.anthropic import Anthropic
from suggest.providers.base import ModelAnswer, ModelRequest, Provider, Purpose
from suggest.providers.json_in_text import json_in_text
from suggest.providers.openai_compatible import OpenAICompatible
from suggest.providers.pacing import Backoff, Clock
from suggest.providers.resilience import PATIENCE, Patience, Resilient, Rules
from tests.chaos.modes import Mode
from tests.fakes.model_server import ModelServer, Wire

# Who must run into the deadline has a short one; a busy computer shall not make others do so.
_SHORT, _LONG = 0.8, 5.0
KEY = "sk-canary-4f1d9be27c"
DRAFT = "The canary sentence about a violet lighthouse stays here."
SCHEMA = {
    "type": "object",
    "properties": {"edits": {"type": "array", "items": {"type": "object"}}},
    "required": ["edits"],
    "additionalProperties": False,
}
REQUEST = ModelRequest(Purpose.PUSH, "fake-1", "You edit posts.", DRAFT, 400, SCHEMA)


@dataclass(frozen=True, slots=True)
class Way:
    """One of the four ways to ask."""

    wire: Wire
    streamed: bool

    def __str__(self) -> str:
        return f"{self.wire} {'stream' if self.streamed else 'plain'}"


WAYS = tuple(Way(wire, streamed) for wire in Wire for streamed in (False, True))


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one run. `outcome` is "answer", one of our errors, or "uncaught: ..."."""

    outcome: str
    requests: int
    seconds: float
    limit: float
    value: str = ""
    told: str = ""
    pieces: int = 0
    answer: ModelAnswer | None = None
    open_connections: int = 0
    hosts: frozenset[str] = field(default_factory=frozenset)

    @property
    def hung(self) -> bool:
        """Whether it took longer than the deadline and half a second."""
        return self.seconds > self.limit + 0.5


def client(wire: Wire, url: str) -> Provider:
    """A bare provider with the canary key."""
    return Anthropic(KEY, url) if wire is Wire.ANTHROPIC else OpenAICompatible(url, KEY)


def rules(seconds: float, first_text: float | None = None) -> Rules:
    """The product's rules with short waits and this deadline for a push."""
    push = Patience(seconds, first_text or seconds, PATIENCE[Purpose.PUSH].retries)
    patience = {**PATIENCE, Purpose.PUSH: push}
    return Rules(patience, Backoff(first=0.02, most=0.1, spread=0.01))


def free_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    assert isinstance(port, int)
    return port


async def run_mode(mode: Mode, way: Way) -> Result:
    """One call against one fault, from a new client to a new server."""
    limit = mode.seconds or (_SHORT if mode.outcome == "TooSlow" else _LONG)
    async with ModelServer(mode.act, mode.keep_alive) as server:
        url = f"http://127.0.0.1:{free_port()}" if mode.name == "refused" else server.url
        bare = client(way.wire, url)
        await warmed(bare, url == server.url)
        provider = Resilient(bare, rules(limit), Clock())
        try:
            started = time.monotonic()
            result = await _asked(provider, way, limit)
            took = time.monotonic() - started
        finally:
            await provider.close()
        still = await _still_open(server)
        hosts = frozenset(call.headers.get("host", "").rpartition(":")[0] for call in server.calls)
        return replace(
            result,
            requests=len(server.calls),
            seconds=took,
            open_connections=still,
            hosts=hosts,
        )


async def warmed(bare: Provider, reachable: bool) -> None:
    """Has the client made before the clock runs: importing the SDK is no fault of a server."""
    try:
        await bare.models()
    except ProviderFailed:
        assert not reachable, "the list of models is not under test here"


async def _asked(provider: Provider, way: Way, limit: float) -> Result:
    pieces: list[str] = []
    answer: ModelAnswer | None = None
    try:
        if way.streamed:
            async with aclosing(provider.stream(REQUEST)) as stream:  # type: ignore[type-var]
                async for piece in stream:
                    if isinstance(piece, ModelAnswer):
                        answer = piece
                    else:
                        pieces.append(piece)
        else:
            answer = await provider.complete(REQUEST)
    except ProviderFailed as failure:
        return Result(_kind(failure), 0, 0, limit, told=_all_told(failure), pieces=len(pieces))
    except Exception as error:  # what must never be seen
        return Result(f"uncaught: {type(error).__name__}", 0, 0, limit, told=_all_told(error))
    assert answer is not None
    if way.streamed and "".join(pieces) != answer.text:
        return Result("uncaught: the pieces are not the answer", 0, 0, limit, answer=answer)
    return Result("answer", 0, 0, limit, _value(answer.text), "", len(pieces), answer)


def _kind(failure: ProviderFailed) -> str:
    """The name of the error as suggest.errors knows it."""
    for cls in type(failure).__mro__:
        if cls.__module__ == "suggest.errors":
            return cls.__name__
    raise AssertionError("an error outside the tree")


def _value(text: str) -> str:
    try:
        json_in_text(text)
    except BadAnswer as failure:
        return type(failure).__name__ if DRAFT not in str(failure) else "leak"
    return "json"


def _all_told(error: BaseException) -> str:
    shown = "".join(traceback.format_exception(error))
    chain = [repr(error), str(error), repr(error.__cause__), repr(error.args)]
    return "\n".join([*chain, shown])


async def _still_open(server: ModelServer) -> int:
    """How many of the calls the server still holds open a moment after the client closed."""
    try:
        async with asyncio.timeout(0.2):
            await asyncio.gather(*(call.ended.wait() for call in server.calls))
    except TimeoutError:
        pass
    return sum(not call.ended.is_set() for call in server.calls)
