"""Answers that are well formed as messages and wrong, or odd, as content."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

from tests.fakes.model_server import Call, Said


def saying(text: str) -> Callable[[Call], Awaitable[None]]:
    """The model says this."""

    async def act(call: Call) -> None:
        await call.say(Said(text))

    return act


def edits(*found: object) -> str:
    """The usual form around these edits."""
    return json.dumps({"edits": list(found)})


def edit(**changes: object) -> dict[str, object]:
    """One edit, changed as told."""
    return {"quote": "in order to", "replacement": "to", "confidence": 0.5, **changes}


_DIGITS = f'{{"edits": [{{"confidence": {"9" * 5000}}}]}}'
# Name, text, what a reader of JSON makes of it, whether it runs in the normal suite.
TEXTS: tuple[tuple[str, str, str, bool], ...] = (
    ("half JSON", edits(edit())[:-9], "BadAnswer", True),
    ("root is a list", "[]", "json", False),
    ("root is null", "null", "BadAnswer", False),
    ("empty", "", "BadAnswer", True),
    ("prose", "I would leave this as it is.", "BadAnswer", False),
    ("fenced JSON", f"Here you are:\n```json\n{edits(edit())}\n```\nGood luck", "json", True),
    ("extra fields", edits(edit(mood="calm", span=[1, 2])), "json", False),
    ("missing fields", edits({"quote": "in order to"}), "json", False),
    ("wrong types", edits(edit(quote=7, replacement=["to"])), "json", False),
    ("NaN", '{"edits": [{"confidence": NaN}]}', "BadAnswer", False),
    ("number of 5,000 digits", _DIGITS, "BadAnswer", True),
    ("depth 100,000", "[" * 100_000 + "]" * 100_000, "BadAnswer", True),
    ("duplicate items x500", edits(*[edit()] * 500), "json", False),
    ("overlapping edits", edits(edit(), edit(quote="order to go")), "json", False),
    ("text not in the passage", edits(edit(quote="a purple walrus")), "json", False),
    ("wrong offsets", edits(edit(start=-4, end=10**12)), "json", False),
    ("confidence 7", edits(edit(confidence=7)), "json", False),
    ('confidence "high"', edits(edit(confidence="high")), "json", False),
    ("lone surrogate", '{"edits": [{"quote": "\ud83d"}]}', "json", True),
    ("escaped lone surrogate", r'{"edits": [{"quote": "\ud83d"}]}', "json", True),
    ("NUL", edits(edit(replacement="to\x00go")), "json", False),
    ("bidi controls", edits(edit(replacement="to\u202ego\u202c")), "json", False),
    ("400 kB replacement", edits(edit(replacement="to " * 133_000)), "json", True),
    ("URL added", edits(edit(replacement="to https://example.com/x")), "json", False),
    ("refusal as replacement", edits(edit(replacement="I cannot help with that.")), "json", False),
    ("preamble as replacement", edits(edit(replacement="Sure! Here it is: to")), "json", False),
)
