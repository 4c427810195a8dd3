"""CPU of one changed paragraph through the offline stations, stalls of the loop, and memory.

    python -m tests.benchmarks.paragraph [--chars 250] [--times 300]

Every paragraph has been read before, as in an open draft; then words are added to it, so that
no cache of passages knows it. Limits: 15 ms p50, 40 ms p99 of
CPU, stalls of 8 ms p99, 450 MB of memory. Prints the figures; exit code 1 where one is over.
"""

import argparse
import asyncio
import json
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from suggest.calibration import load_confidence
from suggest.capture import Capture
from suggest.frequency import load_frequencies
from suggest.guards import GUARDS
from suggest.language import LanguageGate
from suggest.passages import PassageReader
from suggest.pipeline import Pipeline, Stations
from suggest.protection import Protector
from suggest.suggesters.offline import load_offline
from suggest.values import Dialect

RESOURCES = Path(__file__).parents[2] / "resources"
LIMITS = {"CPU p50 ms": 15.0, "CPU p99 ms": 40.0, "stall p99 ms": 8.0, "memory MB": 450.0}
_TICK = 0.001
_FIRST = "The colour of teh optimisation is not what we recieve."
"""Loads what is loaded on need: the dictionary of the other English."""


def main() -> None:
    """Prints the figures against the limits."""
    parser = argparse.ArgumentParser(description="Cost of one changed paragraph.")
    parser.add_argument("--chars", type=int, default=250, help="length of the paragraph")
    parser.add_argument("--times", type=int, default=300, help="how many paragraphs")
    options = parser.parse_args()
    figures = asyncio.run(measured(paragraphs(options.chars, options.times)))
    for name, value in figures.items():
        sys.stdout.write(f"{name:14} {value:7.1f}   limit {LIMITS[name]:.0f}\n")
    sys.exit(int(any(value > LIMITS[name] for name, value in figures.items())))


def paragraphs(chars: int, times: int) -> list[str]:
    """Paragraphs of our own posts of about that length, each changed in its own way."""
    with (RESOURCES / "evals" / "posts_open.jsonl").open(encoding="utf-8") as file:
        texts = [json.loads(line)["text"].replace("\n", " ") for line in file]
    cut = [text[:chars].rsplit(" ", 1)[0] for text in texts if len(text) >= chars]
    return [f"{cut[at % len(cut)]} No {at} here." for at in range(times)]


async def measured(texts: Sequence[str]) -> dict[str, float]:
    """CPU of each text, what the loop was held up meanwhile, and memory at the end."""
    frequencies = load_frequencies(RESOURCES / "frequencies.txt")
    table = load_confidence(RESOURCES / "confidence.json", frequencies)
    offline = load_offline(RESOURCES, frequencies)
    guards = tuple(guard() for guard in GUARDS)
    stations = Stations(offline.suggesters(Dialect.US), guards, table.grader, table.calibration)
    pipeline = Pipeline(stations)
    gate = LanguageGate()
    await gate.warm_up()
    await pipeline.warm_up()
    for text in (_FIRST, *sorted({text.rsplit(" No ", 1)[0] for text in texts})):
        await _cost(pipeline, text)
    stalls: list[float] = []
    ticker = asyncio.create_task(_tick(stalls))
    costs = [await _cost(pipeline, text) for text in texts]
    ticker.cancel()
    await asyncio.wait([ticker])
    pipeline.close()
    costs.sort()
    stalls.sort()
    return {
        "CPU p50 ms": costs[len(costs) // 2],
        "CPU p99 ms": costs[int(len(costs) * 0.99)],
        "stall p99 ms": stalls[int(len(stalls) * 0.99)],
        "memory MB": _memory(),
    }


def _memory() -> float:
    """Most megabytes ever held (macOS counts bytes, others kilobytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


async def _cost(pipeline: Pipeline, text: str) -> float:
    capture = Capture(PassageReader(Protector()), 0.0, lambda line: None)
    capture.load([text])
    jobs = list(capture.blocks())
    before = time.process_time()
    for job in jobs:
        await pipeline.read(job.passage, capture.tally.facts())
    return (time.process_time() - before) * 1000


async def _tick(stalls: list[float]) -> None:
    """How late the loop comes back to one who only wants a millisecond of sleep."""
    while True:
        before = time.perf_counter()
        await asyncio.sleep(_TICK)
        stalls.append((time.perf_counter() - before - _TICK) * 1000)


if __name__ == "__main__":
    main()
