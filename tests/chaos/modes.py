"""Every fault mode of a model server, with what must come of it: outcome and requests seen.

An outcome is "answer" or the name of one of our errors. What a mode's answer text is worth to a
reader of JSON stands in `value`: "json", "BadAnswer" or "" where it does not matter.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.chaos import bodies, texts, transport
from tests.fakes.model_server import Call

Act = Callable[[Call], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Mode:
    """One fault. `requests` is how many the server must see from one call with two retries.

    `in_stream` is what comes of a stream where that differs. `seconds` is the deadline of a call
    where the usual one of the test does not fit. `fast` modes run in the normal suite.
    """

    name: str
    act: Act
    outcome: str
    requests: int = 1
    in_stream: tuple[str, int] | None = None
    value: str = ""
    seconds: float | None = None
    fast: bool = False
    keep_alive: bool = False

    def expected(self, streamed: bool) -> tuple[str, int]:
        """Outcome and requests of one way to ask."""
        if streamed and self.in_stream is not None:
            return self.in_stream
        return self.outcome, self.requests


def _status(code: int, outcome: str, requests: int, fast: bool = False) -> Mode:
    return Mode(f"status {code}", bodies.status(code), outcome, requests, fast=fast)


STATUSES = (
    _status(400, "NotAllowed", 1, fast=True),
    _status(401, "NoKey", 1, fast=True),
    _status(402, "NotAllowed", 1),
    _status(403, "NotAllowed", 1),
    _status(404, "NotAllowed", 1),
    _status(408, "Overloaded", 3),
    _status(409, "Overloaded", 3),
    _status(413, "NotAllowed", 1),
    _status(422, "NotAllowed", 1),
    _status(500, "Overloaded", 3, fast=True),
    _status(502, "Overloaded", 3),
    _status(503, "Overloaded", 3),
    _status(504, "Overloaded", 3),
    _status(529, "Overloaded", 3, fast=True),
    Mode("429, Retry-After 1", bodies.limited("1", 1), "answer", 2),
    Mode("429, Retry-After 3600", bodies.limited("3600"), "RateLimited", 1, fast=True),
    Mode("429, Retry-After -5", bodies.limited("-5"), "RateLimited", 3),
    Mode("429, Retry-After abc", bodies.limited("abc"), "RateLimited", 3),
    Mode("429, no Retry-After", bodies.limited(""), "RateLimited", 3, fast=True),
    Mode("429, Retry-After a date an hour on", bodies.limited("date"), "RateLimited", 1),
    Mode("503, Retry-After 3600", bodies.status(503, {"retry-after": "3600"}), "Overloaded", 1),
    Mode("HTML with 200", bodies.html, "BadAnswer", fast=True),
    Mode("redirect to another host", bodies.redirect, "NotAllowed", fast=True),
)

TRANSPORT = (
    Mode("refused", transport.refused, "Unreachable", 0, fast=True),
    Mode("reset before headers", transport.reset_before, "Unreachable", 3, fast=True),
    Mode("reset mid-body", transport.reset_mid, "Unreachable", 3, ("Unreachable", 1), fast=True),
    Mode("early clean end", transport.clean_end, "Unreachable", 3, ("Unreachable", 1), fast=True),
    Mode("no end", transport.no_end, "TooSlow", 1, seconds=0.5, fast=True),
    Mode("slow first byte", transport.slow_first, "TooSlow", 1),
    Mode("one byte per 50 ms", transport.drip, "TooSlow", 1),
    Mode("silence", transport.silence, "TooSlow", 1),
    Mode("silence in the middle", transport.silence_mid, "TooSlow", 1),
    Mode("content-length too long", transport.length_long, "Unreachable", 3, fast=True),
    Mode("content-length too short", transport.length_short, "BadAnswer", 1, ("Unreachable", 3)),
    Mode("wrong encoding header", transport.wrong_encoding, "BadAnswer", fast=True),
    Mode("unknown encoding header", transport.unknown_encoding, "BadAnswer"),
    Mode("gzip though not asked for", transport.honest_gzip, "answer"),
    Mode("gzip bomb", transport.gzip_bomb, "BadAnswer", fast=True),
    Mode("gzip bomb with 500", transport.gzip_bomb_500, "Overloaded", 3),
    Mode("20 MB body", transport.big_body, "BadAnswer", fast=True),
    Mode("1 MB single event", transport.big_event, "answer", 1, ("BadAnswer", 1)),
    Mode("thousands of tiny events", transport.tiny_events, "answer"),
    Mode("split inside a character and a CR LF", transport.split_up, "answer", fast=True),
    Mode("raw U+2028 in JSON", transport.raw_separator, "answer", fast=True),
    Mode(
        "keep-alive closed under us",
        transport.closed_under,
        "answer",
        2,
        fast=True,
        keep_alive=True,
    ),
    *(
        Mode(f"fails {times} times, then works", transport.flaky(times), outcome, requests)
        for times, outcome, requests in (
            (1, "answer", 2),
            (2, "answer", 3),
            (3, "Overloaded", 3),
            (5, "Overloaded", 3),
        )
    ),
    Mode("a stream though not asked for", transport.always_stream, "answer"),
    Mode("no stream though asked for", transport.never_stream, "answer"),
)

BODIES = (
    Mode("half JSON", bodies.raw(b'{"id": "x", "cho'), "BadAnswer", fast=True),
    Mode("root is a list", bodies.raw(b"[]"), "BadAnswer"),
    Mode("root is null", bodies.raw(b"null"), "BadAnswer"),
    Mode("empty body", bodies.raw(b""), "BadAnswer", 1, ("Unreachable", 3)),
    Mode("prose as body", bodies.raw(b"I am a teapot."), "BadAnswer"),
    Mode("NaN in the body", bodies.raw(b'{"choices": NaN, "content": NaN}'), "BadAnswer"),
    Mode("5,000 digits in the body", bodies.raw(b'{"n": ' + b"7" * 5000 + b"}"), "BadAnswer"),
    Mode("depth 100,000 in the body", bodies.raw(b"[" * 100_000), "BadAnswer", fast=True),
    Mode("bad UTF-8 in the body", bodies.raw(b'{"id": "\xff\xfe"}'), "BadAnswer", fast=True),
    Mode("missing fields in the body", bodies.missing, "BadAnswer", 1, ("answer", 1)),
    Mode("wrong types in the body", bodies.wrong_types, "BadAnswer", 1),
    Mode("extra fields in the body", bodies.extra_fields, "answer"),
    Mode("refusal stop", bodies.stopped("refusal", "content_filter"), "answer", fast=True),
    Mode("refusal with no content", bodies.refused_empty, "answer"),
    Mode("truncated at max_tokens", bodies.stopped("max_tokens", "length"), "answer", fast=True),
    Mode("unknown stop reason", bodies.stopped("dreaming", "dreaming"), "answer"),
    Mode("unknown block types", bodies.unknown_blocks, "answer"),
    Mode("missing usage", bodies.no_usage, "answer", fast=True),
    Mode("zero usage", bodies.zero_usage, "answer"),
    Mode("absurd usage", bodies.absurd_usage, "answer"),
    Mode("error event: overloaded", bodies.error_event, "Overloaded", 3, fast=True),
    Mode("error event after text", bodies.late_error, "Overloaded", 3, ("Overloaded", 1)),
    Mode("schema refused, then taken in words", bodies.no_schema, "answer", 0),
)

TEXTS = tuple(
    Mode(f"text: {name}", texts.saying(text), "answer", value=value, fast=fast)
    for name, text, value, fast in texts.TEXTS
)

MODES: tuple[Mode, ...] = (*STATUSES, *TRANSPORT, *BODIES, *TEXTS)
