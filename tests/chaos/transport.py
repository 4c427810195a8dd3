"""Faults of the connection and of the bytes on it."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Awaitable, Callable
from functools import cache

from tests.chaos.bodies import echoed
from tests.fakes.model_server import (
    Call,
    Said,
    Wire,
    chat_chunk,
    event_answer,
    frame,
    text_delta,
    whole_answer,
)

Act = Callable[[Call], Awaitable[None]]
_MB = 2**20


def answer_bytes(call: Call, said: Said | None = None) -> tuple[bytes, str]:
    """A good answer as one run of bytes, and its type."""
    said = said or Said()
    if call.streamed:
        return b"".join(event_answer(call.wire, said)), "text/event-stream"
    return json.dumps(whole_answer(call.wire, said)).encode(), "application/json"


async def refused(call: Call) -> None:
    """Never called: the test points the client at a port where nobody listens."""
    raise AssertionError("a closed port was reached")


async def reset_before(call: Call) -> None:
    """The connection breaks before anything is said."""
    call.reset()


async def reset_mid(call: Call) -> None:
    """The connection breaks in the middle of a good answer."""
    data, kind = answer_bytes(call)
    await call.head(200, {"content-type": kind, "content-length": str(len(data))})
    await call.raw(data[: _middle(call, data)])
    await asyncio.sleep(0.02)  # the client reads what came; a reset at once would swallow it
    call.reset()


async def clean_end(call: Call) -> None:
    """Half an answer, then an orderly end."""
    data, kind = answer_bytes(call)
    headers = {"content-type": kind, "connection": "close"}
    if not call.streamed:
        headers["content-length"] = str(len(data))
    await call.head(200, headers)
    await call.raw(data[: _middle(call, data)])


async def no_end(call: Call) -> None:
    """Goes on for ever: an answer whose end does not come."""
    data, kind = answer_bytes(call)
    await call.head(200, {"content-type": kind})
    await call.raw(data[: _middle(call, data)])
    while not call.closed.is_set():
        await call.raw(b": still here\n\n" if call.streamed else b" ")
        await _nap(call, 0.02)


async def slow_first(call: Call) -> None:
    """The first byte comes after the deadline."""
    await _nap(call, 20)
    await call.say()


async def drip(call: Call) -> None:
    """One byte each 50 ms: every single read is in time, the answer never is."""
    data, kind = answer_bytes(call)
    await call.head(200, {"content-type": kind, "content-length": str(len(data))})
    for at in range(len(data)):
        if call.closed.is_set():
            return
        await call.raw(data[at : at + 1])
        await _nap(call, 0.05)


async def silence(call: Call) -> None:
    """The head, then nothing."""
    await call.head(200, {"content-type": answer_bytes(call)[1]})
    await call.wait_for_close()


async def silence_mid(call: Call) -> None:
    """Half an answer, then nothing."""
    data, kind = answer_bytes(call)
    await call.head(200, {"content-type": kind, "content-length": str(len(data))})
    await call.raw(data[: _middle(call, data)])
    await call.wait_for_close()


async def length_long(call: Call) -> None:
    """Promises more bytes than come, and breaks before any text."""
    data = b": nothing yet\n\n" if call.streamed else answer_bytes(call)[0]
    kind = answer_bytes(call)[1]
    await call.head(200, {"content-type": kind, "content-length": str(len(data) + 99)})
    await call.raw(data)


async def length_short(call: Call) -> None:
    """Promises fewer bytes than come."""
    data, kind = answer_bytes(call)
    await call.head(200, {"content-type": kind, "content-length": "20", "connection": "close"})
    await call.raw(data)


async def wrong_encoding(call: Call) -> None:
    """Says gzip and sends plain bytes."""
    data, kind = answer_bytes(call)
    await call.plain(data, headers={"content-type": kind, "content-encoding": "gzip"})


async def unknown_encoding(call: Call) -> None:
    """Says an encoding nobody knows."""
    data, kind = answer_bytes(call)
    await call.plain(data, headers={"content-type": kind, "content-encoding": "zip9"})


async def honest_gzip(call: Call) -> None:
    """Compresses though asked not to."""
    data, kind = answer_bytes(call)
    headers = {"content-type": kind, "content-encoding": "gzip"}
    await call.plain(gzip.compress(data), headers=headers)


async def gzip_bomb(call: Call) -> None:
    """24 MB in about 100 kB."""
    headers = {"content-type": answer_bytes(call)[1], "content-encoding": "gzip"}
    await call.plain(_bomb(), headers=headers)


async def gzip_bomb_500(call: Call) -> None:
    """The same as the body of an error."""
    await call.plain(_bomb(), 500, {"content-encoding": "gzip"})


async def big_body(call: Call) -> None:
    """20 MB; in a stream, 20 MB of small events."""
    kind = answer_bytes(call)[1]
    block = frame(_piece(call, "x" * 1000)) * 100 if call.streamed else b" " * 100_000
    await call.head(200, {"content-type": kind, "connection": "close"})
    sent = 0
    while sent < 20 * _MB and not call.closed.is_set():
        await call.raw(block)
        sent += len(block)


async def big_event(call: Call) -> None:
    """1 MB of text in one piece."""
    await call.say(Said("word " * (_MB // 5), parts=1))


async def tiny_events(call: Call) -> None:
    """5,000 events of a character each."""
    await call.say(Said("ab " * 1667, parts=5000))


async def split_up(call: Call) -> None:
    """CR LF line ends, and every byte on its own."""
    if not call.streamed:
        data, kind = answer_bytes(call, Said("naïve café 🙂"))
        await call.head(200, {"content-type": kind, "content-length": str(len(data))})
    else:
        data = answer_bytes(call, Said("naïve café 🙂"))[0].replace(b"\n", b"\r\n")
        data = data.replace(rb"\u00ef", "ï".encode()).replace(rb"\u00e9", "é".encode())
        await call.begin_stream()
    for at in range(len(data)):
        await call.raw(data[at : at + 1])
        await asyncio.sleep(0)


async def raw_separator(call: Call) -> None:
    """U+2028 and U+0085 stand in the JSON as themselves."""
    text = "one\u2028two\u0085three"
    if call.streamed:
        frames = event_answer(call.wire, Said("@", parts=1))
        piece = frame(_piece(call, text), ascii_only=False)
        await call.frames([piece if b'"@"' in part else part for part in frames])
    else:
        whole = json.dumps(whole_answer(call.wire, Said(text)), ensure_ascii=False)
        await call.plain(whole.encode())


async def closed_under(call: Call) -> None:
    """Drops a connection that was used before, for the list of models, when a call comes on it."""
    if call.on_connection == 2:
        call.reset()
    else:
        await call.say()
        call.writer.close()


def flaky(times: int) -> Act:
    """Fails so many times, then works."""

    async def act(call: Call) -> None:
        if call.number <= times:
            await call.plain(echoed(call, "api_error"), 503)
        else:
            await call.say()

    return act


async def always_stream(call: Call) -> None:
    """Streams, asked or not."""
    await call.frames(event_answer(call.wire, Said()))


async def never_stream(call: Call) -> None:
    """Answers in one piece, asked or not."""
    await call.plain(json.dumps(whole_answer(call.wire, Said())).encode())


def _piece(call: Call, text: str) -> dict[str, object]:
    return text_delta(text) if call.wire is Wire.ANTHROPIC else chat_chunk({"content": text})


def _middle(call: Call, data: bytes) -> int:
    """Where to stop: in a stream after the first text, before the end is told."""
    return data.find(b"\n\n", data.find(b"edits")) + 2 if call.streamed else len(data) // 2


@cache
def _bomb() -> bytes:
    return gzip.compress(b" " * (24 * _MB), compresslevel=1)


async def _nap(call: Call, seconds: float) -> None:
    """Waits so long, or until the client goes."""
    try:
        async with asyncio.timeout(seconds):
            await call.closed.wait()
    except TimeoutError:
        pass
