"""Prints fault mode by outcome as Markdown: `python -m tests.chaos.table`."""

from __future__ import annotations

import asyncio
import sys
import time
from collections import Counter

from tests.chaos.modes import MODES, Mode
from tests.chaos.running import WAYS, Result, Way, run_mode

_TICK = 0.002


async def main() -> int:
    """Runs everything; gives 1 when something came out otherwise than it must."""
    out = sys.stdout.write
    out("| fault | " + " | ".join(str(way) for way in WAYS) + " |\n")
    out("|---" * (len(WAYS) + 1) + "|\n")
    sums: Counter[str] = Counter()
    gaps: dict[str, float] = {}
    for mode in MODES:
        cells = []
        for way in WAYS:
            result, gap = await _with_gap(mode, way)
            gaps[f"{mode.name}, {way}"] = gap
            good = (result.outcome, result.requests) == mode.expected(way.streamed)
            good = good or (mode.expected(way.streamed) == (result.outcome, 0))
            sums[result.outcome.split(":")[0]] += 1
            sums["hung"] += result.hung
            sums["unexpected"] += not good
            cells.append(_cell(result, good))
        out(f"| {mode.name} | " + " | ".join(cells) + " |\n")
    runs = len(MODES) * len(WAYS)
    told = ", ".join(f"{name} {number}" for name, number in sorted(sums.items()))
    out(f"\n{len(MODES)} modes, {runs} runs: {told}.\n")
    worst = sorted(gaps, key=gaps.__getitem__, reverse=True)[:3]
    late = ", ".join(f"{gaps[name] * 1000:.0f} ms ({name})" for name in worst)
    out(f"Longest the loop was held, the server's own work included: {late}.\n")
    return 1 if sums["unexpected"] or sums["hung"] or sums["uncaught"] else 0


async def _with_gap(mode: Mode, way: Way) -> tuple[Result, float]:
    """Runs one mode; also gives the longest time in which the loop took no turn, in seconds."""
    longest = 0.0

    async def tick() -> None:
        nonlocal longest
        while True:
            before = time.monotonic()
            await asyncio.sleep(_TICK)
            longest = max(longest, time.monotonic() - before - _TICK)

    ticking = asyncio.ensure_future(tick())
    try:
        result = await run_mode(mode, way)
        return result, longest
    finally:
        ticking.cancel()


def _cell(result: Result, good: bool) -> str:
    value = f" ({result.value})" if result.value else ""
    mark = "" if good else " **unexpected**"
    return f"{result.outcome}{value}, {result.requests} req, {result.seconds:.2f} s{mark}"


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
