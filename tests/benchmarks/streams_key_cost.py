"""What a key costs while four answers stream in, against the same window at rest.

    python -m tests.benchmarks.streams_key_cost [--keys 2000] [--words 1000]

The window is the one `app.compose` builds; the streams come from a server in another process, 100
pieces a second each, through the providers that the window uses. Blocks of keys with and without
streams take turns. A key comes from a timer, so that what the streams brought meanwhile waits in
front of it or behind it, as with a writer's keys; its cost goes up to the painted pixels and has
in it what the streams need in that time. Goals: p50 <= 1.1x, p99 <= 1.5x.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.hosts import base_url
from app.keys import Keys
from app.model_desk import Tools, make_budget, make_provider
from app.paths import find_paths, resources_dir
from app.remote_settings import EngineName, ModelChoice
from suggest.providers.base import ModelRequest, Provider, Purpose
from tests.benchmarks.full_key_cost import calm_draft
from tests.benchmarks.key_cost import KEYS
from tests.chaos.serving import STREAMING, Serving
from tests.fakes.remote_window import RemoteWindow, run

STREAMS, BLOCK, EACH_MS = 4, 50, 15
REQUEST = ModelRequest(Purpose.REVIEW, "fake-1", "You edit posts.", "A draft.", 4000)


@dataclass
class Costs:
    """Of each key: ms of this thread, and ms on the clock."""

    own: list[float] = field(default_factory=list)
    clock: list[float] = field(default_factory=list)


class Typist:
    """Types a block of keys from a timer and notes what each cost."""

    def __init__(self, window: RemoteWindow) -> None:
        self._editor = window.parts.window.editor
        self._window = window.parts.window
        self._number = 0

    async def block(self, costs: Costs) -> None:
        """One block."""
        done = asyncio.get_running_loop().create_future()
        timer = QTimer(self._window)
        left, busy = BLOCK, False

        def key() -> None:
            nonlocal left, busy
            if busy or not left:  # its own events are handled while a key is painted
                return
            busy = True
            self._key(costs)
            busy = False
            left -= 1
            if not left:
                timer.stop()
                done.set_result(None)

        timer.timeout.connect(key)
        timer.start(EACH_MS)
        await done
        timer.deleteLater()

    def _key(self, costs: Costs) -> None:
        own, clock = time.thread_time(), time.perf_counter()
        QTest.keyClicks(self._editor, KEYS[self._number % len(KEYS)])
        QApplication.processEvents()
        costs.own.append((time.thread_time() - own) * 1000)
        costs.clock.append((time.perf_counter() - clock) * 1000)
        self._number += 1


class Streams:
    """Answers that go on for ever; `pieces` counts what came."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider
        self._tasks: list[asyncio.Task[None]] = []
        self.pieces = 0
        self._came = asyncio.Event()

    async def start(self) -> None:
        """Begins all of them and waits until text comes."""
        loop = asyncio.get_running_loop()
        self._tasks = [loop.create_task(self._one()) for _ in range(STREAMS)]
        for _ in range(2 * STREAMS):
            self._came.clear()
            async with asyncio.timeout(10):
                await self._came.wait()

    async def stop(self) -> None:
        """Ends them."""
        for task in self._tasks:
            task.cancel()
        await asyncio.wait(self._tasks)

    async def _one(self) -> None:
        while True:
            async with aclosing(self._provider.stream(REQUEST)) as pieces:  # type: ignore[type-var]
                async for _ in pieces:
                    self.pieces += 1
                    self._came.set()


def quantile(values: list[float], share: float) -> float:
    """The value that so great a share lies below."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


async def measure(window: RemoteWindow, provider: Provider, keys: int) -> tuple[Costs, Costs, int]:
    """Costs at rest and with streams, in turns, and how many pieces came."""
    idle, busy, streams, typist = Costs(), Costs(), Streams(provider), Typist(window)
    warm_up = Costs()
    for _ in range(2):
        await typist.block(warm_up)
    for _ in range(-(-keys // BLOCK)):
        await typist.block(idle)
        await streams.start()
        await typist.block(busy)
        await streams.stop()
    return idle, busy, streams.pieces


def told(idle: Costs, busy: Costs, pieces: int) -> str:
    """The figures as lines."""
    lines = [f"{len(idle.own)} keys each; {pieces:,} pieces came"]
    lines.append(f"{'':14} {'idle':>8} {'4 streams':>10} {'ratio':>7}   goal")
    for name, one, other in (
        ("this thread", idle.own, busy.own),
        ("on the clock", idle.clock, busy.clock),
    ):
        for share, goal in ((0.5, 1.1), (0.99, 1.5)):
            at, under = quantile(one, share), quantile(other, share)
            label = f"{name} p{share * 100:.0f}"
            lines.append(f"{label:18}{at:7.3f} {under:10.3f} {under / at:7.2f}   <= {goal}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Prints the costs."""
    parser = argparse.ArgumentParser(description="Key cost with four streams, against idle")
    parser.add_argument("--keys", type=int, default=2000)
    parser.add_argument("--words", type=int, default=1000)
    parser.add_argument("--engine", choices=("openai", "anthropic"), default="openai")
    options = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="stet-bench-"))
    file = home / "draft.md"
    file.write_text("\n".join(calm_draft(options.words)), encoding="utf-8")

    async def work(window: RemoteWindow) -> int:
        await window.rest(60)
        with Serving() as server:
            server.mode(STREAMING)
            paths = find_paths(str(home))
            tools = Tools(Keys({}), make_budget(paths), None, resources_dir())
            choice = ModelChoice(EngineName(options.engine), base_url(server.url), "fake-1")
            provider = await make_provider(choice, tools)
            figures = await measure(window, provider, options.keys)
            await provider.close()
        sys.stdout.write(told(*figures))
        return 0

    run(work, home, file)


if __name__ == "__main__":
    main()
