"""A model server on loopback, in its own thread, that edits fixed words over both protocols."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from suggest.providers.base import ModelRequest, Purpose
from tests.fakes.model_server import Call, ModelServer, Said
from tests.fakes.provider import Answering


@dataclass
class EditingServer:
    """`url` without /v1; `calls` are what was asked, `status` other than 200 refuses them all."""

    answer: Answering
    url: str = ""
    status: int = 200
    calls: list[Call] = field(default_factory=list)

    async def reply(self, call: Call) -> None:
        self.calls.append(call)
        if self.status != 200:
            await call.plain(b'{"error": {"message": "no"}}', self.status)
            return
        request = ModelRequest(Purpose.PUSH, "", "", user_of(call), 0)
        await call.say(Said(self.answer(request)))


def user_of(call: Call) -> str:
    """The user part of a request, whichever way the protocol wraps it."""
    content: Any = call.body["messages"][-1]["content"]
    return content if isinstance(content, str) else "".join(part["text"] for part in content)


@contextmanager
def editing_server(answer: Answering) -> Iterator[EditingServer]:
    """The server while the block runs."""
    server = EditingServer(answer)
    started, loop = threading.Event(), asyncio.new_event_loop()
    done = asyncio.Event()

    async def serve() -> None:
        async with ModelServer(server.reply) as real:
            server.url = real.url
            started.set()
            await done.wait()

    def run() -> None:
        loop.run_until_complete(serve())
        loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    assert started.wait(10)
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join(10)
