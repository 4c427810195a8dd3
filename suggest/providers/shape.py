"""How a request is worded for one server: what it refused once is not asked of it again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from suggest.providers.base import ModelRequest
from suggest.providers.cleaning import whole
from suggest.providers.faults import Refused


class Form(StrEnum):
    """How the wished form of an answer is told, best first."""

    SCHEMA = "schema"
    OBJECT = "object"
    WORDS = "words"


_FORM_WORDS = {
    "response_format", "json_schema", "json_object", "output_config", "output_format",
    "grammar", "guided",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """What a server takes. `forms` is the ladder still to go down, the first is in use."""

    forms: tuple[Form, ...]
    length_word: str = "max_tokens"
    usage_in_stream: bool = True
    cache_marks: bool = True

    @property
    def form(self) -> Form:
        """The way to ask for JSON now."""
        return self.forms[0]

    def without(self, refused: Refused, wants_form: bool) -> "Shape | None":
        """The shape that leaves out what was refused; None when nothing refused was optional."""
        named = refused.named
        if wants_form and named & _FORM_WORDS and len(self.forms) > 1:
            return replace(self, forms=self.forms[1:])
        if "max_completion_tokens" in named and self.length_word == "max_tokens":
            return replace(self, length_word="max_completion_tokens")
        if "stream_options" in named and self.usage_in_stream:
            return replace(self, usage_in_stream=False)
        if "cache_control" in named and self.cache_marks:
            return replace(self, cache_marks=False)
        return None


def system_text(request: ModelRequest, form: Form) -> str:
    """The system prompt; the schema stands at its end in words where it cannot be sent as such."""
    system = whole(request.system)
    if request.schema is None or form is Form.SCHEMA:
        return system
    schema = json.dumps(request.schema, ensure_ascii=False, separators=(",", ":"))
    told = f"Answer with one JSON object that fits this JSON Schema, and nothing else:\n{schema}"
    return f"{system}\n\n{told}" if system else told


def encoded(body: Mapping[str, Any]) -> bytes:
    """A request body as UTF-8."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
