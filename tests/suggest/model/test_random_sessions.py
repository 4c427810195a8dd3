"""Writers who type, paste, undo, accept and leave at random, with servers that fail at random."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Callable

import pytest

from suggest.errors import (
    BadAnswer,
    CapReached,
    CircuitOpen,
    Overloaded,
    ProviderFailed,
    RateLimited,
    TooSlow,
)
from suggest.feedback.event import Action
from suggest.providers.base import ModelRequest, Purpose
from tests.fakes.model_bench import ModelBench
from tests.fakes.provider import FakeProvider, material, word_edits
from tests.fakes.virtual_time import in_virtual_time

FIX = word_edits({"recieve": "receive", "seperate": "separate", "teh": "the"})
WORDS = (
    *("we", "recieve", "seperate", "letters", "and", "they", "wait"),
    *("for", "teh", "boat", "each", "week", "it", "is", "late"),
)
OPENED = "OPENED text that nobody typed and that we recieve from elsewhere."
PASTED = "PASTED words " * 30
FAILURES: tuple[type[ProviderFailed | CapReached], ...] = (
    BadAnswer,
    CapReached,
    CircuitOpen,
    Overloaded,
    RateLimited,
    TooSlow,
)


class Chaos:
    """One random session and what must never happen in it."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.failed: set[str] = set()
        proposer = FakeProvider(otherwise=self._answer, seconds=1.5)
        self.bench = ModelBench(proposer, FakeProvider(otherwise=self._answer, seconds=0.5))
        self.undo: list[tuple[int, str]] = []

    def _answer(self, request: ModelRequest) -> str:
        draw = self.random.random()
        if draw < 0.1:
            if request.purpose is Purpose.PUSH:
                self.failed.update(p["text"] for p in material(request)["passages"])
            raise self.random.choice(FAILURES)("The server has trouble.")
        if draw < 0.2:
            return self.random.choice(["", "Sure.", '{"edits": [1, {}]}', "[", '{"grades": 5}'])
        return FIX(request)

    async def run(self, steps: int) -> None:
        one = self.bench
        await one.start(OPENED, "", "", "", OPENED)
        for _ in range(steps):
            self.random.choice((self.write, self.write, self.write, *self.others()))()
            await asyncio.sleep(self.random.choice((0.1, 0.5, 1.2, 3.0, 8.0)))
            self.look()
        await asyncio.sleep(60)
        self.look()
        await one.engine.stop()

    def others(self) -> tuple[Callable[[], None], ...]:
        return self.erase, self.back, self.accept, self.leave, self.paste, self.snooze

    def write(self) -> None:
        line = self.random.randrange(1, len(self.bench.lines))
        text = " ".join(self.random.choices(WORDS, k=self.random.randint(3, 9)))
        ending = self.random.choice(("", ".", ".\n\n"))
        if not self.bench.lines[line].startswith("OPENED"):
            self.bench.type(line, f" {text}{ending}")

    def erase(self) -> None:
        line = self.random.randrange(len(self.bench.lines))
        old = self.bench.lines[line]
        if len(old) > 20 and not old.startswith("OPENED"):
            start = self.random.randrange(len(old) - 10)
            self.undo.append((line, old))
            self.bench.erase(line, start, start + 8)

    def back(self) -> None:
        if self.undo:
            line, old = self.undo.pop()
            if line < len(self.bench.lines) and not self.bench.lines[line].startswith("OPENED"):
                self.bench.splice(line, 1, (old,), (0, 0))

    def accept(self) -> None:
        for suggestion in self.bench.engine.suggestions()[:1]:
            edit = self.bench.engine.accept(suggestion.id)
            if edit is not None and edit.place.line == edit.place.end_line:
                old = self.bench.lines[edit.place.line]
                new = old[: edit.place.start] + edit.text + old[edit.place.end :]
                kept = (edit.place.start, len(old) - edit.place.end)
                self.bench.splice(edit.place.line, 1, (new,), kept)

    def leave(self) -> None:
        self.bench.engine.caret(0, 0)

    def paste(self) -> None:
        self.bench.type(1, f"\n\n{PASTED}\n\n", 0)
        self.bench.engine.caret(0, 0)

    def snooze(self) -> None:
        self.bench.engine.snooze(0.05)

    def look(self) -> None:
        for suggestion in self.bench.engine.suggestions():
            place = self.bench.engine.place(suggestion.id)
            assert place is not None
            text = self.bench.lines[place.line][place.start : place.end]
            assert text == suggestion.proposal.original

    def check(self) -> None:
        one = self.bench
        assert one.grader is not None
        texts = [p["text"] for r in one.proposer.requests for p in material(r)["passages"]]
        assert OPENED not in texts
        assert not [text for text in texts if text == PASTED.strip()]
        again = [t for t, n in Counter(texts).items() if n > 1 and t not in self.failed]
        assert not again
        assert one.proposer.most_at_once <= 2
        assert one.courier.busy == 0
        known = {event.suggestion_id for event in one.log}
        ended = {e.suggestion_id for e in one.log if e.action is Action.CLOSED or e.drop_reason}
        assert known == ended


@pytest.mark.parametrize("seed", range(25))
def test_no_random_session_breaks_a_promise(seed: int) -> None:
    chaos = Chaos(seed)
    in_virtual_time(chaos.run(50))
    assert chaos.bench.proposer.requests
    chaos.check()
