"""What a remote engine is sent in half an hour of writing, against a sender of whole documents.

    python -m tests.benchmarks.drafting_session [--minutes 30] [--seeds 3]

A made-up writer types a post into the real engine: bursts of keys, pauses between words, sentences
and paragraphs, corrections in what stands already. The clock jumps, so this takes seconds. The
model is a stub that corrects a few words. Tokens are counted as characters / 4 on both sides.

The other sender has the same prompt and pause (900 ms) and sends the whole text at each pause. In
billed input, a fixed prefix of 1,024 tokens or more counts a tenth when it was used in the last
five minutes and 1.25 when it is written; shorter prefixes and all text count in full.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from suggest.events import Shown
from suggest.providers.base import ModelRequest, Purpose
from tests.fakes.model_bench import ModelBench
from tests.fakes.provider import FakeProvider, material, word_edits
from tests.fakes.virtual_time import in_virtual_time

PAUSE = 0.9
KEY_SECONDS = 0.2
CACHE_SECONDS, CACHE_LEAST = 300.0, 1024
STORED, CACHED = 1.25, 0.1
SLIPS = {"recieve": "receive", "seperate": "separate", "definately": "definitely"}
_WHO = ("we", "they", "our readers", "my team", "the editors", "most people", "new writers")
_DO = ("recieve", "write", "read", "keep", "share", "seperate", "collect", "test", "find", "rename")
_WHAT = ("letters", "drafts", "small notes", "the good parts", "long lists", "questions", "maps")
_HOW = ("each week", "in the evening", "without much noise", "definately by hand", "on the train")
_WHY = ("because it helps", "though nobody asks", "so that it stays simple", "and that is fine")


@dataclass
class Sender:
    """What one way of sending took; tokens of text and tokens as billed."""

    calls: int = 0
    text: float = 0.0
    billed: float = 0.0
    _last: float = field(default=float("-inf"), repr=False)

    def call(self, now: float, prefix: float, text: float, user: float) -> None:
        """One request of a fixed prefix and a user part that holds so much text."""
        self.calls += 1
        self.text += text
        warm = now - self._last < CACHE_SECONDS
        rate = 1.0 if prefix < CACHE_LEAST else CACHED if warm else STORED
        self.billed += prefix * rate + user
        self._last = now


@dataclass
class Figures:
    """What came of one session."""

    whole: Sender
    push: Sender
    grading: Sender
    words: int
    twice: int
    most_at_once: int
    stale: int
    delay: float
    shown: int

    def rows(self) -> list[tuple[str, float, str]]:
        """Name, value and goal of each figure."""
        return [
            ("text tokens, push", self.push.text / self.whole.text, ".04"),
            ("text tokens, grading", self.grading.text / self.whole.text, "-"),
            ("billed input, push", self.push.billed / self.whole.billed, ".10"),
            ("billed input, grading", self.grading.billed / self.whole.billed, "-"),
            ("calls, push", self.push.calls / self.whole.calls, ".30"),
            ("calls, grading", self.grading.calls / self.whole.calls, "-"),
            ("passages pushed twice", self.twice, "0"),
            ("push requests in flight, most", self.most_at_once, "2"),
            ("stale results shown", self.stale, "0"),
            ("median delay from stable passage to request, s", self.delay, "3"),
        ]


class Writer:
    """Types a post; every draw comes from one seed."""

    def __init__(self, bench: ModelBench, seed: int, keys: int) -> None:
        self._bench = bench
        self._random = random.Random(seed)
        self._keys = keys
        self.line = 0
        self.gaps: list[tuple[float, int]] = []
        """Start and length of the text at each pause."""

    async def write(self, seconds: float) -> None:
        """Paragraph after paragraph until the time is over."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while loop.time() < end:
            for number in range(self._random.randint(2, 6)):
                await self._type(self.line, (" " if number else "") + self._sentence())
                await self._pause(0.8, 3.0)
                if self._random.random() < 0.12:
                    await self._correct()
            await self._type(self.line, "\n\n")
            self.line += 2
            await self._pause(1.0, 8.0)

    def _sentence(self) -> str:
        pick = self._random.choice
        parts = [pick(_WHO), pick(_DO), pick(_WHAT), pick(_HOW)]
        if self._random.random() < 0.6:
            parts.append(pick(_WHY))
        number = self._random.randint(2, 900)
        return f"{' '.join(parts).capitalize()}, number {number} of them."

    async def _type(self, line: int, text: str, column: int | None = None) -> None:
        for start in range(0, len(text), self._keys):
            piece = text[start : start + self._keys]
            at = None if column is None else column + start
            self._bench.type(line, piece, at)
            line += piece.count("\n")
            await asyncio.sleep(KEY_SECONDS * len(piece))
            if " " in piece:
                await self._pause(0.06, 1.8)

    async def _correct(self) -> None:
        """Goes to an earlier paragraph or sentence, puts another word there and comes back."""
        lines = self._bench.lines
        full = [n for n, text in enumerate(lines) if len(text.split()) > 4]
        line = self._random.choice(full)
        words = lines[line].split(" ")
        number = self._random.randrange(1, len(words) - 1)
        start = len(" ".join(words[:number])) + 1
        self._bench.engine.caret(line, start)
        await self._pause(1.0, 1.5)
        self._bench.erase(line, start, start + len(words[number]))
        await self._type(line, self._random.choice(_DO), start)
        await self._pause(1.0, 1.5)
        self._bench.engine.caret(self.line, len(lines[self.line]))

    async def _pause(self, likely: float, middle: float) -> None:
        if self._random.random() < likely:
            seconds = middle * self._random.lognormvariate(0, 0.65)
            if seconds >= PAUSE:
                length = sum(map(len, self._bench.lines)) + len(self._bench.lines) - 1
                now = asyncio.get_running_loop().time()
                self.gaps.append((now + PAUSE, length))
            await asyncio.sleep(seconds)


