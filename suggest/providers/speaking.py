"""What both protocols share: a client made late, whole answers of pieces, refusals remembered."""

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, AsyncIterable, Mapping, Sequence
from contextlib import aclosing
from typing import Generic, Protocol, TypeVar

from suggest.errors import BadAnswer, NotAllowed, Unreachable
from suggest.providers.base import ModelAnswer, ModelRequest
from suggest.providers.faults import BAD_NETWORK_SETTINGS, NOT_AN_ANSWER, Refused
from suggest.providers.shape import Form, Shape
from suggest.providers.wire import Caps, Texts, events, read_body

Answering = AsyncGenerator[str | ModelAnswer, None]
# At DEBUG these write whole requests, the draft with them.
_DRAIN_SECONDS = 0.05
_LAST_TURNS = 5
_WIRE_LOGGERS = ("anthropic", "httpx", "httpx2", "httpcore", "httpcore2")

Client = TypeVar("Client")


class Foreign(Protocol):
    """A response of either HTTP library, its body not read yet."""

    @property
    def headers(self) -> Mapping[str, str]:
        """Names in lower case."""
        ...

    def aiter_raw(self) -> AsyncIterable[bytes]:
        """The body as it came over the wire."""
        ...


class Collector(Protocol):
    """Collects one answer, whole or in events."""

    done: bool

    def take_body(self, body: bytes) -> str:
        """Reads a whole answer; gives its text."""
        ...

    def take_event(self, data: str) -> str:
        """Reads one event of a stream; gives the text it adds."""
        ...


async def whole_body(response: Foreign, caps: Caps) -> bytes:
    """The body within its cap. Raises BadAnswer above."""
    encoding = response.headers.get("content-encoding", "")
    return await read_body(response.aiter_raw(), encoding, caps.body)


async def read_answer(response: Foreign, answer: Collector, caps: Caps) -> Texts:
    """Feeds a response to its collector; gives the text piece by piece. Raises BadAnswer."""
    # What was asked for does not count: some servers stream always, some never.
    if "event-stream" not in response.headers.get("content-type", ""):
        yield answer.take_body(await whole_body(response, caps))
        return
    encoding = response.headers.get("content-encoding", "")
    async with aclosing(events(response.aiter_raw(), encoding, caps)) as found:
        async for event in found:
            yield answer.take_event(event)
            if answer.done:
                await _drained(found)
                return


async def _drained(rest: Texts) -> None:
    """Reads what a server sends behind its last event, mostly nothing, so that the connection
    can be used again; one that does not end is dropped."""
    try:
        async with asyncio.timeout(_DRAIN_SECONDS):
            async for _ in rest:
                pass
    except (TimeoutError, BadAnswer):
        return


class Speaking(ABC, Generic[Client]):
    """Base of the providers that speak over HTTP. `forms` is the ladder of ways to ask for JSON."""

    def __init__(self, forms: Sequence[Form]) -> None:
        self._plain_shape = Shape(tuple(forms))
        self._shapes: dict[str, Shape] = {}
        self._client: Client | None = None
        self._starting = asyncio.Lock()
        self._closed = False

    async def complete(self, request: ModelRequest) -> ModelAnswer:
        """The whole answer. Raises ProviderFailed."""
        async with aclosing(self._pieces(request, streamed=False)) as pieces:
            async for piece in pieces:
                if isinstance(piece, ModelAnswer):
                    return piece
        raise BadAnswer(NOT_AN_ANSWER)

    async def stream(self, request: ModelRequest) -> Answering:
        """Pieces of text as they come, then the whole answer. Raises ProviderFailed.

        Who stops early closes the generator; that frees the connection.
        """
        async with aclosing(self._pieces(request, streamed=True)) as pieces:
            async for piece in pieces:
                if piece:
                    yield piece

    async def prepare(self) -> None:
        """Imports and makes the client ahead of the first call, whose deadline it would eat.

        Sends nothing. Raises ProviderFailed.
        """
        await self._ready()

    async def close(self) -> None:
        """Frees the connections; a later call raises Unreachable."""
        self._closed = True
        if self._client is not None:
            await self._shut(self._client)
            # The loop closes abandoned generators of the HTTP library in tasks; they need turns.
            for _ in range(_LAST_TURNS):
                await asyncio.sleep(0)

    @abstractmethod
    def _attempt(self, request: ModelRequest, shape: Shape, streamed: bool) -> Answering:
        """One request in one shape. Raises Refused when the server names what it refuses."""

    @abstractmethod
    def _made(self) -> Client:
        """A new client; runs in a thread."""

    @abstractmethod
    async def _shut(self, client: Client) -> None:
        """Closes the client."""

    async def _pieces(self, request: ModelRequest, *, streamed: bool) -> Answering:
        shape = self._shapes.get(request.model, self._plain_shape)
        said = False
        while True:
            try:
                async with aclosing(self._attempt(request, shape, streamed)) as pieces:
                    async for piece in pieces:
                        said = said or bool(piece)
                        yield piece
                # Kept only now: a refusal may have had another reason than the one it names.
                self._shapes[request.model] = shape
                return
            except Refused as refused:
                narrower = shape.without(refused, request.schema is not None)
                if narrower is None or said:
                    raise NotAllowed(str(refused)) from None
                shape = narrower

    async def _ready(self) -> Client:
        async with self._starting:
            if self._closed:
                raise Unreachable("The connection was closed.")
            if self._client is None:
                # Imports and certificates cost tens of milliseconds to a second.
                try:
                    self._client = await asyncio.to_thread(self._quietly_made)
                except Exception:  # foreign start-up: proxies, certificates, a broken install
                    raise NotAllowed(BAD_NETWORK_SETTINGS) from None
        return self._client

    def _quietly_made(self) -> Client:
        client = self._made()
        for logger in _WIRE_LOGGERS:
            logging.getLogger(logger).setLevel(logging.WARNING)
        return client
