"""Prints fault mode by outcome as Markdown: `python -m tests.chaos.table`."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter

from tests.chaos.modes import MODES
from tests.chaos.running import WAYS, Result, run_mode


async def main() -> int:
    """Runs everything; gives 1 when something came out otherwise than it must."""
    out = sys.stdout.write
    out("| fault | " + " | ".join(str(way) for way in WAYS) + " |\n")
    out("|---" * (len(WAYS) + 1) + "|\n")
    sums: Counter[str] = Counter()
    for mode in MODES:
        cells = []
        for way in WAYS:
            result = await run_mode(mode, way)
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
    return 1 if sums["unexpected"] or sums["hung"] or sums["uncaught"] else 0


def _cell(result: Result, good: bool) -> str:
    value = f" ({result.value})" if result.value else ""
    mark = "" if good else " **unexpected**"
    return f"{result.outcome}{value}, {result.requests} req, {result.seconds:.2f} s{mark}"


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
