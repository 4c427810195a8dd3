"""Reads answers of the messages protocol, whole or in events, from Anthropic or its like."""

from collections.abc import Mapping
from typing import Any

from suggest.errors import BadAnswer, Unreachable
from suggest.providers.base import ModelAnswer, Stop, Usage
from suggest.providers.cleaning import Pieces, count, mapping, name
from suggest.providers.faults import BROKE_OFF, NOT_AN_ANSWER, of_error_object
from suggest.providers.wire import TOO_BIG, Caps, read_object

_STOPS = {
    "end_turn": Stop.END,
    "stop_sequence": Stop.END,
    "max_tokens": Stop.LENGTH,
    "model_context_window_exceeded": Stop.LENGTH,
    "refusal": Stop.REFUSED,
}
_COUNTS = (
    "input_tokens",
    "cache_read_input_tokens",
    "cache_creation_input_tokens",
    "output_tokens",
)


class MessageAnswer:
    """Collects one answer. Every fault of its form is a ProviderFailed."""

    def __init__(self, model: str, caps: Caps) -> None:
        self._model = model
        self._caps = caps
        self._pieces = Pieces()
        self._counts = dict.fromkeys(_COUNTS, 0)
        self._stop: Stop | None = None
        self.done = False

    def take_body(self, body: bytes) -> str:
        """Reads a whole answer; gives its text."""
        message = read_object(body)
        if message.get("type") == "error" or message.get("error"):
            raise of_error_object(message.get("error"))
        content = message.get("content")
        if not isinstance(content, list):
            raise BadAnswer(NOT_AN_ANSWER)
        self._begin(message)
        self._end(message)
        self.done = True
        return self._pieces.add("".join(_text(block) for block in content)) + self._pieces.end()

    def take_event(self, data: str) -> str:
        """Reads one event of a stream; gives the text it adds."""
        if not data.strip():
            return ""
        event = read_object(data)
        kind = event.get("type")
        if kind == "error" or (kind is None and event.get("error")):
            raise of_error_object(event.get("error"))
        if kind == "message_start":
            self._begin(mapping(event.get("message")))
        elif kind == "message_delta":
            self._end(mapping(event.get("delta")))
            self._count(event)
        elif kind == "message_stop":
            self.done = True
            return self._pieces.end()
        return self._add(event)

    def answer(self, request_id: str, latency_ms: int) -> ModelAnswer:
        """The whole answer. Raises Unreachable when a stream ended in the middle."""
        if not self.done and self._stop is None:
            raise Unreachable(BROKE_OFF, sent=True)
        self._pieces.end()
        fresh, cached, stored, output = (self._counts[key] for key in _COUNTS)
        usage = Usage(fresh, cached, stored, output, any(self._counts.values()))
        stop = self._stop or Stop.OTHER
        return ModelAnswer(self._pieces.text, usage, self._model, stop, request_id, latency_ms)

    def _add(self, event: Mapping[str, Any]) -> str:
        block = event.get("content_block") if event.get("type") == "content_block_start" else None
        piece = self._pieces.add(_text(block) + _text(event.get("delta")))
        if self._pieces.size > self._caps.body:
            raise BadAnswer(TOO_BIG)
        return piece

    def _begin(self, message: Mapping[str, Any]) -> None:
        self._model = name(message.get("model"), self._model)
        self._count(message)

    def _end(self, told: Mapping[str, Any]) -> None:
        reason = told.get("stop_reason")
        if reason is not None:
            self._stop = _STOPS.get(str(reason), Stop.OTHER)

    def _count(self, holder: Mapping[str, Any]) -> None:
        usage = mapping(holder.get("usage"))
        for key in _COUNTS:  # those at the end of a stream are the totals
            self._counts[key] = count(usage.get(key)) or self._counts[key]


def _text(block: object) -> str:
    """The text of a block or a piece of one; other kinds have none."""
    part = mapping(block)
    text = part.get("text")
    return text if part.get("type") in ("text", "text_delta") and isinstance(text, str) else ""
