"""What leaves the machine and what does not: only words that the writer typed or changed."""

from __future__ import annotations

import asyncio

from suggest.model.base import Ask, Offer
from suggest.passages import PassageReader
from suggest.protection import Protector
from suggest.values import BlockKind
from tests.fakes.model_bench import ModelBench
from tests.fakes.provider import FakeProvider, material, word_edits
from tests.fakes.virtual_time import in_virtual_time

SENTENCE = "We recieve many letters each week."


def bench(**more: object) -> ModelBench:
    fix = word_edits({"recieve": "receive"})
    return ModelBench(FakeProvider(otherwise=fix, seconds=1.0), None, **more)  # type: ignore[arg-type]


def sent(one: ModelBench) -> list[str]:
    """The passages that went to the model, in order."""
    return [p["text"] for request in one.proposer.requests for p in material(request)["passages"]]


def test_calls_that_end_before_they_begin_leave_room_for_others() -> None:
    async def run() -> None:
        one = bench()
        await one.start("")
        loop, courier = asyncio.get_running_loop(), one.courier
        text = PassageReader(Protector()).read(SENTENCE, BlockKind.PARAGRAPH)

        def current() -> bool:
            loop.call_soon(courier.forget)  # the turn between the call and its first step
            return True

        for _ in range(3):
            courier.offer(Offer(Ask(text), current, lambda: True, lambda: None, asked=True))
            await asyncio.sleep(1)
            assert courier.busy == 0
        assert one.proposer.requests == []
        courier.offer(Offer(Ask(text), lambda: True, lambda: True, lambda: None, asked=True))
        await asyncio.sleep(5)
        assert len(one.proposer.requests) == 1
        await one.engine.stop()

    in_virtual_time(run())