def run(seed: int, minutes: float, keys: int = 1) -> Figures:
    """One session; `keys` typed at once make it faster and change little."""
    return in_virtual_time(_session(seed, minutes, keys))


async def _session(seed: int, minutes: float, keys: int) -> Figures:
    answer = word_edits(SLIPS)
    proposer = FakeProvider(otherwise=answer, seconds=1.5)
    grader = FakeProvider(otherwise=answer, seconds=1.0)
    bench = ModelBench(proposer, grader)
    await bench.start("")
    writer = Writer(bench, seed, keys)
    watch = asyncio.get_running_loop().create_task(_stale(bench))
    await writer.write(minutes * 60)
    await asyncio.sleep(30)
    watch.cancel()
    words = sum(len(line.split()) for line in bench.lines)
    figures = Figures(
        _whole(writer.gaps, proposer.requests[0]),
        _sent(proposer),
        _sent(grader),
        words,
        _twice(proposer.of(Purpose.PUSH)),
        proposer.most_at_once,
        bench.stale,
        median(bench.courier.figures.delays),
        sum(isinstance(event, Shown) for event in bench.events),
    )
    await bench.engine.stop()
    return figures


async def _stale(bench: ModelBench) -> None:
    """Looks all the time whether a mark stands on other words than it was made for."""
    while True:
        for suggestion in bench.engine.suggestions():
            place = bench.engine.place(suggestion.id)
            text = bench.lines[place.line][place.start : place.end] if place else ""
            bench.stale += text != suggestion.proposal.original
        await asyncio.sleep(0.1)


def _whole(gaps: Sequence[tuple[float, int]], like: ModelRequest) -> Sender:
    sender = Sender()
    for now, length in gaps:
        sender.call(now, _tokens(like.system), length / 4, length / 4)
    return sender


def _sent(provider: FakeProvider) -> Sender:
    sender = Sender()
    for now, request in zip(provider.times, provider.requests, strict=True):
        sender.call(now, _tokens(request.system), _draft(request), _tokens(request.user))
    return sender


def _tokens(text: str) -> float:
    return len(text) / 4


def _draft(request: ModelRequest) -> float:
    """Tokens of the draft in a request: everything of it, the neighbouring sentences too."""
    data = material(request)
    rows = [*data.get("passages", ()), *data.get("items", ())]
    return sum(_tokens(v) for row in rows for v in row.values() if isinstance(v, str))


def _twice(requests: Sequence[ModelRequest]) -> int:
    counted = Counter(p["text"] for r in requests for p in material(r)["passages"])
    return sum(number - 1 for number in counted.values())


def main() -> None:
    """Prints the figures of some sessions next to the goals."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args()
    for seed in range(options.seeds):
        sys.stdout.write(told(seed, run(seed, options.minutes)))


def told(seed: int, figures: Figures) -> str:
    """The figures of a session as lines; shares are of the sender of whole documents."""
    lines = [
        f"seed {seed}: {figures.words} words, {figures.whole.calls} pauses, "
        f"{figures.push.calls} calls, {figures.grading.calls} gradings, {figures.shown} marks",
        *(f"  {name:50} {value:8.3f}   goal <= {goal}" for name, value, goal in figures.rows()),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
