"""Talks to Anthropic through its SDK, or to a server that speaks the same protocol."""

import time
from collections.abc import Callable, Mapping
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from suggest.errors import NoKey, ProviderFailed
from suggest.providers.address import Address
from suggest.providers.anthropic_answer import MessageAnswer
from suggest.providers.base import Endpoint, ModelInfo, ModelRequest
from suggest.providers.cleaning import items, mapping, name, usable_key, whole
from suggest.providers.faults import Missing, of_transport
from suggest.providers.shape import Form, Shape, system_text
from suggest.providers.speaking import Answering, Speaking, read_answer, whole_body
from suggest.providers.wire import Caps, read_object

if TYPE_CHECKING:
    from anthropic import AsyncAnthropic

OFFICIAL = "https://api.anthropic.com"
_MOST_MODELS = 1000


class Anthropic(Speaking["AsyncAnthropic"]):
    """A Provider for one base address. The SDK is imported in a thread on the first call.

    Raises NotAllowed at once for an address that is none and NoKey for a key that cannot be one.
    Only the official address needs a key; its absence is a NoKey of each call.
    """

    def __init__(self, key: str = "", base_url: str = OFFICIAL, caps: Caps | None = None) -> None:
        super().__init__((Form.SCHEMA, Form.WORDS))
        self._address = Address.parse(base_url)
        self._key = usable_key(key)
        self._caps = caps or Caps()
        self._sendable: Callable[[Mapping[str, Any]], dict[str, Any]] = dict

    @property
    def endpoint(self) -> Endpoint:
        """Where the text goes."""
        return Endpoint("anthropic", self._address.host)

    async def models(self) -> tuple[ModelInfo, ...]:
        """The models on offer; empty where the server has no list. Raises ProviderFailed."""
        client = await self._keyed()
        call = client.models.with_streaming_response.list(limit=_MOST_MODELS)
        try:
            async with call as response:
                http = response.http_response
                body = await whole_body(http, self._caps)
        except Exception as error:  # the SDK lets errors of several libraries through
            failure = _ours(error)
            if isinstance(failure, Missing):
                return ()
            raise failure from None
        found = [mapping(item) for item in items(read_object(body).get("data"))[:_MOST_MODELS]]
        return tuple(
            ModelInfo(name(item["id"]), name(item.get("display_name")), name(item.get("lifecycle")))
            for item in found
            if name(item.get("id"))
        )

    async def _attempt(self, request: ModelRequest, shape: Shape, streamed: bool) -> Answering:
        client = await self._keyed()
        started = time.monotonic()
        answer = MessageAnswer(name(request.model), self._caps)
        body = _body(request, shape, self._sendable)
        call = client.messages.with_streaming_response.create(**body, stream=streamed)
        try:
            async with call as response:
                http = response.http_response
                async with aclosing(read_answer(http, answer, self._caps)) as pieces:
                    async for piece in pieces:
                        yield piece
                request_id = name(http.headers.get("request-id"))
        except Exception as error:  # the SDK lets errors of several libraries through
            raise _ours(error) from None
        yield answer.answer(request_id, round((time.monotonic() - started) * 1000))

    async def _keyed(self) -> "AsyncAnthropic":
        if not self._key and self._address.unversioned == OFFICIAL:
            raise NoKey("There is no key for this server.")
        return await self._ready()

    def _made(self) -> "AsyncAnthropic":
        from suggest.providers.anthropic_sdk import Access, make_client, sendable_schema

        self._sendable = sendable_schema
        return make_client(Access(self._address, self._key, self._caps))

    async def _shut(self, client: "AsyncAnthropic") -> None:
        await client.close()


def _body(
    request: ModelRequest, shape: Shape, sendable: Callable[[Mapping[str, Any]], dict[str, Any]]
) -> dict[str, Any]:
    body: dict[str, Any] = {
        "model": whole(request.model),
        "max_tokens": request.max_tokens,
        "messages": [{"role": "user", "content": whole(request.user)}],
    }
    system = system_text(request, shape.form)
    if system:
        block: dict[str, Any] = {"type": "text", "text": system}
        if shape.cache_marks:
            block["cache_control"] = {"type": "ephemeral"}
        body["system"] = [block]
    if request.schema is not None and shape.form is Form.SCHEMA:
        form = {"type": "json_schema", "schema": sendable(request.schema)}
        body["output_config"] = {"format": form}
    return body


def _ours(error: Exception) -> ProviderFailed:
    """Our error for what the SDK raised; those of ours come back out of its wrapping."""
    for known in (error, error.__cause__):
        if isinstance(known, ProviderFailed):
            return known
    wrapped = error.__cause__ if type(error).__name__.startswith("API") else None
    return of_transport(wrapped or error)
