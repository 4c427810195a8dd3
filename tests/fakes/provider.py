"""A provider that answers from a queue or a function and keeps what it was asked."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

from suggest.providers.base import (
    Endpoint,
    ModelAnswer,
    ModelInfo,
    ModelRequest,
    Purpose,
    Stop,
    Usage,
)

Answering = Callable[[ModelRequest], str]


@dataclass
class FakeProvider:
    """Satisfies Provider. `answers` are texts or errors, taken in order; then `otherwise` answers.

    `seconds` is how long an answer takes on the loop's clock. `most_at_once` counts calls that ran
    side by side, `canceled` those that were ended.
    """

    answers: list[str | Exception] = field(default_factory=list)
    otherwise: Answering = lambda request: '{"edits": []}'
    seconds: float = 0.0
    stop: Stop = Stop.END
    name: str = "fake"
    host: str = "models.test"
    requests: list[ModelRequest] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    most_at_once: int = 0
    canceled: int = 0
    closed: bool = False
    _running: int = 0

    @property
    def endpoint(self) -> Endpoint:
        return Endpoint(self.name, self.host)

    async def complete(self, request: ModelRequest) -> ModelAnswer:
        self.requests.append(request)
        self.times.append(asyncio.get_running_loop().time())
        self._running += 1
        self.most_at_once = max(self.most_at_once, self._running)
        try:
            await asyncio.sleep(self.seconds)
        except asyncio.CancelledError:
            self.canceled += 1
            raise
        finally:
            self._running -= 1
        text = self.answers.pop(0) if self.answers else self.otherwise(request)
        if isinstance(text, Exception):
            raise text
        usage = Usage(fresh=len(request.user) // 4, output=len(text) // 4)
        number = len(self.requests)
        latency = round(self.seconds * 1000)
        return ModelAnswer(text, usage, request.model, self.stop, f"req-{number}", latency)

    async def stream(self, request: ModelRequest) -> AsyncIterator[str | ModelAnswer]:
        answer = await self.complete(request)
        yield answer.text
        yield answer

    async def models(self) -> tuple[ModelInfo, ...]:
        return (ModelInfo("fake-1"),)

    async def close(self) -> None:
        self.closed = True

    def of(self, purpose: Purpose) -> list[ModelRequest]:
        """The requests of one purpose."""
        return [request for request in self.requests if request.purpose is purpose]


def material(request: ModelRequest) -> dict[str, Any]:
    """The JSON that stands between the boundary lines of a request."""
    lines = request.user.split("\n")
    first = next(n for n, line in enumerate(lines) if line.startswith("BOUNDARY-"))
    found = json.loads(lines[first + 1])
    assert isinstance(found, dict)
    return found


def word_edits(words: dict[str, str], kind: str = "spelling") -> Answering:
    """Answers that replace these words wherever they stand, and grades of ten."""

    def answer(request: ModelRequest) -> str:
        data = material(request)
        if "items" in data:
            grades = {"correct": 10, "meaning": 10, "better": 10, "voice": 10}
            return json.dumps({"grades": [{"n": item["n"], **grades} for item in data["items"]]})
        edits = [
            {"passage": p["n"], "quote": old, "before": "", "replacement": new, "kind": kind}
            for p in data["passages"]
            for old, new in words.items()
            if old in p["text"]
        ]
        return json.dumps({"edits": edits})

    return answer
