"""Which answers of models are kept for the next start, and which are asked for again."""

from __future__ import annotations

import json
from typing import Any

from suggest.errors import RateLimited
from suggest.model.base import Ask
from suggest.model.memory import ModelMemory
from suggest.values import Passage
from tests.fakes.model_bench import make_desk
from tests.fakes.provider import FakeProvider, word_edits

ASKS = [Ask(Passage("a", "We recieve letters.")), Ask(Passage("b", "They are long."))]
FIX = word_edits({"recieve": "receive"})


class Kept(dict[str, Any]):
    """Answers in memory, as JSON."""

    async def get(self, key: str) -> Any | None:  # type: ignore[override]
        return json.loads(self[key]) if key in self else None

    async def put(self, key: str, value: Any) -> None:
        self[key] = json.dumps(value)


async def asked_again(proposed: str | None, graded: str | Exception | None) -> set[str]:
    """The passages that another start would ask about, after these answers."""
    kept = Kept()
    reader, grader = FakeProvider(otherwise=FIX), FakeProvider(otherwise=FIX, host="grades.test")
    reader.answers = [] if proposed is None else [proposed]
    grader.answers = [] if graded is None else [graded]
    await make_desk(ModelMemory(), reader, grader, answers=kept).consult(ASKS)
    later = make_desk(ModelMemory(), reader, grader, answers=kept)
    return {ask.passage.id for ask in await later.recall(ASKS)}


async def test_a_good_answer_is_kept_for_each_passage() -> None:
    assert await asked_again(None, None) == set()


async def test_prose_in_place_of_an_answer_is_not_kept_as_nothing_to_say() -> None:
    assert await asked_again("Sure! Write well.", None) == {"a", "b"}


async def test_an_answer_that_was_cut_off_is_not_kept() -> None:
    assert await asked_again('{"edits": [{"passage": 1, "quote": "We', None) == {"a", "b"}


async def test_an_edit_that_nobody_graded_is_not_kept_but_what_needs_no_grade_is() -> None:
    assert await asked_again(None, "Ten points.") == {"a"}
    assert await asked_again(None, RateLimited("The server wants fewer requests.")) == {"a"}
