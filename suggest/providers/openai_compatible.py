"""Talks to servers of the chat-completions protocol: Ollama, vLLM, llama.cpp, LM Studio, others."""

import time
from collections.abc import Mapping
from contextlib import aclosing
from typing import Any

import httpx

from suggest.providers.address import Address
from suggest.providers.base import Endpoint, ModelInfo, ModelRequest
from suggest.providers.cleaning import items, mapping, name, usable_key, whole
from suggest.providers.faults import (
    Missing,
    of_status,
    of_transport,
    without_key,
)
from suggest.providers.openai_answer import ChatAnswer
from suggest.providers.shape import Form, Shape, encoded, system_text
from suggest.providers.speaking import Answering, Speaking, read_answer, whole_body
from suggest.providers.wire import Caps, read_object, read_some

_TIMES = httpx.Timeout(300, connect=5, pool=30)  # the deadlines that matter stand in resilience.py
_LIMITS = httpx.Limits(max_connections=8, max_keepalive_connections=4, keepalive_expiry=30)
_MOST_MODELS = 1000


class OpenAICompatible(Speaking[httpx.AsyncClient]):
    """A Provider for one base address, given with or without /v1. The key may be empty.

    What a server refused once (schema, a parameter's name) is not asked of it again. Raises
    NotAllowed at once for an address that is none and NoKey for a key that cannot be one.
    """

    def __init__(self, base_url: str, key: str = "", caps: Caps | None = None) -> None:
        super().__init__((Form.SCHEMA, Form.OBJECT, Form.WORDS))
        self._address = Address.parse(base_url)
        self._key = usable_key(key)
        self._caps = caps or Caps()

    @property
    def endpoint(self) -> Endpoint:
        """Where the text goes."""
        return Endpoint("openai", self._address.host)

    async def models(self) -> tuple[ModelInfo, ...]:
        """The models on offer; empty where the server has no list. Raises ProviderFailed."""
        client = await self._ready()
        try:
            async with client.stream("GET", f"{self._address.versioned}/models") as response:
                await self._check(response)
                body = await whole_body(response, self._caps)
        except Missing:
            return ()
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, RuntimeError) as error:
            raise of_transport(error) from None
        found = (mapping(item) for item in items(read_object(body).get("data"))[:_MOST_MODELS])
        return tuple(ModelInfo(name(item["id"])) for item in found if name(item.get("id")))

    async def _attempt(self, request: ModelRequest, shape: Shape, streamed: bool) -> Answering:
        client = await self._ready()
        started = time.monotonic()
        content = encoded(_body(request, shape, streamed))
        url = f"{self._address.versioned}/chat/completions"
        answer = ChatAnswer(name(request.model), self._caps)
        try:
            async with client.stream("POST", url, content=content) as response:
                await self._check(response)
                async with aclosing(read_answer(response, answer, self._caps)) as pieces:
                    async for piece in pieces:
                        yield piece
                request_id = name(response.headers.get("x-request-id"))
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, RuntimeError) as error:
            raise of_transport(error) from None
        yield answer.answer(request_id, round((time.monotonic() - started) * 1000))

    async def _check(self, response: httpx.Response) -> None:
        if response.status_code == 200:
            return
        encoding = response.headers.get("content-encoding", "")
        seen = await read_some(response.aiter_raw(), encoding, self._caps.event)
        error = of_status(response.status_code, response.headers, seen)
        raise error if self._key else without_key(error)

    async def _shut(self, client: httpx.AsyncClient) -> None:
        await client.aclose()

    def _made(self) -> httpx.AsyncClient:
        headers = {"content-type": "application/json", "accept-encoding": "identity"}
        if self._key:
            headers["authorization"] = f"Bearer {self._key}"
        return httpx.AsyncClient(
            headers=headers,
            timeout=_TIMES,
            limits=_LIMITS,
            follow_redirects=False,
            trust_env=self._address.proxied,
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
