"""The chaos server in a process of its own, so that the one under test does only its own work.

    python -m tests.chaos.serving      prints its address, then obeys one JSON line after another

`Serving` starts it and gives the orders. Gradings are always answered well: only the guards stand
between an answer under test and the writer.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from suggest.providers.base import ModelRequest, Purpose
from tests.chaos.modes import MODES, Act
from tests.fakes.editing_server import user_of
from tests.fakes.model_server import Call, ModelServer, Said, event_answer
from tests.fakes.provider import material, word_edits

ROOT = Path(__file__).resolve().parents[2]
GOOD, SILENT, STREAMING = "good", "silent", "streaming"
SLIPS = {"recieve": "receive", "in order to": "to"}
_PIECE_SECONDS = 0.01


async def edits(call: Call) -> None:
    """Corrects the slips, and grades with tens."""
    await call.say(Said(word_edits(SLIPS)(_asked(call))))


async def silent(call: Call) -> None:
    """Takes the call and says nothing."""
    await call.wait_for_close()


async def streaming(call: Call) -> None:
    """A long answer in small pieces, 100 in a second."""
    await call.begin_stream()
    said = Said("words of a long answer, " * 400, parts=4000)
    for data in event_answer(call.wire, said):
        await call.raw(data)
        await asyncio.sleep(_PIECE_SECONDS)


ACTS: Mapping[str, Act] = {
    GOOD: edits,
    SILENT: silent,
    STREAMING: streaming,
    **{mode.name: mode.act for mode in MODES},
}


class Serving:
    """The server's process, from the side of the test. Its methods block for a moment."""

    def __init__(self) -> None:
        self.url = ""

    def __enter__(self) -> Serving:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "tests.chaos.serving"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.url = str(self._read()["url"])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._process.communicate(timeout=10)  # ends its input, and with that the server

    @property
    def host(self) -> str:
        """Its name and port."""
        return self.url.removeprefix("http://")

    def mode(self, name: str, keep_alive: bool = False) -> None:
        """Behaves like this from now on; forgets the calls so far."""
        self._order({"mode": name, "keep_alive": keep_alive})

    def calls(self) -> list[dict[str, Any]]:
        """What was asked since: "graded", "arrived" (monotonic), "user", "key", "closed"."""
        return list(self._order({"calls": True})["calls"])

    def pushes(self) -> list[dict[str, Any]]:
        """The calls that are no gradings."""
        return [call for call in self.calls() if not call["graded"]]

    def _order(self, order: Mapping[str, object]) -> dict[str, Any]:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return self._read()

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the server has ended")
        found: dict[str, Any] = json.loads(line)
        return found


def _asked(call: Call) -> ModelRequest:
    return ModelRequest(Purpose.PUSH, "", "", user_of(call), 0)


def _graded(call: Call) -> bool:
    try:
        return "items" in material(_asked(call))
    except (StopIteration, KeyError, ValueError):
        return False


async def _serve() -> None:
    """Answers calls, and orders from standard input until that ends."""
    name = GOOD

    async def answer(call: Call) -> None:
        await (edits if _graded(call) else ACTS[name])(call)

    def obey(order: Mapping[str, Any]) -> dict[str, Any]:
        nonlocal name
        if "mode" in order:
            name = str(order["mode"])
            server.keep_alive = bool(order.get("keep_alive"))
            server.calls.clear()
        return {"calls": [_told(call) for call in server.calls] if "calls" in order else []}

    async with ModelServer(answer) as server:
        sys.stdout.write(json.dumps({"url": server.url}) + "\n")
        sys.stdout.flush()
        while line := await asyncio.to_thread(sys.stdin.readline):
            sys.stdout.write(json.dumps(obey(json.loads(line))) + "\n")
            sys.stdout.flush()


def _told(call: Call) -> dict[str, Any]:
    return {
        "graded": _graded(call),
        "wire": call.wire.value,
        "arrived": call.arrived,
        "user": user_of(call),
        "key": call.headers.get("authorization", "") + call.headers.get("x-api-key", ""),
        "closed": call.closed_at or None,
        "now": time.monotonic(),
    }


if __name__ == "__main__":
    asyncio.run(_serve())
