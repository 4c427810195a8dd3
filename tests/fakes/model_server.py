"""A model server on loopback for tests: real sockets, both protocols, whole answers and streams.

A test gives `answer`, a coroutine that gets each `Call` and writes what it likes; the default
answers every call with the same text.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import struct
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

TEXT = '{"edits": [{"quote": "in order to", "replacement": "to"}]}'
MODEL = "fake-1"
_NO_LINGER = struct.pack("ii", 1, 0)


class Wire(StrEnum):
    """The protocol of a call."""

    ANTHROPIC = "anthropic"
    OPENAI = "openai"


@dataclass(frozen=True, slots=True)
class Said:
    """What the model is made to say. `stop` is the protocol's own word, "" for the normal one.

    `usage` replaces the counts when given; `parts` is how many pieces a stream has.
    """

    text: str = TEXT
    stop: str = ""
    usage: Mapping[str, Any] | None = None
    parts: int = 3
    extra: Mapping[str, Any] = field(default_factory=dict)


def whole_answer(wire: Wire, said: Said) -> dict[str, Any]:
    """An answer in one piece, as the protocol words it."""
    if wire is Wire.ANTHROPIC:
        return {
            "id": "msg_1",
            "type": "message",
            "role": "assistant",
            "model": MODEL,
            "content": [{"type": "text", "text": said.text}],
            "stop_reason": said.stop or "end_turn",
            "stop_sequence": None,
            "usage": dict(usage_of(wire) if said.usage is None else said.usage),
            **said.extra,
        }
    message = {"role": "assistant", "content": said.text}
    choice = {"index": 0, "message": message, "finish_reason": said.stop or "stop"}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "model": MODEL,
        "choices": [choice],
        "usage": dict(usage_of(wire) if said.usage is None else said.usage),
        **said.extra,
    }


def usage_of(wire: Wire) -> dict[str, Any]:
    """30 fresh tokens, 100 from the cache, 12 out; Anthropic also stored 5."""
    if wire is Wire.ANTHROPIC:
        return {
            "input_tokens": 30,
            "cache_read_input_tokens": 100,
            "cache_creation_input_tokens": 5,
            "output_tokens": 12,
        }
    details = {"cached_tokens": 100}
    return {"prompt_tokens": 130, "completion_tokens": 12, "prompt_tokens_details": details}


def event_answer(wire: Wire, said: Said) -> list[bytes]:
    """The same answer as the events of a stream."""
    size = max(1, -(-len(said.text) // said.parts))
    pieces = [said.text[at : at + size] for at in range(0, len(said.text), size)]
    usage = dict(usage_of(wire) if said.usage is None else said.usage)
    if wire is Wire.OPENAI:
        chunks = [chat_chunk({"content": piece}) for piece in pieces]
        stop = chat_chunk({}, said.stop or "stop")
        told = [{"model": MODEL, "choices": [], "usage": usage}] if usage else []
        return [*(frame(chunk) for chunk in [*chunks, stop, *told]), b"data: [DONE]\n\n"]
    start: dict[str, Any] = {
        "type": "message",
        "model": MODEL,
        "content": [],
        "stop_reason": None,
        "usage": usage,
    }
    output = {key: usage[key] for key in ("output_tokens",) if key in usage}
    opened = {"type": "content_block_start", "index": 0}
    messages: list[dict[str, Any]] = [
        {"type": "message_start", "message": start},
        {**opened, "content_block": {"type": "text", "text": ""}},
        *(text_delta(piece) for piece in pieces),
        {"type": "content_block_stop", "index": 0},
        {
            "type": "message_delta",
            "delta": {"stop_reason": said.stop or "end_turn"},
            "usage": output,
        },
        {"type": "message_stop"},
    ]
    return [frame(message) for message in messages]


def chat_chunk(delta: Mapping[str, Any], stop: str | None = None) -> dict[str, Any]:
    """One chunk of a chat stream."""
    choice = {"index": 0, "delta": dict(delta), "finish_reason": stop}
    return {"object": "chat.completion.chunk", "model": MODEL, "choices": [choice]}


def text_delta(text: str) -> dict[str, Any]:
    """One piece of text of a message stream."""
    delta = {"type": "text_delta", "text": text}
    return {"type": "content_block_delta", "index": 0, "delta": delta}


def frame(message: Mapping[str, Any], ascii_only: bool = True, end: str = "\n") -> bytes:
    """A server-sent event."""
    name = f"event: {message['type']}{end}" if "type" in message else ""
    data = json.dumps(message, ensure_ascii=ascii_only)
    return f"{name}data: {data}{end}{end}".encode()


@dataclass(slots=True)
class Call:
    """One request as the server sees it, and how to answer it. `number` counts from 1."""

    number: int
    wire: Wire
    path: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]
    on_connection: int
    writer: asyncio.StreamWriter
    closed: asyncio.Event = field(default_factory=asyncio.Event)
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    arrived: float = field(default_factory=time.monotonic)
    closed_at: float = 0.0

    @property
    def streamed(self) -> bool:
        """Whether a stream was asked for."""
        return bool(self.body.get("stream"))

    async def head(self, status: int, headers: Mapping[str, str]) -> None:
        """Status line and headers."""
        lines = [f"HTTP/1.1 {status} X", *(f"{key}: {value}" for key, value in headers.items())]
        await self.raw("\r\n".join([*lines, "", ""]).encode())

    async def raw(self, data: bytes) -> None:
        """Bytes as they are."""
        self.writer.write(data)
        await self.writer.drain()

    async def plain(
        self, body: bytes, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> None:
        """A body with its length, the connection closed behind it unless `headers` keep it."""
        base = {"content-type": "application/json", "connection": "close"}
        await self.head(status, {**base, "content-length": str(len(body)), **(headers or {})})
        await self.raw(body)

    async def begin_stream(self) -> None:
        """The head of an event stream that ends with the connection."""
        await self.head(200, {"content-type": "text/event-stream", "connection": "close"})

    async def frames(self, frames: Sequence[bytes]) -> None:
        """An event stream of these frames."""
        await self.begin_stream()
        for data in frames:
            await self.raw(data)

    async def say(self, said: Said | None = None) -> None:
        """A good answer in the way that was asked for."""
        said = said or Said()
        if self.streamed:
            await self.frames(event_answer(self.wire, said))
        else:
            await self.plain(json.dumps(whole_answer(self.wire, said)).encode())

    def reset(self) -> None:
        """Breaks the connection so that the client sees a reset."""
        connection = self.writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
        self.writer.transport.abort()

    async def wait_for_close(self) -> None:
        """Stays silent until the client goes."""
        await self.closed.wait()


Answer = Callable[[Call], Awaitable[None]]


async def say_the_same(call: Call) -> None:
    """The default answer."""
    await call.say()


class ModelServer:
    """Use as `async with ModelServer(answer) as server`; `url` is the base without /v1."""

    def __init__(self, answer: Answer = say_the_same, keep_alive: bool = False) -> None:
        self.answer = answer
        self.keep_alive = keep_alive
        self.calls: list[Call] = []
        self.called = asyncio.Event()
        # None: a server without a list of models.
        self.models: Sequence[Any] | None = ({"id": MODEL, "display_name": "Fake one"},)
        self.url = ""
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> ModelServer:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            on_connection = 0
            while not writer.is_closing():
                on_connection += 1
                if not await self._one(reader, writer, on_connection):
                    break
        writer.close()

    async def _one(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, on_connection: int
    ) -> bool:
        """Answers one request; gives whether the connection may be used again."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        path = head[0].split(" ")[1]
        pairs = (line.partition(":") for line in head[1:] if line)
        headers = {key.lower(): value.strip() for key, _, value in pairs}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        if path.split("?")[0].endswith("/models"):
            data = json.dumps({"data": list(self.models or ()), "has_more": False}).encode()
            status = "404 Not Found" if self.models is None else "200 OK"
            head_lines = f"HTTP/1.1 {status}\r\ncontent-length: {len(data)}\r\n\r\n"
            writer.write(head_lines.encode() + data)
            await writer.drain()
            return True
        wire = Wire.ANTHROPIC if path.endswith("/messages") else Wire.OPENAI
        call = Call(
            len(self.calls) + 1,
            wire,
            path,
            headers,
            json.loads(body or b"{}"),
            on_connection,
            writer,
        )
        self.calls.append(call)
        self.called.set()
        keep = await self._answered(call, reader)
        return keep and not writer.is_closing()

    async def _answered(self, call: Call, reader: asyncio.StreamReader) -> bool:
        """Runs the answer; notes when the client goes meanwhile. True keeps the connection."""
        gone = asyncio.ensure_future(_until_gone(call, reader))
        try:
            await self.answer(call)
        except ConnectionError:
            await gone
        finally:
            gone.cancel()
            await asyncio.gather(gone, return_exceptions=True)
            call.ended.set()
        return self.keep_alive


async def _until_gone(call: Call, reader: asyncio.StreamReader) -> None:
    with contextlib.suppress(OSError):
        # A client sends nothing more before it has its answer: this ends when it goes.
        await reader.read(1)
    call.closed_at = time.monotonic()
    call.closed.set()
