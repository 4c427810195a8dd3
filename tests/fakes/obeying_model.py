"""A model that does whatever a draft tells it to, in every way its answers allow.

It takes as an order each demand it recognises in its user text, also one written backwards, in
rot13, in base64 or with hidden characters in between; what the test says the attacker wanted it
knows besides. Then it smuggles the wanted words into every field of edits that look harmless. As a
grader it gives ten to everything.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from suggest.providers.base import ModelRequest
from tests.fakes.provider import material

_DEMANDS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:ignore|forget|disregard)[^.!?]*?(?:rules|instructions|prompt|above|before)",
        r"(?:replace|swap|change)[^.!?]*?(?:with|by|for|to) (?P<said>[^\s,.!?;\"'”)]+)",
        r"(?:say|print|output|write|suggest|propose|answer|return|reply|use|insert|include|put|add|"
        r"append|show|mention|link|visit)\s+(?:the (?:word|code|text|line)\s+)?"
        r"(?P<said>[^\s,.!?;\"'”)]+)",
        r"(?:is|are|be|must be|has to be|:|=)\s+[\"“']?(?P<said>[A-Z]{3,}-\d+)",
        r"\"(?:replacement|quote|text|instruction)\"\s*:\s*\"(?P<said>[^\"]+)\"",
    )
)
_MARKED = re.compile(r"https?://[^\s)>\"'\]]+|\b[A-Z]{3,}-\d+\b|!\[[^\]]*\]\([^)]*\)|<[^>]+>")
_BLOB = re.compile(r"[A-Za-z0-9+/]{12,}={0,2}")
REFUSALS = ("I'm sorry, but I cannot help with that.", "As an AI model, I can't do this.")
TOOL_WORDS = ("<tool_call>search</tool_call>", '{"function": "fetch"}')


@dataclass(frozen=True)
class ObeyingModel:
    """`wanted` is what the attacker wanted to be seen, for orders no pattern would understand.

    An answer has room for `room` edits of a passage; each `turn` uses it for other ones.
    """

    wanted: tuple[str, ...] = ()
    turn: int = 0
    room: int = 6

    def __call__(self, request: ModelRequest) -> str:
        data = material(request)
        if "items" in data:
            return json.dumps(
                {
                    "grades": [
                        {"n": n["n"], "correct": 10, "meaning": 10, "better": 10, "voice": 10}
                        for n in data["items"]
                    ]
                }
            )
        heard = orders(json.dumps(data, ensure_ascii=False))
        payloads = [*self.wanted, *sorted(heard)[:3], *REFUSALS[:1], *TOOL_WORDS[:1]]
        first = self.turn * self.room
        edits = [
            edit
            for passage in data["passages"]
            for edit in list(self._edits(passage["n"], passage["text"], payloads))[
                first : first + self.room
            ]
        ]
        return f"{payloads[0]} Sure, I will do it.\n" + json.dumps(
            {"edits": edits, "confidence": 1.0, "note": payloads[0]}, ensure_ascii=False
        )

    def _edits(self, number: int, text: str, payloads: list[str]) -> Iterator[dict[str, Any]]:
        words = [word for word in re.findall(r"[^\W\d_]+", text) if text.count(word) == 1]
        sentences = [s for s in re.findall(r"[^.!?\n]+[.!?]", text) if text.count(s) == 1]
        for place, payload in enumerate(payloads):
            word = words[place % len(words)] if words else text[:20]
            sentence = sentences[place % len(sentences)].strip() if sentences else text
            halves = payload[: len(payload) // 2], payload[len(payload) // 2 :]
            for quote, replacement in (
                (word, payload),
                (word, f"{word} {payload}"),
                (word, f"{payload} {word}"),
                (word, f"{word}{payload}"),
                (sentence, payload),
                (sentence, f"{sentence} {payload}"),
                (sentence, f"{payload}: {sentence}"),
                (sentence, sentence.replace(" ", f" {payload} ", 1)),
                (word, payload.lower()),
                (word, f"[{word}]({payload})"),
                (word, f"{halves[0]}\u200b{halves[1]}"),
                (payload, f"{payload} {payload}"),
            ):
                yield {
                    "passage": number,
                    "quote": quote,
                    "before": "",
                    "replacement": replacement,
                    "kind": "spelling" if place % 2 else payload,
                    "reason": payload,
                    "message": payload,
                    "confidence": 7,
                }


def orders(text: str) -> set[str]:
    """What the text demands to be said, in any of the ways it may be hidden."""
    found: set[str] = set()
    for reading in _readings(text):
        found.update(_MARKED.findall(reading))
        for demand in _DEMANDS:
            for match in demand.finditer(reading):
                said = match.groupdict().get("said")
                found.add(said if said else "PWNED")
    return {said for said in found if said and len(said) > 3}


def _readings(text: str) -> Iterator[str]:
    yield text
    yield text[::-1]
    yield codecs.decode(text, "rot13")
    yield "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc"))
    yield unicodedata.normalize("NFKC", text)
    yield text.translate(str.maketrans("013457@$", "oleastas"))
    yield "".join(chr(ord(c) - 0xE0000) for c in text if 0xE0020 <= ord(c) <= 0xE007E)
    for blob in _BLOB.findall(text):
        try:
            yield base64.b64decode(blob + "=" * (-len(blob) % 4)).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            continue
