"""Faults of status and of the message around the model's text."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from tests.fakes.model_server import (
    TEXT,
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
_ERRORS = {429: "rate_limit_error", 401: "authentication_error", 529: "overloaded_error"}


def echoed(call: Call, kind: str) -> bytes:
    """An error body that repeats the draft and the key, as some servers do."""
    told = f"{json.dumps(call.body['messages'])} with {call.headers.get('authorization')}"
    return json.dumps({"type": "error", "error": {"type": kind, "message": told}}).encode()


def status(code: int, headers: Mapping[str, str] | None = None) -> Act:
    """Always this status."""

    async def act(call: Call) -> None:
        await call.plain(echoed(call, _ERRORS.get(code, "some_error")), code, headers)

    return act


def limited(retry_after: str, times: int = 1000) -> Act:
    """429 so many times; "date" means a date an hour from now."""

    async def act(call: Call) -> None:
        if call.number > times:
            await call.say()
            return
        wanted = retry_after
        if wanted == "date":
            wanted = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
        headers = {"retry-after": wanted} if wanted else {}
        await call.plain(echoed(call, "rate_limit_error"), 429, headers)

    return act


async def html(call: Call) -> None:
    """A page where an answer should be."""
    await call.plain(b"<html><body>Welcome</body></html>", headers={"content-type": "text/html"})


async def redirect(call: Call) -> None:
    """Points to another place, which is this server again under another name."""
    port = call.headers["host"].rpartition(":")[2]
    await call.plain(b"", 307, {"location": f"http://localhost:{port}{call.path}"})


def raw(body: bytes) -> Act:
    """These bytes as body, or as the data of the first event."""

    async def act(call: Call) -> None:
        if call.streamed:
            await call.frames([b"data: " + body + b"\n\n"])
        else:
            await call.plain(body)

    return act


async def missing(call: Call) -> None:
    """An object with nothing of what it should have; a stream that has only its end."""
    if not call.streamed:
        await call.plain(b'{"id": "x"}')
    elif call.wire is Wire.ANTHROPIC:
        await call.frames([frame({"type": "message_stop"})])
    else:
        await call.frames([b"data: {}\n\n", b"data: [DONE]\n\n"])


async def wrong_types(call: Call) -> None:
    """Every field is of another type than it should be."""
    wrong: dict[str, Any] = {"id": 7, "choices": "none", "content": 3, "usage": [], "model": {}}
    if not call.streamed:
        await call.plain(json.dumps(wrong).encode())
    elif call.wire is Wire.ANTHROPIC:
        await call.frames([frame({"type": "message_start", "message": 7}), b"data: [1]\n\n"])
    else:
        await call.frames([frame({"choices": [None], "usage": 4})])


async def extra_fields(call: Call) -> None:
    """More than the protocol knows."""
    await call.say(Said(extra={"mood": "calm", "nested": {"a": [1, {"b": None}]}}))


def stopped(anthropic: str, openai: str) -> Act:
    """An answer that stopped for this reason."""

    async def act(call: Call) -> None:
        reason = anthropic if call.wire is Wire.ANTHROPIC else openai
        await call.say(Said(stop=reason))

    return act


async def refused_empty(call: Call) -> None:
    """Refused, with an empty list or null as content."""
    said = Said("", stop="refusal" if call.wire is Wire.ANTHROPIC else "content_filter")
    if call.streamed:
        await call.say(said)
        return
    answer = whole_answer(call.wire, said)
    if call.wire is Wire.ANTHROPIC:
        answer["content"] = []
    else:
        answer["choices"][0]["message"] = {"content": None, "refusal": "No."}
    await call.plain(json.dumps(answer).encode())


async def unknown_blocks(call: Call) -> None:
    """Kinds of content that nobody told us of, around the text."""
    if call.streamed:
        odd = {"type": "hologram_delta", "choices": [{"delta": {"hologram": [1]}}]}
        frames = event_answer(call.wire, Said())
        await call.frames([frames[0], frame(odd), b": a comment\n\n", *frames[1:]])
        return
    answer = whole_answer(call.wire, Said())
    blocks = [{"type": "hologram", "cells": [1]}, {"type": "text", "text": TEXT}, None, 7]
    if call.wire is Wire.ANTHROPIC:
        answer["content"] = blocks
    else:
        answer["choices"][0]["message"]["content"] = blocks
    await call.plain(json.dumps(answer).encode())


async def no_usage(call: Call) -> None:
    """No counts."""
    await call.say(Said(usage={}))


async def zero_usage(call: Call) -> None:
    """Counts that are all zero."""
    keys = ("input_tokens", "output_tokens", "prompt_tokens", "completion_tokens")
    await call.say(Said(usage=dict.fromkeys(keys, 0)))


async def absurd_usage(call: Call) -> None:
    """Counts that are no counts."""
    usage = {"input_tokens": -5, "output_tokens": "many", "prompt_tokens": 10**30}
    await call.say(Said(usage={**usage, "completion_tokens": True, "prompt_tokens_details": 3}))


def overloaded(call: Call) -> bytes:
    """An error object as an event."""
    told = {"type": "overloaded_error", "message": json.dumps(call.body)}
    return frame({"type": "error", "error": told})


async def error_event(call: Call) -> None:
    """Status 200, and the error inside."""
    if call.streamed:
        await call.frames([overloaded(call)])
    else:
        await call.plain(echoed(call, "overloaded_error"))


async def late_error(call: Call) -> None:
    """Text first, then the error."""
    if not call.streamed:
        await error_event(call)
        return
    piece = text_delta("To be") if call.wire is Wire.ANTHROPIC else chat_chunk({"content": "To be"})
    await call.frames([frame(piece), overloaded(call)])


async def no_schema(call: Call) -> None:
    """Refuses each way to ask for JSON that is no plain words."""
    if "response_format" in call.body or "output_config" in call.body:
        message = {"error": {"message": "response_format / output_config is not supported"}}
        await call.plain(json.dumps(message).encode(), 400)
    else:
        await call.say()
