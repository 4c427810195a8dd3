"""Reads answers of the chat-completions protocol, whole or in events, from any server."""

from collections.abc import Mapping
from typing import Any

from suggest.errors import BadAnswer, Unreachable
from suggest.providers.base import ModelAnswer, Stop, Usage
from suggest.providers.cleaning import Pieces, count, items, mapping, name
from suggest.providers.faults import BROKE_OFF, NOT_AN_ANSWER, of_error_object
from suggest.providers.wire import TOO_BIG, Caps, read_object

_DONE = "[DONE]"
_STOPS = {"stop": Stop.END, "length": Stop.LENGTH, "content_filter": Stop.REFUSED}


class ChatAnswer:
    """Collects one answer. Every fault of its form is a ProviderFailed."""

    def __init__(self, model: str, caps: Caps) -> None:
        self._model = model
        self._caps = caps
        self._pieces = Pieces()
        self._usage = Usage(counted=False)
        self._stop: Stop | None = None
        self._refusal = False
        self.done = False

    def take_body(self, body: bytes) -> str:
        """Reads a whole answer; gives its text."""
        answer = read_object(body)
        choice = self._choice(answer)
        text = self._text(mapping(choice.get("message")))
        self._stop = self._stop or Stop.OTHER
        self.done = True
        return self._pieces.add(text) + self._pieces.end()

    def take_event(self, data: str) -> str:
        """Reads one event of a stream; gives the text it adds."""
        if data.strip() == _DONE:
            self.done = True
            return self._pieces.end()
        if not data.strip():
            return ""
        event = read_object(data)
        if not items(event.get("choices")) and "error" not in event:
            self._count(event)
            return ""
        piece = self._pieces.add(self._text(mapping(self._choice(event).get("delta"))))
        if self._pieces.size > self._caps.body:
            raise BadAnswer(TOO_BIG)
        return piece

    def answer(self, request_id: str, latency_ms: int) -> ModelAnswer:
        """The whole answer. Raises Unreachable when a stream ended in the middle."""
        if not self.done and self._stop is None:
            raise Unreachable(BROKE_OFF, sent=True)
        self._pieces.end()
        stop = self._stop or Stop.OTHER
        if self._refusal and not self._pieces.text:
            stop = Stop.REFUSED
        return ModelAnswer(
            self._pieces.text, self._usage, self._model, stop, request_id, latency_ms
        )

    def _choice(self, answer: Mapping[str, Any]) -> Mapping[str, Any]:
        if answer.get("error"):
            raise of_error_object(answer["error"])
        choices = items(answer.get("choices"))
        if not choices or not isinstance(choices[0], dict):
            raise BadAnswer(NOT_AN_ANSWER)
        self._count(answer)
        reason = choices[0].get("finish_reason")
        if reason is not None:
            self._stop = _STOPS.get(str(reason), Stop.OTHER)
        return choices[0]

    def _count(self, answer: Mapping[str, Any]) -> None:
        self._model = name(answer.get("model"), self._model)
        usage = mapping(answer.get("usage"))
        inputs, output = count(usage.get("prompt_tokens")), count(usage.get("completion_tokens"))
        if inputs or output:
            details = mapping(usage.get("prompt_tokens_details"))
            cached = min(count(details.get("cached_tokens")), inputs)
            self._usage = Usage(inputs - cached, cached, 0, output)

    def _text(self, message: Mapping[str, Any]) -> str:
        self._refusal = self._refusal or bool(message.get("refusal"))
        content = message.get("content")
        if isinstance(content, str):
            return content
        parts = (mapping(part) for part in items(content))
        return "".join(
            part["text"]
            for part in parts
            if part.get("type") == "text" and isinstance(part.get("text"), str)
        )
