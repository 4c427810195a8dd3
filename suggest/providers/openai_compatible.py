"""Talks to servers of the chat-completions protocol: Ollama, vLLM, llama.cpp, LM Studio, others."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from typing import Any

import httpx

from suggest.errors import BadAnswer, NotAllowed, Unreachable
from suggest.providers.address import Address
from suggest.providers.base import Endpoint, ModelAnswer, ModelInfo, ModelRequest
from suggest.providers.cleaning import items, mapping, name, usable_key, whole
from suggest.providers.faults import (
    BAD_NETWORK_SETTINGS,
    NOT_AN_ANSWER,
    Refused,
    of_status,
    of_transport,
)
from suggest.providers.openai_answer import ChatAnswer
from suggest.providers.shape import Form, Shape, encoded, system_text
from suggest.providers.wire import Caps, Texts, events, read_body, read_object, read_some

_TIMES = httpx.Timeout(300, connect=5, pool=30)  # the deadlines that matter stand in resilience.py
_LIMITS = httpx.Limits(max_connections=8, max_keepalive_connections=4, keepalive_expiry=30)
_LADDER = (Form.SCHEMA, Form.OBJECT, Form.WORDS)
_MOST_MODELS = 1000
Answering = AsyncGenerator[str | ModelAnswer, None]
_WIRE_LOGGERS = ("httpx", "httpcore")


class OpenAICompatible:
    """A Provider for one base address, given with or without /v1. The key may be empty.

    What a server refused once (schema, a parameter's name) is not asked of it again. Raises
    NotAllowed at once for an address that is none and NoKey for a key that cannot be one.
    """

    def __init__(self, base_url: str, key: str = "", caps: Caps | None = None) -> None:
        self._address = Address.parse(base_url)
        self._key = usable_key(key)
        self._caps = caps or Caps()
        self._client: httpx.AsyncClient | None = None
        self._starting = asyncio.Lock()
        self._closed = False
        self._shapes: dict[str, Shape] = {}

    @property
    def endpoint(self) -> Endpoint:
        """Where the text goes."""
        return Endpoint("openai", self._address.host)

    async def complete(self, request: ModelRequest) -> ModelAnswer:
        """The whole answer. Raises ProviderFailed."""
        async with aclosing(self._pieces(request, streamed=False)) as pieces:
            async for piece in pieces:
                if isinstance(piece, ModelAnswer):
                    return piece
        raise BadAnswer(NOT_AN_ANSWER)

    async def stream(self, request: ModelRequest) -> Answering:
        """Pieces of text as they come, then the whole answer. Raises ProviderFailed."""
        async with aclosing(self._pieces(request, streamed=True)) as pieces:
            async for piece in pieces:
                if piece:
                    yield piece

    async def models(self) -> tuple[ModelInfo, ...]:
        """The models on offer; empty where the server has no list. Raises ProviderFailed."""
        client = await self._ready()
        try:
            async with client.stream("GET", f"{self._address.versioned}/models") as response:
                if response.status_code in (404, 405, 501):
                    return ()
                await self._check(response)
                body = await self._body(response)
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, RuntimeError) as error:
            raise of_transport(error) from None
        found = (mapping(item) for item in items(read_object(body).get("data"))[:_MOST_MODELS])
        return tuple(ModelInfo(name(item["id"])) for item in found if name(item.get("id")))

    async def close(self) -> None:
        """Frees the connections; a later call raises Unreachable."""
        self._closed = True
        if self._client is not None:
            await self._client.aclose()

    async def _pieces(self, request: ModelRequest, *, streamed: bool) -> Answering:
        while True:
            shape = self._shapes.get(request.model, Shape(_LADDER))
            try:
                async with aclosing(self._attempt(request, shape, streamed)) as pieces:
                    async for piece in pieces:
                        yield piece
                return
            except Refused as refused:
                narrower = shape.without(refused, request.schema is not None)
                if narrower is None:
                    raise NotAllowed(str(refused)) from None
                self._shapes[request.model] = narrower

    async def _attempt(self, request: ModelRequest, shape: Shape, streamed: bool) -> Answering:
        client = await self._ready()
        started = time.monotonic()
        content = encoded(_body(request, shape, streamed))
        url = f"{self._address.versioned}/chat/completions"
        answer = ChatAnswer(name(request.model), self._caps)
        try:
            async with client.stream("POST", url, content=content) as response:
                await self._check(response)
                async for piece in self._read(response, answer):
                    yield piece
                request_id = name(response.headers.get("x-request-id"))
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, RuntimeError) as error:
            raise of_transport(error) from None
        yield answer.answer(request_id, round((time.monotonic() - started) * 1000))

    async def _read(self, response: httpx.Response, answer: ChatAnswer) -> Texts:
        # What was asked for does not count: some servers stream always, some never.
        if "event-stream" not in response.headers.get("content-type", ""):
            yield answer.take_body(await self._body(response))
            return
        encoding = response.headers.get("content-encoding", "")
        async with aclosing(events(response.aiter_raw(), encoding, self._caps)) as found:
            async for event in found:
                yield answer.take_event(event)
                if answer.done:
                    return

    async def _check(self, response: httpx.Response) -> None:
        if response.status_code == 200:
            return
        encoding = response.headers.get("content-encoding", "")
        seen = await read_some(response.aiter_raw(), encoding, self._caps.event)
        raise of_status(response.status_code, response.headers, seen)

    async def _body(self, response: httpx.Response) -> bytes:
        encoding = response.headers.get("content-encoding", "")
        return await read_body(response.aiter_raw(), encoding, self._caps.body)

    async def _ready(self) -> httpx.AsyncClient:
        async with self._starting:
            if self._closed:
                raise Unreachable("The connection was closed.")
            if self._client is None:
                # Reading the certificates takes tens of milliseconds.
                try:
                    self._client = await asyncio.to_thread(self._made)
                except (OSError, ValueError, ImportError, httpx.InvalidURL):
                    raise NotAllowed(BAD_NETWORK_SETTINGS) from None
        return self._client

    def _made(self) -> httpx.AsyncClient:
        for logger in _WIRE_LOGGERS:
            logging.getLogger(logger).setLevel(logging.WARNING)
        headers = {"content-type": "application/json", "accept-encoding": "identity"}
        if self._key:
            headers["authorization"] = f"Bearer {self._key}"
        return httpx.AsyncClient(
            headers=headers,
            timeout=_TIMES,
            limits=_LIMITS,
            follow_redirects=False,
            trust_env=not self._address.loopback,
        )


def _body(request: ModelRequest, shape: Shape, streamed: bool) -> Mapping[str, Any]:
    system = system_text(request, shape.form)
    messages = [{"role": "system", "content": system}] if system else []
    body: dict[str, Any] = {
        "model": whole(request.model),
        "messages": [*messages, {"role": "user", "content": whole(request.user)}],
        shape.length_word: request.max_tokens,
    }
    if request.schema is not None and shape.form is Form.SCHEMA:
        told = {"name": request.schema_name, "schema": request.schema, "strict": True}
        body["response_format"] = {"type": "json_schema", "json_schema": told}
    elif request.schema is not None and shape.form is Form.OBJECT:
        body["response_format"] = {"type": "json_object"}
    if streamed:
        body["stream"] = True
        if shape.usage_in_stream:
            body["stream_options"] = {"include_usage": True}
    return body
